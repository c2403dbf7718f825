//! What the outside may say and hear: requests that are parsed into commands,
//! views for answers, and problems with one list of codes. Knows shapes and
//! bounds, not the law of the shop, and no socket, clock, disk or runtime.

pub mod answer;
pub mod at;
pub mod bounds;
pub mod import;
pub mod limits;
pub mod problem;
pub mod read;
pub mod request;
pub mod view;

pub use at::At;
pub use problem::{Door, Problem, ProblemCode};
pub use read::read;
pub use request::Asked;
