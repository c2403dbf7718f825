//! What sockets of the house are told in the restaurant document's shape, written
//! once however many of them listen. Knows no shape and no socket.

use std::collections::HashMap;

use axum::extract::ws::Utf8Bytes;
use nusa_contract::{Problem, view::guests::BoardView};
use nusa_facts::TableId;
use serde_json::Value;
use tokio::sync::Mutex;

/// The last board that was read, and what was written of it.
#[derive(Debug, Default)]
pub struct House(Mutex<Option<Written>>);

#[derive(Debug)]
struct Written {
    n: u64,
    board: BoardView,
    texts: HashMap<Option<TableId>, Utf8Bytes>,
}

impl House {
    /// What is told of a table, or of all, by a board that knows of change number `n`. One is read where none
    /// is kept; it tells the number of the last change before it was read.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn text(
        &self,
        n: u64,
        of: Option<TableId>,
        read: impl Future<Output = Result<(u64, BoardView), Problem>>,
        write: impl Fn(&BoardView, Option<TableId>) -> Value,
    ) -> Result<Utf8Bytes, Problem> {
        // Whoever comes while somebody reads waits for what that one reads.
        let mut kept = self.0.lock().await;
        let written = match kept.take().filter(|written| written.n >= n) {
            Some(written) => written,
            None => {
                let (n, board) = read.await?;
                let texts = HashMap::new();
                Written { n, board, texts }
            }
        };
        let Written { board, texts, .. } = kept.insert(written);
        let text = texts.entry(of);
        Ok(text
            .or_insert_with(|| write(board, of).to_string().into())
            .clone())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn board(cursor: u64) -> BoardView {
        BoardView {
            cursor: cursor.to_string(),
            tables: Vec::new(),
            orders: Vec::new(),
            drafts: Vec::new(),
            calls: Vec::new(),
            waiting: Default::default(),
        }
    }

    #[tokio::test]
    async fn a_board_is_read_once_for_all_who_ask_for_the_same_change() {
        let house = House::default();
        let text = async |n: u64, reads: u64| {
            let read = async { Ok((reads, board(reads))) };
            let write = |board: &BoardView, _| json!(board.cursor);
            house.text(n, None, read, write).await.unwrap().to_string()
        };
        assert_eq!(text(4, 5).await, "\"5\"");
        assert_eq!(text(4, 9).await, "\"5\"", "it is kept");
        assert_eq!(text(5, 9).await, "\"5\"", "it knows of that change too");
        assert_eq!(text(6, 9).await, "\"9\"", "it is older than the change");
    }
}
