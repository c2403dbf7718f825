//! Who asks: signed-in people, devices of branches, the first owner. A handler
//! that needs a right holds the proof of it as an argument; there is no other
//! way to get one.

pub mod approvals;
pub mod attempts;
pub mod browser;
pub mod cookie;
pub mod device;
pub mod guest;
pub mod may;
pub mod origin;
pub mod password;
pub mod peer;
pub mod pins;
pub mod set_up;
pub mod sign_in;
pub mod signed;
pub mod till;
