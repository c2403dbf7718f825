//! How much a person may take off. A rate is compared with the limit as it is
//! given, an amount with the limit's share of what it is taken from.

use nusa_facts::{master::Branch, people::Signer};

use super::charge::Charged;
use crate::{Actor, Refusal, Right, command::Discount, limits::WHOLE_PPM, refusal::Code};

/// Refuses discounts above the branch's limit to those who may not give freely. Each line and the
/// bill are looked at apart, as the setting says it. Tells who approved what is above the limit.
pub(crate) fn allow(
    actor: &Actor,
    branch: &Branch,
    lines: &[Option<Discount>],
    bill_discount: Option<Discount>,
    charged: &Charged,
) -> Result<Option<Signer>, Refusal> {
    if actor.may(Right::DiscountFreely, branch.id) {
        return Ok(None);
    }
    match within(branch.cashier_discount_ppm, lines, bill_discount, charged) {
        Ok(()) => Ok(None),
        Err(refusal) => match actor.approval_of(Right::DiscountFreely, branch.id) {
            None => Err(refusal),
            approved_by => Ok(approved_by),
        },
    }
}

fn within(
    limit: i64,
    lines: &[Option<Discount>],
    bill_discount: Option<Discount>,
    charged: &Charged,
) -> Result<(), Refusal> {
    for (index, (discount, line)) in lines.iter().zip(&charged.lines).enumerate() {
        if exceeds(*discount, line.gross, limit) {
            return Err(too_high(format!("lines[{index}].discount"), limit));
        }
    }
    let reached = charged.lines.iter().zip(&charged.discountable);
    let left: i64 = reached
        .filter(|(_, discountable)| **discountable)
        .map(|(line, _)| line.gross - line.promo - line.line_discount)
        .sum();
    if exceeds(bill_discount, left, limit) {
        return Err(too_high("bill_discount".to_owned(), limit));
    }
    Ok(())
}

fn exceeds(discount: Option<Discount>, of: i64, limit_ppm: i64) -> bool {
    match discount {
        None => false,
        Some(Discount::Percent(ppm)) => ppm > limit_ppm,
        Some(Discount::Amount(amount)) => {
            let taken = i128::from(amount.min(of)) * i128::from(WHOLE_PPM);
            taken > i128::from(of) * i128::from(limit_ppm)
        }
    }
}

fn too_high(field: String, limit_ppm: i64) -> Refusal {
    let detail = "a discount so high needs someone who may give it";
    Refusal::at(Code::DiscountTooHigh, field, detail)
        .with("limit_ppm", limit_ppm)
        .approvable(Right::DiscountFreely)
}
