//! Products and prices by columns: one list a field, with a dictionary where
//! words repeat and steps where numbers rise, so that ten thousand rows stay
//! small and fast to read. Rows in, the same rows out. Knows nothing of pages.

use nusa_facts::{
    CategoryId, Hash, Millis, PriceId, ProductId,
    master::{Price, Product, Scope},
};
use serde::{Deserialize, Serialize};

/// Why columns are not rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnError {
    /// A list is longer or shorter than the others.
    #[error("column {0} does not have the length of the others")]
    Length(&'static str),
    /// A number that points outside its dictionary or that no row can have.
    #[error("column {0} holds a number that cannot be")]
    Value(&'static str),
    /// More rows than a page may hold.
    #[error("{0} rows are too many for a page")]
    TooMany(usize),
}

/// Products, one list a field. All lists without "sparse" in their word have one entry a product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductColumns {
    /// Step from the number before (the first from 0).
    pub id: Vec<i64>,
    /// The shop's own codes.
    pub sku: Vec<String>,
    /// The codes on the packages.
    pub barcode: Vec<String>,
    /// The names.
    pub name: Vec<String>,
    /// The categories.
    pub category: Vec<u32>,
    /// Dictionary of units.
    pub units: Vec<String>,
    /// Which of them.
    pub unit: Vec<u32>,
    /// Dictionary of sets of tax codes.
    pub tax_sets: Vec<Vec<String>>,
    /// Which of them.
    pub taxes: Vec<u32>,
    /// Stocked 1, fractional 2, service 4, discountable 8, retired 16.
    pub flags: Vec<u8>,
    /// Sparse: index of the product and its picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<(u32, Hash)>,
}

/// Prices, one list a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceColumns {
    /// Step from the number before (the first from 0).
    pub id: Vec<i64>,
    /// Step from the product before (the first from 0).
    pub product: Vec<i64>,
    /// Dictionary of scopes.
    pub scopes: Vec<Scope>,
    /// Which of them.
    pub scope: Vec<u32>,
    /// Minor units.
    pub amount: Vec<i64>,
    /// The quantities that the amounts buy, thousandths.
    pub per_milli: Vec<i64>,
    /// The least quantities, thousandths.
    pub min_milli: Vec<i64>,
    /// Dictionary of beginnings, epoch ms.
    pub froms: Vec<Millis>,
    /// Which of them.
    pub valid_from: Vec<u32>,
    /// Sparse: index of the price and its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub valid_to: Vec<(u32, Millis)>,
}

impl ProductColumns {
    /// How many products.
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
    }

    /// Turns rows into columns.
    pub fn of(rows: &[Product]) -> Self {
        let mut units = Dictionary::default();
        let mut tax_sets = Dictionary::default();
        let mut columns = Self {
            id: steps(rows.iter().map(|row| row.id.0)),
            ..Self::default()
        };
        for (index, row) in (0..).zip(rows) {
            columns.sku.push(row.sku.clone());
            columns.barcode.push(row.barcode.clone());
            columns.name.push(row.name.clone());
            columns.category.push(row.category.0);
            columns.unit.push(units.index_of(&row.unit));
            columns.taxes.push(tax_sets.index_of(&row.taxes));
            columns.flags.push(flags_of(row));
            columns
                .pictures
                .extend(row.picture.map(|hash| (index, hash)));
        }
        columns.units = units.words;
        columns.tax_sets = tax_sets.words;
        columns
    }

    /// Turns columns into rows.
    ///
    /// # Errors
    /// Lists that do not fit together.
    pub fn rows(self) -> Result<Vec<Product>, ColumnError> {
        let count = self.len();
        let whole = |name, length| same_length(name, length, count);
        whole("sku", self.sku.len())?;
        whole("barcode", self.barcode.len())?;
        whole("name", self.name.len())?;
        whole("category", self.category.len())?;
        whole("flags", self.flags.len())?;
        let ids = from_steps("id", &self.id)?;
        let units = looked_up("unit", &self.units, &self.unit, count)?;
        let tax_sets = looked_up("taxes", &self.tax_sets, &self.taxes, count)?;
        let pictures = spread("pictures", &self.pictures, count)?;
        let words = self.sku.into_iter().zip(self.barcode).zip(self.name);
        let mut rows = Vec::with_capacity(count);
        for (index, ((sku, barcode), name)) in words.enumerate() {
            let flags = self.flags[index];
            if flags >= 1 << FLAGS {
                return Err(ColumnError::Value("flags"));
            }
            let flag = |bit: u8| flags & 1 << bit != 0;
            rows.push(Product {
                id: ProductId(ids[index]),
                sku,
                barcode,
                name,
                category: CategoryId(self.category[index]),
                unit: units[index].clone(),
                taxes: tax_sets[index].clone(),
                stocked: flag(0),
                fractional: flag(1),
                service: flag(2),
                discountable: flag(3),
                retired: flag(4),
                picture: pictures[index],
            });
        }
        Ok(rows)
    }
}

