//! A node of this machine from its directory to its open door, as `serve`, `solo`
//! and the demo all need it. Knows no command line.

use std::{net::SocketAddr, path::PathBuf};

use nusa_facts::BranchId;
use nusa_node::{Node, Role, Senses, enrol::become_branch};
use nusa_server::{
    Carrier, Centre, Plan, Router, Running, ServeError, Switch,
    clock::Clock,
    link::enrol::{EnrolError, enrol},
    serve,
    tls::Papers,
};
use nusa_store::{Durability, Look, Options, SqliteStore, Store, Tx};
use nusa_sync::sign::DeviceKey;

use crate::{exit::Failure, faces, home::Home, senses::MachineSenses, tide::Tide};

/// The note that says where the centre is.
const CENTRE: &str = "link/centre";

/// How a node is opened and served.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Where to listen; none for a node that only others of this process reach.
    pub listen: Option<SocketAddr>,
    /// Where a branch takes the restaurant document's two messages besides; none for nowhere.
    pub live: Option<SocketAddr>,
    /// A second file for documents that the centre does not have yet (R26).
    pub tail: Option<PathBuf>,
    /// How much of a commit is on disk before it is answered; anything but all of it is for proofs.
    pub durability: Durability,
    /// A clock that is moved by hand, for days that have gone by; the machine's when left out.
    pub tide: Option<Tide>,
    /// The certificate to serve with; none for plain HTTP.
    pub papers: Option<Papers>,
    /// The program that makes PDFs; the one beside this program when left out.
    pub press: Option<PathBuf>,
    /// The demo's link switch.
    pub switch: Option<Switch>,
    /// Another node of this process behind the same listener, under a path of its own.
    pub beside: Option<(&'static str, Router)>,
}

impl Wanted {
    fn options(&self) -> Options {
        Options {
            tail: self.tail.clone(),
            durability: self.durability,
            ..Options::default()
        }
    }

    fn senses(&self) -> Box<dyn Senses> {
        match &self.tide {
            Some(tide) => tide.senses(),
            None => Box::new(MachineSenses::new()),
        }
    }

    fn plan(self, node: Node<SqliteStore>, centre: Option<(Centre, DeviceKey)>) -> Plan {
        let Self {
            listen,
            live,
            papers,
            press,
            switch,
            beside,
            tide: _,
            tail: _,
            durability: _,
        } = self;
        Plan {
            node,
            listen,
            live,
            centre,
            faces: faces::faces(),
            papers,
            press,
            switch,
            clock: Clock::start(),
            beside,
        }
    }
}

/// Starts a centre; an empty directory is founded as one. `first` works on the node before its door opens.
///
/// # Errors
/// `Usage` when the directory is a branch's; whatever the disk or the door says.
pub async fn centre(
    home: &Home,
    wanted: Wanted,
    first: impl FnOnce(&mut Node<SqliteStore>) -> Result<(), Failure>,
) -> Result<Running, Failure> {
    let is_new = !home.holds_node();
    let mut store = home.open(&wanted.options())?;
    if is_new {
        home.found_centre(&mut store)?;
    }
    must_be(home, &store, Role::Centre)?;
    let senses = wanted.senses();
    let mut node = home.wake_with(store, senses)?;
    first(&mut node)?;
    Ok(serve(wanted.plan(node, None)).await?)
}

/// Starts a branch that was enrolled. Without a centre it trades alone and keeps everything for later.
///
/// # Errors
/// `Usage` when the directory was never enrolled; whatever the disk or the door says.
pub async fn branch(
    home: &Home,
    wanted: Wanted,
    centre: Option<Centre>,
) -> Result<Running, Failure> {
    if !home.holds_node() {
        let words = format!(
            "{} is no branch yet; make it one with: nusa enrol",
            home.directory().display()
        );
        return Err(Failure::Usage(words));
    }
    let mut store = home.open(&wanted.options())?;
    must_be(home, &store, Role::Branch)?;
    let known = store.transact(|tx| tx.note(CENTRE))?;
    let known = known
        .and_then(|url| String::from_utf8(url).ok())
        .map(Centre::At);
    let node = home.wake_with(store, wanted.senses())?;
    let centre = centre.or(known).zip(home.key()?);
    if centre.is_none() {
        tracing::warn!("this branch has no centre or no key; it trades alone");
    }
    Ok(serve(wanted.plan(node, centre)).await?)
}

/// Makes a directory the node of a branch, with the one-time code. The key is on disk before it is told
/// to anybody; `url` is remembered as the centre's address.
///
/// # Errors
/// What the centre or the disk says.
pub async fn make_branch(
    home: &Home,
    carrier: &impl Carrier,
    code: &str,
    url: Option<&str>,
) -> Result<(BranchId, String), Failure> {
    let mut store = home.open(&Options::default())?;
    let key = home.make_key()?;
    let enrolled = enrol(carrier, code, &key).await?;
    become_branch(&mut store, &enrolled)?;
    if let Some(url) = url {
        store.transact(|tx| tx.set_note(CENTRE, Some(url.as_bytes())))?;
    }
    drop(home.wake_store(store)?);
    Ok((enrolled.branch, enrolled.code))
}

/// Where the centre of this branch is, as enrolment noted it.
///
/// # Errors
/// What the disk says.
pub fn centre_of(look: &impl Look) -> Result<Option<String>, Failure> {
    Ok(look
        .note(CENTRE)?
        .and_then(|url| String::from_utf8(url).ok()))
}

fn must_be(home: &Home, store: &SqliteStore, role: Role) -> Result<(), Failure> {
    if home.identity(store)?.role == role {
        return Ok(());
    }
    let other = match role {
        Role::Centre => "a branch",
        Role::Branch => "a centre",
    };
    Err(Failure::Usage(format!(
        "{} belongs to {other}",
        home.directory().display()
    )))
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Store(error) => error.into(),
            ServeError::Node(fault) => fault.into(),
            ServeError::Address(_) => Self::Usage(error.to_string()),
            ServeError::Listen(..) | ServeError::Hashing => Self::Refused(error.to_string()),
        }
    }
}

impl From<EnrolError> for Failure {
    fn from(error: EnrolError) -> Self {
        Self::Refused(error.to_string())
    }
}
