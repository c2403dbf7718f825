//! The table of contents: every route of a node, once. See `route` for what a row
//! says. Handlers are grouped by what they are about.

mod accounts;
pub mod approvals;
pub mod audit;
pub mod bills;
pub mod blobs;
pub mod boards;
pub mod branches;
pub mod catalogue;
pub mod customers;
pub mod dashboard;
pub mod export;
pub mod goods;
pub mod guest_bills;
pub mod guests;
pub mod import;
pub mod kitchen;
mod labels;
pub mod link;
pub mod live;
mod local_staff;
pub mod mail;
pub mod master;
pub mod modifiers;
pub mod node;
pub mod orders;
pub mod papers;
mod passes;
pub mod peers;
pub mod people;
pub mod pins;
pub mod prices;
pub mod print_jobs;
pub mod printers;
pub mod products;
pub mod ratings;
pub mod repair;
pub mod reports;
pub mod sales;
mod scan;
pub mod session;
pub mod shifts;
mod sign_ins;
pub mod stock;
pub mod till;
pub mod tills;
pub mod transfers;
mod written;

use axum::Router;

use crate::{app::App, pages, route::Route, trust};

/// Every route.
pub fn table() -> Vec<Route> {
    [
        session::rows(),
        sign_ins::rows(),
        passes::rows(),
        accounts::rows(),
        pins::rows(),
        approvals::rows(),
        till::rows(),
        tills::rows(),
        printers::rows(),
        sales::rows(),
        shifts::rows(),
        labels::rows(),
        papers::rows(),
        print_jobs::rows(),
        live::rows(),
        mail::rows(),
        catalogue::rows(),
        master::rows(),
        modifiers::rows(),
        products::rows(),
        prices::rows(),
        import::rows(),
        export::rows(),
        blobs::rows(),
        branches::rows(),
        people::rows(),
        local_staff::rows(),
        orders::rows(),
        bills::rows(),
        ratings::rows(),
        boards::rows(),
        guests::rows(),
        customers::rows(),
        guest_bills::rows(),
        kitchen::rows(),
        goods::rows(),
        stock::rows(),
        transfers::rows(),
        dashboard::rows(),
        reports::rows(),
        repair::rows(),
        audit::rows(),
        peers::rows(),
        link::rows(),
        node::rows(),
        pages::rows(),
        trust::rows(),
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
