//! Backups, restores, rebuilds: what a directory holds can be had again, and a
//! copy never goes on where the original does.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use nusa::home::Home;
use nusa_node::identity;
use nusa_store::Look;

use crate::place::{Place, nusa};

fn open_chain(directory: &Path) -> String {
    let home = Home::at(directory);
    let reader = home.read().unwrap();
    let me = home.identity(&reader).unwrap().branch;
    identity::open_chain(&reader, me)
        .unwrap()
        .unwrap()
        .to_string()
}

fn generation(directory: &Path) -> u64 {
    identity::generation(&Home::at(directory).read().unwrap()).unwrap()
}

#[test]
fn r27_a_backup_is_restored_into_a_chain_of_its_own() {
    let place = Place::new();
    place.demo(30).must(0);
    let branch = place.word("demo/JKT01");
    let copy = place.word("branch.backup");
    nusa(["backup", &branch, &copy]).must(0);
    nusa(["backup", &branch, &copy]).must(1);
    let restored = place.word("restored");
    let told = nusa(["restore", &copy, "--data", &restored]).must(0).out;
    assert!(
        told.contains("nusa enrol"),
        "without a key a new code is needed: {told}"
    );
    assert!(!place.path("restored/device.key").exists());
    nusa(["verify", "--data", &restored]).must(0);
    assert_ne!(
        open_chain(&place.path("restored")),
        open_chain(&place.path("demo/JKT01"))
    );
    nusa(["restore", &copy, "--data", &restored]).must(1);

    let key = place.word("demo/JKT01/device.key");
    let keyed = place.word("keyed");
    nusa(["restore", &copy, "--data", &keyed, "--key", &key]).must(0);
    assert_eq!(
        fs::read(&key).unwrap(),
        fs::read(place.path("keyed/device.key")).unwrap()
    );
}

#[test]
fn r02_a_restored_centre_counts_anew() {
    let place = Place::new();
    let centre = place.centre("centre");
    let copy = place.word("centre.backup");
    nusa(["backup", &centre, &copy]).must(0);
    nusa(["restore", &copy, "--data", &place.word("restored")]).must(0);
    assert_ne!(
        generation(&place.path("restored")),
        generation(&place.path("centre"))
    );
    nusa(["verify", "--data", &place.word("restored")]).must(0);
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let place = Place::new();
    let centre = place.centre("centre");
    let copy = place.path("centre.backup");
    nusa(["backup", &centre, copy.to_str().unwrap()]).must(0);
    let whole = fs::read(&copy).unwrap();
    let target = place.word("restored");
    for (name, bytes) in [
        ("text", b"milk and eggs".to_vec()),
        ("half", whole[..whole.len() / 2].to_vec()),
    ] {
        let file = place.path(name);
        fs::write(&file, bytes).unwrap();
        nusa(["restore", file.to_str().unwrap(), "--data", &target]).must(3);
        assert!(
            !place.path("restored/nusa.db").exists(),
            "{name} was laid down"
        );
    }
    nusa(["restore", "missing", "--data", &target]).must(2);
}

#[test]
fn a_rebuild_changes_nothing_that_was_right() {
    let place = Place::new();
    place.demo(30).must(0);
    for name in ["demo/centre", "demo/JKT01", "demo/SBY01"] {
        let data = place.word(name);
        let told = nusa(["rebuild", "--data", &data]).must(0).out;
        assert!(told.contains("facts replayed"), "{told}");
        nusa(["verify", "--data", &data]).must(0);
        nusa(["doctor", "--data", &data]).must(0);
    }
}

#[test]
fn r07_a_copied_directory_without_its_mark_goes_on_in_another_chain() {
    let place = Place::new();
    place.demo(20).must(0);
    let (from, to) = (place.path("demo/JKT01"), place.path("copied"));
    fs::create_dir(&to).unwrap();
    fs::copy(from.join("nusa.db"), to.join("nusa.db")).unwrap();
    let reader = Home::at(&from).read().unwrap();
    let chains = reader
        .chains(Home::at(&from).identity(&reader).unwrap().branch)
        .unwrap()
        .len();
    nusa(["verify", "--data", to.to_str().unwrap()]).must(0);
    let copied = Home::at(&to).read().unwrap();
    let me = Home::at(&to).identity(&copied).unwrap().branch;
    assert_eq!(copied.chains(me).unwrap().len(), chains + 1);
}

#[test]
fn what_the_program_writes_only_its_owner_reads() {
    let place = Place::new();
    place.demo(5).must(0);
    let branch = place.word("demo/JKT01");
    let copy = place.word("branch.backup");
    nusa(["backup", &branch, &copy]).must(0);
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o644)).unwrap();
    nusa(["restore", &copy, "--data", &place.word("restored")]).must(0);
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o600)).unwrap();
    let stick = place.word("stick.jsonl");
    nusa(["export", "journal", "--data", &branch, "--out", &stick]).must(0);
    // A database that another tool, or a program before this one, left open to everybody.
    let old = place.path("demo/centre/nusa.db");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
    place
        .add_user(
            "demo/centre",
            &["--name", "tini", "--role", "cashier"],
            "rahasia sekali",
        )
        .must(0);
    let mut seen = 0;
    each(place.path(""), &mut |path| {
        // The place itself was made by the test.
        if path == place.path("") {
            return;
        }
        let mode = fs::symlink_metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", path.display());
        seen += 1;
    });
    assert!(seen > 15, "{seen}");
}

fn each(path: std::path::PathBuf, look: &mut impl FnMut(&Path)) {
    look(&path);
    if path.is_dir() {
        for entry in fs::read_dir(&path).unwrap() {
            each(entry.unwrap().path(), look);
        }
    }
}