const FLAGS: u8 = 5;

fn flags_of(row: &Product) -> u8 {
    let flags: [bool; FLAGS as usize] = [
        row.stocked,
        row.fractional,
        row.service,
        row.discountable,
        row.retired,
    ];
    flags
        .into_iter()
        .rev()
        .fold(0, |sum, flag| sum << 1 | u8::from(flag))
}

impl PriceColumns {
    /// How many prices.
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
    }

    /// Turns rows into columns.
    pub fn of(rows: &[Price]) -> Self {
        let mut scopes = Dictionary::default();
        let mut froms = Dictionary::default();
        let mut columns = Self {
            id: steps(rows.iter().map(|row| row.id.0)),
            product: steps(rows.iter().map(|row| row.product.0)),
            ..Self::default()
        };
        for (index, row) in (0..).zip(rows) {
            columns.scope.push(scopes.index_of(&row.scope));
            columns.amount.push(row.amount);
            columns.per_milli.push(row.per_milli);
            columns.min_milli.push(row.min_milli);
            columns.valid_from.push(froms.index_of(&row.valid_from));
            columns
                .valid_to
                .extend(row.valid_to.map(|end| (index, end)));
        }
        columns.scopes = scopes.words;
        columns.froms = froms.words;
        columns
    }

    /// Turns columns into rows.
    ///
    /// # Errors
    /// Lists that do not fit together.
    pub fn rows(self) -> Result<Vec<Price>, ColumnError> {
        let count = self.len();
        let whole = |name, length| same_length(name, length, count);
        whole("product", self.product.len())?;
        whole("amount", self.amount.len())?;
        whole("per_milli", self.per_milli.len())?;
        whole("min_milli", self.min_milli.len())?;
        let ids = from_steps("id", &self.id)?;
        let products = from_steps("product", &self.product)?;
        let scopes = looked_up("scope", &self.scopes, &self.scope, count)?;
        let froms = looked_up("valid_from", &self.froms, &self.valid_from, count)?;
        let ends = spread("valid_to", &self.valid_to, count)?;
        let row = |index: usize| Price {
            id: PriceId(ids[index]),
            product: ProductId(products[index]),
            scope: *scopes[index],
            amount: self.amount[index],
            per_milli: self.per_milli[index],
            min_milli: self.min_milli[index],
            valid_from: *froms[index],
            valid_to: ends[index],
        };
        Ok((0..count).map(row).collect())
    }
}

/// Words in the order in which they were first met.
struct Dictionary<T> {
    words: Vec<T>,
    index: std::collections::BTreeMap<T, u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            index: std::collections::BTreeMap::new(),
        }
    }
}

impl<T: Ord + Clone> Dictionary<T> {
    fn index_of(&mut self, word: &T) -> u32 {
        if let Some(&index) = self.index.get(word) {
            return index;
        }
        let index = self.index.len() as u32;
        self.words.push(word.clone());
        self.index.insert(word.clone(), index);
        index
    }
}

fn steps(numbers: impl Iterator<Item = u32>) -> Vec<i64> {
    let mut before = 0;
    numbers
        .map(|number| {
            let step = i64::from(number) - before;
            before = i64::from(number);
            step
        })
        .collect()
}

fn from_steps(column: &'static str, steps: &[i64]) -> Result<Vec<u32>, ColumnError> {
    let mut sum = 0_i64;
    let number = |&step: &i64| {
        sum = sum.checked_add(step)?;
        u32::try_from(sum).ok()
    };
    let numbers: Option<Vec<u32>> = steps.iter().map(number).collect();
    numbers.ok_or(ColumnError::Value(column))
}

fn same_length(column: &'static str, length: usize, count: usize) -> Result<(), ColumnError> {
    if length == count {
        Ok(())
    } else {
        Err(ColumnError::Length(column))
    }
}

fn looked_up<'a, T>(
    column: &'static str,
    words: &'a [T],
    indexes: &[u32],
    count: usize,
) -> Result<Vec<&'a T>, ColumnError> {
    same_length(column, indexes.len(), count)?;
    let found: Option<Vec<&T>> = indexes.iter().map(|&n| words.get(n as usize)).collect();
    found.ok_or(ColumnError::Value(column))
}

fn spread<T: Copy>(
    column: &'static str,
    sparse: &[(u32, T)],
    count: usize,
) -> Result<Vec<Option<T>>, ColumnError> {
    let mut whole = vec![None; count];
    for &(index, value) in sparse {
        let place = whole
            .get_mut(index as usize)
            .filter(|place| place.is_none())
            .ok_or(ColumnError::Value(column))?;
        *place = Some(value);
    }
    Ok(whole)
}
