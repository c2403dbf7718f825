//! Master data: who writes what, what a row may say, which streams are told.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, CategoryId, Millis, StaffId,
    master::{
        Branch, Category, Entity, EntityKey, EntityKind, Grant, Place, Price, Product, Region,
        Scope, Staff, TransferNotice,
    },
    people::Role,
    stock::Location,
};
use nusa_rules::{
    Actor, Refusal,
    master::{
        MasterDesk, RowChange, codes, decide_master, lookups, missing_places, plan_change, streams,
    },
    refusal::Code,
};

use crate::shop::*;

pub(crate) fn desk(rows: &[Entity]) -> MasterDesk {
    let mut desk = MasterDesk {
        ppn_allowed: true,
        ..MasterDesk::default()
    };
    for row in rows {
        desk.known.insert(row.key(), row.clone());
        for code in codes(std::slice::from_ref(row)) {
            desk.holders.insert(code, row.key());
        }
    }
    desk
}

pub(crate) fn world() -> Vec<Entity> {
    vec![
        Entity::Category(category()),
        Entity::Region(region()),
        Entity::Branch(branch()),
        Entity::Product(product(COFFEE, "Kopi")),
        Entity::Price(price(10, COFFEE, Scope::Company, 15_000)),
        Entity::Staff(staff(&[(Role::Cashier, Some(HERE))])),
    ]
}

pub(crate) fn category() -> Category {
    Category {
        id: CategoryId(1),
        name: "Minuman".to_owned(),
        position: 1,
        off_menu: false,
    }
}

pub(crate) fn region() -> Region {
    Region {
        id: REGION,
        name: "Jawa".to_owned(),
    }
}

pub(crate) fn staff(grants: &[(Role, Option<BranchId>)]) -> Staff {
    let grant = |&(role, branch): &(Role, Option<BranchId>)| Grant { role, branch };
    Staff {
        id: StaffId(11),
        login: "sari".to_owned(),
        name: "Sari".to_owned(),
        grants: grants.iter().map(grant).collect(),
        active: true,
        taken_over: None,
    }
}

pub(crate) fn change(actor: &Actor, rows: &[Entity]) -> Result<Vec<RowChange>, Refusal> {
    decide_master(&desk(&world()), actor, &moment(), rows)
}

#[test]
fn d1_07_editing_a_product_leaves_its_prices_alone() {
    let renamed = Product {
        name: " Kopi Tubruk ".to_owned(),
        ..product(COFFEE, "Kopi")
    };
    let changes = change(&owner(), &[Entity::Product(renamed)]).unwrap();
    assert_eq!(changes.len(), 1);
    let Entity::Product(row) = &changes[0].row else {
        panic!("not the product");
    };
    assert_eq!(row.name, "Kopi Tubruk");
    assert_eq!(changes[0].plan.puts, [Scope::Company]);
    assert!(changes[0].plan.leaves.is_empty());
}

#[test]
fn d1_08_a_price_that_has_begun_is_never_rewritten() {
    let was = price(10, COFFEE, Scope::Company, 15_000);
    let future = Price {
        valid_from: Millis(TEN.0 + 1),
        ..price(11, COFFEE, Scope::Company, 16_000)
    };
    type Edit = fn(&mut Price);
    let cases: [(&Price, Edit, bool); 9] = [
        (&was, |row| row.valid_to = Some(TEN), true),
        (&was, |row| row.amount = 1, false),
        (&was, |row| row.min_milli = 1, false),
        (&was, |row| row.per_milli = 1, false),
        (&was, |row| row.valid_from = TEN, false),
        (&was, |row| row.scope = Scope::Branch(HERE), false),
        (&future, |row| row.amount = 1, true),
        (&future, |row| row.scope = Scope::Branch(HERE), true),
        (&future, |row| row.product = RICE, false),
    ];
    for (was, edit, allowed) in cases {
        let mut rows = world();
        rows.push(Entity::Price(was.clone()));
        rows.push(Entity::Product(product(RICE, "Beras")));
        let row = Entity::Price(with(was.clone(), edit));
        let asked = std::slice::from_ref(&row);
        let outcome = decide_master(&desk(&rows), &owner(), &moment(), asked);
        assert_eq!(outcome.is_ok(), allowed, "{row:?}: {outcome:?}");
    }
    // A new version is a row of its own and touches no other.
    let changes = change(&owner(), &[Entity::Price(future)]).unwrap();
    assert_eq!(changes.len(), 1);
}

