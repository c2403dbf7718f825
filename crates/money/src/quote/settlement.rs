//! Steps 11 to 13: tip, tenders, coins, change and what stays open (money rules §§ 4, 6).
//!
//! It needs only a total, so that an open bill or a guest's part of one is settled without
//! computing the bill again. It must not know what was bought.

use super::{identities, validate};
use crate::amount::Amount;
use crate::bill::Settlement;
use crate::cart::{Payment, TenderKind};
use crate::coin::to_coin;
use crate::error::MoneyError;
use crate::settings::Settings;

/// How `total` is paid; of the settings only the two coin rules are read.
///
/// # Errors
/// [`MoneyError::NoncashOver`] when a card would pay more than is left, bounds, overflow.
pub fn settle(
    settings: &Settings,
    total: Amount,
    payment: &Payment,
) -> Result<Settlement, MoneyError> {
    validate::coins(settings)?;
    validate::payment(payment)?;
    if total.0 < 0 {
        return Err(MoneyError::AmountBounds);
    }
    let due = total.plus(payment.tip)?;
    let mut done = Settlement {
        tip: payment.tip,
        due,
        ..Settlement::default()
    };
    let with_cash = payment
        .tenders
        .iter()
        .any(|tender| tender.kind == TenderKind::Cash);
    if !with_cash && !payment.tenders.is_empty() {
        done.rounding = to_coin(due, settings.noncash_rounding)?.minus(due)?;
    }
    let remaining = run_noncash(&mut done, payment)?;
    done.balance = remaining;
    if with_cash {
        pay_cash(&mut done, settings, payment, remaining)?;
    }
    done.payable = due.plus(done.rounding)?;
    identities::check_settlement(total, &done)?;
    Ok(done)
}

/// Step 12: non-cash tenders in their order; what is left afterwards.
fn run_noncash(done: &mut Settlement, payment: &Payment) -> Result<Amount, MoneyError> {
    let mut remaining = done.due.plus(done.rounding)?;
    for tender in payment
        .tenders
        .iter()
        .filter(|tender| tender.kind != TenderKind::Cash)
    {
        let mut amount = tender.amount;
        if amount > remaining {
            if tender.kind != TenderKind::Voucher {
                return Err(MoneyError::NoncashOver);
            }
            done.voucher_forfeited = done.voucher_forfeited.plus(amount.minus(remaining)?)?;
            amount = remaining;
        }
        done.noncash = done.noncash.plus(amount)?;
        remaining = remaining.minus(amount)?;
    }
    Ok(remaining)
}

/// Step 13: cash, rounded to coins once, on what the other tenders left.
fn pay_cash(
    done: &mut Settlement,
    settings: &Settings,
    payment: &Payment,
    remaining: Amount,
) -> Result<(), MoneyError> {
    let cash = payment
        .tenders
        .iter()
        .filter(|tender| tender.kind == TenderKind::Cash);
    done.cash = Amount::sum(cash.map(|tender| tender.amount))?;
    let payable = to_coin(remaining, settings.cash_rounding)?;
    done.rounding = payable.minus(remaining)?;
    done.change = done.cash.minus(payable)?.max(Amount::ZERO);
    done.balance = payable.minus(done.cash)?.max(Amount::ZERO);
    Ok(())
}
