//! Prices as the office shows them: each version with how it stands, why one of
//! them holds here and now, and all of a product side by side.

use nusa_facts::{Millis, master::Price};
use nusa_rules::price::{Reason, Standing, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::catalogue::PriceView;

/// A version of a price in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedPrice {
    /// The version.
    #[serde(flatten)]
    pub price: PriceView,
    /// The product's name.
    pub product_name: String,
    /// The shop's own code.
    pub sku: String,
    /// Its category's number.
    pub category: u32,
    /// Its unit.
    pub unit: String,
    /// Its picture's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The name of the region or branch; absent for the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_name: Option<String>,
    /// in_force, later, ended or replaced.
    pub state: String,
}

/// The word for how a version stands.
pub fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce => "in_force",
        Standing::Later => "later",
        Standing::Ended => "ended",
        Standing::Replaced => "replaced",
    }
}

/// Why this price, here, now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhyView {
    /// The product.
    pub product: u32,
    /// Its name.
    pub product_name: String,
    /// The branch.
    pub branch: u32,
    /// Its name.
    pub branch_name: String,
    /// The moment.
    pub at: i64,
    /// The quantity.
    pub quantity_milli: i64,
    /// The version that holds; absent when there is no price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceView>,
    /// Every version with the verdict on it: the one that holds, those that lost, those that do not apply.
    pub candidates: Vec<CandidateView>,
    /// When another price holds next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextPriceView>,
}

/// A version with the verdict on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CandidateView {
    /// The version.
    #[serde(flatten)]
    pub price: PriceView,
    /// The name of the region or branch; absent for the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_name: Option<String>,
    /// used, lost or not_applicable.
    pub verdict: String,
    /// Why, as a stable word.
    pub reason: String,
}

impl CandidateView {
    /// A verdict of the law.
    pub fn of(verdict: &Verdict<'_>, scope_name: Option<String>) -> Self {
        let word = match (verdict.holds, verdict.applies) {
            (true, _) => "used",
            (false, true) => "lost",
            (false, false) => "not_applicable",
        };
        Self {
            price: verdict.price.into(),
            scope_name,
            verdict: word.to_owned(),
            reason: reason_word(verdict.reason).to_owned(),
        }
    }
}

/// The stable word of a reason.
pub fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::OnlyOne => "only_one",
        Reason::NearestScope => "most_specific",
        Reason::HighestMinimum => "larger_minimum",
        Reason::BegunLast => "latest",
        Reason::LatestNumber => "newest_number",
        Reason::ScopeFarther => "scope_less_specific",
        Reason::MinimumLower => "minimum_lower",
        Reason::BegunEarlier => "begun_earlier",
        Reason::OlderNumber => "older_number",
        Reason::NotBegun => "not_begun",
        Reason::Ended => "ended",
        Reason::MinimumNotReached => "minimum_not_reached",
        Reason::OtherRegion => "other_region",
        Reason::OtherBranch => "other_branch",
    }
}

/// The next moment at which another price holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextPriceView {
    /// When.
    pub at: i64,
    /// Which; absent when no price holds then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceView>,
    /// begins when a version begins then, ends when one ends.
    pub reason: String,
}

impl NextPriceView {
    /// The version that holds from a moment on.
    pub fn of(at: Millis, price: Option<&Price>) -> Self {
        let begins = price.is_some_and(|price| price.valid_from == at);
        Self {
            at: at.0,
            price: price.map(PriceView::from),
            reason: if begins { "begins" } else { "ends" }.to_owned(),
        }
    }
}

/// All prices of a product side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriceGridView {
    /// The company's price of one unit now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<PriceView>,
    /// Each branch.
    pub branches: Vec<BranchPriceView>,
    /// Versions that begin later, the next one first.
    pub later: Vec<PriceView>,
}

/// What a product costs at a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BranchPriceView {
    /// The branch.
    pub branch: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: u32,
    /// The branch's own price of one unit in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<PriceView>,
    /// The price of one unit that holds there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<PriceView>,
}
