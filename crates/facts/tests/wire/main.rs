//! What documents and envelopes look like on disk and on the wire, for ever.

mod bytes;
mod files;
mod golden;
