//! Who changed what and when, as it is shown.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::view::{catalogue::KeyView, taken_back::SignerView};

/// Something that was changed, booked or noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditView {
    /// Its place in the journal; also the cursor of the list.
    pub n: u64,
    /// When.
    pub at: i64,
    /// Who; absent when the node acted by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<SignerView>,
    /// product, category, price, tax, region, branch, staff, modifier_group, stock, transfer, key, journal or quarantine.
    pub kind: String,
    /// Which row of master data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyView>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which product a price is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<u32>,
    /// added, changed, left, or what was done.
    pub what: String,
    /// For whom a row holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The fields that differ from the row before.
    pub fields: Vec<AuditField>,
    /// The document.
    pub doc: String,
    /// Its hash.
    pub doc_hash: String,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditField {
    /// Its name.
    pub field: String,
    /// What it was; absent when the row is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    pub from: Option<Value>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    pub to: Option<Value>,
}
