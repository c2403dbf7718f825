//! People whom a branch adds to its staff by itself: who may, as what, under which name
//! and number, and what the centre makes of them.

use nusa_facts::{
    BranchId, Fact, Millis, PersonId, StaffId,
    master::{Entity, Grant, Scope, Staff, TakenOver},
    people::{LocalStaffSet, Role},
};
use nusa_rules::{
    Actor, Delta, Refusal,
    deltas::{Before, deltas},
    limits::MAX_LOCAL_STAFF,
    local_staff::{LocalStaffDesk, WantedLocalStaff, decide_set_local_staff},
    master::{decide_master, streams},
    refusal::Code,
    rows::LocalStaffRow,
};

use crate::{
    master::{desk, staff, with, world},
    shop::*,
};

fn wanted(n: u8, login: &str) -> WantedLocalStaff {
    WantedLocalStaff {
        person: PersonId::from_bytes([n; 16]),
        login: login.to_owned(),
        name: " Wati Ayu ".to_owned(),
        role: Role::Cashier,
        active: true,
    }
}

fn row(n: u8, number: u16, login: &str) -> LocalStaffRow {
    LocalStaffRow {
        number: StaffId::local(HERE, number).unwrap(),
        person: PersonId::from_bytes([n; 16]),
        login: login.to_owned(),
        name: "Wati Ayu".to_owned(),
        role: Role::Cashier,
        active: true,
        set_by: "Sari".to_owned(),
        set_at: TEN,
        doc: id(1),
    }
}

