//! How a sale is paid: what may be handed over, what is too little and what is
//! too much. Rounding and change are the money engine's.

use nusa_facts::{
    master::Branch,
    sale::{Method, Payment},
};
use nusa_money::{self as money, Amount, MoneyError, Settlement, TenderKind, amount::MAX_AMOUNT};

use crate::{Refusal, limits::MAX_PAYMENTS, refusal::Code, text};

/// Checks the payments and trims their references. Cash may be nothing, for a rest below the
/// smallest coin; what is owed on account must say by whom.
pub(crate) fn clean(payments: &[Payment]) -> Result<Vec<Payment>, Refusal> {
    if payments.len() > MAX_PAYMENTS {
        let detail = format!("a sale has at most {MAX_PAYMENTS} payments");
        return Err(Refusal::at(Code::LinesTooMany, "payments", detail));
    }
    let numbered = payments.iter().enumerate();
    numbered
        .map(|(index, payment)| one(index, payment))
        .collect()
}

fn one(index: usize, payment: &Payment) -> Result<Payment, Refusal> {
    let least = i64::from(payment.method != Method::Cash);
    if !(least..=MAX_AMOUNT).contains(&payment.amount) {
        let field = format!("payments[{index}].amount");
        let detail = "not an amount that can be paid";
        return Err(Refusal::at(Code::AmountInvalid, field, detail));
    }
    let field = format!("payments[{index}].reference");
    let reference = text::optional(&field, payment.reference.as_deref())?;
    if payment.method == Method::OnAccount && reference.is_none() {
        let detail = "who owes it must be said";
        return Err(Refusal::at(Code::ReferenceMissing, field, detail));
    }
    Ok(Payment {
        method: payment.method,
        amount: payment.amount,
        reference,
    })
}

/// Refuses a method that the branch does not take.
pub(crate) fn taken(branch: &Branch, payments: &[Payment]) -> Result<(), Refusal> {
    match payments
        .iter()
        .position(|payment| !branch.till.takes(payment.method))
    {
        None => Ok(()),
        Some(index) => {
            let field = format!("payments[{index}].method");
            let detail = "this branch does not take it";
            Err(Refusal::at(Code::MethodNotTaken, field, detail))
        }
    }
}

/// Settles the total with the payments in their order.
pub(crate) fn settle(
    settings: &money::Settings,
    total: Amount,
    payments: &[Payment],
) -> Result<Settlement, Refusal> {
    let tender = |payment: &Payment| money::Tender {
        method: 0,
        kind: kind_of(payment.method),
        amount: Amount(payment.amount),
    };
    let payment = money::Payment {
        tip: Amount::ZERO,
        tenders: payments.iter().map(tender).collect(),
    };
    let settled = money::settle(settings, total, &payment);
    settled.map_err(|error| match error {
        MoneyError::NoncashOver => {
            let detail = "only cash may be more than what is left to pay";
            Refusal::at(Code::PaymentOver, "payments", detail).with("total", total.0)
        }
        error => error.into(),
    })
}

/// Refuses what leaves something to pay.
pub(crate) fn enough(paid: &Settlement) -> Result<(), Refusal> {
    if paid.balance <= Amount::ZERO {
        return Ok(());
    }
    let detail = "something is left to pay";
    Err(Refusal::at(Code::PaymentShort, "payments", detail)
        .with("balance", paid.balance.0)
        .with("payable", paid.payable.0))
}

fn kind_of(method: Method) -> TenderKind {
    match method {
        Method::Cash => TenderKind::Cash,
        Method::Voucher => TenderKind::Voucher,
        Method::OnAccount => TenderKind::OnAccount,
        Method::Qris | Method::Debit | Method::Ewallet | Method::Transfer => TenderKind::NonCash,
    }
}
