//! How a replay ended: what the file says beside what branches and centre say,
//! and the one line that scripts read.

use serde::Serialize;

use super::baskets::Expected;
use crate::sheet::{Sheet, grouped, rupiah};

/// One branch of a replay: what it should have and what was found where.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The branch's code.
    pub branch: String,
    /// Whether its baskets were ordered at tables; else they were sales at tills.
    pub is_ordered: bool,
    /// By the file alone.
    pub expected: Expected,
    /// By the branch's node.
    pub at_branch: Expected,
    /// By the centre, about that branch.
    pub at_centre: Expected,
}

/// A finished replay.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Branch by branch.
    pub branches: Vec<Compared>,
    /// What the verification of each node found wrong, in sentences.
    pub unsound: Vec<String>,
    /// Milliseconds from the first sale or order to the last agreement.
    pub millis: u64,
}

#[derive(Serialize)]
struct LastLine {
    ok: bool,
    sales: i64,
    orders: i64,
    lines: i64,
    revenue: i64,
    expected_revenue: i64,
    seconds: serde_json::Number,
}

impl Outcome {
    /// Whether every sum agrees and every node is sound.
    pub fn is_ok(&self) -> bool {
        let agrees = |branch: &Compared| {
            branch.at_branch == branch.expected && branch.at_centre == branch.expected
        };
        self.unsound.is_empty() && self.branches.iter().all(agrees)
    }

    /// The table for people.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["branch", "by", "of", "count", "lines", "revenue"]);
        for branch in &self.branches {
            let of = if branch.is_ordered { "orders" } else { "sales" };
            let views = [
                ("file", branch.expected),
                ("branch", branch.at_branch),
                ("centre", branch.at_centre),
            ];
            for (by, sums) in views {
                sheet.row([
                    branch.branch.clone(),
                    by.to_owned(),
                    of.to_owned(),
                    grouped(sums.count),
                    grouped(sums.lines),
                    rupiah(sums.revenue),
                ]);
            }
        }
        sheet
    }

    /// The last line: sums as the centre has them, and the revenue that the file alone says.
    pub fn last_line(&self) -> String {
        let sum = |of: fn(&Compared) -> i64| self.branches.iter().map(of).sum();
        let count = |is_ordered: bool| {
            let alike = self.branches.iter();
            let alike = alike.filter(|branch| branch.is_ordered == is_ordered);
            alike.map(|branch| branch.at_centre.count).sum()
        };
        let line = LastLine {
            ok: self.is_ok(),
            sales: count(false),
            orders: count(true),
            lines: sum(|branch| branch.at_centre.lines),
            revenue: sum(|branch| branch.at_centre.revenue),
            expected_revenue: sum(|branch| branch.expected.revenue),
            seconds: seconds(self.millis),
        };
        serde_json::to_string(&line).unwrap_or_default()
    }
}

/// Seconds with two digits, without any floating arithmetic of ours.
fn seconds(millis: u64) -> serde_json::Number {
    let text = format!("{}.{:02}", millis / 1_000, millis % 1_000 / 10);
    text.parse().unwrap_or_else(|_| (millis / 1_000).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(at_centre: Expected) -> Outcome {
        let expected = Expected {
            count: 2,
            lines: 5,
            revenue: 40_500,
        };
        let compared = Compared {
            branch: "JKT01".into(),
            is_ordered: false,
            expected,
            at_branch: expected,
            at_centre,
        };
        Outcome {
            branches: vec![compared],
            unsound: Vec::new(),
            millis: 12_345,
        }
    }

    #[test]
    fn the_last_line_is_the_one_that_scripts_read() {
        let same = outcome(Expected {
            count: 2,
            lines: 5,
            revenue: 40_500,
        });
        assert_eq!(
            same.last_line(),
            r#"{"ok":true,"sales":2,"orders":0,"lines":5,"revenue":40500,"expected_revenue":40500,"seconds":12.34}"#
        );
        assert!(
            same.sheet()
                .to_string()
                .contains("JKT01   centre  sales      2      5  Rp 40.500"),
            "{}",
            same.sheet()
        );
    }

    #[test]
    fn one_rupiah_or_one_broken_node_is_a_difference() {
        assert!(
            !outcome(Expected {
                count: 2,
                lines: 5,
                revenue: 40_499
            })
            .is_ok()
        );
        let mut unsound = outcome(Expected {
            count: 2,
            lines: 5,
            revenue: 40_500,
        });
        unsound
            .unsound
            .push("table sale differs from its facts".to_owned());
        assert!(!unsound.is_ok() && unsound.last_line().starts_with(r#"{"ok":false"#));
    }
}
