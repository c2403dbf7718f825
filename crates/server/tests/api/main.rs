//! The door as it stands: real servers on port 0 over real SQLite in a directory of
//! their own, asked over real connections. One binary, so that it is linked once.

mod client;
mod cutting_proxy;
mod device;
mod document;
mod pictures;
mod problems;
mod rights;
mod rows;
mod shop;
mod sign_in;
mod trade;
mod transport;
mod world;
