//! Talking to the centre until nothing is left to send or to fetch, for nodes
//! that are not served: the node goes in and comes back.

use std::time::Duration;

use nusa_node::{Node, Writer, uplink::Uplink};
use nusa_server::{
    Carrier,
    clock::Clock,
    link::{driver::Driver, post::Post, status::LinkStatus},
    live::Live,
};
use nusa_store::SqliteStore;
use nusa_sync::sign::DeviceKey;

use crate::exit::Failure;

/// Sends what waits and fetches what changed; tells whether that came to its end before the patience did.
///
/// # Errors
/// `Refused` when the node's thread broke off.
pub async fn settle(
    mut node: Node<SqliteStore>,
    carrier: impl Carrier,
    key: DeviceKey,
    patience: Duration,
) -> Result<(Node<SqliteStore>, bool), Failure> {
    let me = node.identity().branch;
    let uplink = Uplink::new(&mut node);
    let (writer, thread) = Writer::start(node);
    let post = Post::new(
        carrier,
        key,
        me,
        LinkStatus::new(None, Live::default()),
        Clock::start(),
    );
    let mut driver = Driver::new(writer, post, uplink);
    let settled = driver.settle(patience).await;
    drop(driver);
    match tokio::task::spawn_blocking(move || thread.join()).await {
        Ok(Ok(node)) => Ok((node, settled)),
        _ => Err(Failure::Refused("the node broke off".to_owned())),
    }
}
