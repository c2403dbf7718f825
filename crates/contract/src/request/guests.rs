//! What guests ask for from their phones: to sit down at a table, to choose, to
//! order, to call. Products and quantities only; who asks, the cookie says.

use nusa_facts::{CallId, CommandId, DraftLineId, ProductId, TableId};
use nusa_rules::{
    Command,
    actor::Guest,
    guest::CallKind,
    limits::{MAX_LABEL_CHARS, MAX_NAME_CHARS},
    order::{PlaceOrder, WantedService},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::orders::{ChosenRequest, DishRequest, dish};
use crate::{
    at::At,
    bounds,
    limits::{MAX_CHOSEN, MAX_GUEST_LINES, MAX_PHONE},
    problem::{Door, Problem},
    request::{Asked, sale::collect},
};

/// A guest sits down: by the code of a table, or by what stands on it where the shop allows that.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SitRequest {
    /// The table, with its code.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub table: Option<TableId>,
    /// The code that was read.
    #[serde(default)]
    pub code: Option<String>,
    /// What stands on the table.
    #[serde(default)]
    pub label: Option<String>,
    /// What the guest is called.
    #[serde(default)]
    pub name: Option<String>,
}

/// By what a guest finds its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// The code of its sitting.
    Code(TableId, String),
    /// What stands on it.
    Label(String),
}

impl SitRequest {
    /// By what the guest sits down, and its name.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds or missing.
    pub fn parse(self) -> Result<(Seat, Option<String>), Problem> {
        let name = self.name.as_deref().map(name).transpose()?;
        let seat = match (self.table, self.code, self.label) {
            (Some(table), Some(code), None) => Seat::Code(table, code),
            (None, None, Some(label)) => {
                let label = bounds::short_text(At::Field("label"), &label, MAX_LABEL_CHARS)?;
                Seat::Label(label)
            }
            _ => {
                let detail = "bring the table with its code, or what stands on it";
                return Err(Problem::new(Door::BodyInvalid, detail).about("table"));
            }
        };
        Ok((seat, name))
    }
}

fn name(text: &str) -> Result<String, Problem> {
    bounds::short_text(At::Field("name"), text, MAX_NAME_CHARS)
}

/// A guest says its name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestNameRequest {
    /// What the guest is called.
    pub name: String,
}

impl GuestNameRequest {
    /// The name.
    ///
    /// # Errors
    /// `body_invalid` at the name.
    pub fn parse(self) -> Result<String, Problem> {
        name(&self.name)
    }
}

/// A line that a guest chooses, before anything is ordered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftLineRequest {
    /// The line, named by the phone; the last write of a guest's line wins.
    #[schema(value_type = String, format = "uuid")]
    pub line: DraftLineId,
    /// The product's number.
    pub product: u32,
    /// Thousandths of its unit; 0 takes the line away.
    pub quantity_milli: i64,
    /// What is chosen with it.
    #[serde(default)]
    pub chosen: Vec<ChosenRequest>,
    /// A note for the kitchen.
    #[serde(default)]
    pub note: Option<String>,
}

/// A line as it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenLine {
    /// The line.
    pub line: DraftLineId,
    /// The product.
    pub product: ProductId,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
    /// What was chosen with it: pairs of a group and an option.
    pub chosen: Vec<(u32, u32)>,
    /// A note; may be empty.
    pub note: String,
}

impl DraftLineRequest {
    /// The line.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<ChosenLine, Problem> {
        bounds::count(At::Field("chosen"), &self.chosen, MAX_CHOSEN)?;
        Ok(ChosenLine {
            line: self.line,
            product: ProductId(self.product),
            quantity_milli: bounds::quantity_from_zero(
                At::Field("quantity_milli"),
                self.quantity_milli,
            )?,
            chosen: self
                .chosen
                .iter()
                .map(|chosen| (chosen.group, chosen.option))
                .collect(),
            note: bounds::blank_or_text(At::Field("note"), self.note.as_deref().unwrap_or(""))?,
        })
    }
}

/// A line of a guest's order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestDishRequest {
    /// The product's number.
    pub product: u32,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
    /// What is chosen with it.
    #[serde(default)]
    pub chosen: Vec<ChosenRequest>,
    /// A note for the kitchen.
    #[serde(default)]
    pub note: Option<String>,
    /// The line of the draft that it was; it is taken away when the order stands.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub line: Option<DraftLineId>,
}

