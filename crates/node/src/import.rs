//! Many products at once, by SKU: new ones are added, known ones follow the
//! sheet, a changed price becomes a new version from now on. All rows or none,
//! in one transaction. Knows rows, not files.

mod outcome;

use std::collections::BTreeMap;

use nusa_facts::{
    CategoryId, CommandId, Hash, Millis, PriceId, ProductId,
    limits::MAX_LINES,
    master::{Category, Entity, EntityKind, Price, Product, Scope},
};
use nusa_rules::{
    Actor, Command, Moment, Refusal,
    command::{Amount, PROVISIONAL},
    refusal::Code,
    stock::place_of,
};
use nusa_store::{Error as StoreError, Look, Store, Tx};

pub use self::outcome::{FieldChange, Outcome, What};
use crate::{
    Ask, Node, desk,
    execute::{self, Office},
    fault::Fault,
    journal::{self, Pen},
    master,
    moment::branch_row,
};

/// Products decided at once, each with its price: within what one change of master data may hold.
const STEP: usize = 400;

/// What a stock of a sheet is booked as.
const STOCK_NOTE: &str = "Impor";

/// A product as a sheet has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The line of the sheet, for refusals.
    pub row: u64,
    /// The shop's own code.
    pub sku: String,
    /// The code on the package; may be empty.
    pub barcode: String,
    /// The name.
    pub name: String,
    /// The category's name.
    pub category: String,
    /// The unit.
    pub unit: String,
    /// The company's price, minor units.
    pub price: i64,
    /// What the warehouse shall have, thousandths; none leaves it as it is.
    pub stock_milli: Option<i64>,
    /// Whether it is withdrawn; none leaves it as it is.
    pub retired: Option<bool>,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Products that are new.
    pub created: usize,
    /// Products or prices that changed.
    pub changed: usize,
    /// Rows that were so already.
    pub unchanged: usize,
    /// Categories that are new.
    pub categories: usize,
    /// Rows whose stock was booked.
    pub stock_changed: usize,
    /// What became of the first rows, for a preview.
    pub outcomes: Vec<Outcome>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// The law refuses a row of the sheet.
    #[error("row {row}: {refusal}")]
    Row {
        /// The line of the sheet.
        row: u64,
        /// What the law says; its field is a column's name.
        refusal: Refusal,
    },
    /// Something else stops it.
    #[error(transparent)]
    Other(#[from] Fault),
}

impl From<StoreError> for ImportFault {
    fn from(error: StoreError) -> Self {
        Self::Other(Fault::Store(error))
    }
}

/// A trial ends like a failure, so that nothing of it is kept.
enum Ending {
    Trial(Imported),
    Failed(ImportFault),
}

impl From<StoreError> for Ending {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl<S: Store> Node<S> {
    /// Takes in a whole sheet for somebody. `command` is the device's id for it, `hash` that of the sheet;
    /// `progress` hears of rows done; with `trial` everything is judged and nothing kept.
    ///
    /// # Errors
    /// The first row that the law refuses; then nothing of the sheet was taken.
    pub fn import_products(
        &mut self,
        actor: &Actor,
        (command, hash): (CommandId, Hash),
        rows: &[SheetRow],
        trial: bool,
        mut progress: impl FnMut(usize),
    ) -> Result<Imported, ImportFault> {
        let Self {
            store,
            me,
            ids,
            senses,
            clock,
            key,
            load,
            ..
        } = self;
        let pen = Pen {
            ids,
            senses: senses.as_mut(),
        };
        let mut office = Office {
            branch: me.branch,
            pen,
            clock,
            key: key.as_ref(),
            load: *load,
        };
        let outcome = store.transact(|tx| {
            let moment = office.moment(tx)?;
            let what = Command::ChangeMaster { rows: Vec::new() };
            let ask = Ask {
                command,
                body_hash: hash,
                actor: actor.clone(),
                what,
            };
            let mut intake = Intake {
                office: &mut office,
                ask,
                moment,
                done: Imported::default(),
            };
            intake.categories(tx, rows).map_err(Ending::Failed)?;
            for (step, part) in rows.chunks(STEP).enumerate() {
                intake.products(tx, part).map_err(Ending::Failed)?;
                intake.stock(tx, part).map_err(Ending::Failed)?;
                progress(step * STEP + part.len());
            }
            if trial {
                Err(Ending::Trial(intake.done))
            } else {
                Ok(intake.done)
            }
        });
        match outcome {
            Ok(done) | Err(Ending::Trial(done)) => Ok(done),
            Err(Ending::Failed(fault)) => Err(fault),
        }
    }
}

struct Intake<'a, 'o> {
    office: &'a mut Office<'o>,
    ask: Ask,
    moment: Moment,
    done: Imported,
}

/// A row to write with the line of the sheet that asks for it.
type Asked = (u64, Entity);

impl Intake<'_, '_> {
    fn categories<T: Tx>(&mut self, tx: &mut T, rows: &[SheetRow]) -> Result<(), ImportFault> {
        let known = categories(tx)?;
        let mut fresh: BTreeMap<&str, u64> = BTreeMap::new();
        for row in rows.iter().filter(|row| !known.contains_key(&row.category)) {
            fresh.entry(&row.category).or_insert(row.row);
        }
        self.done.categories = fresh.len();
        let first = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let entity = |(n, (name, row)): (u32, (&str, u64))| {
            let id = CategoryId(PROVISIONAL + n);
            let position = first.saturating_add(n);
            (
                row,
                Entity::Category(Category {
                    id,
                    name: name.to_owned(),
                    position,
                    off_menu: false,
                }),
            )
        };
        let asked: Vec<Asked> = (0..).zip(fresh).map(entity).collect();
        asked.chunks(STEP).try_for_each(|part| self.write(tx, part))
    }

