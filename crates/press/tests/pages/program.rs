//! The program itself, as the server speaks to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use nusa_papers::Language;
use serde_json::Value;

use crate::{pdf, samples};

struct Program {
    child: Child,
    jobs: ChildStdin,
    out: BufReader<ChildStdout>,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nusa-papers"))
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        out.read_line(&mut ready).unwrap();
        assert_eq!(ready, "{\"ready\":true}\n");
        Self {
            jobs: child.stdin.take().unwrap(),
            out,
            child,
        }
    }

    fn ask(&mut self, job: &str) -> Result<Vec<u8>, String> {
        writeln!(self.jobs, "{job}").unwrap();
        let mut head = String::new();
        self.out.read_line(&mut head).unwrap();
        let head: Value = serde_json::from_str(&head).unwrap();
        let Some(bytes) = head["bytes"].as_u64() else {
            return Err(head["error"].as_str().unwrap().to_owned());
        };
        let mut pdf = vec![0; usize::try_from(bytes).unwrap()];
        self.out.read_exact(&mut pdf).unwrap();
        Ok(pdf)
    }
}

#[test]
fn the_program_does_one_job_after_another_and_says_why_it_cannot() {
    let mut program = Program::start();
    let (_, job) = samples::all(Language::Indonesian).swap_remove(2);
    let job = serde_json::to_string(&job).unwrap();
    let first = program.ask(&job).unwrap();
    for (wrong, why) in [
        (
            r#"{"paper":"report","language":"id","data":{}}"#,
            "report.typ:",
        ),
        (
            r#"{"paper":"../house","language":"id","data":{}}"#,
            "no paper",
        ),
        (
            r#"{"paper":"report","language":"fr","data":{}}"#,
            "no paper",
        ),
        ("[", "EOF"),
    ] {
        let told = program.ask(wrong).unwrap_err();
        assert!(told.contains(why), "{wrong}: {told}");
    }
    let second = program.ask(&job).unwrap();
    assert_eq!(first, second, "the same job is the same file");
    assert!(pdf::Read::of(second).text().contains("Es kopi"));
    drop(program.jobs);
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn a_job_that_is_cut_off_ends_the_program() {
    let mut program = Program::start();
    program.jobs.write_all(b"{\"paper\":").unwrap();
    drop(program.jobs);
    assert!(!program.child.wait().unwrap().success());
}
