//! The node's own clock that only goes on, for whoever drives its link and has
//! to wait until a moment that the link named.

use nusa_store::Store;
use nusa_sync::clock::Mono;

use crate::Node;

impl<S: Store> Node<S> {
    /// Milliseconds since the beginning of this process; the link's moments are of the same clock.
    pub fn elapsed(&mut self) -> Mono {
        self.senses.elapsed()
    }
}
