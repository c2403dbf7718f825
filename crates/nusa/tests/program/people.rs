//! People are added at the console; their passwords are nowhere but hashed.

use std::fs;

use crate::place::{Place, nusa};

#[test]
fn a_person_is_added_once_with_a_password_that_is_long_enough() {
    let place = Place::new();
    let add = |name: &str, role: &str, password: &str| {
        place.add_user("centre", &["--name", name, "--role", role], password)
    };
    let first = add("Sari", "owner", "rahasia sekali").must(0);
    assert!(
        first.out.contains("a new centre was founded"),
        "{}",
        first.out
    );
    let cases = [
        ("budi", "manager", "rahasia sekali", 0),
        ("sari", "cashier", "rahasia sekali", 1),
        ("SARI", "cashier", "rahasia sekali", 1),
        ("dewi", "cashier", "pendek", 1),
        ("dewi", "cashier", "", 1),
        ("de wi", "cashier", "rahasia sekali", 1),
        ("dewi", "king", "rahasia sekali", 2),
    ];
    for (name, role, password, code) in cases {
        add(name, role, password).must(code);
    }
    place
        .add_user(
            "centre",
            &["--name", "dewi", "--role", "cashier", "--branch", "NONE"],
            "rahasia sekali",
        )
        .must(1);
    nusa(["verify", "--data", &place.word("centre")]).must(0);
}

#[test]
fn a_password_lies_nowhere_in_the_directory() {
    let place = Place::new();
    place.centre("centre");
    for entry in fs::read_dir(place.path("centre")).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("nusa.ballast") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let found = bytes.windows(14).any(|part| part == b"rahasia sekali");
        assert!(!found, "{} holds the password", path.display());
    }
}
