//! How the tills of a branch work, as the office writes it. What is left out has
//! the value of an ordinary shop.

use nusa_facts::till_settings::{
    LabelLayout, LabelValue, ORDINARY_COLUMNS, Qris, QrisMode, TillSettings,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    problem::Problem,
    request::sale::{MethodRequest, collect},
};

/// How a QRIS is shown.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QrisModeRequest {
    /// The printed code with the amount beside it.
    #[default]
    StaticShowAmount,
    /// The amount in the code: only when the provider agrees.
    AmountQr,
}

/// The shop's QRIS.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QrisRequest {
    /// The text of the static code.
    pub payload: String,
    /// How it is shown.
    #[serde(default)]
    pub mode: QrisModeRequest,
}

/// What the value on a label says.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabelValueRequest {
    /// A price.
    Price,
    /// A weight.
    Weight,
}

/// How the scale prints its labels.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelRequest {
    /// The first two digits, 20 to 29.
    pub prefix: u8,
    /// Digits of the item.
    pub item_digits: u8,
    /// Digits of the value.
    pub value_digits: u8,
    /// What the value says.
    pub kind: LabelValueRequest,
    /// What one of the value is worth: minor units or thousandths.
    pub scale: i64,
}

/// The settings of a branch's tills.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TillSettingsRequest {
    /// The tax number that a PKP prints.
    #[serde(default)]
    pub npwp: String,
    /// Characters of a line of the receipt: 32, 42 or 48.
    #[serde(default = "ordinary_columns")]
    pub columns: u8,
    /// The methods that are taken; none named for all.
    #[serde(default)]
    pub methods: Vec<MethodRequest>,
    /// The shop's QRIS.
    #[serde(default)]
    pub qris: Option<QrisRequest>,
    /// The labels of its scale; none named for weights under 20 to 29.
    #[serde(default)]
    pub labels: Vec<LabelRequest>,
}

fn ordinary_columns() -> u8 {
    ORDINARY_COLUMNS
}

impl Default for TillSettingsRequest {
    fn default() -> Self {
        Self {
            npwp: String::new(),
            columns: ORDINARY_COLUMNS,
            methods: Vec::new(),
            qris: None,
            labels: Vec::new(),
        }
    }
}

impl TillSettingsRequest {
    /// The settings; what they may say is the law's.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub(super) fn parse(self) -> Result<TillSettings, Problem> {
        Ok(TillSettings {
            npwp: bounds::blank_or_text(At::Part("till", "npwp"), &self.npwp)?,
            columns: self.columns,
            methods: self.methods.into_iter().map(Into::into).collect(),
            qris: self.qris.map(qris),
            labels: collect(self.labels, |_, label| Ok(layout(label)))?,
        })
    }
}

fn qris(qris: QrisRequest) -> Qris {
    Qris {
        payload: qris.payload,
        mode: match qris.mode {
            QrisModeRequest::StaticShowAmount => QrisMode::StaticShowAmount,
            QrisModeRequest::AmountQr => QrisMode::AmountQr,
        },
    }
}

fn layout(label: LabelRequest) -> LabelLayout {
    LabelLayout {
        prefix: label.prefix,
        item_digits: label.item_digits,
        value_digits: label.value_digits,
        kind: match label.kind {
            LabelValueRequest::Price => LabelValue::Price,
            LabelValueRequest::Weight => LabelValue::Weight,
        },
        scale: label.scale,
    }
}
