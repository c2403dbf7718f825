//! Somebody knocks at the centre with what no honest node sends: forged and
//! broken pages under a stolen key, requests without a key, replays of what
//! went by on the wire (R9, R10). Nothing of it may be taken in.

use nusa_facts::{BranchId, ChainId, Envelope, Hash, Head, SealedDoc};
use nusa_node::uplink::Outgoing;
use nusa_store::Look;
use nusa_sync::{
    messages::{PushPage, PushedEnvelope},
    nonce::Nonce,
    sign::DeviceKey,
};

use super::{CENTRE_PORT, Parcel, World};
use crate::{keeper::Keeper, poison};

/// Envelopes of a forged chain.
const FORGED: u64 = 5;

impl<K: Keeper> World<K> {
    /// Knocks in one of several ways; the centre must run.
    pub(crate) fn knock(&mut self) -> bool {
        if !self.sites[CENTRE_PORT].is_awake() {
            return false;
        }
        let parcel = match self.dice.below(8) {
            0 => self.replayed(),
            1 => self.altered(),
            2 => self.keyless(),
            3 => self.gap(),
            4 => self.forged_seal(),
            5 => self.swapped_doc(),
            6 => self.of_another_branch(),
            _ => self.huge(),
        };
        let Some(parcel) = parcel else {
            return false;
        };
        self.request(parcel);
        true
    }

    /// What went by on the wire, to the byte.
    fn replayed(&mut self) -> Option<Parcel> {
        let parcel = self.dice.pick(&self.overheard)?.clone();
        Some(Parcel {
            from: None,
            ..parcel
        })
    }

    /// What went by, with another body under the same signature.
    fn altered(&mut self) -> Option<Parcel> {
        let mut parcel = self.replayed()?;
        parcel.nonce = Nonce {
            n: parcel.nonce.n + 1,
            ..parcel.nonce
        };
        parcel.body.push(b' ');
        Some(parcel)
    }

    /// A page under a key that nobody enrolled.
    fn keyless(&mut self) -> Option<Parcel> {
        let mut key = [7; 32];
        key[..16].copy_from_slice(&self.dice.bytes16());
        let page = self.forged_page(BranchId(1), 1)?;
        let nonce = Nonce {
            series: self.dice.roll(),
            n: 1,
        };
        Some(Parcel::new(
            BranchId(1),
            &DeviceKey::from_dice(key),
            nonce,
            &Outgoing::Push(page),
        ))
    }

    /// A soundly sealed chain of which the beginning is kept back (R3).
    fn gap(&mut self) -> Option<Parcel> {
        let branch = self.some_branch()?;
        let mut page = self.forged_page(branch, FORGED)?;
        page.envelopes.drain(..2);
        page.first_seq = 3;
        self.stolen_key(branch, page)
    }

    /// The next envelope of a real chain, with a hash that is not its own.
    fn forged_seal(&mut self) -> Option<Parcel> {
        let (branch, head) = self.some_head()?;
        let mut page = self.page_after(branch, head)?;
        page.envelopes[0].hash = Hash::of_doc(b"palsu");
        self.stolen_key(branch, page)
    }

    /// The next envelope of a real chain, with another document than it seals.
    fn swapped_doc(&mut self) -> Option<Parcel> {
        let (branch, head) = self.some_head()?;
        let mut page = self.page_after(branch, head)?;
        let other = poison::garbage(&mut self.dice)?;
        self.witness.forge(other.hash);
        page.envelopes[0].doc = String::from_utf8(other.bytes).ok()?;
        self.stolen_key(branch, page)
    }

    /// One branch's key for another branch's chain.
    fn of_another_branch(&mut self) -> Option<Parcel> {
        let (branch, head) = self.some_head()?;
        let page = self.page_after(branch, head)?;
        let thief = BranchId(branch.0 % self.weather.branches + 1);
        if thief == branch {
            return None;
        }
        self.stolen_key(thief, page)
    }

    /// More envelopes than a page may hold.
    fn huge(&mut self) -> Option<Parcel> {
        let branch = self.some_branch()?;
        let mut page = self.forged_page(branch, FORGED)?;
        let one = page.envelopes.first()?.clone();
        page.envelopes
            .resize(nusa_sync::limits::MAX_PUSH_DOCS + 1, one);
        self.stolen_key(branch, page)
    }

    fn some_branch(&mut self) -> Option<BranchId> {
        let count = u64::from(self.weather.branches);
        Some(BranchId(self.dice.between(1, count) as u32))
    }

    /// The centre's head of some chain of some branch.
    fn some_head(&mut self) -> Option<(BranchId, Head)> {
        let branch = self.some_branch()?;
        let node = self.sites[CENTRE_PORT].node()?;
        let rows = node.store().transact(|tx| tx.chains(branch)).ok()?;
        let heads: Vec<Head> = rows.into_iter().map(|row| row.head).collect();
        Some((branch, *self.dice.pick(&heads)?))
    }

    fn page_after(&mut self, branch: BranchId, head: Head) -> Option<PushPage> {
        let doc = self.forged_doc()?;
        let envelope = Envelope::seal(branch, &head, doc.hash);
        Some(PushPage {
            generation: 0,
            chain: head.chain,
            first_seq: envelope.seq,
            envelopes: vec![PushedEnvelope::new(&envelope, doc.bytes).ok()?],
        })
    }

    /// A chain of a stranger's own, sealed soundly from its first envelope on.
    fn forged_page(&mut self, branch: BranchId, count: u64) -> Option<PushPage> {
        let chain = ChainId(self.dice.bytes16());
        let mut head = Head::empty(chain);
        let mut envelopes = Vec::new();
        for _ in 0..count {
            let doc = self.forged_doc()?;
            let envelope = Envelope::seal(branch, &head, doc.hash);
            head = envelope.head();
            envelopes.push(PushedEnvelope::new(&envelope, doc.bytes).ok()?);
        }
        Some(PushPage {
            generation: 0,
            chain,
            first_seq: 1,
            envelopes,
        })
    }

    fn forged_doc(&mut self) -> Option<SealedDoc> {
        let at = self.wall();
        let doc = poison::newer(&mut self.dice, at)?;
        self.witness.forge(doc.hash);
        Some(doc)
    }

    /// Signs a page with a branch's own key and a nonce that is good.
    fn stolen_key(&mut self, branch: BranchId, page: PushPage) -> Option<Parcel> {
        let port = *self.places_of(branch).first()?;
        let key = DeviceKey::from_dice(self.sites[port].key);
        let nonce = self.sites[CENTRE_PORT]
            .door
            .as_ref()?
            .next_nonce(&key.public());
        Some(Parcel::new(branch, &key, nonce, &Outgoing::Push(page)))
    }
}
