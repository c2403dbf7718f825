//! A branch fetches the pictures of its products, after their rows and prices. A
//! picture that is missing is shown as a drawing; nothing ever waits for one.

use std::time::Duration;

use nusa_contract::Problem;
use nusa_facts::{
    Hash,
    master::{Entity, EntityKind},
};
use nusa_store::Look;
use tokio::sync::watch;

use crate::{
    blobs::{self, Blobs},
    limits::MAX_BLOB_BYTES,
    link::{
        carrier::Carrier,
        letter::{self, Letter},
        post::Post,
    },
    readers::Readers,
};

/// Between two looks for what is still missing.
const PAUSE: Duration = Duration::from_secs(60);

/// Fetches pictures.
#[derive(Debug)]
pub struct Pictures<C> {
    post: Post<C>,
    readers: Readers,
    blobs: Blobs,
}

impl<C: Carrier> Pictures<C> {
    /// Somebody who fetches over this way.
    pub fn new(post: Post<C>, readers: Readers, blobs: Blobs) -> Self {
        Self {
            post,
            readers,
            blobs,
        }
    }

    /// Fetches until the node stops; looks again whenever master data came in.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                () = self.round() => {}
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
            tokio::select! {
                () = self.post.status().pulled() => {}
                () = tokio::time::sleep(PAUSE) => {}
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
        }
    }

    async fn round(&self) {
        let Ok(missing) = self.missing().await else {
            return;
        };
        for name in missing {
            // One that does not come now is looked for again with the next round.
            if self.fetch(name).await.is_none() {
                return;
            }
        }
    }

    async fn missing(&self) -> Result<Vec<Hash>, Problem> {
        let blobs = self.blobs.clone();
        let asked = self.readers.ask(move |look| {
            let rows = look.entities(EntityKind::Product)?.into_iter();
            let named = rows.filter_map(|row| match row {
                Entity::Product(product) if !product.retired => product.picture,
                _ => None,
            });
            Ok(named
                .filter(|name| !blobs.has(name))
                .collect::<std::collections::BTreeSet<_>>())
        });
        Ok(asked.await?.into_iter().collect())
    }

    /// Whether the centre answered at all.
    async fn fetch(&self, name: Hash) -> Option<()> {
        let answer = self.post.deliver(Letter::for_picture(name)).await.ok()?;
        if let Some(next) = letter::stale(&answer) {
            self.post.learn(next);
            return None;
        }
        let bytes = letter::unpacked(&answer)?;
        let is_it = answer.status().is_success()
            && bytes.len() <= MAX_BLOB_BYTES
            && blobs::name_of(&bytes) == name;
        if is_it {
            let blobs = self.blobs.clone();
            let kept = tokio::task::spawn_blocking(move || blobs.put(&bytes)).await;
            if !matches!(kept, Ok(Ok(_))) {
                tracing::warn!(%name, "a picture was not kept");
            }
        }
        Some(())
    }
}
