//! Every limit of facts with its unit and its reason.

/// Bytes of one document. A page of a push is 1 MiB, so no fact can be too large to push.
pub const MAX_DOC_BYTES: usize = 65_536;

/// Lines of one sale, transfer or count: more would pass `MAX_DOC_BYTES` long before a person tires.
pub const MAX_LINES: usize = 200;

/// Characters of a name, note or reason that a fact carries.
pub const MAX_TEXT_CHARS: usize = 200;
