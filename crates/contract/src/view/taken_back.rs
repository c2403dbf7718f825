//! What became of a sale, as it is shown with it: its void, its refunds, and who
//! signed and approved them.

use nusa_facts::{Fact, SealedDoc, people::Signer, sale::RefundLine};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody as a fact names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignerView {
    /// The person's number.
    pub id: u32,
    /// The printed name.
    pub name: String,
}

impl From<&Signer> for SignerView {
    fn from(signer: &Signer) -> Self {
        Self {
            id: signer.id.0,
            name: signer.name.clone(),
        }
    }
}

fn name(doc: &SealedDoc) -> String {
    let staff = doc.doc.staff.as_ref();
    staff.map_or_else(String::new, |staff| staff.name.clone())
}

fn approver(doc: &SealedDoc) -> Option<SignerView> {
    doc.doc.approved_by.as_ref().map(SignerView::from)
}

/// The void of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaleVoidView {
    /// Its document.
    pub doc: String,
    /// When.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub staff_name: String,
    /// Who approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<SignerView>,
    /// The eight digits on its slip.
    pub doc_short: String,
}

impl SaleVoidView {
    /// The void that a document is; none for another.
    pub fn of(sealed: &SealedDoc) -> Option<Self> {
        let Fact::SaleVoided(void) = &sealed.doc.fact else {
            return None;
        };
        Some(Self {
            doc: sealed.doc.id.to_string(),
            at: sealed.doc.at.0,
            reason: void.reason.clone(),
            staff_name: name(sealed),
            approved_by: approver(sealed),
            doc_short: sealed.hash.short(),
        })
    }
}

/// A line that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaleRefundLineView {
    /// Index of the sale's line.
    pub line: u16,
    /// Thousandths.
    pub quantity_milli: i64,
    /// What it takes off the revenue, minor units.
    pub total: i64,
    /// Back on the shelf; otherwise waste.
    pub restock: bool,
}

impl From<&RefundLine> for SaleRefundLineView {
    fn from(line: &RefundLine) -> Self {
        Self {
            line: line.line,
            quantity_milli: line.quantity_milli,
            total: line.total,
            restock: line.restock,
        }
    }
}

/// A refund of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaleRefundView {
    /// Its document.
    pub doc: String,
    /// Its own number.
    pub receipt_no: String,
    /// When.
    pub at: i64,
    /// Revenue given back, minor units.
    pub total: i64,
    /// Money handed back, minor units.
    pub paid: i64,
    /// How.
    pub method: String,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub staff_name: String,
    /// Who approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<SignerView>,
    /// What came back.
    pub lines: Vec<SaleRefundLineView>,
    /// The eight digits on its slip.
    pub doc_short: String,
}

impl SaleRefundView {
    /// The refund that a document is; none for another.
    pub fn of(sealed: &SealedDoc) -> Option<Self> {
        let Fact::SaleRefunded(refund) = &sealed.doc.fact else {
            return None;
        };
        Some(Self {
            doc: sealed.doc.id.to_string(),
            receipt_no: refund.number.to_string(),
            at: sealed.doc.at.0,
            total: refund.total,
            paid: refund.paid,
            method: refund.method.word().to_owned(),
            reason: refund.reason.clone(),
            staff_name: name(sealed),
            approved_by: approver(sealed),
            lines: refund.lines.iter().map(SaleRefundLineView::from).collect(),
            doc_short: sealed.hash.short(),
        })
    }
}
