//! Tables that the centre plans: the branch sets them up by itself once it hears of
//! them, has the last word, and the plan is done when the centre hears of that.

use nusa_facts::{
    Millis, TableId,
    master::{Entity, Scope},
    order::TablePlan,
};
use nusa_node::{
    planned::{self, Standing},
    uplink::Uplink,
};
use nusa_rules::{Command, refusal::Code, rows::TableRow, table::WantedTable};
use nusa_store::Look;

use crate::{
    orders::refused,
    pulling::{cursor, pulled, query},
    shop::{Branch, JKT, Looking, Shop},
};

fn table(n: u8, label: &str) -> TableRow {
    TableRow {
        id: TableId::from_bytes([n; 16]),
        area: "Teras".to_owned(),
        label: label.to_owned(),
        seats: 4,
        active: true,
    }
}

fn plan(row: &TableRow) -> Entity {
    Entity::Table(TablePlan {
        table: row.id,
        branch: JKT,
        area: row.area.clone(),
        label: row.label.clone(),
        seats: row.seats,
        active: row.active,
        at: Millis(0),
    })
}

fn set(row: &TableRow) -> Command {
    Command::SetTable(WantedTable {
        table: row.id,
        area: row.area.clone(),
        label: row.label.clone(),
        seats: row.seats,
        active: row.active,
    })
}

fn here(branch: &mut Branch) -> Vec<TableRow> {
    let tables = branch.node.look(|look| look.tables(JKT)).unwrap();
    tables.into_iter().map(|(row, _)| row).collect()
}

/// What the office sees, and whether it is only planned.
fn office(shop: &mut Shop) -> Vec<(TableRow, bool)> {
    let tables = shop.centre.look(|look| planned::tables(look, JKT)).unwrap();
    let shown = |table: Standing| (table.row, table.is_planned);
    tables.into_iter().map(shown).collect()
}

fn plans(shop: &mut Shop) -> usize {
    shop.centre.look(|look| planned::plans(look)).unwrap().len()
}

#[test]
fn the_centre_plans_tables_and_the_branch_sets_them_up() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let (one, two) = (table(1, "1"), table(2, "2"));
    shop.write(vec![plan(&one), plan(&two)]);
    assert_eq!(
        office(&mut shop),
        [(one.clone(), true), (two.clone(), true)]
    );
    assert!(here(&mut jkt).is_empty(), "the link may be down for long");
    shop.sync(&mut jkt);
    assert_eq!(here(&mut jkt), [one.clone(), two.clone()]);
    shop.sync(&mut jkt);
    assert_eq!(
        office(&mut shop),
        [(one.clone(), false), (two.clone(), false)]
    );
    assert_eq!(plans(&mut shop), 0, "what was followed is no plan any more");
    let renamed = table(1, "A1");
    shop.write(vec![plan(&renamed)]);
    let taken = shop.ask(Command::ChangeMaster {
        rows: vec![plan(&table(3, "a1"))],
    });
    assert_eq!(refused(shop.centre.execute(&taken)), Code::TableTaken);
    let same = shop.ask(Command::ChangeMaster {
        rows: vec![plan(&two)],
    });
    assert_eq!(refused(shop.centre.execute(&same)), Code::NothingChanges);
    for _ in 0..2 {
        shop.sync(&mut jkt);
    }
    assert_eq!(here(&mut jkt), [renamed, two]);
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn what_the_branch_changes_after_a_plan_stays_though_the_centre_heard_of_neither() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let (planned, changed) = (table(1, "1"), table(1, "Jendela"));
    shop.write(vec![plan(&planned)]);
    shop.sync(&mut jkt);
    jkt.execute(set(&changed)).unwrap();
    jkt.node.follow_plans().unwrap();
    assert_eq!(
        here(&mut jkt),
        std::slice::from_ref(&changed),
        "a plan is followed once"
    );
    for _ in 0..2 {
        shop.sync(&mut jkt);
    }
    assert_eq!(here(&mut jkt), std::slice::from_ref(&changed));
    assert_eq!(office(&mut shop), [(changed, false)]);
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn a_plan_whose_label_was_taken_meanwhile_stands_until_it_is_planned_anew() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let (own, wanted) = (table(9, "7"), table(1, "7"));
    jkt.execute(set(&own)).unwrap();
    shop.write(vec![plan(&wanted)]);
    for _ in 0..2 {
        shop.sync(&mut jkt);
    }
    assert_eq!(
        here(&mut jkt),
        std::slice::from_ref(&own),
        "no label stands on two tables"
    );
    assert_eq!(office(&mut shop), [(wanted, true), (own.clone(), false)]);
    let free = table(1, "8");
    shop.write(vec![plan(&free)]);
    for _ in 0..2 {
        shop.sync(&mut jkt);
    }
    assert_eq!(office(&mut shop), [(free, false), (own, false)]);
    assert_eq!(plans(&mut shop), 0);
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn a_plan_that_a_crash_came_before_is_followed_when_the_link_stands_again() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let wanted = table(1, "1");
    shop.write(vec![plan(&wanted)]);
    let scope = Scope::Branch(JKT);
    let (after, generation) = cursor(&mut jkt, scope);
    let page = pulled(&mut shop, &jkt, query(scope, after, generation));
    jkt.node.take_pull(page).unwrap();
    assert!(
        here(&mut jkt).is_empty(),
        "the page stands, the work does not"
    );
    jkt.uplink = Uplink::new(&mut jkt.node);
    for _ in 0..2 {
        shop.sync(&mut jkt);
    }
    assert_eq!(here(&mut jkt), std::slice::from_ref(&wanted));
    assert_eq!(office(&mut shop), [(wanted, false)]);
    jkt.must_be_sound();
    shop.must_be_sound();
}