#[test]
fn r15_leaving_a_stream_leaves_a_tombstone_and_entering_brings_the_row() {
    use Scope::{Branch, Company};
    let (here, there) = (Branch(HERE), Branch(THERE));
    type Told<'a> = &'a [Scope];
    let cases: [(Told<'_>, Told<'_>, Told<'_>, Told<'_>); 6] = [
        (&[], &[Company], &[Company], &[]),
        (&[Company], &[Company], &[Company], &[]),
        (&[Company], &[here], &[here], &[Company]),
        (&[here], &[here, there], &[here, there], &[]),
        (&[here, there], &[there], &[there], &[here]),
        (&[here], &[], &[], &[here]),
    ];
    for (before, after, puts, leaves) in cases {
        let plan = plan_change(before, after);
        assert_eq!(
            (plan.puts.as_slice(), plan.leaves.as_slice()),
            (puts, leaves)
        );
    }
    let moved = staff(&[(Role::Cashier, Some(THERE))]);
    let mut rows = world();
    rows.push(Entity::Branch(branch_there()));
    let changes =
        decide_master(&desk(&rows), &owner(), &moment(), &[Entity::Staff(moved)]).unwrap();
    assert_eq!(changes[0].plan.puts, [there]);
    assert_eq!(changes[0].plan.leaves, [here]);
}

fn branch_there() -> Branch {
    Branch {
        id: THERE,
        code: "SBY01".to_owned(),
        ..branch()
    }
}

#[test]
fn each_row_stands_in_the_streams_of_those_whom_it_concerns() {
    use Scope::{Branch as At, Company, Region as In};
    let notice = TransferNotice {
        id: nusa_facts::TransferId::from_bytes([1; 16]),
        from: "Gudang".to_owned(),
        place: Some(Location::Warehouse),
        to: HERE,
        dispatch: nusa_facts::Hash::ZERO,
        at: TEN,
        lines: Vec::new(),
    };
    let everywhere = [(Role::Owner, None), (Role::Cashier, Some(HERE))];
    let twice = [
        (Role::Cashier, Some(THERE)),
        (Role::Kitchen, Some(HERE)),
        (Role::Waiter, Some(HERE)),
    ];
    let cases = [
        (Entity::Product(product(COFFEE, "Kopi")), vec![Company]),
        (Entity::Category(category()), vec![Company]),
        (Entity::Tax(ppn()), vec![Company]),
        (Entity::Region(region()), vec![Company]),
        (Entity::Price(price(1, COFFEE, Company, 1)), vec![Company]),
        (
            Entity::Price(price(1, COFFEE, In(REGION), 1)),
            vec![In(REGION)],
        ),
        (Entity::Price(price(1, COFFEE, At(HERE), 1)), vec![At(HERE)]),
        (Entity::Branch(branch()), vec![At(HERE)]),
        (place(&branch()), vec![Company]),
        (Entity::Transfer(notice), vec![At(HERE)]),
        (Entity::Staff(staff(&everywhere)), vec![Company]),
        (Entity::Staff(staff(&twice)), vec![At(HERE), At(THERE)]),
    ];
    for (row, expected) in cases {
        assert_eq!(streams(&row), expected, "{row:?}");
    }
}

fn place(branch: &Branch) -> Entity {
    Entity::Place(Place::from(branch))
}

#[test]
fn a_branch_takes_its_place_with_it_and_nobody_else_moves_it() {
    let rows = |changes: Vec<RowChange>| -> Vec<Entity> {
        changes.into_iter().map(|change| change.row).collect()
    };
    let new = branch_there();
    let added = rows(change(&owner(), &[Entity::Branch(new.clone())]).unwrap());
    assert_eq!(added, [Entity::Branch(new.clone()), place(&new)]);
    // Settings that others do not see leave the place alone; closing does not.
    let mut known = world();
    known.push(place(&branch()));
    let desk = desk(&known);
    let edits = [
        (
            with(branch(), |row| row.address = "Jl. Merdeka 1".into()),
            1,
        ),
        (with(branch(), |row| row.name = "Toko Baru".into()), 2),
        (with(branch(), |row| row.active = false), 2),
    ];
    for (edited, count) in edits {
        let asked = [Entity::Branch(edited.clone())];
        let changed = rows(decide_master(&desk, &owner(), &moment(), &asked).unwrap());
        assert_eq!(changed.len(), count, "{edited:?}");
        assert!(count == 1 || changed[1] == place(&edited), "{changed:?}");
    }
    let forged = place(&with(branch(), |row| row.name = "Palsu".into()));
    assert_eq!(
        said(change(&owner(), &[forged])),
        (Code::MasterInvalid, "rows[0].entity".to_owned())
    );
}

