//! Writes a row of words that begins with 0 for success.
//!
//! It must not know what the words mean beyond number, flag and list.

use crate::amount::Amount;
use crate::bill::LineTax;
use crate::error::MoneyError;

/// The answer so far.
pub(super) struct Writer {
    words: Vec<i64>,
}

impl Default for Writer {
    fn default() -> Self {
        Writer { words: vec![0] }
    }
}

impl Writer {
    pub(super) fn word(&mut self, word: i64) {
        self.words.push(word);
    }

    pub(super) fn amount(&mut self, amount: Amount) {
        self.words.push(amount.0);
    }

    pub(super) fn amounts(&mut self, amounts: &[Amount]) {
        self.words.extend(amounts.iter().map(|amount| amount.0));
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.words.push(i64::from(flag));
    }

    /// A count or an index.
    pub(super) fn size(&mut self, size: usize) -> Result<(), MoneyError> {
        self.words
            .push(i64::try_from(size).map_err(|_| MoneyError::Overflow)?);
        Ok(())
    }

    /// A count and each value.
    pub(super) fn list<T>(
        &mut self,
        values: &[T],
        mut write: impl FnMut(&mut Self, &T) -> Result<(), MoneyError>,
    ) -> Result<(), MoneyError> {
        self.size(values.len())?;
        values.iter().try_for_each(|value| write(self, value))
    }

    pub(super) fn amount_list(&mut self, amounts: &[Amount]) -> Result<(), MoneyError> {
        self.size(amounts.len())?;
        self.amounts(amounts);
        Ok(())
    }

    pub(super) fn line_taxes(&mut self, taxes: &[LineTax]) -> Result<(), MoneyError> {
        self.list(taxes, |to, tax| {
            to.size(tax.tax)?;
            to.amount(tax.amount);
            Ok(())
        })
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), MoneyError> {
        self.size(bytes.len())?;
        self.words.extend(bytes.iter().map(|byte| i64::from(*byte)));
        Ok(())
    }

    pub(super) fn into_words(self) -> Vec<i64> {
        self.words
    }
}
