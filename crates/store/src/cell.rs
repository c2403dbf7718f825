//! How each word of the house lies in a column and is read back: ids as bytes,
//! places and days as text, everything counted as an integer. Knows types, no
//! table.

use nusa_facts::{
    BranchId, BusinessDate, CallId, CategoryId, ChainId, CommandId, DocId, DraftLineId, GuestId,
    Hash, MailId, Millis, PersonId, PriceId, ProductId, StaffId, StationId, TableId, TillNo,
    TransferId,
    master::{EntityKind, Scope},
    people::Role,
    sale::Method,
    shift::CashKind,
    stock::Location,
};
use nusa_rules::{
    guest::CallKind,
    rows::{BillState, OrderState, SaleState},
};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// Goes into a column.
pub(crate) trait Bind {
    /// The column's value; fails for a number that no column holds.
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>>;
}

/// Comes out of a column.
pub(crate) trait Cell: Sized {
    /// The value; none when the column holds something else.
    fn cell(value: ValueRef<'_>) -> Option<Self>;
}

macro_rules! integers {
    ($($int:ty),*) => {$(
        impl Bind for $int {
            fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let wide = i64::try_from(*self).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
                Ok(ToSqlOutput::Owned(Value::Integer(wide)))
            }
        }

        impl Cell for $int {
            fn cell(value: ValueRef<'_>) -> Option<Self> {
                value.as_i64().ok()?.try_into().ok()
            }
        }
    )*};
}

integers!(i16, i64, u8, u16, u32, u64, usize);

macro_rules! numbers {
    ($($name:ident),*) => {$(
        impl Bind for $name {
            fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.bind()
            }
        }

        impl Cell for $name {
            fn cell(value: ValueRef<'_>) -> Option<Self> {
                Cell::cell(value).map(Self)
            }
        }
    )*};
}

numbers!(
    BranchId, ProductId, CategoryId, PriceId, StaffId, Millis, Hash, ChainId
);

macro_rules! uuids {
    ($($name:ident),*) => {$(
        impl Bind for $name {
            fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.bytes().bind()
            }
        }

        impl Cell for $name {
            fn cell(value: ValueRef<'_>) -> Option<Self> {
                Cell::cell(value).map(Self::from_bytes)
            }
        }
    )*};
}

uuids!(
    DocId,
    CommandId,
    TransferId,
    TableId,
    GuestId,
    DraftLineId,
    CallId,
    StationId,
    MailId,
    PersonId
);

macro_rules! texts {
    ($($name:ident),*) => {$(
        impl Bind for $name {
            fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Owned(Value::Text(self.to_string())))
            }
        }

        impl Cell for $name {
            fn cell(value: ValueRef<'_>) -> Option<Self> {
                Self::parse(value.as_str().ok()?)
            }
        }
    )*};
}

texts!(BusinessDate, Location, Scope);

macro_rules! words {
    ($($name:ident),*) => {$(
        impl Bind for $name {
            fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.word().as_bytes())))
            }
        }
    )*};
}

words!(
    Method, CashKind, EntityKind, OrderState, BillState, CallKind, Role
);

impl Cell for Role {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

impl Cell for Method {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

impl Cell for OrderState {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

impl Cell for BillState {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

impl Cell for CallKind {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

impl Cell for EntityKind {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

impl Cell for CashKind {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        let word = value.as_str().ok()?;
        [Self::In, Self::Out, Self::Drop, Self::Tips]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

const STATES: [(SaleState, &str); 4] = [
    (SaleState::Completed, "completed"),
    (SaleState::Voided, "voided"),
    (SaleState::PartlyRefunded, "partly_refunded"),
    (SaleState::Refunded, "refunded"),
];

impl Bind for SaleState {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let (_, word) = STATES
            .iter()
            .find(|(state, _)| state == self)
            .expect("every state has a word");
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(word.as_bytes())))
    }
}

impl Cell for SaleState {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        let word = value.as_str().ok()?;
        STATES
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(state, _)| *state)
    }
}

impl Bind for TillNo {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Integer(self.get().into())))
    }
}

