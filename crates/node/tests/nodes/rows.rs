//! What was promised of the core between nodes and nobody else's test holds.
//! Named after the rows in tests/rows.toml.

use nusa_facts::{BranchId, SaleId};
use nusa_store::Look;

use crate::shop::{JKT, Looking, Shop, SqliteNode};

/// The day on which a node books a sale.
fn day(node: &mut SqliteNode, branch: BranchId, sale: SaleId) -> String {
    let row = node.look(|look| look.sale(branch, sale)).unwrap();
    row.unwrap().business_date.to_string()
}

#[test]
fn d1_26_today_is_the_day_of_the_branch_at_every_node() {
    const HOUR: u64 = 3_600_000;
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    // Hours after Monday 10:00 in Jakarta, which is 03:00 UTC; the day ends at 04:00 there.
    let cases = [
        (0, "2026-03-02"),
        (15, "2026-03-02"),
        (17, "2026-03-02"),
        (18, "2026-03-03"),
        (20, "2026-03-03"),
        (41, "2026-03-03"),
        (42, "2026-03-04"),
    ];
    let mut passed = 0;
    for (hours, expected) in cases {
        shop.clock.pass((hours - passed) * HOUR);
        passed = hours;
        let sale = jkt.sell();
        shop.sync(&mut jkt);
        assert_eq!(
            day(&mut jkt.node, JKT, sale),
            expected,
            "{hours} at the branch"
        );
        assert_eq!(
            day(&mut shop.centre, JKT, sale),
            expected,
            "{hours} at the centre"
        );
    }
}