/// A guest orders: *Pesan*.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestOrderRequest {
    /// A UUIDv7 that the phone makes before the first send; the same bytes are sent again after a lost answer.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What is ordered.
    pub lines: Vec<GuestDishRequest>,
    /// The sum that was shown, minor units; another one is refused with `total_changed`.
    #[serde(default)]
    pub expected_gross: Option<i64>,
}

impl GuestOrderRequest {
    /// The lines of the draft that this order takes.
    pub fn taken(&self) -> Vec<DraftLineId> {
        self.lines.iter().filter_map(|line| line.line).collect()
    }

    /// The command of a guest who is called so.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, guest: Guest, name: Option<String>) -> Result<Asked, Problem> {
        bounds::count(At::Field("lines"), &self.lines, MAX_GUEST_LINES)?;
        let expected = |gross| bounds::money_from_zero(At::Field("expected_gross"), gross);
        let lines = self.lines.into_iter().map(plain).collect();
        let order = PlaceOrder {
            service: WantedService::Table {
                table: guest.table,
                sitting: guest.sitting,
            },
            guest: name,
            lines: collect(lines, dish)?,
            expected_gross: self.expected_gross.map(expected).transpose()?,
        };
        Ok(Asked::new(self.command, Command::PlaceOrder(order)))
    }
}

fn plain(line: GuestDishRequest) -> DishRequest {
    DishRequest {
        product: line.product,
        quantity_milli: line.quantity_milli,
        chosen: line.chosen,
        note: line.note,
    }
}

/// A guest calls for somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestCallRequest {
    /// The call, named by the phone: sent twice, it is one.
    #[schema(value_type = String, format = "uuid")]
    pub call: CallId,
    /// waiter or bill.
    pub kind: String,
}

impl GuestCallRequest {
    /// The call.
    ///
    /// # Errors
    /// `body_invalid` for a kind that is none.
    pub fn parse(self) -> Result<(CallId, CallKind), Problem> {
        let none = || Problem::new(Door::BodyInvalid, "call for waiter or bill").about("kind");
        Ok((self.call, CallKind::parse(&self.kind).ok_or_else(none)?))
    }
}

/// What a guest lets the shop keep: nothing without consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileRequest {
    /// What the guest is called.
    pub name: String,
    /// For receipts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// For questions about an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The guest agrees that the shop keeps this.
    pub consent: bool,
}

impl ProfileRequest {
    /// The same, trimmed and within bounds.
    ///
    /// # Errors
    /// `body_invalid` at the field that cannot be.
    pub fn parse(self) -> Result<Self, Problem> {
        let email = bounds::optional_text(At::Field("email"), self.email.as_deref())?;
        let phone = bounds::optional_text(At::Field("phone"), self.phone.as_deref())?;
        let wrong = |field, detail: &str| Problem::new(Door::BodyInvalid, detail).about(field);
        if email.as_deref().is_some_and(|text| !bounds::is_email(text)) {
            return Err(wrong("email", "is no e-mail address"));
        }
        if phone.as_deref().is_some_and(|text| !is_phone(text)) {
            return Err(wrong("phone", "is no phone number"));
        }
        Ok(Self {
            name: name(&self.name)?,
            email,
            phone,
            consent: self.consent,
        })
    }
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let known = |letter: char| letter.is_ascii_digit() || "+- ().".contains(letter);
    text.chars().all(known) && (6..=MAX_PHONE).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_told_from_other_words() {
        for (text, good) in [
            ("ani@contoh.id", true),
            ("a.b+c@toko.co.id", true),
            ("ani@contoh", false),
            ("@contoh.id", false),
            ("ani contoh@x.id", false),
            ("ani@.id", false),
            ("ani@contoh.id,budi@contoh.id", false),
            ("<ani@contoh.id>", false),
            ("añi@contoh.id", false),
        ] {
            assert_eq!(bounds::is_email(text), good, "{text}");
        }
        for (text, good) in [
            ("0812-3456-7890", true),
            ("+62 812 3456 789", true),
            ("12345", false),
            ("nol delapan", false),
        ] {
            assert_eq!(is_phone(text), good, "{text}");
        }
    }
}
