//! The arrows between the crates, held against `xtask/arrows.toml`: every workspace crate has a
//! row, imports nothing of ours outside it, and none of the outside crates it must never know.

use std::collections::BTreeSet;

use serde_json::Value;
use toml::Table;

use crate::finding::Finding;
use crate::house::House;

const TABLE: &str = "xtask/arrows.toml";

/// One row of the table.
struct Row {
    may: BTreeSet<String>,
    dev: BTreeSet<String>,
    never: BTreeSet<String>,
}

/// Findings for every arrow that the table does not draw, and for a table that is out of date.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(text) = house.text(TABLE) else {
        return vec![Finding::of(TABLE, "the table of arrows is missing")];
    };
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return vec![Finding::of(TABLE, format!("does not parse: {error}"))],
    };
    let planned = names(table.get("planned"));
    let empty = Table::new();
    let rows = table
        .get("crate")
        .and_then(toml::Value::as_table)
        .unwrap_or(&empty);
    let ours = house.crate_names();

    let mut findings = Vec::new();
    for package in house.packages() {
        let name = package["name"].as_str().unwrap_or_default();
        match rows.get(name).and_then(toml::Value::as_table) {
            None => findings.push(Finding::of(TABLE, format!("{name} has no row"))),
            Some(row) => findings.extend(judge(package, &read_row(row), &ours)),
        }
    }
    for name in rows.keys().filter(|name| !ours.contains(name.as_str())) {
        findings.push(Finding::of(
            TABLE,
            format!("{name} has a row, but there is no such crate"),
        ));
    }
    for name in planned.iter().filter(|name| ours.contains(name.as_str())) {
        findings.push(Finding::of(
            TABLE,
            format!("{name} is here: take it out of `planned`"),
        ));
    }
    findings.extend(strangers(rows, &planned, &ours));
    findings
}

/// Crates that the table promises but that are not here yet.
pub fn planned(house: &House) -> BTreeSet<String> {
    let table: Table = house
        .text(TABLE)
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    names(table.get("planned"))
}

/// The crates that `name` may import, for whoever draws the same arrows elsewhere.
pub fn drawn(house: &House, name: &str) -> Option<BTreeSet<String>> {
    let table: Table = house.text(TABLE)?.parse().ok()?;
    let row = table.get("crate")?.get(name)?.as_table()?;
    Some(read_row(row).may)
}

fn read_row(row: &Table) -> Row {
    Row {
        may: names(row.get("may")),
        dev: names(row.get("dev")),
        never: names(row.get("never")),
    }
}

fn names(list: Option<&toml::Value>) -> BTreeSet<String> {
    let list = list
        .and_then(toml::Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(|name| name.as_str())
        .map(str::to_owned)
        .collect()
}

/// What one package imports against its row. Build scripts count as tests do not: as the crate.
fn judge(package: &Value, row: &Row, ours: &BTreeSet<&str>) -> Vec<Finding> {
    let crate_name = package["name"].as_str().unwrap_or_default();
    let dependencies = package["dependencies"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let mut findings = Vec::new();
    for dependency in dependencies {
        let name = dependency["name"].as_str().unwrap_or_default();
        let for_tests = dependency["kind"] == "dev";
        if ours.contains(name) {
            let allowed = row.may.contains(name) || (for_tests && row.dev.contains(name));
            if !allowed {
                let kind = if for_tests { "in its tests " } else { "" };
                let text = format!("{crate_name} imports {name} {kind}without an arrow");
                findings.push(Finding::of(TABLE, text));
            }
        } else if !for_tests && (row.never.contains(name) || row.never.contains("*")) {
            let text = format!("{crate_name} must never know {name}");
            findings.push(Finding::of(TABLE, text));
        }
    }
    findings
}

/// Arrows drawn to something that is neither a crate nor planned.
fn strangers(rows: &Table, planned: &BTreeSet<String>, ours: &BTreeSet<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (from, row) in rows {
        let row = row.as_table().map(read_row);
        for to in row.iter().flat_map(|row| row.may.iter().chain(&row.dev)) {
            if !ours.contains(to.as_str()) && !planned.contains(to) {
                findings.push(Finding::of(
                    TABLE,
                    format!("{from} points to {to}: no such crate"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ARROWS: &str = r#"
        planned = ["roof"]
        [crate.ground]
        may = []
        never = ["*"]
        [crate.floor]
        may = ["ground", "roof"]
        dev = ["judge"]
        never = ["rand"]
        [crate.judge]
        may = []
    "#;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Value {
        let dependencies: Vec<Value> = dependencies
            .iter()
            .map(|(name, kind)| json!({ "name": name, "kind": kind }))
            .collect();
        json!({ "name": name, "dependencies": dependencies })
    }

    fn findings(packages: &[Value]) -> Vec<String> {
        let house =
            House::made_of(&[(TABLE, ARROWS)]).with_packages(json!({ "packages": packages }));
        check(&house)
            .into_iter()
            .map(|finding| finding.text)
            .collect()
    }

    /// The three crates of the table, with what each imports.
    fn house_where(ground: Value, floor: Value) -> Vec<String> {
        findings(&[ground, floor, package("judge", &[])])
    }

    #[test]
    fn the_drawn_arrows_pass() {
        let floor = package(
            "floor",
            &[
                ("ground", None),
                ("serde", None),
                ("judge", Some("dev")),
                ("rand", Some("dev")),
            ],
        );
        assert_eq!(
            house_where(package("ground", &[]), floor),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_breach_is_named() {
        let cases = [
            (
                house_where(package("ground", &[("floor", None)]), package("floor", &[])),
                "ground imports floor without an arrow",
            ),
            (
                house_where(
                    package("ground", &[("floor", Some("dev"))]),
                    package("floor", &[]),
                ),
                "ground imports floor in its tests without an arrow",
            ),
            (
                house_where(package("ground", &[]), package("floor", &[("judge", None)])),
                "floor imports judge without an arrow",
            ),
            (
                house_where(package("ground", &[("serde", None)]), package("floor", &[])),
                "ground must never know serde",
            ),
            (
                house_where(
                    package("ground", &[]),
                    package("floor", &[("rand", Some("build"))]),
                ),
                "floor must never know rand",
            ),
        ];
        for (found, expected) in cases {
            assert_eq!(found, [expected]);
        }
    }

    #[test]
    fn the_table_itself_is_kept_true() {
        let ground = || package("ground", &[]);
        let floor = || package("floor", &[]);
        let judge = || package("judge", &[]);
        let cases = [
            (
                findings(&[ground(), floor(), judge(), package("shed", &[])]),
                "shed has no row",
            ),
            (
                findings(&[ground(), floor(), judge(), package("roof", &[])]),
                "roof is here: take it out of `planned`",
            ),
            (
                findings(&[ground(), floor()]),
                "judge has a row, but there is no such crate",
            ),
            (
                findings(&[ground(), floor()]),
                "floor points to judge: no such crate",
            ),
        ];
        for (found, expected) in cases {
            assert!(
                found.iter().any(|text| text == expected),
                "{expected} in {found:?}"
            );
        }
        assert_eq!(check(&House::made_of(&[])).len(), 1);
        assert_eq!(check(&House::made_of(&[(TABLE, "may = [")])).len(), 1);
    }
}
