//! Every command explains itself.

use crate::place::nusa;

const COMMANDS: [&[&str]; 22] = [
    &[],
    &["serve"],
    &["demo"],
    &["enrol"],
    &["user"],
    &["user", "add"],
    &["import"],
    &["import", "products"],
    &["import", "journal"],
    &["export"],
    &["export", "journal"],
    &["tls"],
    &["tls", "init"],
    &["sync"],
    &["sync", "once"],
    &["verify"],
    &["rebuild"],
    &["backup"],
    &["restore"],
    &["doctor"],
    &["help"],
    &["help", "serve"],
];

#[test]
fn every_command_has_help_that_says_how_it_is_typed() {
    for words in COMMANDS {
        let ended = match words.first() {
            Some(&"help") => nusa(words.iter()),
            _ => nusa(words.iter().chain(&["--help"])),
        };
        let told = ended.must(0).out;
        assert!(told.contains("Usage: nusa"), "{words:?}: {told}");
        assert!(
            told.lines().next().is_some_and(|line| line.len() > 10),
            "{words:?} opens with no sentence: {told}"
        );
    }
}

/// What can be set by environment, command by command. A variable that is not here is not promised.
const ENVIRONMENT: [(&[&str], &[&str]); 8] = [
    (
        &["serve"],
        &[
            "NUSA_ROLE",
            "NUSA_DATA",
            "NUSA_LISTEN",
            "NUSA_LIVE_PORT",
            "NUSA_CENTRE",
            "NUSA_TAIL",
            "NUSA_TLS",
            "NUSA_PAPERS",
        ],
    ),
    (&["demo"], &["NUSA_DATA", "NUSA_PORT", "NUSA_DEMO_LISTEN"]),
    (&["enrol"], &["NUSA_DATA", "NUSA_CENTRE", "NUSA_CODE"]),
    (&["verify"], &["NUSA_DATA"]),
    (&["restore"], &["NUSA_DATA"]),
    (&["import", "products"], &["NUSA_DATA"]),
    (&["export", "journal"], &["NUSA_DATA"]),
    (&["backup"], &[]),
];

#[test]
fn options_that_the_environment_sets_say_so() {
    for (words, names) in ENVIRONMENT {
        let told = nusa(words.iter().chain(&["--help"])).must(0).out;
        let said = told.split("[env: ").skip(1);
        let said: Vec<_> = said
            .filter_map(|rest| rest.split_once('='))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(said, names, "{words:?}");
    }
    let told = nusa(["--help"]).must(0).out;
    assert!(
        told.contains("NUSA_LOG") && told.contains("[env: NAME]"),
        "{told}"
    );
}

#[test]
fn the_version_is_told() {
    let told = nusa(["--version"]).must(0).out;
    assert_eq!(told.trim(), format!("nusa {}", env!("CARGO_PKG_VERSION")));
}
