//! `nusa tls init`: makes a node's local authority, once, and says what comes next.

use std::path::Path;

use crate::{clock, exit::Failure, home::Home, lan::Lan};

/// Makes the authority for these names besides the private networks.
///
/// # Errors
/// `Usage` when the directory holds no node, `Refused` when there is an authority already.
pub fn run(data: &Path, names: &[String]) -> Result<(), Failure> {
    let home = Home::of_node(data)?;
    let lan = Lan::of(home.directory());
    lan.make(names, clock::wall())?;
    println!(
        "The authority of this node is {}\n\
         1. Start the node with --tls and an address that others reach, such as --listen 0.0.0.0:7100\n\
         2. Open http://ADDRESS/percaya on each device, once, and do what the page says\n\
         3. From then on use https://ADDRESS/",
        lan.ca_path().display()
    );
    Ok(())
}
