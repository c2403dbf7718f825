//! A till and everything that its screens need before anybody signs in: as it is
//! answered and shown. No credential has a view: only whether there is a PIN.

use nusa_facts::{
    master::Staff,
    sale::Method,
    till_settings::{LabelLayout, LabelValue, QrisMode, TillSettings},
};
use nusa_rules::qris::{QRIS_LIMIT, merchant};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{catalogue::BranchView, shift::ShiftView};

/// The settings of a branch's tills, as the office set them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the fields of the request of the same name")]
pub struct TillSettingsView {
    pub npwp: String,
    pub columns: u8,
    pub methods: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qris: Option<QrisView>,
    pub labels: Vec<LabelView>,
}

impl From<&TillSettings> for TillSettingsView {
    fn from(row: &TillSettings) -> Self {
        Self {
            npwp: row.npwp.clone(),
            columns: row.columns,
            methods: words(&row.methods),
            qris: row.qris.as_ref().map(|qris| QrisView {
                payload: qris.payload.clone(),
                mode: mode_word(qris.mode).to_owned(),
            }),
            labels: row.labels.iter().map(LabelView::from).collect(),
        }
    }
}

fn words(methods: &[Method]) -> Vec<String> {
    let words = methods.iter().map(|method| method.word().to_owned());
    words.collect()
}

fn mode_word(mode: QrisMode) -> &'static str {
    match mode {
        QrisMode::StaticShowAmount => "static_show_amount",
        QrisMode::AmountQr => "amount_qr",
    }
}

/// The shop's QRIS as the office set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QrisView {
    /// The text of the static code.
    pub payload: String,
    /// static_show_amount or amount_qr.
    pub mode: String,
}

/// The layout of a scale's label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabelView {
    /// The first two digits.
    pub prefix: u8,
    /// Digits of the item.
    pub item_digits: u8,
    /// Digits of the value.
    pub value_digits: u8,
    /// price or weight.
    pub kind: String,
    /// What one of the value is worth: minor units or thousandths.
    pub scale: i64,
}

impl From<&LabelLayout> for LabelView {
    fn from(row: &LabelLayout) -> Self {
        let kind = match row.kind {
            LabelValue::Price => "price",
            LabelValue::Weight => "weight",
        };
        Self {
            prefix: row.prefix,
            item_digits: row.item_digits,
            value_digits: row.value_digits,
            kind: kind.to_owned(),
            scale: row.scale,
        }
    }
}

/// The shop's QRIS as a payer is shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PayByQrisView {
    /// static_show_amount: show the code and the amount; amount_qr: put the amount into the code.
    pub mode: String,
    /// The text of the static code.
    pub payload: String,
    /// Whose code it is, as the payer's screen names it.
    pub merchant: String,
    /// Where.
    pub city: String,
    /// The national number; absent when the code has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nmid: Option<String>,
    /// The most that one payment may be, minor units.
    pub limit: i64,
}

impl PayByQrisView {
    /// The QRIS of a branch, where it has one.
    pub fn of(settings: &TillSettings) -> Option<Self> {
        let qris = settings.qris.as_ref()?;
        let receiver = merchant(&qris.payload);
        Some(Self {
            mode: mode_word(qris.mode).to_owned(),
            payload: qris.payload.clone(),
            merchant: receiver.name,
            city: receiver.city,
            nmid: Some(receiver.nmid).filter(|nmid| !nmid.is_empty()),
            limit: QRIS_LIMIT.0,
        })
    }
}

/// Somebody who may work at this till.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TillPersonView {
    /// The person's number.
    pub staff: u32,
    /// The printed name.
    pub name: String,
    /// What they are here: owner, manager, cashier, waiter, kitchen.
    pub roles: Vec<String>,
    /// Whether they can sign in with a PIN at this node.
    pub has_pin: bool,
}

impl TillPersonView {
    /// A person with the roles that reach a branch.
    pub fn of(row: &Staff, branch: nusa_facts::BranchId, has_pin: bool) -> Self {
        let here = row.grants.iter().filter(|grant| {
            let at = grant.branch;
            at.is_none_or(|at| at == branch)
        });
        let mut roles: Vec<_> = here.map(|grant| grant.role).collect();
        roles.sort();
        roles.dedup();
        Self {
            staff: row.id.0,
            name: row.name.clone(),
            roles: roles.iter().map(|role| role.word().to_owned()).collect(),
            has_pin,
        }
    }
}

/// Where a till prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PrinterView {
    /// Its name or address in the shop's network.
    pub host: String,
    /// Its port; 9100 for most.
    pub port: u16,
    /// Characters of a line: 32, 42 or 48.
    pub columns: u8,
    /// Whether it cuts the paper.
    pub cut: bool,
    /// Whether a drawer hangs on it.
    pub drawer: bool,
}

/// The receipt's paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RollView {
    /// Characters of a line.
    pub columns: u8,
}

/// The till that a device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TillInfoView {
    /// Its number.
    pub till: u8,
    /// What people call it.
    pub name: String,
    /// The node's wall clock, milliseconds since 1970.
    pub now: i64,
    /// The program's version.
    pub version: String,
    /// Which life of the node this is; another one after a restart.
    pub life: String,
    /// The branch and its settings.
    pub branch: BranchView,
    /// WIB, WITA, WIT, or the offset from UTC.
    pub zone: String,
    /// The receipt's paper: the printer's where the till has one.
    pub receipt: RollView,
    /// The methods that are taken, in the order of the pay screen.
    pub methods: Vec<String>,
    /// The shop's QRIS.
    pub qris: Option<PayByQrisView>,
    /// The labels of the shop's scale.
    pub labels: Vec<LabelView>,
    /// Products that this till keeps at hand.
    pub favourites: Vec<u32>,
    /// Who may work here, by name.
    pub people: Vec<TillPersonView>,
    /// The open shift.
    pub shift: Option<ShiftView>,
    /// Where it prints; absent when by the browser.
    pub printer: Option<PrinterView>,
    /// Whether guests are served here: a table stands here, or an order waits to be paid.
    pub serves_guests: bool,
}

/// The methods that a branch takes, in the order of the pay screen.
pub fn methods_taken(settings: &TillSettings) -> Vec<String> {
    let taken = Method::ALL
        .into_iter()
        .filter(|method| settings.takes(*method));
    taken.map(|method| method.word().to_owned()).collect()
}

/// The labels of a branch's scale: its own, or weights of five digits under every prefix that GS1 keeps
/// for a shop (money.md § 7).
pub fn labels_read(settings: &TillSettings) -> Vec<LabelView> {
    let read = nusa_rules::label::layouts(settings);
    read.iter().map(LabelView::from).collect()
}

/// Products that a till keeps at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FavouritesView {
    /// Their numbers, in order.
    pub products: Vec<u32>,
}

/// An approval that was given.
#[derive(Clone, Serialize, ToSchema)]
pub struct ApprovalView {
    /// The token for the command's `approval`.
    pub approval: String,
    /// Who approves.
    pub staff: u32,
    /// That person's printed name.
    pub name: String,
    /// Until when it holds, milliseconds since 1970.
    pub until: i64,
}
