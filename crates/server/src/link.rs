//! The link of a branch to its centre: what is known of it, who carries requests,
//! and the driver that lets the node's machine decide. Also how a device enrols.

pub mod carrier;
pub mod driver;
pub mod enrol;
pub mod letter;
pub mod pictures;
pub mod post;
pub mod status;
