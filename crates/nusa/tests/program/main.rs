//! The program as it is typed: the built binary, real directories, real exit
//! codes. Nothing here looks inside the program but to read what it left on disk.

mod codes;
mod copies;
mod damaged;
mod demo;
mod help;
mod import;
mod journal;
mod people;
mod place;
mod replay;
mod serve;
mod tls;
