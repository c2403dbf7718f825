//! `nusa serve`: a node runs until it is told to stop; then it answers what is
//! under way, and what was acknowledged is on disk anyway.

use std::net::SocketAddr;

use nusa_server::{Centre, Running, reached::own_address};

use super::sorry;
use crate::{
    cli::{Role, Serve},
    clock,
    exit::Failure,
    home::Home,
    lan::Lan,
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
    let mut ending = Ending::heard()?;
    let nodes = match open(options).await {
        Ok(nodes) => nodes,
        Err(failure) => return Err(sorry::until_ended(options.listen, failure, &mut ending).await),
    };
    announce(&nodes, options);
    ending.said().await;
    tracing::info!("stopping");
    for (_, node) in nodes {
        node.stop().await;
    }
    Ok(())
}

async fn open(options: &Serve) -> Result<Vec<(&'static str, Running)>, Failure> {
    if options.role == Role::Centre && options.tail.is_some() {
        let words = "--tail keeps what a branch has not sent yet; a centre sends nothing";
        return Err(Failure::Usage(words.to_owned()));
    }
    if options.role == Role::Centre && options.live_port.is_some() {
        let words = "--live-port takes orders of guests; guests sit at a branch";
        return Err(Failure::Usage(words.to_owned()));
    }
    let home = Home::at(&options.data);
    let papers = if options.tls {
        Some(Lan::of(home.directory()).papers(clock::wall())?)
    } else {
        warn_of_strangers(options.listen);
        None
    };
    let wanted = Wanted {
        listen: Some(options.listen),
        live: options
            .live_port
            .map(|port| SocketAddr::new(options.listen.ip(), port)),
        tail: options.tail.clone(),
        papers,
        press: options.papers.clone(),
        ..Wanted::default()
    };
    Ok(match options.role {
        Role::Centre => vec![("centre", running::centre(&home, wanted, |_| Ok(())).await?)],
        Role::Branch => {
            let centre = options.centre.clone().map(Centre::At);
            vec![("branch", running::branch(&home, wanted, centre).await?)]
        }
        Role::Solo => {
            let solo = solo::start(&options.data, wanted).await?;
            vec![("branch", solo.branch), ("centre", solo.centre)]
        }
    })
}

/// Says on standard output where the nodes listen, and how the first owner is made.
fn announce(nodes: &[(&str, Running)], options: &Serve) {
    let addr = nodes.iter().find_map(|(_, node)| node.addr);
    let addr = addr.unwrap_or(options.listen);
    let scheme = if options.tls { "https" } else { "http" };
    for (role, node) in nodes {
        let path = match node.addr {
            Some(_) => "",
            None => solo::CENTRE_PATH,
        };
        println!("Nusa {role} listens on {scheme}://{addr}{path}");
        tracing::info!(role, %addr, path, data = %options.data.display(), "listening");
        if let Some(live) = node.live_addr {
            println!("The restaurant document's messages are taken at ws://{live}");
        }
        if let Some(link) = &node.set_up {
            println!(
                "Set-up link, good once and until this process ends: {scheme}://{addr}{path}{link}"
            );
        }
    }
    if options.tls {
        let own = own_address().map_or_else(|| addr.ip().to_string(), |ip| ip.to_string());
        println!(
            "How a device trusts this node: http://{own}:{}/percaya",
            addr.port()
        );
    }
}

fn warn_of_strangers(listen: SocketAddr) {
    if !listen.ip().is_loopback() {
        tracing::warn!(%listen, "this node can be reached from other machines without encryption");
    }
}
