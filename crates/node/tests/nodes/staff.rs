//! People whom a branch adds by itself: they work at once, the centre hears of them and
//! may take them over, and no password is in anything that travels.

use nusa_facts::{
    BranchId, PersonId, SealedDoc, StaffId,
    master::{Entity, EntityKind, Grant, Staff},
    people::Role,
};
use nusa_node::{
    Ask, Fault, credential,
    staff::{self, Person},
};
use nusa_rules::{
    Actor, Command, command::PROVISIONAL, local_staff::WantedLocalStaff, refusal::Code,
};
use nusa_store::Look;

use crate::{
    orders::refused,
    shop::{Branch, JKT, Looking, RICE, RICE_PRICE, SBY, Shop, SqliteNode, region, sale_of},
};

fn wati() -> WantedLocalStaff {
    WantedLocalStaff {
        person: PersonId::from_bytes([7; 16]),
        login: "wati".to_owned(),
        name: "Wati".to_owned(),
        role: Role::Cashier,
        active: true,
    }
}

fn gone() -> WantedLocalStaff {
    WantedLocalStaff {
        active: false,
        ..wati()
    }
}

fn add(branch: &mut Branch, wanted: WantedLocalStaff) -> StaffId {
    let login = wanted.login.clone();
    branch.execute(Command::SetLocalStaff(wanted)).unwrap();
    let person = branch
        .node
        .look(|look| staff::person_by_login(look, &login));
    person.unwrap().unwrap().id
}

fn known(node: &mut SqliteNode, id: StaffId) -> Option<Staff> {
    node.look(|look| staff::person(look, id)).unwrap()
}

fn added(node: &mut SqliteNode) -> Vec<(StaffId, bool)> {
    let people = node.look(|look| staff::people(look)).unwrap().into_iter();
    let of_branches = people.filter(|person: &Person| person.staff.id.local_branch().is_some());
    of_branches
        .map(|person| (person.staff.id, person.added.is_some()))
        .collect()
}

/// Sells as somebody whom the branch knows.
fn sell_as(branch: &mut Branch, id: StaffId) -> Result<(), Fault> {
    let who = known(&mut branch.node, id)
        .filter(|staff| staff.active)
        .unwrap();
    let ask = branch.ask(Command::CompleteSale(sale_of(RICE, RICE_PRICE)));
    let ask = Ask {
        actor: Actor::of(&who),
        ..ask
    };
    branch.node.execute(&ask).map(drop)
}

fn hash_of(node: &mut SqliteNode, id: StaffId) -> Option<String> {
    let row = node.look(|look| credential::credential(look, id)).unwrap();
    row.map(|row| row.password_hash)
}

fn taken_over(id: StaffId, grants: Vec<Grant>, active: bool) -> Entity {
    Entity::Staff(Staff {
        id,
        login: "wati".to_owned(),
        name: "Wati Ayu".to_owned(),
        grants,
        active,
        taken_over: None,
    })
}

fn cashier_at(branch: BranchId) -> Vec<Grant> {
    vec![Grant {
        role: Role::Cashier,
        branch: Some(branch),
    }]
}