#[test]
fn only_the_places_that_are_not_as_their_branches_say_are_missing() {
    let [here, there] = [branch(), branch_there()];
    let branches = [Entity::Branch(here.clone()), Entity::Branch(there.clone())];
    let old = place(&with(there.clone(), |row| row.name = "Lama".into()));
    let all = [place(&here), place(&there)];
    assert_eq!(missing_places(&branches, &[]), all);
    assert_eq!(missing_places(&branches, &[all[0].clone(), old]), all[1..]);
    assert_eq!(missing_places(&branches, &all), []);
}

/// The row after an edit.
pub(crate) fn with<T>(mut row: T, edit: impl FnOnce(&mut T)) -> T {
    edit(&mut row);
    row
}

#[test]
fn ppn_is_charged_only_where_a_branch_is_pkp() {
    let row = Entity::Product(with(product(COFFEE, "Kopi"), |row| row.sku = "BARU".into()));
    let mut desk = desk(&world());
    desk.ppn_allowed = false;
    let asked = std::slice::from_ref(&row);
    let refusal = decide_master(&desk, &owner(), &moment(), asked).unwrap_err();
    assert_eq!(refusal.code, Code::MasterInvalid);
    assert!(refusal.detail.starts_with("PPN_NOT_PKP"));
    // A branch that becomes PKP in the same change is enough.
    let pkp = Entity::Branch(with(branch(), |row| row.name = "Baru".into()));
    assert!(decide_master(&desk, &owner(), &moment(), &[pkp, row]).is_ok());
}

#[test]
fn a_code_belongs_to_one_row() {
    let other = |id, sku: &str, barcode: &str| {
        let mut row = product(nusa_facts::ProductId(id), "Teh");
        row.sku = sku.to_owned();
        row.barcode = barcode.to_owned();
        Entity::Product(row)
    };
    let sari = with(staff(&[(Role::Cashier, Some(HERE))]), |row| {
        row.id = StaffId(12)
    });
    let cases = [
        (vec![other(8, "SKU1", "")], false),
        (vec![other(8, "BARU", "SKU1")], false),
        (vec![other(8, "BARU", "BARU")], true),
        (vec![other(8, "SAMA", ""), other(9, "SAMA", "")], false),
        (vec![other(8, "SAMA", ""), other(9, "LAIN", "SAMA")], false),
        // The row that has the code gives it up in the same change.
        (vec![other(8, "SKU1", ""), other(1, "SKU-LAMA", "")], true),
        (vec![Entity::Staff(sari)], false),
        (
            vec![Entity::Branch(with(branch_there(), |row| {
                row.code = "JKT01".into()
            }))],
            false,
        ),
        (vec![Entity::Branch(branch_there())], true),
    ];
    for (rows, free) in cases {
        match change(&owner(), &rows) {
            Ok(_) => assert!(free, "{rows:?}"),
            Err(refusal) => {
                assert!(!free, "{rows:?}: {refusal}");
                assert_eq!(refusal.code, Code::MasterTaken);
            }
        }
    }
}

