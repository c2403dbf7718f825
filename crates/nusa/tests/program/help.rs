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

#[test]
fn options_that_the_environment_sets_say_so() {
    let told = nusa(["serve", "--help"]).must(0).out;
    for name in ["NUSA_DATA", "NUSA_ROLE", "NUSA_LISTEN", "NUSA_CENTRE"] {
        assert!(told.contains(name), "{name} is missing in {told}");
    }
}

#[test]
fn the_version_is_told() {
    let told = nusa(["--version"]).must(0).out;
    assert_eq!(told.trim(), format!("nusa {}", env!("CARGO_PKG_VERSION")));
}
