//! The door as it stands: real servers on port 0 over real SQLite in a directory of
//! their own, asked over real connections. One binary, so that it is linked once.

mod client;
mod cutting_proxy;
mod dashboard;
mod device;
mod document;
mod faces;
mod feed;
mod guests;
mod kitchen;
mod live;
mod load;
mod messages;
mod modifiers;
mod office;
mod orders;
mod papers;
mod people;
mod pictures;
mod prices;
mod printing;
mod problems;
mod products;
mod reports;
mod restart;
mod rights;
mod rows;
mod shop;
mod sign_in;
mod sockets;
mod stock;
mod till;
mod trade;
mod transport;
mod world;