#[test]
fn s1_136_a_cashier_whom_a_branch_added_offline_sells_until_the_centre_ends_it() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    shop.sync(&mut jkt);
    // No link from here on.
    let id = add(&mut jkt, wati());
    jkt.node
        .set_password(id, "$argon2id$one".to_owned())
        .unwrap();
    sell_as(&mut jkt, id).unwrap();
    assert!(known(&mut shop.centre, id).is_none());
    // The link is back: the centre lists her and her sale, and knows no password of hers.
    shop.sync(&mut jkt);
    assert_eq!(added(&mut shop.centre), [(id, true)]);
    assert_eq!(known(&mut shop.centre, id).unwrap().name, "Wati");
    assert_eq!(hash_of(&mut shop.centre, id), None);
    let docs = shop
        .centre
        .look(|look| look.arrivals(JKT, 0, 1_000))
        .unwrap();
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
    assert!(
        docs.iter()
            .all(|(_, bytes)| !text(bytes).contains("argon2"))
    );
    let signed = docs
        .into_iter()
        .filter_map(|(_, bytes)| SealedDoc::read(bytes).unwrap().doc.staff);
    assert!(
        signed
            .into_iter()
            .any(|signer| signer.id == id && signer.name == "Wati")
    );
    // The centre takes her over: her password stays until there is another one.
    shop.write(vec![taken_over(id, cashier_at(JKT), true)]);
    shop.sync(&mut jkt);
    assert_eq!(added(&mut jkt.node), [(id, false)]);
    assert_eq!(hash_of(&mut jkt.node, id).as_deref(), Some("$argon2id$one"));
    let late = Command::SetLocalStaff(WantedLocalStaff {
        name: "Wati W".to_owned(),
        ..wati()
    });
    assert_eq!(refused(jkt.execute(late)), Code::PersonOfCentre);
    let not_ours = jkt.node.set_password(id, "$argon2id$two".to_owned());
    assert!(matches!(not_ours, Err(Fault::NotHere(_))), "{not_ours:?}");
    shop.centre
        .set_password(id, "$argon2id$three".to_owned())
        .unwrap();
    shop.sync(&mut jkt);
    assert_eq!(
        hash_of(&mut jkt.node, id).as_deref(),
        Some("$argon2id$three")
    );
    // And lets her go.
    shop.write(vec![taken_over(id, cashier_at(JKT), false)]);
    shop.sync(&mut jkt);
    assert!(!known(&mut jkt.node, id).unwrap().active);
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn whom_the_centre_moved_does_not_come_back_where_she_was_added() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let mut sby = shop.trading(SBY);
    let id = add(&mut jkt, wati());
    shop.sync(&mut jkt);
    shop.write(vec![taken_over(id, cashier_at(SBY), true)]);
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    for branch in [&mut jkt, &mut sby] {
        assert_eq!(known(&mut branch.node, id).unwrap().grants, cashier_at(SBY));
    }
    // A machine that takes the place of the branch's hears of it with everything else.
    let mut anew = shop.enrol(JKT);
    shop.sync(&mut anew);
    assert_eq!(known(&mut anew.node, id).unwrap().grants, cashier_at(SBY));
    anew.must_be_sound();
    sby.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn whom_the_centre_moved_signs_in_no_more_where_she_was_added() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let id = add(&mut jkt, wati());
    jkt.node
        .set_password(id, "$argon2id$one".to_owned())
        .unwrap();
    shop.sync(&mut jkt);
    shop.write(vec![taken_over(id, cashier_at(SBY), true)]);
    shop.sync(&mut jkt);
    assert_eq!(hash_of(&mut jkt.node, id), None);
    // Back again, she has the password that the centre gave her meanwhile.
    shop.centre
        .set_password(id, "$argon2id$two".to_owned())
        .unwrap();
    shop.write(vec![taken_over(id, cashier_at(JKT), true)]);
    shop.sync(&mut jkt);
    assert_eq!(hash_of(&mut jkt.node, id).as_deref(), Some("$argon2id$two"));
}

