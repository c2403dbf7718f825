//! The program `nusa-papers`: jobs come by standard input, pages go out by standard output, until there is
//! nothing more to read. Whoever starts it decides when it has worked too long.

use std::{
    io::{BufReader, stdin, stdout},
    process::ExitCode,
};

use rustix::process::{Resource, Rlimit, getrlimit, nice, setrlimit};

/// Steps of courtesy: whoever sells comes first.
const NICE: i32 = 10;

/// Bytes of memory that the program may have; a report of a hundred pages stays below a third of it.
const MEMORY: u64 = 1 << 30;

/// Best effort: a machine that allows neither still prints.
fn stand_back() {
    let _ = nice(NICE);
    let hard = getrlimit(Resource::Data).maximum;
    let bound = Rlimit {
        current: Some(hard.map_or(MEMORY, |hard| hard.min(MEMORY))),
        maximum: hard,
    };
    let _ = setrlimit(Resource::Data, bound);
}

fn main() -> ExitCode {
    stand_back();
    let mut jobs = BufReader::new(stdin().lock());
    match nusa_press::serve(&mut jobs, &mut stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("nusa-papers: {error}");
            ExitCode::FAILURE
        }
    }
}