    fn products<T: Tx>(&mut self, tx: &mut T, rows: &[SheetRow]) -> Result<(), ImportFault> {
        let categories = categories(tx)?;
        let mut asked = Vec::new();
        for (n, row) in (0..).zip(rows) {
            let wanted = Wanted {
                row,
                category: categories[&row.category],
                number: PROVISIONAL + n,
                now: self.moment.at,
            };
            match tx
                .product_by_code(&row.sku)?
                .filter(|known| known.sku == row.sku)
            {
                None => {
                    self.done.created += 1;
                    self.done.tell(row, What::New, Vec::new());
                    asked.extend([wanted.product(None), wanted.price(ProductId(wanted.number))]);
                }
                Some(known) => asked.extend(self.follow(tx, &wanted, known)?),
            }
        }
        self.write(tx, &asked)
    }

    /// What of a known product is to be written.
    fn follow(
        &mut self,
        look: &impl Look,
        wanted: &Wanted<'_>,
        known: Product,
    ) -> Result<Vec<Asked>, StoreError> {
        let mut asked = Vec::new();
        let id = known.id;
        let (row, entity) = wanted.product(Some(known.clone()));
        let mut changes = match &entity {
            Entity::Product(shall) => outcome::changes(&known, shall),
            _ => Vec::new(),
        };
        if !changes.is_empty() {
            asked.push((row, entity));
        }
        let standing = standing_price(&look.prices(id)?, self.moment.at);
        if standing != Some(wanted.row.price) {
            let from = standing.map_or_else(String::new, |price| price.to_string());
            changes.push(("price", from, wanted.row.price.to_string()));
            asked.push(wanted.price(id));
        }
        let what = if asked.is_empty() {
            self.done.unchanged += 1;
            What::Same
        } else {
            self.done.changed += 1;
            What::Changed
        };
        self.done.tell(wanted.row, what, changes);
        Ok(asked)
    }

    /// Books what the warehouse shall have, as a count of those that it has not.
    fn stock<T: Tx>(&mut self, tx: &mut T, rows: &[SheetRow]) -> Result<(), ImportFault> {
        let mut counted = Vec::new();
        for row in rows {
            let Some(milli) = row.stock_milli else {
                continue;
            };
            let Some(product) = tx.product_by_code(&row.sku)? else {
                continue;
            };
            if tx.level(place_of(self.office.branch), product.id)? != milli {
                let product = product.id;
                counted.push((row.row, Amount { product, milli }));
            }
        }
        self.done.stock_changed += counted.len();
        counted
            .chunks(MAX_LINES)
            .try_for_each(|part| self.count(tx, part))
    }

    fn count<T: Tx>(&mut self, tx: &mut T, part: &[(u64, Amount)]) -> Result<(), ImportFault> {
        let what = Command::CountStock {
            lines: part.iter().map(|(_, amount)| *amount).collect(),
            note: Some(STOCK_NOTE.to_owned()),
        };
        let here = self.office.branch;
        let desk = (here, branch_row(tx, here)?);
        let ruling = match desk::decide(tx, desk, &self.ask.actor, &self.moment, &what) {
            Ok(ruling) => ruling,
            Err(Fault::Refused(refusal)) => return Err(at_its_line(refusal, part)),
            Err(other) => return Err(other.into()),
        };
        let drafts = vec![execute::draft(ruling, &self.ask)];
        journal::record(tx, &mut self.office.pen, here, self.moment, drafts)?;
        Ok(())
    }