#[test]
fn whom_the_branch_let_go_stays_out_though_the_centre_took_her_over_unknowingly() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let id = add(&mut jkt, wati());
    shop.sync(&mut jkt);
    // No link: the centre corrects her name, the branch lets her go.
    shop.write(vec![taken_over(id, cashier_at(JKT), true)]);
    jkt.execute(Command::SetLocalStaff(gone())).unwrap();
    shop.sync(&mut jkt);
    shop.sync(&mut jkt);
    for node in [&mut jkt.node, &mut shop.centre] {
        let person = known(node, id).unwrap();
        assert_eq!((person.name.as_str(), person.active), ("Wati Ayu", false));
    }
    // Whoever has heard of it may let her in again.
    shop.write(vec![taken_over(id, cashier_at(JKT), true)]);
    shop.sync(&mut jkt);
    for node in [&mut jkt.node, &mut shop.centre] {
        assert!(known(node, id).unwrap().active);
    }
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn r06_what_a_restored_branch_fetches_of_itself_does_not_undo_what_it_said_since() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let id = add(&mut jkt, wati());
    shop.sync(&mut jkt);
    let copy = jkt.backup();
    shop.clock.pass(3_600_000);
    let renamed = WantedLocalStaff {
        role: Role::Kitchen,
        ..wati()
    };
    jkt.execute(Command::SetLocalStaff(renamed)).unwrap();
    shop.sync(&mut jkt);
    // The disk dies; what comes back knows nothing of the last hour, and lets her go.
    let mut jkt = shop.rolled_back(jkt, copy);
    shop.clock.pass(3_600_000);
    jkt.execute(Command::SetLocalStaff(gone())).unwrap();
    for _ in 0..3 {
        shop.sync(&mut jkt);
    }
    for node in [&mut jkt.node, &mut shop.centre] {
        assert!(!known(node, id).unwrap().active);
    }
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn two_clones_add_people_who_both_stay_and_a_number_names_one_of_them() {
    let mut shop = Shop::open();
    let mut first = shop.trading(JKT);
    shop.sync(&mut first);
    let mut second = shop.clone_of(&mut first);
    let rina = WantedLocalStaff {
        person: PersonId::from_bytes([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        login: "rina".to_owned(),
        name: "Rina".to_owned(),
        ..wati()
    };
    let one = add(&mut first, wati());
    let two = add(&mut second, rina);
    assert_ne!(one, two);
    // The same place for somebody else: only one of them can have the number.
    let sri = WantedLocalStaff {
        person: PersonId::from_bytes([9; 16]),
        login: "sri".to_owned(),
        name: "Sri".to_owned(),
        ..wati()
    };
    assert_eq!(add(&mut second, sri), one);
    for _ in 0..3 {
        shop.sync(&mut first);
        shop.sync(&mut second);
    }
    let people = added(&mut shop.centre);
    assert_eq!(people.len(), 2, "{people:?}");
    let name = known(&mut shop.centre, one).unwrap().name;
    assert_eq!(name, "Wati", "the first to arrive has it");
    let aside = shop.centre.look(|look| look.quarantined(None)).unwrap();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert!(aside[0].reason.starts_with("number_taken"), "{aside:?}");
    // The centre takes Wati over: what was kept for Sri under the number is not hers.
    second
        .node
        .set_password(one, "$argon2id$sri".to_owned())
        .unwrap();
    shop.write(vec![taken_over(one, cashier_at(JKT), true)]);
    shop.sync(&mut second);
    assert_eq!(known(&mut second.node, one).unwrap().name, "Wati Ayu");
    assert_eq!(hash_of(&mut second.node, one), None);
    let sri = WantedLocalStaff {
        person: PersonId::from_bytes([9; 16]),
        login: "sri".to_owned(),
        name: "Sri".to_owned(),
        ..wati()
    };
    assert_ne!(add(&mut second, sri), one, "she gets a number of her own");
    shop.must_be_sound();
}

#[test]
fn r19_a_centre_that_was_restored_hears_again_whom_a_branch_added() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    shop.sync(&mut jkt);
    let backup = shop.backup();
    let id = add(&mut jkt, wati());
    shop.sync(&mut jkt);
    shop.write(vec![taken_over(id, cashier_at(JKT), true)]);
    shop.centre
        .set_password(id, "$argon2id$one".to_owned())
        .unwrap();
    shop.sync(&mut jkt);
    let mut shop = shop.restore(&backup);
    assert!(known(&mut shop.centre, id).is_none());
    for _ in 0..3 {
        shop.sync(&mut jkt);
    }
    assert_eq!(added(&mut shop.centre), [(id, true)]);
    // What the restored centre does not know any more is used until an operator confirms.
    assert_eq!(added(&mut jkt.node), [(id, false)]);
    assert_eq!(known(&mut jkt.node, id).unwrap().name, "Wati Ayu");
    // A password that it gives now wins over the one that it has forgotten.
    shop.clock.pass(1_000);
    shop.write(vec![taken_over(id, cashier_at(JKT), true)]);
    shop.centre
        .set_password(id, "$argon2id$two".to_owned())
        .unwrap();
    shop.sync(&mut jkt);
    assert_eq!(hash_of(&mut jkt.node, id).as_deref(), Some("$argon2id$two"));
    shop.must_be_sound();
}

#[test]
fn a_sign_in_name_is_taken_wherever_it_is_known() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let owners = WantedLocalStaff {
        login: "budi".to_owned(),
        ..wati()
    };
    shop.sync(&mut jkt);
    assert_eq!(
        refused(jkt.execute(Command::SetLocalStaff(owners))),
        Code::MasterTaken
    );
    let id = add(&mut jkt, wati());
    shop.sync(&mut jkt);
    let Entity::Staff(row) = taken_over(StaffId(8), cashier_at(SBY), true) else {
        panic!("a person");
    };
    let ask = shop.ask(Command::ChangeMaster {
        rows: vec![Entity::Staff(row.clone())],
    });
    assert_eq!(refused(shop.centre.execute(&ask)), Code::MasterTaken);
    // Two branches may have given one name to two people: the centre can let either go.
    let mut sby = shop.trading(SBY);
    let twin = add(
        &mut sby,
        WantedLocalStaff {
            person: PersonId::from_bytes([3; 16]),
            ..wati()
        },
    );
    shop.sync(&mut sby);
    shop.write(vec![taken_over(twin, cashier_at(SBY), false)]);
    // Whoever has left holds no name.
    jkt.execute(Command::SetLocalStaff(gone())).unwrap();
    shop.sync(&mut jkt);
    shop.write(vec![Entity::Staff(row)]);
    let found = shop
        .centre
        .look(|look| staff::person_by_login(look, "wati"))
        .unwrap();
    assert_eq!(found.unwrap().id, StaffId(8));
    assert!(!known(&mut shop.centre, id).unwrap().active);
    let at_centre = shop.ask(Command::SetLocalStaff(wati()));
    let outcome = shop.centre.execute(&at_centre);
    assert!(matches!(outcome, Err(Fault::NotHere(_))), "{outcome:?}");
}

#[test]
fn a_number_that_a_row_has_is_given_to_nobody_else() {
    let mut shop = Shop::open();
    // Somebody named numbers by hand: the counter comes to them one day.
    let named = |id: u32| region(id, "Bali");
    shop.write(vec![named(3), named(4)]);
    for _ in 0..3 {
        shop.write(vec![named(PROVISIONAL)]);
    }
    let regions = shop
        .centre
        .look(|look| look.entities(EntityKind::Region))
        .unwrap();
    assert_eq!(regions.len(), 6, "{regions:?}");
}
