//! What a till keeps at its node: the printer in the shop's network, the products
//! at hand. No command: nothing of it is a fact.

use nusa_rules::limits::RECEIPT_COLUMNS;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_FAVOURITES, MAX_HOST},
    problem::{Door, Problem},
};

/// The products at hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FavouritesRequest {
    /// Numbers of products, in the order in which they are shown.
    pub products: Vec<u32>,
}

impl FavouritesRequest {
    /// The numbers, each once.
    ///
    /// # Errors
    /// `body_invalid` when there are too many.
    pub fn parse(self) -> Result<Vec<u32>, Problem> {
        bounds::count(At::Field("products"), &self.products, MAX_FAVOURITES)?;
        let mut products = Vec::with_capacity(self.products.len());
        for product in self.products {
            if !products.contains(&product) {
                products.push(product);
            }
        }
        Ok(products)
    }
}

/// A printer in the shop's network.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrinterRequest {
    /// Its name or address.
    pub host: String,
    /// Its port.
    #[serde(default = "raw_port")]
    pub port: u16,
    /// Characters of a line: 32, 42 or 48.
    pub columns: u8,
    /// Whether it cuts the paper.
    #[serde(default = "yes")]
    pub cut: bool,
    /// Whether a drawer hangs on it.
    #[serde(default)]
    pub drawer: bool,
}

/// The port on which printers take raw bytes.
fn raw_port() -> u16 {
    9_100
}

fn yes() -> bool {
    true
}

impl PrinterRequest {
    /// The printer within bounds.
    ///
    /// # Errors
    /// `body_invalid` at the field.
    pub fn checked(self) -> Result<Self, Problem> {
        let host = self.host.trim().to_owned();
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let named = (1..=MAX_HOST).contains(&host.len()) && host.chars().all(letter);
        let refuse = |name, detail| Err(Problem::at(Door::BodyInvalid, At::Field(name), detail));
        if !named {
            return refuse("host", "not the name or address of a machine");
        }
        if self.port == 0 {
            return refuse("port", "must be between 1 and 65535");
        }
        if !RECEIPT_COLUMNS.contains(&self.columns) {
            return refuse("columns", "must be 32, 42 or 48");
        }
        Ok(Self { host, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_has_a_host_a_port_and_a_width() {
        let cases = [
            (r#"{"host":" 192.168.1.40 ","columns":32}"#, None),
            (
                r#"{"host":"printer-kasir","port":9101,"columns":48,"drawer":true}"#,
                None,
            ),
            (r#"{"host":"","columns":32}"#, Some("host")),
            (r#"{"host":"a b","columns":32}"#, Some("host")),
            (r#"{"host":"x","port":0,"columns":32}"#, Some("port")),
            (r#"{"host":"x","columns":40}"#, Some("columns")),
        ];
        for (text, field) in cases {
            let read: PrinterRequest = serde_json::from_str(text).unwrap();
            let checked = read.checked();
            let told = checked
                .as_ref()
                .err()
                .and_then(|problem| problem.field.as_deref());
            assert_eq!(told, field, "{text}");
            if let Ok(printer) = checked {
                assert_eq!(printer.host, printer.host.trim());
            }
        }
    }
}
