//! People whom a branch adds to its staff by itself, with or without a link: cashiers,
//! waiters and the kitchen. Once the centre has written somebody's row, they are the
//! centre's.

use nusa_facts::{
    BranchId, Fact, Millis, PersonId, StaffId,
    master::Staff,
    people::{LocalStaffSet, Role},
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    limits::{MAX_CODE_CHARS, MAX_LOCAL_STAFF},
    refusal::Code,
    rows::LocalStaffRow,
    text,
};

/// What the law looks at when a branch sets somebody up.
#[derive(Clone, Copy, Debug)]
pub struct LocalStaffDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// Everybody whom it added so far.
    pub added: &'a [LocalStaffRow],
    /// The centre's rows of staff, as far as they are known here.
    pub staff: &'a [Staff],
}

/// Somebody as they shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedLocalStaff {
    /// The person, named by the device.
    pub person: PersonId,
    /// The sign-in name.
    pub login: String,
    /// The name that receipts print.
    pub name: String,
    /// What they are at this branch.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
}

/// Adds somebody to the branch's staff or changes them. Whoever may sign in has a sign-in name of their own.
///
/// # Errors
/// `Forbidden` (also for a role that a branch does not give), `TextInvalid`, `MasterTaken` for the sign-in name,
/// `PersonOfCentre`, `PeopleTooMany`, `NothingChanges`.
pub fn decide_set_local_staff(
    desk: LocalStaffDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &WantedLocalStaff,
) -> Result<Ruling, Refusal> {
    actor.must(Right::ManagePeople, desk.here)?;
    if !Role::LOCAL.contains(&wanted.role) {
        let detail = "a branch adds cashiers, waiters and kitchen staff";
        return Err(Refusal::at(Code::Forbidden, "role", detail));
    }
    let known = desk.known(wanted.person);
    let before = known.map_or(Millis(i64::MIN), |row| row.set_at);
    let fact = LocalStaffSet {
        person: wanted.person,
        number: known.map_or_else(|| new_number(desk, wanted.person), |row| Ok(row.number))?,
        login: login("login", &wanted.login)?,
        name: text::required("name", &wanted.name)?,
        role: wanted.role,
        active: wanted.active,
        since: moment.at.max(Millis(before.0.saturating_add(1))),
    };
    if desk.staff.iter().any(|staff| staff.id == fact.number) {
        let detail = "the centre has taken this person over";
        return Err(Refusal::new(Code::PersonOfCentre, detail));
    }
    if known.is_some_and(|row| row.is_as(&fact)) {
        let detail = "the person is so already";
        return Err(Refusal::new(Code::NothingChanges, detail));
    }
    if fact.active {
        free(desk, &fact)?;
    }
    Ok(Ruling::at_branch(moment, Fact::LocalStaffSet(fact)))
}

/// A sign-in name: short, lower-case letters, digits, dot, dash and underscore.
///
/// # Errors
/// `TextInvalid` at the field.
pub(crate) fn login(field: &str, given: &str) -> Result<String, Refusal> {
    let login = text::bounded(field, given, MAX_CODE_CHARS)?;
    if is_login(&login) {
        return Ok(login);
    }
    let detail = "a sign-in name is lower-case letters, digits, dot, dash and underscore";
    Err(Refusal::at(Code::TextInvalid, field, detail))
}

/// Whether a text has nothing but what a sign-in name may have.
pub(crate) fn is_login(text: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    text.chars().all(small)
}

impl LocalStaffDesk<'_> {
    /// What the branch said of a person. A number that the centre gave to somebody else of this name is theirs
    /// no more: two copies of the branch had given it to both.
    fn known(&self, person: PersonId) -> Option<&LocalStaffRow> {
        let over = |row: &LocalStaffRow| self.row(row.number).and_then(|staff| staff.taken_over);
        let is_theirs = |row: &&LocalStaffRow| over(row).is_none_or(|over| over.person == person);
        let rows = self.added.iter().filter(|row| row.person == person);
        rows.filter(is_theirs).max_by_key(|row| row.set_at)
    }

    /// The centre's row under a number.
    fn row(&self, number: StaffId) -> Option<&Staff> {
        self.staff.iter().find(|staff| staff.id == number)
    }

    /// Whoever else works here by the branch's word alone.
    fn others(&self, person: PersonId) -> impl Iterator<Item = &LocalStaffRow> {
        let active = self.added.iter().filter(|row| row.active);
        active.filter(move |row| row.person != person && self.row(row.number).is_none())
    }
}

/// The next free number after a place that the person's id names, so that two copies of a branch which know
/// nothing of each other hardly ever give one number to two people.
fn new_number(desk: LocalStaffDesk<'_>, person: PersonId) -> Result<StaffId, Refusal> {
    let bytes = person.bytes().chunks_exact(2);
    let start = bytes.fold(0, |sum: u16, pair| {
        sum ^ u16::from_be_bytes([pair[0], pair[1]])
    });
    let mut numbers =
        (0..=u16::MAX).filter_map(|step| StaffId::local(desk.here, start.wrapping_add(step)));
    let added = |number| desk.added.iter().any(|row| row.number == number);
    let is_free = |number: &StaffId| !added(*number) && desk.row(*number).is_none();
    numbers.find(is_free).ok_or_else(|| {
        let detail = "this branch has no more numbers for people of its own";
        Refusal::new(Code::PeopleTooMany, detail)
    })
}

/// A sign-in name that nobody else has who may sign in here, and room for one more.
fn free(desk: LocalStaffDesk<'_>, wanted: &LocalStaffSet) -> Result<(), Refusal> {
    let holds = |staff: &Staff| staff.active || staff.id.local_branch().is_none();
    let mut rows = desk.staff.iter().filter(|staff| holds(staff));
    let mut others = desk.others(wanted.person);
    let taken = rows.any(|staff| staff.login == wanted.login)
        || others.any(|other| other.login == wanted.login);
    if taken {
        let detail = format!("somebody else signs in as {}", wanted.login);
        return Err(Refusal::at(Code::MasterTaken, "login", detail));
    }
    if desk.others(wanted.person).count() >= MAX_LOCAL_STAFF {
        let detail = format!("at most {MAX_LOCAL_STAFF} people work here by the branch's word");
        return Err(Refusal::new(Code::PeopleTooMany, detail));
    }
    Ok(())
}
