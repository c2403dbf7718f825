//! Exit codes that scripts look at: 0 ok, 1 refused, 2 usage, 3 damaged, 4 locked.

use std::{
    fs::{self, OpenOptions},
    io::{Seek, SeekFrom, Write},
};

use nusa::home::Home;
use nusa_store::Options;

use crate::{
    place::{Place, nusa, serving},
    serve::{Served, block_on},
    tls::plainly,
};

#[test]
fn what_cannot_be_typed_is_usage() {
    let place = Place::new();
    let nowhere = place.word("nowhere");
    let cases: [&[&str]; 9] = [
        &[],
        &["dance"],
        &["verify"],
        &["verify", "--data", &nowhere],
        &["serve", "--role", "king", "--data", &nowhere],
        &["serve", "--role", "branch", "--data", &nowhere],
        &[
            "serve", "--role", "centre", "--data", &nowhere, "--tail", "x",
        ],
        &["demo", "--port", "65535", "--data", &nowhere],
        &["import", "products", "missing.csv", "--data", &nowhere],
    ];
    for words in cases {
        nusa(words).must(2);
    }
    assert!(
        !place.path("nowhere/nusa.db").exists(),
        "a mistyped directory is not made a node"
    );
}

/// An enrolment that failed leaves an empty database behind.
#[test]
fn a_directory_that_was_never_set_up_is_usage_to_every_command() {
    let place = Place::new();
    let data = place.word("branch");
    let enrol = |centre: &str| nusa(["enrol", "--data", &data, "--centre", centre, "--code", "x"]);
    let told = enrol("http://127.0.0.1:1").must(1).err;
    assert!(
        told.contains("http://127.0.0.1:1") && told.contains("may be used up"),
        "{told}"
    );
    assert!(place.path("branch/nusa.db").exists());
    let (file, sheet) = (
        place.word("copy"),
        place.file(
            "sheet.csv",
            "sku,name,category,price\nA1,Teh,Minuman,5000\n",
        ),
    );
    let cases: [&[&str]; 10] = [
        &["serve", "--role", "branch", "--data", &data],
        &["serve", "--role", "centre", "--data", &data],
        &["verify", "--data", &data],
        &["rebuild", "--data", &data],
        &["doctor", "--data", &data],
        &["sync", "once", "--data", &data],
        &["backup", &data, &file],
        &["export", "journal", "--data", &data, "--out", &file],
        &["import", "journal", &sheet, "--data", &data],
        &["import", "products", &sheet, "--data", &data],
    ];
    for words in cases {
        let told = nusa(words).must(2).err;
        assert!(told.contains("was never set up"), "{words:?}: {told}");
    }
    let words = ["--name", "sari", "--role", "owner"];
    let added = place.add_user("branch", &words, "rahasia sekali");
    assert!(added.must(2).err.contains("was never set up"));
    assert!(!place.path("copy").exists(), "nothing was copied out of it");
}

