//! `nusa demo`: a centre and two branches on this machine with goods and people
//! of their own, and the replay that proves them on baskets. The nodes run as
//! they do anywhere, and talk over real HTTP.

pub mod baskets;
pub mod catalogue;
pub mod cuts;
pub mod dice;
pub mod http;
pub mod logins;
pub mod order;
pub mod outcome;
