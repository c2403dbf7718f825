//! Reads the command line and ends with the code that scripts look at. Knows
//! nothing of how a command is done.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = nusa::cli::Cli::parse();
    println!("{cli:?}");
    ExitCode::SUCCESS
}
