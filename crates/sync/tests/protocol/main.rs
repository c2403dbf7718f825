//! The sync protocol held to the rules of failure, as far as they live in data
//! and decisions. No clock, no disk and no socket here either.

mod chains;
mod clocks;
mod columns;
mod healing;
mod hellos;
mod journal;
mod link;
mod nonces;
mod pages;
mod signing;
mod streams;
mod waits;