impl Cell for TillNo {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        Self::new(u8::cell(value)?)
    }
}

impl Bind for bool {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Integer((*self).into())))
    }
}

impl Cell for bool {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        match value.as_i64().ok()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Bind for str {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.as_bytes())))
    }
}

impl Bind for String {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.as_str().bind()
    }
}

impl Cell for String {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        value.as_str().ok().map(str::to_owned)
    }
}

impl Bind for [u8] {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self)))
    }
}

impl Bind for Vec<u8> {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.as_slice().bind()
    }
}

impl Cell for Vec<u8> {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        value.as_blob().ok().map(<[u8]>::to_vec)
    }
}

macro_rules! lists {
    ($($name:ident),*) => {$(
        impl Bind for Vec<$name> {
            fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let text = serde_json::to_string(self);
                let text = text.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
                Ok(ToSqlOutput::Owned(Value::Text(text)))
            }
        }

        impl Cell for Vec<$name> {
            fn cell(value: ValueRef<'_>) -> Option<Self> {
                serde_json::from_str(value.as_str().ok()?).ok()
            }
        }
    )*};
}

// Lists that are only ever read and written whole.
lists!(u16, CategoryId);

impl<const N: usize> Bind for [u8; N] {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.as_slice().bind()
    }
}

impl<const N: usize> Cell for [u8; N] {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        value.as_blob().ok()?.try_into().ok()
    }
}

impl<T: Bind + ?Sized> Bind for &T {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        (*self).bind()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn bind(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Some(value) => value.bind(),
            None => Ok(ToSqlOutput::Owned(Value::Null)),
        }
    }
}

impl<T: Cell> Cell for Option<T> {
    fn cell(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(None),
            value => T::cell(value).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::{ToSql, types::ToSqlOutput};

    use super::*;

    struct Held<'a>(&'a dyn Bind);

    impl ToSql for Held<'_> {
        fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
            self.0.bind()
        }
    }

    fn through<T: Bind + Cell>(value: &T) -> Option<T> {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let read = |row: &rusqlite::Row<'_>| Ok(T::cell(row.get_ref(0)?));
        connection
            .query_row("SELECT ?", [Held(value)], read)
            .unwrap()
    }

    #[test]
    fn every_word_comes_out_as_it_went_in() {
        for (state, _) in STATES {
            assert_eq!(through(&state), Some(state));
        }
        for method in Method::ALL {
            assert_eq!(through(&method), Some(method));
        }
        for kind in [CashKind::In, CashKind::Out, CashKind::Drop, CashKind::Tips] {
            assert_eq!(through(&kind), Some(kind));
        }
        let place = Location::Transit(TransferId::from_bytes([7; 16]));
        assert_eq!(through(&place), Some(place));
        assert_eq!(through(&Hash([9; 32])), Some(Hash([9; 32])));
        assert_eq!(through(&vec![3_u16, 7]), Some(vec![3, 7]));
        assert_eq!(through(&Vec::<CategoryId>::new()), Some(Vec::new()));
        assert_eq!(through(&i64::MIN), Some(i64::MIN));
        assert_eq!(through(&None::<DocId>), Some(None));
    }

    #[test]
    fn a_column_of_another_shape_is_no_value() {
        assert_eq!(Hash::cell(ValueRef::Blob(&[1; 31])), None);
        assert_eq!(u8::cell(ValueRef::Integer(256)), None);
        assert_eq!(TillNo::cell(ValueRef::Integer(0)), None);
        assert_eq!(bool::cell(ValueRef::Integer(2)), None);
        assert_eq!(DocId::cell(ValueRef::Null), None);
        assert!(u64::MAX.bind().is_err());
    }
}