#[test]
fn what_stands_already_is_not_called_a_failing_disk() {
    let place = Place::new();
    let data = place.centre("centre");
    let file = place.file("notes.txt", "my holiday notes");
    let told = nusa(["backup", &data, &file]).must(1).err;
    assert!(
        told.contains("stands already") && !told.contains("disk"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(file).unwrap(), "my holiday notes");
}

/// What is done to a file.
type Harm = fn(&mut fs::File);

#[test]
fn r22_r26_a_file_that_cannot_be_trusted_is_code_3_and_stays_as_it_is() {
    let place = Place::new();
    let cases: [(&str, Harm); 4] = [
        ("foreign", |file| {
            overwrite(
                file,
                0,
                b"these are my holiday notes, not a database at all...",
            )
        }),
        ("header", |file| overwrite(file, 0, &[0; 64])),
        ("newer", |file| {
            overwrite(file, 60, &9_999_u32.to_be_bytes())
        }),
        ("pages", |file| {
            let pages = file.metadata().unwrap().len() / 4_096;
            (1..pages).for_each(|page| overwrite(file, page * 4_096, &[0xA5; 200]));
        }),
    ];
    for (name, harm) in cases {
        let data = place.centre(name);
        let database = place.path(name).join("nusa.db");
        if name == "foreign" {
            fs::write(&database, "").unwrap();
        }
        harm(
            &mut OpenOptions::new()
                .write(true)
                .read(true)
                .open(&database)
                .unwrap(),
        );
        let before = fs::read(&database).unwrap();
        let told = nusa(["verify", "--data", &data]).must(3).err;
        assert!(
            told.contains(&data),
            "{name}: the message names the directory: {told}"
        );
        shown(&data, "/kantor");
        assert_eq!(
            fs::read(&database).unwrap(),
            before,
            "{name} was written to"
        );
    }
}

#[test]
fn s1_007_a_node_that_cannot_open_its_data_says_so_on_a_page_for_people() {
    let place = Place::new();
    let data = place.centre("centre");
    let database = place.path("centre").join("nusa.db");
    let mut file = OpenOptions::new().write(true).open(database).unwrap();
    overwrite(&mut file, 0, b"this is no database of anybody");
    for path in ["/", "/kantor/produk", "/kasir"] {
        let page = shown(&data, path);
        for words in [
            "tidak dapat dibuka",
            "cannot be opened",
            "nusa doctor",
            "nusa restore",
        ] {
            assert!(page.contains(words), "{path} lacks {words}");
        }
        assert!(!page.contains(&data) && !page.contains("sqlite"), "{page}");
    }
}

/// What a browser is shown by a node that cannot open its data; the node ends with the code of that.
fn shown(data: &str, path: &str) -> String {
    let mut served = Served::start(&serving("centre", data));
    let told = served.after("cannot be opened; http://");
    let addr = told.split(' ').next().unwrap().to_owned();
    let page = block_on(plainly(&addr, &format!("GET {path}")));
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");
    let api = block_on(plainly(&addr, "GET /api/v1/session"));
    assert!(api.contains("\"code\":\"disk_failed\""), "{api}");
    assert_eq!(served.terminate(), Some(3));
    page
}

fn overwrite(file: &mut fs::File, at: u64, bytes: &[u8]) {
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_directory_that_another_process_holds_is_code_4() {
    let place = Place::new();
    let data = place.centre("centre");
    let held = Home::at(&place.path("centre"))
        .open(&Options {
            ballast_bytes: 0,
            ..Options::default()
        })
        .unwrap();
    let sheet = place.file(
        "sheet.csv",
        "sku,name,category,price\nA1,Teh,Minuman,5000\n",
    );
    let cases: [&[&str]; 4] = [
        &["verify", "--data", &data],
        &["rebuild", "--data", &data],
        &["import", "products", &sheet, "--data", &data],
        &serving("centre", &data),
    ];
    for words in cases {
        let told = nusa(words).must(4).err;
        assert!(told.contains("another process"), "{told}");
    }
    drop(held);
    nusa(["verify", "--data", &data]).must(0);
}

#[test]
fn a_directory_keeps_its_role() {
    let place = Place::new();
    let data = place.centre("centre");
    let told = nusa(serving("branch", &data)).must(2).err;
    assert!(told.contains("belongs to a centre"), "{told}");
    nusa(["sync", "once", "--data", &data]).must(2);
}

#[test]
fn the_doctor_finds_a_sound_centre_sound_and_a_broken_one_broken() {
    let place = Place::new();
    let data = place.centre("centre");
    let told = nusa(["doctor", "--data", &data]).must(0).out;
    for what in ["sqlite", "room", "chain", "file"] {
        assert!(told.contains(what), "{what} is missing in {told}");
    }
    let database = place.path("centre").join("nusa.db");
    let mut file = OpenOptions::new().write(true).open(database).unwrap();
    overwrite(&mut file, 5 * 4_096, &[0xA5; 3_000]);
    assert_ne!(nusa(["doctor", "--data", &data]).code, 0);
}
