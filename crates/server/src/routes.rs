//! The table of contents: every route of a node, once. See `route` for what a row
//! says. Handlers are grouped by what they are about.

pub mod blobs;
pub mod branches;
pub mod catalogue;
pub mod goods;
pub mod link;
pub mod master;
pub mod node;
pub mod peers;
pub mod people;
pub mod repair;
pub mod reports;
pub mod sales;
pub mod session;
pub mod shifts;
pub mod tills;
mod written;

use axum::Router;

use crate::{app::App, pages, route::Route};

/// Every route.
pub fn table() -> Vec<Route> {
    [
        session::rows(),
        tills::rows(),
        sales::rows(),
        shifts::rows(),
        catalogue::rows(),
        master::rows(),
        blobs::rows(),
        branches::rows(),
        people::rows(),
        goods::rows(),
        reports::rows(),
        repair::rows(),
        peers::rows(),
        link::rows(),
        node::rows(),
        pages::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The router of the table, without what is around every request.
pub fn router() -> Router<App> {
    table().into_iter().fold(Router::new(), |router, row| {
        router.route(row.path, row.handler)
    })
}
