//! The bill while it is computed: the columns that the steps fill, line by line.
//!
//! It must not know the steps; it only keeps what is left of each line.

use crate::amount::Amount;
use crate::bill::{BillLine, TaxTotal};
use crate::cart::{Cart, Line};
use crate::error::MoneyError;
use crate::rounding::Rounding;
use crate::settings::Settings;
use crate::share::share_on;

/// A line on its way from gross to total.
pub(super) struct WorkLine<'a> {
    pub(super) given: &'a Line,
    /// Price with modifiers, for `given.per`.
    pub(super) unit: Amount,
    /// What is left; the net once the discounts have run.
    pub(super) left: Amount,
    /// What was left before the bill discounts.
    pub(super) before_bill: Amount,
    pub(super) done: BillLine,
}

/// The whole bill on its way.
pub(super) struct Working<'a> {
    pub(super) settings: &'a Settings,
    pub(super) cart: &'a Cart,
    pub(super) lines: Vec<WorkLine<'a>>,
    pub(super) promos: Vec<Amount>,
    pub(super) bill_discounts: Vec<Amount>,
    pub(super) service: Amount,
    /// One for each tax of the settings.
    pub(super) taxes: Vec<TaxTotal>,
}

/// Which column of a line a reduction is booked in.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Promo,
    LineDiscount,
    BillDiscount,
}

impl<'a> Working<'a> {
    /// Step 2: unit and gross of each line.
    pub(super) fn begin(settings: &'a Settings, cart: &'a Cart) -> Result<Self, MoneyError> {
        let lines = cart
            .lines
            .iter()
            .map(|line| WorkLine::begin(settings, line));
        let blank = |tax| TaxTotal {
            tax,
            base: Amount::ZERO,
            dpp: Amount::ZERO,
            amount: Amount::ZERO,
        };
        Ok(Working {
            settings,
            cart,
            lines: lines.collect::<Result<_, _>>()?,
            promos: Vec::new(),
            bill_discounts: Vec::new(),
            service: Amount::ZERO,
            taxes: (0..settings.taxes.len()).map(blank).collect(),
        })
    }

    /// The line of an index that validation has already admitted.
    pub(super) fn line(&self, index: usize) -> Result<&WorkLine<'a>, MoneyError> {
        self.lines.get(index).ok_or(MoneyError::UnknownIndex)
    }

    /// The same line, to change it.
    pub(super) fn line_mut(&mut self, index: usize) -> Result<&mut WorkLine<'a>, MoneyError> {
        self.lines.get_mut(index).ok_or(MoneyError::UnknownIndex)
    }

    /// What is left of each of the lines.
    pub(super) fn lefts(&self, on: &[usize]) -> Result<Vec<Amount>, MoneyError> {
        on.iter().map(|index| Ok(self.line(*index)?.left)).collect()
    }

    /// `total` taken off the lines, shared on what is left of each.
    pub(super) fn spread(
        &mut self,
        total: Amount,
        on: &[usize],
        column: Column,
    ) -> Result<(), MoneyError> {
        let parts = share_on(total, &self.lefts(on)?)?;
        for (index, part) in on.iter().zip(parts) {
            self.line_mut(*index)?.take(part, column)?;
        }
        Ok(())
    }
}

impl<'a> WorkLine<'a> {
    fn begin(settings: &Settings, given: &'a Line) -> Result<Self, MoneyError> {
        let unit = given
            .price
            .plus(Amount::sum(given.modifiers.iter().copied())?)?;
        let gross = match given.gross_override {
            Some(stated) => stated,
            None => times_quantity(unit, given, settings.line_rounding)?,
        };
        let done = BillLine {
            gross,
            ..BillLine::default()
        };
        Ok(WorkLine {
            given,
            unit,
            left: gross,
            before_bill: gross,
            done,
        })
    }

    /// A reduction, booked; never more than what is left.
    pub(super) fn take(&mut self, part: Amount, column: Column) -> Result<(), MoneyError> {
        self.left = self.left.minus(part)?;
        let booked = match column {
            Column::Promo => &mut self.done.promo,
            Column::LineDiscount => &mut self.done.line_discount,
            Column::BillDiscount => &mut self.done.bill_discount,
        };
        *booked = booked.plus(part)?;
        Ok(())
    }
}

/// A unit price times the line's quantity.
pub(super) fn times_quantity(
    unit: Amount,
    line: &Line,
    rounding: Rounding,
) -> Result<Amount, MoneyError> {
    let (quantity, per) = (i128::from(line.quantity.0), i128::from(line.per.0));
    Amount::from_wide(rounding.multiply_divide(i128::from(unit.0), quantity, per)?)
}

/// A rate in parts per million of an amount.
pub(super) fn rate_of(amount: Amount, ppm: u32, rounding: Rounding) -> Result<Amount, MoneyError> {
    Amount::from_wide(rounding.multiply_divide(i128::from(amount.0), i128::from(ppm), 1_000_000)?)
}