    fn write<T: Tx>(&mut self, tx: &mut T, asked: &[Asked]) -> Result<(), ImportFault> {
        if asked.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = asked.iter().map(|(_, entity)| entity.clone()).collect();
        match master::change(self.office, tx, &self.ask, self.moment, &rows) {
            Ok(_) => Ok(()),
            Err(Fault::Refused(refusal)) if refusal.code == Code::NothingChanges => Ok(()),
            Err(Fault::Refused(refusal)) => Err(at_its_row(refusal, asked)),
            Err(other) => Err(other.into()),
        }
    }
}

/// Units by which goods are weighed or measured, so that a till asks how much of them is sold.
const MEASURES: [&str; 12] = [
    "kg", "kilogram", "g", "gr", "gram", "ons", "l", "lt", "liter", "ml", "m", "meter",
];

fn is_measured(unit: &str) -> bool {
    MEASURES.contains(&unit.trim().to_lowercase().as_str())
}

struct Wanted<'a> {
    row: &'a SheetRow,
    category: CategoryId,
    number: u32,
    now: Millis,
}

impl Wanted<'_> {
    /// The product as the sheet has it; what the sheet does not say stays, or is as for any ordinary good.
    fn product(&self, known: Option<Product>) -> Asked {
        let row = self.row;
        let ordinary = || Product {
            id: ProductId(self.number),
            sku: row.sku.clone(),
            barcode: String::new(),
            name: String::new(),
            category: self.category,
            unit: String::new(),
            taxes: Vec::new(),
            stocked: true,
            fractional: is_measured(&row.unit),
            service: false,
            discountable: true,
            retired: false,
            picture: None,
        };
        let mut product = known.unwrap_or_else(ordinary);
        product.name.clone_from(&row.name);
        product.category = self.category;
        product.unit.clone_from(&row.unit);
        if !row.barcode.is_empty() {
            product.barcode.clone_from(&row.barcode);
        }
        product.retired = row.retired.unwrap_or(product.retired);
        (row.row, Entity::Product(product))
    }

    fn price(&self, product: ProductId) -> Asked {
        let price = Price {
            id: PriceId(self.number),
            product,
            scope: Scope::Company,
            amount: self.row.price,
            per_milli: 1_000,
            min_milli: 0,
            valid_from: self.now,
            valid_to: None,
        };
        (self.row.row, Entity::Price(price))
    }
}

fn categories(look: &impl Look) -> Result<BTreeMap<String, CategoryId>, StoreError> {
    let rows = look.entities(EntityKind::Category)?.into_iter();
    let named = rows.filter_map(|row| match row {
        Entity::Category(category) => Some((category.name, category.id)),
        _ => None,
    });
    Ok(named.collect())
}

/// The company's ordinary price now: a sheet says nothing of regions, branches and quantities.
fn standing_price(prices: &[Price], now: Millis) -> Option<i64> {
    let ordinary = |price: &&Price| {
        let is_ordinary =
            price.scope == Scope::Company && price.min_milli == 0 && price.per_milli == 1_000;
        is_ordinary && price.valid_from <= now && price.valid_to.is_none_or(|end| end > now)
    };
    prices
        .iter()
        .filter(ordinary)
        .max_by_key(|price| (price.valid_from, price.id))
        .map(|price| price.amount)
}

/// The law names `lines[17].quantity_milli`; the sheet's reader wants the line and the column.
fn at_its_line(mut refusal: Refusal, part: &[(u64, Amount)]) -> ImportFault {
    let field = refusal.field.as_deref();
    let index = field.and_then(|field| field.strip_prefix("lines[")?.split_once(']'));
    let row = index.and_then(|(index, _)| part.get(index.parse::<usize>().ok()?));
    match row {
        None => ImportFault::Other(refusal.into()),
        Some((row, _)) => {
            refusal.field = Some("stock".to_owned());
            ImportFault::Row { row: *row, refusal }
        }
    }
}

/// The law names `rows[17].barcode`; the sheet's reader wants the line and the column.
fn at_its_row(mut refusal: Refusal, asked: &[Asked]) -> ImportFault {
    let field = refusal.field.as_deref();
    let place = field.and_then(|field| field.strip_prefix("rows[")?.split_once(']'));
    let found = place.and_then(|(index, rest)| {
        let (row, entity) = asked.get(index.parse::<usize>().ok()?)?;
        Some((
            *row,
            column(entity, rest.trim_start_matches('.'), &refusal.detail),
        ))
    });
    match found {
        None => ImportFault::Other(refusal.into()),
        Some((row, column)) => {
            refusal.field = Some(column);
            ImportFault::Row { row, refusal }
        }
    }
}

/// A product's two codes are one kind to the law; its sentence tells which of them is taken.
fn column(entity: &Entity, field: &str, detail: &str) -> String {
    let barcode = match entity {
        Entity::Product(product) if field == "code" => product.barcode.as_str(),
        _ => return field.to_owned(),
    };
    let is_barcode = !barcode.is_empty() && detail.contains(barcode);
    if is_barcode { "barcode" } else { "sku" }.to_owned()
}
