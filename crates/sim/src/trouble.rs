//! Everything that can go wrong by itself in a simulation, by name. What each
//! one does is in `world/`.

/// A kind of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// A branch's machine stops and comes back.
    CrashBranch,
    /// The centre's machine stops and comes back.
    CrashCentre,
    /// A link is cut in one direction or both, and mended later.
    CutLink,
    /// A branch's disk has no room for a while (R25).
    FullBranch,
    /// The centre's disk has no room for a while.
    FullCentre,
    /// A machine's clock jumps by minutes or days, forwards or back (R20).
    WrongClock,
    /// Somebody copies an old backup over a branch's database, and the mark beside it (R6).
    OldDisk,
    /// A branch is restored by the command, which makes another incarnation of it (R7).
    Restore,
    /// A branch's machine is cloned as a whole, and both sell (R5).
    Clone,
    /// A branch's machine is stolen; a new device is enrolled (R8).
    Stolen,
    /// The centre loses its last commits without noticing (R2).
    Rollback,
    /// The centre is restored from a backup and says so by a new generation (R2, R19).
    RestoreCentre,
    /// A branch's program writes facts that cannot be applied (R4).
    Poison,
    /// A branch's program is newer and writes facts that nobody here knows (R22).
    Newer,
    /// Somebody knocks at the centre with forged, replayed and broken requests (R9, R10).
    Stranger,
}

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::CrashBranch,
        Self::CrashCentre,
        Self::CutLink,
        Self::FullBranch,
        Self::FullCentre,
        Self::WrongClock,
        Self::OldDisk,
        Self::Restore,
        Self::Clone,
        Self::Stolen,
        Self::Rollback,
        Self::RestoreCentre,
        Self::Poison,
        Self::Newer,
        Self::Stranger,
    ];
}
