//! ARCHITECTURE.md is the map: it names every crate and states every invariant, I1 to I13.

use crate::finding::Finding;
use crate::house::House;
use crate::words;

const MAP: &str = "ARCHITECTURE.md";
const INVARIANTS: std::ops::RangeInclusive<u8> = 1..=13;

/// Findings for invariants and crates that the map leaves out.
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
    for name in house.crate_names() {
        let folder = format!("{}/", name.strip_prefix("nusa-").unwrap_or(name));
        if !named(name) && !map.contains(&folder) {
            findings.push(Finding::of(
                MAP,
                format!("the crate {name} is not on the map"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn findings(map: &str) -> Vec<String> {
        let packages = json!({ "packages": [{ "name": "nusa-money" }, { "name": "nusa" }] });
        let house = House::made_of(&[(MAP, map)]).with_packages(packages);
        check(&house)
            .into_iter()
            .map(|finding| finding.text)
            .collect()
    }

    #[test]
    fn the_map_is_whole() {
        let whole: String = INVARIANTS.map(|n| format!("- I{n} holds\n")).collect();
        let whole = format!("{whole}\n```\nmoney/ integers\nnusa/ the program\n```\n");
        assert_eq!(findings(&whole), Vec::<String>::new());
        assert_eq!(
            findings(&whole.replace("I13 holds", "")),
            ["the invariant I13 is not stated"]
        );
        assert_eq!(
            findings(&whole.replace("I1 ", "")),
            ["the invariant I1 is not stated"]
        );
        let without = whole.replace("money/", "");
        assert_eq!(
            findings(&without),
            ["the crate nusa-money is not on the map"]
        );
        assert_eq!(check(&House::made_of(&[])).len(), 1);
    }
}
