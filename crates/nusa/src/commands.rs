//! One file a command: what it needs of the machine, what it tells people, and
//! how it ends. The work itself is done on the floors below.

pub mod backup;
pub mod doctor;
pub mod enrol;
pub mod export_journal;
pub mod import_journal;
pub mod import_products;
pub mod rebuild;
pub mod restore;
pub mod serve;
pub mod sorry;
pub mod sync_once;
pub mod tls_init;
pub mod user_add;
pub mod verify;
