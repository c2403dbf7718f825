//! `nusa serve`: a node runs until it is told to stop; then it answers what is
//! under way, and what was acknowledged is on disk anyway.

use std::net::SocketAddr;

use nusa_server::{Centre, Running};

use crate::{
    cli::{Role, Serve},
    exit::Failure,
    home::Home,
    machine,
    running::{self, Wanted},
    solo,
};

/// Serves until the program is ended.
///
/// # Errors
/// Why the door did not open.
pub fn run(options: &Serve) -> Result<(), Failure> {
    machine::runtime()?.block_on(serve(options))
}

async fn serve(options: &Serve) -> Result<(), Failure> {
    let home = Home::at(&options.data);
    let wanted = Wanted {
        listen: Some(options.listen),
        tail: options.tail.clone(),
        ..Wanted::default()
    };
    warn_of_strangers(options.listen);
    let nodes = match options.role {
        Role::Centre => vec![("centre", running::centre(&home, wanted, |_| Ok(())).await?)],
        Role::Branch => {
            let centre = options.centre.clone().map(Centre::At);
            vec![("branch", running::branch(&home, wanted, centre).await?)]
        }
        Role::Solo => {
            let solo = solo::start(&options.data, wanted).await?;
            vec![("branch", solo.branch), ("centre", solo.centre)]
        }
    };
    for (role, node) in &nodes {
        announce(role, node, options);
    }
    machine::ended().await;
    tracing::info!("stopping");
    for (_, node) in nodes {
        node.stop().await;
    }
    Ok(())
}

/// Says on standard output where the node listens, and how the first owner is made.
fn announce(role: &str, node: &Running, options: &Serve) {
    let addr = node.addr.unwrap_or(options.listen);
    if node.addr.is_some() {
        println!("Nusa {role} listens on http://{addr}");
        tracing::info!(role, %addr, data = %options.data.display(), "listening");
    }
    if let Some(path) = &node.set_up {
        let prefix = if node.addr.is_some() {
            ""
        } else {
            solo::CENTRE_PATH
        };
        println!("Set-up link, good once and until this process ends: http://{addr}{prefix}{path}");
    }
}

fn warn_of_strangers(listen: SocketAddr) {
    if !listen.ip().is_loopback() {
        tracing::warn!(%listen, "this node can be reached from other machines without encryption");
    }
}
