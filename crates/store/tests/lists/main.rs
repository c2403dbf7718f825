//! Lists and reports over a small chain of two branches.

mod goods;
mod rest;
mod sales;
mod shop;
