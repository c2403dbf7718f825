//! Reads the command line and ends with the code that scripts look at. Knows
//! nothing of how a command is done.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match nusa::run::run(nusa::cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("nusa: {failure}");
            failure.code()
        }
    }
}
