//! A figure with its unit, its goal and the reference of the same run. Only the
//! ratio to the reference decides whether it passes; goals are for eyes.

use std::{io, path::Path};

use serde::Serialize;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    /// Its name.
    pub name: String,
    /// The value.
    pub value: i64,
    /// What it counts.
    pub unit: &'static str,
    /// What we wish for, absolutely; not judged.
    pub goal: String,
    /// Whether it keeps its ratio to the reference; none where there is nothing to compare.
    pub pass: Option<bool>,
    /// What the machine did in the same run.
    pub reference: String,
}

impl Figure {
    /// A figure that must be at most a bound that the reference gives.
    pub(crate) fn at_most(
        name: &str,
        value: i64,
        unit: &'static str,
        bound: i64,
        goal: &str,
        reference: String,
    ) -> Self {
        let reference = format!("{reference}; at most {bound}");
        Self {
            name: name.to_owned(),
            value,
            unit,
            goal: goal.to_owned(),
            pass: Some(value <= bound),
            reference,
        }
    }

    /// A figure that must be at least a bound that the reference gives.
    pub(crate) fn at_least(
        name: &str,
        value: i64,
        unit: &'static str,
        bound: i64,
        goal: &str,
        reference: String,
    ) -> Self {
        let reference = format!("{reference}; at least {bound}");
        Self {
            name: name.to_owned(),
            value,
            unit,
            goal: goal.to_owned(),
            pass: Some(value >= bound),
            reference,
        }
    }

    /// A figure for eyes only.
    pub(crate) fn shown(name: &str, value: i64, unit: &'static str, goal: &str) -> Self {
        Self {
            name: name.to_owned(),
            value,
            unit,
            goal: goal.to_owned(),
            pass: None,
            reference: String::new(),
        }
    }
}

impl Figure {
    /// A part that could not be measured: it counts as missed, and says why.
    pub(crate) fn broken(name: &str, why: &str) -> Self {
        Self {
            pass: Some(false),
            reference: format!("not measured: {why}"),
            ..Self::shown(name, 0, "", "measured")
        }
    }
}

/// Prints the table.
pub(crate) fn print(figures: &[Figure]) {
    for figure in figures {
        let mark = match figure.pass {
            Some(true) => "ok  ",
            Some(false) => "MISS",
            None => "    ",
        };
        let Figure {
            name,
            value,
            unit,
            goal,
            reference,
            ..
        } = figure;
        println!("{mark} {name:<34} {value:>10} {unit:<10} goal {goal:<24} {reference}");
    }
}

/// Writes the JSON array.
pub(crate) fn write(path: &Path, figures: &[Figure]) -> io::Result<()> {
    std::fs::write(path, serde_json::to_vec_pretty(figures)?)
}
