//! What a node does by itself now and then: errands that a crash left behind, the
//! daily seal, old tombstones, the second file of unsent facts. Each is the node's own work; here is only the
//! rhythm.

use std::time::Duration;

use nusa_node::{Fault, Node, Role, link};
use nusa_store::{SqliteStore, Store};
use tokio::sync::watch;

use crate::app::App;

/// Between two rounds; most of what a round does is done once a day at most.
const ROUND: Duration = Duration::from_secs(600);

/// Does the chores until the node stops.
pub(crate) async fn chores(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        match app.on_node(round).await {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => tracing::warn!(%fault, "a chore was not done; it is tried again"),
            Err(_) => return,
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
    }
}

fn round(node: &mut Node<SqliteStore>) -> Result<(), Fault> {
    match node.identity().role {
        Role::Branch => {
            level_tail(node)?;
            node.seal_daily()
        }
        Role::Centre => {
            node.write_missing_places()?;
            node.run_errands()?;
            node.compact_streams()
        }
    }
}

/// The second file keeps what the centre lacks. A stick that was pulled out stops nothing else (R26).
fn level_tail(node: &mut Node<SqliteStore>) -> Result<(), Fault> {
    let me = node.identity().branch;
    let store = node.store();
    if let Some(fault) = store.tail_fault() {
        tracing::warn!(
            fault,
            "the second file of unsent facts could not be written"
        );
    }
    let has = store.transact(|tx| link::acknowledged(tx, me))?;
    if let Err(error) = store.level_tail(me, has) {
        tracing::warn!(%error, "the second file of unsent facts was not written");
    }
    Ok(())
}
