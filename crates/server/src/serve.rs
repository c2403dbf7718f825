//! Starting and stopping a node's door: readers, writer, listener, link, chores.
//! Whoever starts it gets the node back when everything has stopped.

use std::{net::SocketAddr, path::PathBuf, thread::JoinHandle};

use axum::Router;
use nusa_contract::Problem;
use nusa_facts::master::{Entity, EntityKind};
use nusa_node::{Fault, Node, Role, Writer, credential::credential, door::Door};
use nusa_store::{Error as StoreError, Look, SqliteStore, Store, mail::MailBook};
use nusa_sync::sign::DeviceKey;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle as Task};

use crate::{
    app::{App, Lanes, Parts},
    blobs::Blobs,
    chores::chores,
    clock::Clock,
    dice,
    faces::Faces,
    feed::{self, Feed},
    frame::{by_document, framed},
    guests::Guests,
    imports::Imports,
    limits::{PEER_READERS, PEOPLE_READERS},
    link::{
        carrier::{Carrier, HttpCarrier, InProcess},
        driver::Driver,
        pictures::Pictures,
        post::Post,
        status::{LinkStatus, Switch},
    },
    listen::listen,
    live::Live,
    mail::{self, Mails},
    menu::Menu,
    metrics::Metrics,
    press::{self, Press},
    printing::{self, Spool},
    reached::Reached,
    readers::Readers,
    readiness::Readiness,
    sightings::Sightings,
    tls::Papers,
    who::{
        approvals::Approvals,
        attempts::{Attempts, Limits},
        guest::Secret,
        password::Hashing,
        pins::Pins,
        set_up::SetUpLink,
    },
};

/// What the device's key is asked for when PINs are hashed; another text would void every PIN.
const PIN_PEPPER: &str = "nusa 2026-11-24 pin pepper";

/// How a branch reaches its centre.
#[derive(Clone, Debug)]
pub enum Centre {
    /// Over the network: `http://host:port`.
    At(String),
    /// In this process: the centre's own router, without a socket (`solo`).
    Here(Router),
}

/// What is to be served.
pub struct Plan {
    /// The node, awake.
    pub node: Node<SqliteStore>,
    /// Where to listen; none for a node that only others of this process reach.
    pub listen: Option<SocketAddr>,
    /// Where to take the restaurant document's two messages besides, at any path (S2-001); none for nowhere.
    pub live: Option<SocketAddr>,
    /// Where the centre is, with this device's key; none at the centre and for a branch that stays alone.
    pub centre: Option<(Centre, DeviceKey)>,
    /// The front end.
    pub faces: Faces,
    /// The certificate to serve with; without one everything is plain HTTP.
    pub papers: Option<Papers>,
    /// The program that makes PDFs; the one beside this program when left out.
    pub press: Option<PathBuf>,
    /// The demo's link switch; none everywhere else.
    pub switch: Option<Switch>,
    /// The clocks of time-outs and sign-ins.
    pub clock: Clock,
    /// Another node of this process behind the same listener, under a path of its own (`solo`).
    pub beside: Option<(&'static str, Router)>,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Plan({:?}, {:?})", self.node.identity(), self.listen)
    }
}

/// Why a node's door did not open.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The disk refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The node refuses.
    #[error(transparent)]
    Node(#[from] Fault),
    /// The centre's address cannot be read.
    #[error("{0} is no address of a centre; write http://host:port")]
    Address(String),
    /// The machine cannot hash passwords.
    #[error("passwords cannot be hashed on this machine")]
    Hashing,
}

/// A node that is served.
pub struct Running {
    /// Where it listens.
    pub addr: Option<SocketAddr>,
    /// Where it takes the restaurant document's messages.
    pub live_addr: Option<SocketAddr>,
    /// The path of the one-time set-up link, while nobody can sign in.
    pub set_up: Option<String>,
    app: App,
    router: Router,
    stop: watch::Sender<bool>,
    tasks: Vec<Task<()>>,
    writer: JoinHandle<Node<SqliteStore>>,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Running({:?}, {:?})", self.app, self.addr)
    }
}

