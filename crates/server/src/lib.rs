//! A node's door: HTTP for people, devices and other nodes, sign-in, the driven
//! link to the centre, the page that explains the API. It turns requests into
//! commands and answers into views; it knows no SQL (I3) and no rule of the shop.

pub mod app;
pub mod blobs;
pub mod clock;
pub mod dice;
pub mod faces;
pub mod feed;
pub mod frame;
pub mod guests;
pub mod herd;
pub mod history;
pub mod house;
pub mod limits;
pub mod link;
pub mod live;
pub mod mail;
pub mod menu;
pub mod metrics;
pub mod notes;
pub mod openapi;
pub mod packed;
pub mod pages;
pub mod papers;
pub mod press;
pub mod printing;
pub mod problem;
mod rated;
pub mod reached;
pub mod readers;
mod readiness;
pub mod reply;
pub mod route;
pub mod routes;
pub mod sent;
pub mod serve;
pub mod tls;
mod trust;
pub mod unopened;
pub mod who;

mod board;
mod chores;
mod days;
mod imports;
mod listen;
mod pictures;
mod sightings;
mod tables;

pub use app::{App, NodeWriter};
pub use axum::Router;
pub use link::{carrier::Carrier, status::Switch};
pub use serve::{Centre, Plan, Running, ServeError, serve};
