//! What can be typed: every command with its words, its defaults and its help.
//! What configures a node can also be set by environment; what one order asks is
//! only typed. Knows nothing of how it is done.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use nusa_store::Durability;

/// Nusa, an offline-first point of sale: branch, centre and demo in one program.
#[derive(Debug, Parser)]
#[command(
    name = "nusa",
    version,
    about,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit codes: 0 ok, 1 refused or different, 2 usage, 3 data damaged, 4 locked by another process.\n\
                  Logs: NUSA_LOG=error, warn, info, debug or trace says how loud, and rules such as\n\
                  warn,nusa_server=debug say where; they go to standard error, one JSON object a line.\n\
                  Options that show [env: NAME] can be set by environment too.\n\
                        Try it: nusa demo"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Everything the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a node: the centre, a branch, or both in one (solo).
    Serve(Serve),
    /// Try Nusa: a centre and two branches on this machine, with goods of their own.
    Demo(Demo),
    /// Make this directory the node of a branch, with the one-time code that the centre shows.
    Enrol(Enrol),
    /// People who may sign in.
    User {
        /// What to do with people.
        #[command(subcommand)]
        command: User,
    },
    /// Bring data in.
    Import {
        /// What to bring in.
        #[command(subcommand)]
        command: Import,
    },
    /// Take data out.
    Export {
        /// What to take out.
        #[command(subcommand)]
        command: Export,
    },
    /// TLS for devices of the same network.
    Tls {
        /// What to do.
        #[command(subcommand)]
        command: Tls,
    },
    /// Talk to the centre.
    Sync {
        /// How.
        #[command(subcommand)]
        command: Sync,
    },
    /// Check every seal, replay every fact beside the live tables and compare them. Changes nothing.
    Verify(Data),
    /// Throw the projections away and replay every fact.
    Rebuild(Data),
    /// Write a copy of a directory's database that can be restored. Never holds the device's key.
    Backup {
        /// The directory of the node.
        data: PathBuf,
        /// The file to write; must not exist.
        file: PathBuf,
    },
    /// Make a directory from a backup. The node goes on in a chain of its own, so no number is given twice.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The directory to make.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
        /// The device key of the lost node, where it was saved apart.
        #[arg(long)]
        key: Option<PathBuf>,
        /// Move a database that stands in the directory aside first; it is kept as nusa.damaged-1.db.
        #[arg(long)]
        set_aside: bool,
    },
    /// Look at this machine and a directory with an eye for trouble: room, clock, damage, link.
    Doctor(Data),
}

/// A node's directory.
#[derive(Debug, Args)]
pub struct Data {
    /// The directory of the node.
    #[arg(long, env = "NUSA_DATA")]
    pub data: PathBuf,
}

/// What a node is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Owns catalogue, prices, people and branches; receives what branches sold.
    Centre,
    /// Sells.
    Branch,
    /// A centre and one branch in one process, for a single shop.
    Solo,
}

/// Options of `nusa serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// What the node is for.
    #[arg(long, env = "NUSA_ROLE")]
    pub role: Role,
    /// The directory of the node; made on the first start.
    #[arg(long, env = "NUSA_DATA")]
    pub data: PathBuf,
    /// Where to listen. Only 127.0.0.1 is safe without a word about who may reach it.
    #[arg(long, env = "NUSA_LISTEN", default_value = "127.0.0.1:7100")]
    pub listen: SocketAddr,
    /// A port at which a branch takes the restaurant document's two messages besides, at any path.
    #[arg(long, env = "NUSA_LIVE_PORT")]
    pub live_port: Option<u16>,
    /// Where the centre is, for a branch: http://host:port. Kept from enrolment when left out.
    #[arg(long, env = "NUSA_CENTRE")]
    pub centre: Option<String>,
    /// Where a second, append-only copy of unsent facts is kept, best on another disk (R26).
    #[arg(long, env = "NUSA_TAIL")]
    pub tail: Option<PathBuf>,
    /// Serve with the certificate of the node's own authority; make that with: nusa tls init.
    #[arg(long, env = "NUSA_TLS")]
    pub tls: bool,
    /// The program that makes PDFs; nusa-papers beside this program when left out.
    #[arg(long, env = "NUSA_PAPERS", value_name = "FILE")]
    pub papers: Option<PathBuf>,
}