/// Opens a node's door.
///
/// # Errors
/// See `ServeError`; nothing is left running then.
pub async fn serve(plan: Plan) -> Result<Running, ServeError> {
    let Plan {
        mut node,
        listen: address,
        live,
        centre,
        faces,
        papers,
        press,
        switch,
        clock,
        beside,
    } = plan;
    let bound = bind(address).await?;
    let live = bind(live).await?;
    let addr = bound
        .as_ref()
        .and_then(|listener| listener.local_addr().ok());
    let set_up = nobody_signs_in(&mut node)?.then(dice::token);
    let uplink = centre
        .is_some()
        .then(|| nusa_node::uplink::Uplink::new(&mut node));
    let secret = match &centre {
        Some((_, key)) => Some(key.derive(PIN_PEPPER)),
        None => node.secret(PIN_PEPPER),
    };
    let (stop, stopped) = watch::channel(false);
    let (press, pages) = Press::at(press.unwrap_or_else(press::beside));
    let front = Front {
        reached: Reached::at(addr, papers.is_some()),
        faces,
        papers,
        press,
        switch,
        secret,
        clock,
    };
    let (app, writer, inbox) = start(node, set_up.as_deref(), front, stopped.clone())?;
    let router = with(framed(app.clone()), beside);
    let mut tasks = by_itself(&app, (inbox, pages), &stopped);
    if let Some(listener) = bound {
        tasks.push(tokio::spawn(listen(
            listener,
            router.clone(),
            app.papers.clone(),
            stopped.clone(),
        )));
    }
    let live_addr = live.as_ref().and_then(|live| live.local_addr().ok());
    if let Some(live) = live {
        let router = by_document(app.clone());
        tasks.push(tokio::spawn(listen(live, router, None, stopped.clone())));
    }
    if let (Some((centre, key)), Some(uplink)) = (centre, uplink) {
        tasks.extend(drive(&app, centre, key, uplink, &stopped)?);
    }
    let set_up = set_up.map(|token| format!("/mulai#{token}"));
    Ok(Running {
        addr,
        live_addr,
        set_up,
        app,
        router,
        stop,
        tasks,
        writer,
    })
}

