//! Deliberate faults, so that the judges of the simulation can be seen to catch
//! them. They exist only where the feature `faults` is asked for, which no
//! program does; everywhere else the question is answered by the compiler.

/// A fault of the protocol that can be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A page that begins beyond the cursor is taken in (against R3).
    AcceptGaps,
    /// Seals and documents are believed unread (against R5).
    NoHashCheck,
}

#[cfg(feature = "faults")]
std::thread_local! {
    static ON: std::cell::Cell<Option<Fault>> = const { std::cell::Cell::new(None) };
}

/// Whether this fault is switched on in this thread.
#[cfg(feature = "faults")]
pub(crate) fn is_on(fault: Fault) -> bool {
    ON.get() == Some(fault)
}

/// Whether this fault is switched on: never.
#[cfg(not(feature = "faults"))]
pub(crate) const fn is_on(_fault: Fault) -> bool {
    false
}

/// Switches one fault on in this thread, or all off.
#[cfg(feature = "faults")]
pub fn switch(fault: Option<Fault>) {
    ON.set(fault);
}