fn set(
    who: &Actor,
    added: &[LocalStaffRow],
    of_centre: &[Staff],
    wanted: &WantedLocalStaff,
) -> Result<LocalStaffSet, Refusal> {
    let desk = LocalStaffDesk {
        here: HERE,
        added,
        staff: of_centre,
    };
    let ruling = decide_set_local_staff(desk, who, &moment(), wanted)?;
    match ruling.fact {
        Fact::LocalStaffSet(fact) => Ok(fact),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_manager_adds_whom_a_branch_may_add_and_nobody_who_reaches_further() {
    let fact = set(&manager(), &[], &[], &wanted(7, "wati")).unwrap();
    assert_eq!(
        (fact.login.as_str(), fact.name.as_str()),
        ("wati", "Wati Ayu")
    );
    assert_eq!(fact.number.local_branch(), Some(HERE));
    for role in Role::ALL {
        let as_role = WantedLocalStaff {
            role,
            ..wanted(7, "wati")
        };
        let is_local = matches!(role, Role::Cashier | Role::Waiter | Role::Kitchen);
        let outcome = set(&owner(), &[], &[], &as_role);
        assert_eq!(outcome.is_ok(), is_local, "{role:?}");
        if !is_local {
            assert_eq!(said(outcome), (Code::Forbidden, "role".to_owned()));
        }
    }
    for who in [
        cashier(),
        actor(Role::Kitchen, Some(HERE)),
        actor(Role::Waiter, Some(HERE)),
        actor(Role::Manager, Some(THERE)),
    ] {
        assert_eq!(
            said(set(&who, &[], &[], &wanted(7, "wati"))).0,
            Code::Forbidden
        );
    }
}

#[test]
fn whoever_may_sign_in_has_a_sign_in_name_of_their_own() {
    let gone = LocalStaffRow {
        active: false,
        ..row(2, 2, "rina")
    };
    let added = [row(1, 1, "wati"), gone.clone()];
    let of_centre = [staff(&[(Role::Cashier, Some(HERE))])];
    let try_login =
        |n, login: &str| set(&manager(), &added, &of_centre, &wanted(n, login)).map(drop);
    let taken = (Code::MasterTaken, "login".to_owned());
    assert_eq!(said(try_login(3, "wati")), taken);
    assert_eq!(said(try_login(3, "sari")), taken, "somebody of the centre");
    assert!(try_login(3, "rina").is_ok(), "she may not sign in");
    for wrong in ["", "Wati", "wati ayu", "wáti", &"w".repeat(41)] {
        let outcome = try_login(3, wrong);
        assert_eq!(
            said(outcome),
            (Code::TextInvalid, "login".to_owned()),
            "{wrong}"
        );
    }
    // She is not let in again under a name that somebody took meanwhile.
    let with_taken = [row(1, 1, "rina"), gone];
    let back = set(&manager(), &with_taken, &of_centre, &wanted(2, "rina"));
    assert_eq!(said(back), taken);
}

#[test]
fn a_person_keeps_the_number_and_nobody_gets_one_that_is_given() {
    let first = set(&manager(), &[], &[], &wanted(7, "wati")).unwrap();
    let known = LocalStaffRow {
        number: first.number,
        ..row(7, 0, "wati")
    };
    let renamed = set(
        &manager(),
        std::slice::from_ref(&known),
        &[],
        &wanted(7, "ayu"),
    )
    .unwrap();
    assert_eq!(renamed.number, first.number);
    let same = set(
        &manager(),
        std::slice::from_ref(&known),
        &[],
        &wanted(7, "wati"),
    );
    assert_eq!(said(same).0, Code::NothingChanges);
    // Another person whose id leads to the same place gets the next number.
    let twin = set(&manager(), &[known], &[], &wanted(8, "rina")).unwrap();
    assert_eq!(twin.number.0, first.number.0 + 1);
    let last = row(9, u16::MAX, "akhir");
    let mut bytes = [0; 16];
    bytes[14..].copy_from_slice(&u16::MAX.to_be_bytes());
    let round = WantedLocalStaff {
        person: PersonId::from_bytes(bytes),
        ..wanted(1, "bulat")
    };
    let round = set(&manager(), &[last], &[], &round).unwrap();
    assert_eq!(Some(round.number), StaffId::local(HERE, 0));
}

#[test]
fn a_branch_has_room_for_so_many_people_of_its_own_as_work_there() {
    let all = |n: usize| {
        let n = u16::try_from(n).unwrap();
        let mut person = [1; 16];
        person[..2].copy_from_slice(&n.to_be_bytes());
        LocalStaffRow {
            person: PersonId::from_bytes(person),
            ..row(1, n, "x")
        }
    };
    let mut full: Vec<_> = (0..MAX_LOCAL_STAFF).map(all).collect();
    let one_more = |added: &[LocalStaffRow], of_centre: &[Staff]| {
        set(&manager(), added, of_centre, &wanted(7, "wati")).map(drop)
    };
    assert_eq!(said(one_more(&full, &[])).0, Code::PeopleTooMany);
    assert!(
        one_more(&full, &[full[3].staff(HERE)]).is_ok(),
        "one is the centre's"
    );
    full[3].active = false;
    assert!(one_more(&full, &[]).is_ok(), "one has left");
}

#[test]
fn what_is_said_of_somebody_holds_later_than_what_was_said_before() {
    let before = LocalStaffRow {
        set_at: Millis(TEN.0 + 86_400_000),
        ..row(7, 5, "wati")
    };
    let out = WantedLocalStaff {
        active: false,
        ..wanted(7, "wati")
    };
    // The clock was a day ahead and has been set back.
    let fact = set(&manager(), std::slice::from_ref(&before), &[], &out).unwrap();
    assert_eq!(fact.since, Millis(before.set_at.0 + 1));
    let fact = set(&manager(), &[row(7, 5, "wati")], &[], &wanted(7, "ayu")).unwrap();
    assert_eq!(fact.since, Millis(TEN.0 + 1));
}

#[test]
fn a_number_that_the_centre_gave_to_somebody_else_is_hers_no_more() {
    let hers = row(7, 0, "wati");
    let other = Staff {
        taken_over: Some(TakenOver {
            person: PersonId::from_bytes([8; 16]),
            since: TEN,
        }),
        ..hers.staff(HERE)
    };
    let again = set(&manager(), &[hers], &[other], &wanted(7, "ayu")).unwrap();
    assert_eq!(Some(again.number), StaffId::local(HERE, 1));
}

#[test]
fn whom_the_branch_let_go_is_out_until_the_centre_has_heard_of_it() {
    let hers = row(7, 5, "wati");
    let row_of = |over: TakenOver| Staff {
        taken_over: Some(over),
        ..hers.staff(HERE)
    };
    let gone = LocalStaffRow {
        active: false,
        set_at: Millis(TEN.0 + 1),
        ..hers.clone()
    };
    assert!(!gone.under(row_of(hers.taken_over())).active);
    assert!(
        gone.under(row_of(gone.taken_over())).active,
        "the centre knew"
    );
    assert!(hers.under(row_of(hers.taken_over())).active);
    let of_other = TakenOver {
        person: PersonId::from_bytes([8; 16]),
        ..hers.taken_over()
    };
    assert!(
        gone.under(row_of(of_other)).active,
        "it was said of another"
    );
}

#[test]
fn whom_the_centre_took_over_is_the_centres() {
    let hers = row(7, 5, "wati");
    let moved = Staff {
        grants: vec![Grant {
            role: Role::Manager,
            branch: Some(THERE),
        }],
        ..hers.staff(HERE)
    };
    let renamed = set(
        &manager(),
        std::slice::from_ref(&hers),
        std::slice::from_ref(&moved),
        &wanted(7, "ayu"),
    );
    assert_eq!(said(renamed).0, Code::PersonOfCentre);
    // Her row stays in the stream of the branch that added her, wherever she works now.
    assert_eq!(
        streams(&Entity::Staff(moved.clone())),
        [Scope::Branch(HERE), Scope::Branch(THERE)]
    );
    let everywhere = Staff {
        grants: vec![Grant {
            role: Role::Manager,
            branch: None,
        }],
        ..moved.clone()
    };
    assert_eq!(
        streams(&Entity::Staff(everywhere)),
        [Scope::Company, Scope::Branch(HERE)]
    );
    let mut desk = desk(&world());
    let there = Entity::Branch(with(branch(), |row| row.id = THERE));
    desk.known.insert(there.key(), there);
    desk.added.insert(hers.number, hers.staff(HERE));
    let take = |who: &Actor, row: &Staff| {
        decide_master(&desk, who, &moment(), &[Entity::Staff(row.clone())]).map(drop)
    };
    let of_there = actor(Role::Manager, Some(THERE));
    assert_eq!(
        said(take(&of_there, &moved)).0,
        Code::Forbidden,
        "she is not theirs to take"
    );
    assert!(take(&owner(), &moved).is_ok());
    assert!(take(&manager(), &hers.staff(HERE)).is_ok(), "as she is");
}

/// What a fact from somewhere does to the books, where somebody has the number already.
fn outcome(
    at: BranchId,
    holder: Option<LocalStaffRow>,
    change: impl Fn(&mut LocalStaffSet),
) -> Result<LocalStaffRow, &'static str> {
    let who = manager();
    let desk = LocalStaffDesk {
        here: HERE,
        added: &[],
        staff: &[],
    };
    let mut ruling = decide_set_local_staff(desk, &who, &moment(), &wanted(7, "wati")).unwrap();
    let Fact::LocalStaffSet(fact) = &mut ruling.fact else {
        panic!("another fact");
    };
    change(fact);
    let doc = ruling.seal(&who, &moment(), stamp(id(5))).unwrap();
    let before = Before {
        local_staff: holder,
        ..Before::default()
    };
    let mut deltas = deltas(at, &doc, &before).map_err(|unfit| unfit.code)?;
    match deltas.pop() {
        Some(Delta::LocalStaff(row)) => Ok(row),
        Some(Delta::Answered(_)) => Err("nothing"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn r04_a_forged_person_is_put_aside() {
    let sound = outcome(HERE, None, |_| ()).unwrap();
    assert_eq!((sound.login.as_str(), sound.active), ("wati", true));
    assert_eq!((sound.set_by.as_str(), sound.set_at), ("Sari", TEN));
    let left = |fact: &mut LocalStaffSet| {
        fact.active = false;
        fact.since = Millis(TEN.0 + 1);
    };
    assert!(!outcome(HERE, Some(sound.clone()), left).unwrap().active);
    // What was said before, and comes late, changes nothing.
    let stands = outcome(HERE, Some(sound.clone()), |fact| {
        fact.since = Millis(TEN.0 - 1)
    });
    assert_eq!(stands, Err("nothing"));
    let other = LocalStaffRow {
        person: PersonId::from_bytes([8; 16]),
        ..sound
    };
    assert_eq!(outcome(HERE, Some(other), |_| ()), Err("number_taken"));
    assert_eq!(outcome(THERE, None, |_| ()), Err("number_invalid"));
    assert_eq!(
        outcome(nusa_facts::CENTRE, None, |_| ()),
        Err("wrong_place")
    );
    let of_centre = |fact: &mut LocalStaffSet| fact.number = StaffId(1);
    assert_eq!(outcome(HERE, None, of_centre), Err("number_invalid"));
    for role in [Role::Owner, Role::Manager] {
        let promoted = |fact: &mut LocalStaffSet| fact.role = role;
        assert_eq!(outcome(HERE, None, promoted), Err("role_invalid"));
    }
}
