//! The WebAssembly build: that it passes the golden vectors, is made of this source, comes out of
//! the compiler byte for byte, and answers as the native engine does.
//!
//! Node must be there. Where no compiler for the browser can be had, the rebuild says so.

mod answers;
#[path = "../properties/bills.rs"]
mod bills;
mod record;
mod rows;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use record::{digest, Build, Record};

/// The most the browser is asked to load, compressed.
const MAX_GZIP_BYTES: usize = 64 * 1024;

/// The exit status of the build script where no compiler can be had.
const NO_COMPILER: i32 = 3;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn committed() -> PathBuf {
    root().join("web/src/money/money.wasm")
}

fn script(arguments: &[&str]) -> Output {
    let script = root().join("scripts/money-wasm.sh");
    Command::new("sh")
        .arg(script)
        .args(arguments)
        .output()
        .expect("a shell")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// The golden vectors through a WebAssembly file, in Node.
fn run_vectors(wasm: &Path) {
    let runner = root().join("crates/money/wasm/golden.mjs");
    let run = Command::new("node").arg(runner).arg(wasm).output();
    let run = run.expect("node is needed: install Node 20 or later");
    let said = text(&run.stdout);
    assert!(run.status.success(), "{said}\n{}", text(&run.stderr));
    assert_eq!(said, "137 passed, 0 failed");
}

#[test]
fn the_golden_vectors_pass_in_the_wasm() {
    run_vectors(&committed());
}

/// Rebuilt with the first compiler at hand and compared with what was recorded for it; `build` of
/// the script compiles with every one.
#[test]
fn a_rebuild_gives_the_recorded_bytes() {
    let compilers = script(&["compilers"]);
    if compilers.status.code() == Some(NO_COMPILER) {
        eprintln!("NOT REBUILT: {}", text(&compilers.stderr));
        return;
    }
    assert!(compilers.status.success(), "{}", text(&compilers.stderr));
    let first = text(&compilers.stdout).lines().next().map(str::to_owned);
    let wasm = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilt.wasm");
    let build = compiled(&first.expect("a compiler"), &wasm);
    match Record::read()
        .builds
        .iter()
        .find(|recorded| recorded.compiler == build.compiler)
    {
        Some(recorded) => assert_eq!(&build, recorded),
        None => eprintln!(
            "NOT COMPARED: nothing is recorded for {}; its build runs the vectors",
            build.compiler
        ),
    }
    run_vectors(&wasm);
}

/// With `NUSA_MONEY_RECORD=write` (as `scripts/money-wasm.sh build` sets it) the record is written.
#[test]
fn the_record_is_of_these_bytes_and_this_source() {
    if std::env::var_os("NUSA_MONEY_RECORD").map_or(false, |wish| wish == "write") {
        Record::of(&committed(), builds()).write();
    }
    let record = Record::read();
    let actual = Record::of(&committed(), record.builds.clone());
    assert!(
        actual.gzip_bytes <= MAX_GZIP_BYTES,
        "{} bytes compressed",
        actual.gzip_bytes
    );
    // Another version of the compressor may differ by some bytes; everything else is exact.
    let actual = Record {
        gzip_bytes: record.gzip_bytes,
        ..actual
    };
    assert_eq!(record, actual, "stale: run scripts/money-wasm.sh build");
    assert!(
        record
            .builds
            .iter()
            .any(|build| build.blake3 == record.blake3),
        "no compiler is named for these bytes"
    );
}

/// What each compiler at hand makes of the source.
fn builds() -> Vec<Build> {
    let wasm = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recorded.wasm");
    let compilers = text(&script(&["compilers"]).stdout);
    compilers
        .lines()
        .map(|rustc| compiled(rustc, &wasm))
        .collect()
}

fn compiled(rustc: &str, wasm: &Path) -> Build {
    let build = script(&["compile", rustc, wasm.to_str().expect("a path in UTF-8")]);
    assert!(build.status.success(), "{}", text(&build.stderr));
    Build {
        compiler: text(&build.stdout),
        blake3: digest(wasm),
    }
}
