//! Sums of trade as columns: the same fourteen for hours, staff and shifts, seven
//! more for a drawer. Adds exactly or fails; what is added is the rules' word.

use nusa_rules::rows::{DrawerSums, MethodSums, ProductSums, Sums};

use crate::{error::Error, sql::Cells};

/// A row of sums that can be added to another, column by column.
pub(crate) trait Columns<const N: usize>: Sized {
    /// The columns in the order of the table.
    fn columns(&self) -> [i64; N];
    /// The sums whose columns these are.
    fn of(columns: [i64; N]) -> Self;

    /// Adds column by column; fails rather than wrap.
    fn add(&mut self, more: &Self) -> Result<(), Error> {
        let mut columns = self.columns();
        for (sum, more) in columns.iter_mut().zip(more.columns()) {
            *sum = exact(*sum, more)?;
        }
        *self = Self::of(columns);
        Ok(())
    }

    /// Reads the columns from a row.
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        let mut columns = [0; N];
        for column in &mut columns {
            *column = cells.next()?;
        }
        Ok(Self::of(columns))
    }
}

/// A sum that fits, or an error.
pub(crate) fn exact(sum: i64, more: i64) -> Result<i64, Error> {
    sum.checked_add(more).ok_or_else(too_large)
}

/// A difference that fits, or an error.
pub(crate) fn less(sum: i64, taken: i64) -> Result<i64, Error> {
    sum.checked_sub(taken).ok_or_else(too_large)
}

fn too_large() -> Error {
    Error::Row("a sum is larger than a column holds".to_owned())
}

macro_rules! columns {
    ($name:ident, $count:literal: $($column:ident),*) => {
        impl Columns<$count> for $name {
            fn columns(&self) -> [i64; $count] {
                [$(self.$column),*]
            }

            fn of([$($column),*]: [i64; $count]) -> Self {
                Self { $($column),* }
            }
        }
    };
}

columns!(Sums, 14: sales, voids, refunds, gross, discount, net, service, tax, total, tip, rounding,
    payable, refund_total, refund_paid);
columns!(DrawerSums, 7: received, change, refunds, cash_in, cash_out, drops, tips);
columns!(ProductSums, 5: sold_milli, returned_milli, net, total, refund_total);
columns!(MethodSums, 2: count, amount);

#[cfg(test)]
mod tests {
    use super::{Columns, MethodSums};

    #[test]
    fn sums_add_exactly_or_not_at_all() {
        let mut sums = MethodSums {
            count: 1,
            amount: i64::MAX - 5,
        };
        sums.add(&MethodSums {
            count: 2,
            amount: 5,
        })
        .unwrap();
        assert_eq!(
            sums,
            MethodSums {
                count: 3,
                amount: i64::MAX
            }
        );
        assert!(
            sums.add(&MethodSums {
                count: 0,
                amount: 1
            })
            .is_err()
        );
        assert_eq!(sums.amount, i64::MAX);
    }
}