/// The node's own routes, and another node's under its path where two share one door.
fn with(own: Router, beside: Option<(&'static str, Router)>) -> Router {
    match beside {
        Some((path, other)) => own.nest(path, other),
        None => own,
    }
}

/// What a node does whether or not anybody asks.
fn by_itself(
    app: &App,
    (inbox, pages): (feed::Inbox, press::Inbox),
    stopped: &watch::Receiver<bool>,
) -> Vec<Task<()>> {
    let (app, stopped) = (app.clone(), stopped.clone());
    let mut tasks = vec![
        tokio::spawn(press::run(pages, stopped.clone())),
        tokio::spawn(chores(app.clone(), stopped.clone())),
        tokio::spawn(printing::run(app.clone(), stopped.clone())),
        tokio::spawn(mail::run(app.clone(), stopped.clone())),
    ];
    if app.guests.is_some() {
        let told = feed::publish(app.clone(), inbox, stopped.clone());
        tasks.push(tokio::spawn(told));
        tasks.push(tokio::spawn(Menu::watch(app, stopped)));
    }
    tasks
}

async fn bind(address: Option<SocketAddr>) -> Result<Option<TcpListener>, ServeError> {
    let Some(address) = address else {
        return Ok(None);
    };
    let bound = TcpListener::bind(address).await;
    bound
        .map(Some)
        .map_err(|error| ServeError::Listen(address, error))
}

fn drive(
    app: &App,
    centre: Centre,
    key: DeviceKey,
    uplink: nusa_node::uplink::Uplink,
    stopped: &watch::Receiver<bool>,
) -> Result<[Task<()>; 2], ServeError> {
    Ok(match centre {
        Centre::At(base) => {
            let carrier = HttpCarrier::to(&base).ok_or(ServeError::Address(base))?;
            over(carrier, app, key, uplink, stopped)
        }
        Centre::Here(router) => over(InProcess(router), app, key, uplink, stopped),
    })
}

fn over<C: Carrier>(
    carrier: C,
    app: &App,
    key: DeviceKey,
    uplink: nusa_node::uplink::Uplink,
    stopped: &watch::Receiver<bool>,
) -> [Task<()>; 2] {
    let post = Post::new(
        carrier,
        key,
        app.me.branch,
        app.link.clone(),
        app.clock.clone(),
    );
    let pictures = Pictures::new(post.clone(), app.people.clone(), app.blobs.clone());
    let driver = Driver::new(app.writer.clone(), post, uplink);
    [
        tokio::spawn(driver.run(stopped.clone())),
        tokio::spawn(pictures.run(stopped.clone())),
    ]
}

/// What a node shows and how, before anybody comes.
struct Front {
    reached: Reached,
    faces: Faces,
    papers: Option<Papers>,
    press: Press,
    switch: Option<Switch>,
    secret: Option<[u8; 32]>,
    clock: Clock,
}

fn start(
    mut node: Node<SqliteStore>,
    set_up: Option<&str>,
    front: Front,
    stopped: watch::Receiver<bool>,
) -> Result<(App, JoinHandle<Node<SqliteStore>>, feed::Inbox), ServeError> {
    let me = node.identity();
    let directory = node.store().directory().to_owned();
    let people = Readers::open(&directory, PEOPLE_READERS)?;
    let peers = Readers::open(&directory, PEER_READERS)?;
    let guests = match me.role {
        Role::Branch => {
            let secret = node.store().transact(|tx| Secret::of_node(tx))?;
            Some(Guests::open(&directory, secret)?)
        }
        Role::Centre => None,
    };
    let mails = Mails::of(MailBook::open(&directory)?);
    let (writer, thread) = Writer::start(node);
    let live = Live::default();
    let life = format!("{:016x}", dice::dice());
    let (feed, inbox) = Feed::of(&life);
    let parts = Parts {
        me,
        faces: front.faces,
        papers: front.papers,
        reached: front.reached,
        blobs: Blobs::of(&directory),
        writer,
        people,
        peers,
        clock: front.clock,
        attempts: Attempts::with(Limits::SIGN_IN),
        pins: Pins::under(front.secret),
        approvals: Approvals::default(),
        life,
        feed,
        guests,
        hashing: Hashing::start().map_err(|_: Problem| ServeError::Hashing)?,
        set_up: SetUpLink::waiting(set_up),
        door: Door::new(dice::dice()),
        lanes: Lanes::default(),
        metrics: Metrics::default(),
        link: LinkStatus::new(front.switch, live.clone()),
        live,
        mails,
        press: front.press,
        spool: Spool::default(),
        stopped,
        imports: Imports::default(),
        sightings: Sightings::default(),
        readiness: Readiness::default(),
    };
    Ok((App::new(parts), thread, inbox))
}

/// A centre where no active person has a password: whoever holds the printed link becomes the owner.
fn nobody_signs_in(node: &mut Node<SqliteStore>) -> Result<bool, StoreError> {
    if node.identity().role != Role::Centre {
        return Ok(false);
    }
    node.store().transact(|tx| {
        for entity in tx.entities(EntityKind::Staff)? {
            if let Entity::Staff(staff) = entity
                && staff.active
                && credential(tx, staff.id)?.is_some()
            {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

impl Running {
    /// The node's router, for a branch of the same process.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// What stands behind the door, for the program's own questions.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Stops taking requests, answers those under way, and gives the node back.
    pub async fn stop(self) -> Option<Node<SqliteStore>> {
        // Nobody listens any more when every task has ended; that is what is wanted.
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
        drop((self.app, self.router));
        tokio::task::spawn_blocking(move || self.writer.join().ok())
            .await
            .ok()
            .flatten()
    }
}
