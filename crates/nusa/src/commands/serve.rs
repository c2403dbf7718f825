//! `nusa serve`: a node runs until it is told to stop; then it answers what is
//! under way, and what was acknowledged is on disk anyway.

use std::net::SocketAddr;

use nusa_server::{Centre, Running};

use crate::{
    cli::{Role, Serve},
    exit::Failure,
    home::Home,
    machine::{self, Ending},
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
    let mut ending = Ending::heard()?;
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
    announce(&nodes, options);
    ending.said().await;
    tracing::info!("stopping");
    for (_, node) in nodes {
        node.stop().await;
    }
    Ok(())
}

/// Says on standard output where the nodes listen, and how the first owner is made.
fn announce(nodes: &[(&str, Running)], options: &Serve) {
    let addr = nodes.iter().find_map(|(_, node)| node.addr);
    let addr = addr.unwrap_or(options.listen);
    for (role, node) in nodes {
        let path = match node.addr {
            Some(_) => "",
            None => solo::CENTRE_PATH,
        };
        println!("Nusa {role} listens on http://{addr}{path}");
        tracing::info!(role, %addr, path, data = %options.data.display(), "listening");
        if let Some(link) = &node.set_up {
            println!(
                "Set-up link, good once and until this process ends: http://{addr}{path}{link}"
            );
        }
    }
}

fn warn_of_strangers(listen: SocketAddr) {
    if !listen.ip().is_loopback() {
        tracing::warn!(%listen, "this node can be reached from other machines without encryption");
    }
}
