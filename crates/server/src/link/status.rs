//! What is known of the link, shared by its driver and by the badge; and the
//! demo's switch.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use nusa_contract::view::node::LinkView;
use nusa_sync::{messages::BranchState, uplink::Badge};
use tokio::sync::Notify;

use crate::live::{Live, Topic};

/// The demo's switch: while it is off, nothing is carried.
#[derive(Clone, Debug)]
pub struct Switch(Arc<AtomicBool>);

impl Default for Switch {
    fn default() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Switch {
    /// Lets the link through, or cuts it.
    pub fn set(&self, open: bool) {
        self.0.store(open, Ordering::SeqCst);
    }

    /// Whether the link is let through.
    pub fn is_open(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

#[derive(Clone, Copy, Debug)]
struct Told {
    badge: Option<Badge>,
    online: bool,
    heard_ms: Option<u64>,
    state: BranchState,
}

/// What the driver tells and hears.
#[derive(Clone, Debug)]
pub struct LinkStatus {
    told: Arc<Mutex<Told>>,
    wake: Arc<Notify>,
    hint: Arc<AtomicBool>,
    master: Arc<Notify>,
    switch: Option<Switch>,
    live: Live,
}

impl LinkStatus {
    /// A link of which nothing is known yet; screens are told through `live` when it changes.
    pub fn new(switch: Option<Switch>, live: Live) -> Self {
        let told = Told {
            badge: None,
            online: false,
            heard_ms: None,
            state: BranchState::Active,
        };
        Self {
            told: Arc::new(Mutex::new(told)),
            wake: Arc::default(),
            hint: Arc::default(),
            master: Arc::default(),
            switch,
            live,
        }
    }

    /// Facts were committed: the driver wakes.
    pub fn committed(&self) {
        self.wake.notify_one();
    }

    /// The link may be back: the driver wakes and tries at once.
    pub fn hint(&self) {
        self.hint.store(true, Ordering::SeqCst);
        self.wake.notify_one();
    }

    /// Waits until something happened; whether somebody says that the link may be back.
    pub async fn awaited(&self) -> bool {
        self.wake.notified().await;
        self.hint.swap(false, Ordering::SeqCst)
    }

    /// Master data came in.
    pub fn came_in(&self) {
        self.master.notify_one();
        self.live.told();
    }

    /// Waits until master data came in.
    pub async fn pulled(&self) {
        self.master.notified().await;
    }

    /// The demo's switch.
    pub fn switch(&self) -> Option<Switch> {
        self.switch.clone()
    }

    /// Whether anything is carried at all.
    pub fn is_open(&self) -> bool {
        self.switch.as_ref().is_none_or(Switch::is_open)
    }

    /// The driver tells how the link stands.
    pub fn tell(&self, badge: Badge, state: BranchState) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.online = !matches!(badge, Badge::Offline { .. });
        let is_news = told.state != state || told.badge != Some(badge);
        (told.state, told.badge) = (state, Some(badge));
        drop(told);
        if is_news {
            self.live.poke(Topic::Link);
        }
    }

    /// The centre answered.
    pub fn heard(&self, now_ms: u64) {
        self.told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .heard_ms = Some(now_ms);
    }

    /// The badge, given what the centre has not taken in.
    pub fn view(&self, unsent: u64, now_ms: u64) -> LinkView {
        let told = *self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let state = match (told.online, unsent) {
            (false, _) => "offline",
            (true, 0) => "connected",
            (true, _) => "sending",
        };
        let branch_state = match told.state {
            BranchState::Active => "active",
            BranchState::Closed => "closed",
            BranchState::Revoked => "revoked",
        };
        LinkView {
            state: state.to_owned(),
            unsent,
            silent_ms: told.heard_ms.map(|heard| now_ms.saturating_sub(heard)),
            branch_state: Some(branch_state.to_owned()),
            switch: self.switch.as_ref().map(Switch::is_open),
        }
    }
}
