//! ARCHITECTURE.md is the map: it names every crate, states every invariant, I1 to I13, and its
//! table of floors draws the same arrows as `xtask/arrows.toml`.

use std::collections::BTreeSet;

use crate::arrows;
use crate::finding::Finding;
use crate::house::House;
use crate::words;

const MAP: &str = "ARCHITECTURE.md";
const INVARIANTS: std::ops::RangeInclusive<u8> = 1..=13;

/// Findings for invariants and crates that the map leaves out, and for arrows it draws otherwise.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(map) = house.text(MAP) else {
        return vec![Finding::of(MAP, "the map of the house is missing")];
    };
    let named = |word: &str| map.lines().any(|line| words::has_word(line, word));
    let mut findings = Vec::new();
    for invariant in INVARIANTS
        .map(|n| format!("I{n}"))
        .filter(|invariant| !named(invariant))
    {
        findings.push(Finding::of(
            MAP,
            format!("the invariant {invariant} is not stated"),
        ));
    }
    let floors = floors(house, map);
    for name in house.crate_names() {
        if name != "xtask" && !floors.iter().any(|(floor, _)| floor == name) {
            findings.push(Finding::of(
                MAP,
                format!("the crate {name} is no floor of the map"),
            ));
        }
    }
    for (name, shown) in floors {
        let drawn = arrows::drawn(house, &name).unwrap_or_default();
        if shown != drawn {
            let list = |arrows: &BTreeSet<String>| Vec::from_iter(arrows.clone()).join(", ");
            let (shown, drawn) = (list(&shown), list(&drawn));
            let text = format!("{name} imports [{shown}] on the map, [{drawn}] in the table");
            findings.push(Finding::of(MAP, text));
        }
    }
    findings
}

/// Each floor of the first code block that draws any: the crate, and the crates in its last column.
fn floors(house: &House, map: &str) -> Vec<(String, BTreeSet<String>)> {
    let crates = house.crate_names();
    let full = |short: &str| {
        let long = format!("nusa-{short}");
        let name = if crates.contains(long.as_str()) {
            long
        } else {
            short.to_owned()
        };
        crates.contains(name.as_str()).then_some(name)
    };
    let block = map
        .split("```")
        .skip(1)
        .step_by(2)
        .find(|block| block.contains("may import"));
    let mut floors: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in block.unwrap_or_default().lines() {
        let first = line.split_whitespace().next().unwrap_or_default();
        let floor = first
            .strip_suffix('/')
            .filter(|_| line.starts_with("  "))
            .and_then(full);
        floors.extend(floor.map(|name| (name, BTreeSet::new())));
        let last = line
            .trim_end()
            .rsplit("   ")
            .next()
            .unwrap_or_default()
            .trim();
        let column: Option<BTreeSet<String>> = last.split(", ").map(full).collect();
        if let (Some(column), Some((_, shown))) = (column, floors.last_mut()) {
            *shown = column;
        }
    }
    floors
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TABLE: &str = "[crate.nusa-money]\nmay = []\n[crate.nusa]\nmay = [\"nusa-money\"]\n";

    /// A whole map; `last` is what its upper floor imports.
    fn map(last: &str) -> String {
        let stated: String = INVARIANTS.map(|n| format!("- I{n} holds\n")).collect();
        let floors = "crates/            may import\n  money/   integers       nothing\n  nusa/    the \
                      program,\n           in two lines";
        format!("{stated}\n```\n{floors}   {last}\nxtask/     laws\n```\n")
    }

    fn findings(map: &str) -> Vec<String> {
        let packages = json!({ "packages": [{ "name": "nusa-money" }, { "name": "nusa" }] });
        let files = [(MAP, map), ("xtask/arrows.toml", TABLE)];
        let house = House::made_of(&files).with_packages(packages);
        check(&house)
            .into_iter()
            .map(|finding| finding.text)
            .collect()
    }

    #[test]
    fn the_map_draws_the_arrows_of_the_table() {
        assert_eq!(findings(&map("money")), Vec::<String>::new());
        for (last, shown) in [("nothing", "[]"), ("money, nusa", "[nusa, nusa-money]")] {
            let text = format!("nusa imports {shown} on the map, [nusa-money] in the table");
            assert_eq!(findings(&map(last)), [text]);
        }
    }

    #[test]
    fn the_map_is_whole() {
        let whole = map("money");
        let cases = [
            (
                whole.replace("I13 holds", ""),
                "the invariant I13 is not stated",
            ),
            (
                whole.replace("I1 holds", ""),
                "the invariant I1 is not stated",
            ),
            (
                whole.replace("  money/ ", ""),
                "the crate nusa-money is no floor of the map",
            ),
        ];
        for (map, expected) in cases {
            assert_eq!(findings(&map), [expected]);
        }
        assert_eq!(findings(&whole.replace("may import", "")).len(), 2);
        assert_eq!(check(&House::made_of(&[])).len(), 1);
    }
}