/// Options of `nusa demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the demo keeps its data.
    #[arg(long, env = "NUSA_DATA", default_value = "nusa-data")]
    pub data: PathBuf,
    /// The centre's port; the branches take the next two.
    #[arg(long, env = "NUSA_PORT", default_value_t = 7100)]
    pub port: u16,
    /// Throw the demo's data away and start anew.
    #[arg(long)]
    pub fresh: bool,
    /// Where to listen. Another address than this machine's own lets the whole network in, without encryption.
    #[arg(
        long,
        env = "NUSA_DEMO_LISTEN",
        default_value = "127.0.0.1",
        value_name = "IP"
    )]
    pub listen: IpAddr,
    /// Weeks of past trade that a new demo begins with.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(0..=26))]
    pub weeks: u16,
    /// Sell, compare, and stop; without people in front of it.
    #[arg(long)]
    pub headless: bool,
    /// Ring up the baskets of a file, or order its tickets at the café's tables; without a file, generated ones.
    #[arg(long, num_args = 0..=1, value_name = "FILE")]
    pub replay: Option<Option<PathBuf>>,
    /// How many generated baskets.
    #[arg(long, default_value_t = 10_000)]
    pub baskets: usize,
    /// Spread the baskets over both branches: every second one is ordered at the café.
    #[arg(long)]
    pub spread: bool,
    /// Answer before the disk has it: loses sales in a power cut, so that the proof against it can be seen to fail.
    #[arg(long, hide = true)]
    pub unsafe_commits: bool,
}

impl Demo {
    /// Where the centre listens.
    pub fn door(&self) -> SocketAddr {
        SocketAddr::new(self.listen, self.port)
    }

    /// How much of a commit is on disk before it is answered.
    pub fn durability(&self) -> Durability {
        if self.unsafe_commits {
            Durability::LosesSalesForProof
        } else {
            Durability::Full
        }
    }
}

/// Options of `nusa enrol`.
#[derive(Debug, Args)]
pub struct Enrol {
    /// The directory to make the node in.
    #[arg(long, env = "NUSA_DATA")]
    pub data: PathBuf,
    /// Where the centre is: http://host:port.
    #[arg(long, env = "NUSA_CENTRE")]
    pub centre: String,
    /// The one-time code, valid for ten minutes.
    #[arg(long, env = "NUSA_CODE")]
    pub code: String,
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add somebody, at the centre.
    Add {
        /// The directory of the centre; the node must not run.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
        /// The sign-in name.
        #[arg(long)]
        name: String,
        /// owner, manager, cashier, kitchen or waiter.
        #[arg(long)]
        role: String,
        /// The code of the branch where the role holds; everywhere when left out.
        #[arg(long)]
        branch: Option<String>,
        /// Read the password from standard input, one line.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Products from a CSV file with the columns sku, name, category, unit, price and optionally barcode.
    Products {
        /// The file.
        file: PathBuf,
        /// The directory of the centre; the node must not run.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
        /// Check every row and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Facts of a branch that has no link: what `export journal` took out, or the second copy that
    /// `serve --tail` kept.
    Journal {
        /// The file.
        file: PathBuf,
        /// The directory of the centre; the node must not run.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
    },
}

/// What can be taken out.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// The branch's own facts with their places, one a line.
    Journal {
        /// The directory of the node; the node must not run.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
        /// The file to write; must not exist.
        #[arg(long)]
        out: PathBuf,
        /// Only after this sequence of the open chain.
        #[arg(long, default_value_t = 0)]
        since: u64,
    },
}

/// What can be done for TLS.
#[derive(Debug, Subcommand)]
pub enum Tls {
    /// Make a local authority, once, so that tills on other devices can trust this node.
    Init {
        /// The directory of the node.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
        /// A further name or address under which the node is reached; can be given again.
        #[arg(long)]
        name: Vec<String>,
    },
}

/// How to talk to the centre.
#[derive(Debug, Subcommand)]
pub enum Sync {
    /// Send what waits and fetch what changed, once, and say what happened.
    Once {
        /// The directory of the branch; the node must not run.
        #[arg(long, env = "NUSA_DATA")]
        data: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn every_option_stands_once_and_has_its_words() {
        super::Cli::command().debug_assert();
    }
}
