//! What answers look like: views for eyes and programs, built from facts and
//! rows. A view is never taken back as an instruction (I4). Ids are plain
//! numbers and texts, moments are milliseconds since 1970 in UTC.

pub mod account;
pub mod audit;
pub mod bills;
pub mod branches;
pub mod catalogue;
pub mod customers;
pub mod dashboard;
pub mod dining;
pub mod drawers;
pub mod goods;
pub mod guests;
pub mod import;
pub mod kitchen;
pub mod listing;
pub mod mail;
pub mod modifiers;
pub mod node;
pub mod orders;
pub mod paper;
pub mod prices;
pub mod ratings;
pub mod report;
pub mod sale;
pub mod shift;
pub mod stock;
pub mod taken_back;
pub mod till;

use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor for the page after this one; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page of at most `rows`, out of what was read with one row more; `cursor` names the last row shown.
    pub fn cut(mut read: Vec<T>, rows: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = read.len() > rows;
        read.truncate(rows);
        let next = read.last().filter(|_| more).map(cursor);
        Self { items: read, next }
    }

    /// A list that is never long.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_page_tells_its_cursor_only_when_there_is_more() {
        let cases = [
            (vec![], 2, 0, None),
            (vec![1, 2], 2, 2, None),
            (vec![1, 2, 3], 2, 2, Some("2".to_owned())),
        ];
        for (read, rows, shown, next) in cases {
            let page = Page::cut(read, rows, i32::to_string);
            assert_eq!((page.items.len(), page.next), (shown, next));
        }
    }
}
