//! A centre and branches on real databases, joined by hand or by the driven
//! link, and what must hold between them whatever fails. No socket.

mod bills;
mod defects;
mod devices;
mod forks;
mod kitchen;
mod link;
mod orders;
mod planned;
mod pulling;
mod pushing;
mod ratings;
mod rows;
mod selling;
mod shop;
mod staff;
mod transfers;
