//! `nusa enrol`: a directory becomes the node of a branch with a one-time code,
//! and fetches what the centre has for it.

use nusa_server::link::carrier::HttpCarrier;

use crate::{cli::Enrol, commands::sync_once, exit::Failure, home::Home, machine, running};

/// Enrols, and talks to the centre once.
///
/// # Errors
/// What the centre or the disk says. The code can be asked for anew at the centre.
pub fn run(options: &Enrol) -> Result<(), Failure> {
    let home = Home::at(&options.data);
    machine::runtime()?.block_on(async {
        let nowhere = || {
            Failure::Usage(format!(
                "{} is no address of a centre; write http://host:port",
                options.centre
            ))
        };
        let carrier = HttpCarrier::to(&options.centre).ok_or_else(nowhere)?;
        let enrolled =
            running::make_branch(&home, &carrier, &options.code, Some(&options.centre)).await;
        let (_, code) = enrolled.map_err(|failure| failure.about(&options.centre))?;
        println!("{} is the node of branch {code}", options.data.display());
        sync_once::talk(&home).await
    })
}
