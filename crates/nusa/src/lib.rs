//! The program: what can be typed, and how each command is done. It puts the
//! floors below together, owns a node's directory, and is the only crate that
//! reads the machine's clock, chance, signals and environment for them.

pub mod chance;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod console;
pub mod demo;
pub mod exit;
pub mod faces;
pub mod home;
pub mod kept_file;
pub mod lan;
pub mod logs;
pub mod machine;
pub mod people;
pub mod progress;
pub mod run;
pub mod running;
pub mod senses;
pub mod settle;
pub mod sheet;
pub mod solo;
pub mod tide;