#[test]
fn who_manages_a_branch_writes_its_prices_and_people_and_nothing_else() {
    let company = actor(Role::Manager, None);
    let local = manager();
    let price = |scope| Entity::Price(price(99, COFFEE, scope, 1_000));
    let people = |grants: &[(Role, Option<BranchId>)]| Entity::Staff(staff(grants));
    let cook = [(Role::Kitchen, Some(HERE))];
    let both = [(Role::Kitchen, Some(HERE)), (Role::Kitchen, None)];
    // Who may: o owner, c company's manager, l the branch's manager.
    let cases = [
        (
            Entity::Product(with(product(COFFEE, "K"), |row| row.stocked = false)),
            "oc",
        ),
        (
            Entity::Region(with(region(), |row| row.name = "Bali".into())),
            "o",
        ),
        (
            Entity::Branch(with(branch(), |row| row.name = "Baru".into())),
            "o",
        ),
        (price(Scope::Company), "oc"),
        (price(Scope::Region(REGION)), "oc"),
        (price(Scope::Branch(HERE)), "ocl"),
        (people(&cook), "ocl"),
        (people(&both), "oc"),
        (people(&[(Role::Owner, None)]), "o"),
    ];
    for (row, letters) in cases {
        for (actor, letter) in [(&owner(), 'o'), (&company, 'c'), (&local, 'l')] {
            let outcome = change(actor, std::slice::from_ref(&row));
            let may = letters.contains(letter);
            assert_eq!(outcome.is_ok(), may, "{letter} {row:?}: {outcome:?}");
            if !may {
                assert_eq!(outcome.unwrap_err().code, Code::Forbidden);
            }
        }
    }
    // Nobody takes a grant away that they could not give.
    let mut rows = world();
    rows.push(Entity::Branch(branch_there()));
    rows[5] = people(&[(Role::Kitchen, Some(HERE)), (Role::Cashier, Some(THERE))]);
    let taken = decide_master(&desk(&rows), &local, &moment(), &[people(&cook)]);
    assert_eq!(said(taken).0, Code::Forbidden);
    assert_eq!(
        said(change(&cashier(), &[price(Scope::Branch(HERE))])).0,
        Code::Forbidden
    );
}

#[test]
fn a_change_is_whole_and_changes_something() {
    let same = world();
    let mut renamed = category();
    renamed.name = "Makanan".to_owned();
    let changes = change(
        &owner(),
        &[same[1].clone(), Entity::Category(renamed.clone())],
    )
    .unwrap();
    assert_eq!(
        changes.len(),
        1,
        "a row that stays as it is, is told to nobody"
    );
    assert_eq!(said(change(&owner(), &same)).0, Code::NothingChanges);
    assert_eq!(said(change(&owner(), &[])).0, Code::LinesMissing);
    let twice = [
        Entity::Category(category()),
        Entity::Category(renamed.clone()),
    ];
    assert_eq!(
        said(change(&owner(), &twice)),
        (Code::LineRepeated, "rows[1].id".to_owned())
    );
    let bad = Category {
        id: CategoryId(2),
        name: String::new(),
        position: 0,
        off_menu: false,
    };
    let rows = [Entity::Category(renamed), Entity::Category(bad)];
    assert_eq!(
        said(change(&owner(), &rows)),
        (Code::TextInvalid, "rows[1].name".to_owned())
    );
}

#[test]
fn the_law_says_what_must_be_looked_up() {
    let rows = [
        Entity::Product(with(product(COFFEE, "Kopi"), |row| {
            row.barcode = " 899 ".into()
        })),
        Entity::Price(price(10, COFFEE, Scope::Branch(HERE), 1)),
        Entity::Staff(staff(&[(Role::Cashier, Some(THERE)), (Role::Owner, None)])),
    ];
    let key = EntityKey::numbered;
    let expected = [
        key(EntityKind::Product, 1),
        key(EntityKind::Category, 1),
        key(EntityKind::Price, 10),
        key(EntityKind::Branch, HERE.0),
        key(EntityKind::Branch, THERE.0),
        key(EntityKind::Staff, 11),
    ];
    assert_eq!(lookups(&rows), expected.into_iter().collect());
    let codes: BTreeMap<_, _> = codes(&rows)
        .into_iter()
        .map(|(kind, code)| (code, kind))
        .collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        [
            ("899".to_owned(), EntityKind::Product),
            ("SKU1".to_owned(), EntityKind::Product),
            ("sari".to_owned(), EntityKind::Staff),
        ]
    );
}

#[test]
fn d1_32_a_row_refers_to_what_exists_and_retiring_removes_nothing() {
    let retired = Entity::Product(with(product(COFFEE, "Kopi"), |row| row.retired = true));
    let closed = Entity::Branch(with(branch(), |row| row.active = false));
    let gone = Entity::Staff(with(staff(&[(Role::Cashier, Some(HERE))]), |row| {
        row.active = false
    }));
    for change in change(&owner(), &[retired, closed, gone]).unwrap() {
        assert!(change.plan.leaves.is_empty(), "{change:?}");
        assert!(!change.plan.puts.is_empty());
    }
}
