//! What `serve` does for a node whose data cannot be opened: people who look get
//! a page that says so, until the program is ended with the same code as ever.

use std::net::SocketAddr;

use nusa_server::unopened::{self, Trouble};
use tokio::sync::watch;

use crate::{exit::Failure, machine::Ending};

/// Shows the page until the program is ended, and gives the failure back. What is no trouble of the
/// data, and what nobody could look at, is given back at once.
pub async fn until_ended(listen: SocketAddr, failure: Failure, ending: &mut Ending) -> Failure {
    let trouble = match failure {
        Failure::Damaged(_) => Trouble::Damaged,
        Failure::Disk(_) => Trouble::Disk,
        Failure::Refused(_) | Failure::Usage(_) | Failure::Locked(_) => return failure,
    };
    let (stop, stopped) = watch::channel(false);
    let Ok((address, served)) = unopened::serve(listen, trouble, stopped).await else {
        return failure;
    };
    tracing::error!(%failure, "the data cannot be opened");
    println!("The data cannot be opened; http://{address} says so");
    ending.said().await;
    // Nobody listens any more when the page is gone already; that is what is wanted.
    let _ = stop.send(true);
    let _ = served.await;
    failure
}
