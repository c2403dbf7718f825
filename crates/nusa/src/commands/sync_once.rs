//! `nusa sync once`: what waits is sent, what changed is fetched, once.

use std::{path::Path, time::Duration};

use http_body_util::Full;
use hyper::{Request, Uri};
use nusa_node::link;
use nusa_server::{Carrier, link::carrier::HttpCarrier};
use nusa_store::Store;

use crate::{exit::Failure, home::Home, machine, running, settle::settle};

/// How long everything together may take; a branch that was away for months needs minutes.
const PATIENCE: Duration = Duration::from_secs(300);

/// Talks to the centre once and says what happened.
///
/// # Errors
/// `Refused` when the centre was not reached or not everything was settled in time.
pub fn run(data: &Path) -> Result<(), Failure> {
    let home = Home::of_node(data)?;
    machine::runtime()?.block_on(talk(&home))
}

/// Talks to the centre once.
///
/// # Errors
/// As for `run`.
pub async fn talk(home: &Home) -> Result<(), Failure> {
    let mut node = home.wake()?;
    let me = node.identity().branch;
    let (centre, before) = node
        .store()
        .transact(|tx| Ok::<_, Failure>((running::centre_of(tx)?, link::unsent(tx, me)?)))?;
    let (Some(centre), Some(key)) = (centre, home.key()?) else {
        return Err(Failure::Usage(
            "this node has no centre; make it a branch with: nusa enrol".to_owned(),
        ));
    };
    let nowhere = || Failure::Usage(format!("{centre} is no address of a centre"));
    let carrier = HttpCarrier::to(&centre).ok_or_else(nowhere)?;
    if !answers(&carrier).await {
        return Err(Failure::Refused(format!(
            "{centre} was not reached; {before} facts wait"
        )));
    }
    let (mut node, settled) = settle(node, carrier, key, PATIENCE).await?;
    let left = node.store().transact(|tx| link::unsent(tx, me))?;
    println!("{} facts sent, {left} wait", before.saturating_sub(left));
    if settled {
        Ok(())
    } else {
        Err(Failure::Refused(format!(
            "not everything was settled with {centre}"
        )))
    }
}

/// Whether anybody is there at all, so that nobody waits for a dead link.
async fn answers(carrier: &impl Carrier) -> bool {
    let mut request = Request::new(Full::default());
    *request.uri_mut() = Uri::from_static("/healthz");
    carrier.carry(request).await.is_ok()
}
