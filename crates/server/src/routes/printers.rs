//! Where each till prints, over HTTP: a setting of this node, because printers
//! stand in the shop's own network and nowhere else.

use axum::extract::State;
use nusa_contract::{Door, Problem, request::till_device::PrinterRequest, view::till::PrinterView};
use nusa_facts::TillNo;
use nusa_store::{Error as StoreError, Look, Store};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    notes,
    problem::of_store,
    reply::{Done, Reply, Told},
    route::{Route, delete, get, put},
    sent::{Named, Sent},
    who::may::{ManageTills, May, Sell},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/tills/{till}/printer", show)
            .may::<Sell>()
            .gives::<PrinterView>(200)
            .says("Tells where a till prints."),
        put("/api/v1/tills/{till}/printer", set)
            .may::<ManageTills>()
            .takes::<PrinterRequest>()
            .gives::<PrinterView>(200)
            .says("Sets the printer of a till in the shop's network."),
        delete("/api/v1/tills/{till}/printer", unset)
            .may::<ManageTills>()
            .gives_nothing()
            .says("Takes the printer of a till away; it prints by the browser."),
    ]
}

/// A printer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Characters of a line.
    pub columns: u8,
    /// Whether it cuts.
    pub cut: bool,
    /// Whether a drawer hangs on it.
    pub drawer: bool,
}

impl Printer {
    /// The printer as it is shown.
    pub fn view(&self) -> PrinterView {
        PrinterView {
            host: self.host.clone(),
            port: self.port,
            columns: self.columns,
            cut: self.cut,
            drawer: self.drawer,
        }
    }
}

fn name(till: TillNo) -> String {
    format!("printer/{till}")
}

/// The printer of a till.
///
/// # Errors
/// What the disk says.
pub fn kept(look: &impl Look, till: TillNo) -> Result<Option<Printer>, StoreError> {
    notes::read(look, &name(till))
}

pub(super) fn number(till: u8) -> Result<TillNo, Problem> {
    TillNo::new(till)
        .ok_or_else(|| Problem::new(Door::NotFound, "a till has a number from 1 to 99"))
}

async fn show(State(app): State<App>, _: May<Sell>, till: Named<u8>) -> Reply<Told<PrinterView>> {
    let till = number(till.0)?;
    let found = app.look(move |look| kept(look, till)).await?;
    let missing = || Problem::new(Door::NotFound, "this till has no printer");
    Ok(Told(found.ok_or_else(missing)?.view()))
}

async fn set(
    State(app): State<App>,
    _: May<ManageTills>,
    till: Named<u8>,
    sent: Sent<PrinterRequest>,
) -> Reply<Told<PrinterView>> {
    let till = number(till.0)?;
    let PrinterRequest {
        host,
        port,
        columns,
        cut,
        drawer,
    } = sent.value.checked()?;
    let printer = Printer {
        host,
        port,
        columns,
        cut,
        drawer,
    };
    let view = printer.view();
    let written = app.on_node(move |node| {
        node.store()
            .transact(|tx| notes::write(tx, &name(till), &printer))
    });
    written.await?.map_err(of_store)?;
    Ok(Told(view))
}

async fn unset(State(app): State<App>, _: May<ManageTills>, till: Named<u8>) -> Reply<Done> {
    let till = number(till.0)?;
    let written =
        app.on_node(move |node| node.store().transact(|tx| notes::erase(tx, &name(till))));
    written.await?.map_err(of_store)?;
    Ok(Done)
}
