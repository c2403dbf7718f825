//! Reads a row of words; anything that does not fit its layout is refused, never guessed.
//!
//! It must not know what the words mean beyond number, flag, list and option.

use crate::amount::{Amount, Quantity};
use crate::error::MoneyError;

/// Where reading stands.
pub(super) struct Reader<'a> {
    rest: &'a [i64],
}

impl<'a> Reader<'a> {
    pub(super) fn new(words: &'a [i64]) -> Self {
        Reader { rest: words }
    }

    /// The next number.
    pub(super) fn word(&mut self) -> Result<i64, MoneyError> {
        let (first, rest) = self.rest.split_first().ok_or(MoneyError::Malformed)?;
        self.rest = rest;
        Ok(*first)
    }

    /// The next number in any narrower type.
    pub(super) fn number<T: TryFrom<i64>>(&mut self) -> Result<T, MoneyError> {
        T::try_from(self.word()?).map_err(|_| MoneyError::Malformed)
    }

    /// A count or an index. It is read in 32 bits everywhere, because a wider one would be
    /// refused in the browser and taken natively.
    pub(super) fn size(&mut self) -> Result<usize, MoneyError> {
        let narrow: u32 = self.number()?;
        usize::try_from(narrow).map_err(|_| MoneyError::Malformed)
    }

    pub(super) fn amount(&mut self) -> Result<Amount, MoneyError> {
        self.word().map(Amount)
    }

    pub(super) fn quantity(&mut self) -> Result<Quantity, MoneyError> {
        self.word().map(Quantity)
    }

    pub(super) fn flag(&mut self) -> Result<bool, MoneyError> {
        self.choice(&[false, true])
    }

    /// One of `choices`, by its index.
    pub(super) fn choice<T: Copy>(&mut self, choices: &[T]) -> Result<T, MoneyError> {
        let index = self.size()?;
        choices.get(index).copied().ok_or(MoneyError::Malformed)
    }

    /// 0, or 1 and a value.
    pub(super) fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, MoneyError>,
    ) -> Result<Option<T>, MoneyError> {
        if self.flag()? {
            read(self).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A count and that many values. Each takes at least a word, so a count beyond the row is
    /// refused before anything is reserved for it.
    pub(super) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, MoneyError>,
    ) -> Result<Vec<T>, MoneyError> {
        let count = self.size()?;
        if count > self.rest.len() {
            return Err(MoneyError::Malformed);
        }
        (0..count).map(|_| read(self)).collect()
    }

    /// A list of bytes.
    pub(super) fn bytes(&mut self) -> Result<Vec<u8>, MoneyError> {
        self.list(Reader::number)
    }

    /// Refuses words left over.
    pub(super) fn end(&self) -> Result<(), MoneyError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(MoneyError::Malformed)
        }
    }
}
