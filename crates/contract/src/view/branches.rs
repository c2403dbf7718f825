//! Branches as the office lists them, and how each stands.

use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{
    catalogue::BranchView,
    dashboard::IslandView,
    node::{DeviceView, QuarantineView},
};

/// A branch in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedBranch {
    /// The branch and its settings.
    #[serde(flatten)]
    pub branch: BranchView,
    /// Who heads it; for those who manage branches or see the company's reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Their phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// It has written facts: nobody deletes it any more.
    pub has_facts: bool,
}

/// How a branch stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BranchHealthView {
    /// Last contact, backlog and today.
    #[serde(flatten)]
    pub island: IslandView,
    /// The devices that ever spoke for it.
    pub devices: Vec<DeviceView>,
    /// Its chains as far as they are here.
    pub chains: Vec<ChainView>,
    /// Its facts that are put aside.
    pub quarantine: Vec<QuarantineView>,
    /// Receipt numbers that stand on two receipts.
    pub repeated_numbers: usize,
    /// What an auditor should look at.
    #[schema(value_type = Vec<Object>)]
    pub flags: Vec<serde_json::Value>,
}

/// A chain of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChainView {
    /// Its four characters on receipts.
    pub mark: String,
    /// Its display number.
    pub epoch: u32,
    /// Its last sequence here.
    pub seq: u64,
}
