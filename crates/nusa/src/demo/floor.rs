//! The tables of a branch as its staff keep them over HTTP: set up, free for new
//! guests, closed when they left. Knows nothing of what is ordered at them.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{cafe::Seating, desk::Desk};
use crate::{chance, exit::Failure};

/// A table with the sitting that runs at it.
#[derive(Clone, Debug)]
pub struct Seats {
    /// The table.
    pub table: String,
    /// What stands on it.
    pub label: String,
    /// Its running sitting.
    pub sitting: i64,
}

fn rows(page: &Value) -> impl Iterator<Item = &Value> {
    page["items"].as_array().into_iter().flatten()
}

fn text(row: &Value, field: &str) -> String {
    row[field].as_str().unwrap_or_default().to_owned()
}

impl Desk {
    /// What the code of the first table opens, behind the node's own address; none where no table stands.
    ///
    /// # Errors
    /// `Refused` with what the branch says.
    pub async fn first_code(&self) -> Result<Option<String>, Failure> {
        let codes = self.get("/api/v1/tables/codes").await?;
        Ok(codes["items"][0]["path"].as_str().map(str::to_owned))
    }

    /// Sets up tables, unless there are some.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn lay_tables(
        &self,
        tables: impl IntoIterator<Item = Seating>,
    ) -> Result<(), Failure> {
        let known = self.get("/api/v1/tables").await?;
        if known["items"]
            .as_array()
            .is_some_and(|rows| !rows.is_empty())
        {
            return Ok(());
        }
        for (area, label, seats) in tables {
            let command = chance::command();
            let table = json!({ "command": command, "area": area, "label": label.to_string(), "seats": seats });
            // A table is named by whoever sets it up; any fresh id will do.
            let path = format!("/api/v1/tables/{}", chance::command());
            self.put(&path, &table).await?;
        }
        Ok(())
    }

    /// The tables in use, all of them free: what somebody still waits for is served, and its guests leave.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn free_tables(&self) -> Result<Vec<Seats>, Failure> {
        for order in rows(&self.get("/api/v1/orders").await?) {
            let steps = match order["state"].as_str() {
                Some("placed") => ["start", "finish"].as_slice(),
                _ => ["finish"].as_slice(),
            };
            for step in steps {
                let path = format!("/api/v1/orders/{}/{step}", text(order, "order"));
                let command = json!({ "command": chance::command() });
                self.post(&path, &command).await?;
            }
        }
        let page = self.get("/api/v1/tables").await?;
        let mut free = Vec::new();
        for row in rows(&page).filter(|row| row["active"] == true) {
            let mut table = Seats {
                table: text(row, "table"),
                label: text(row, "label"),
                sitting: row["sitting"].as_i64().unwrap_or_default(),
            };
            if row["since"].is_i64() || row["guests"] != 0 {
                self.close_table(&mut table).await?;
            }
            free.push(table);
        }
        Ok(free)
    }

    /// Whatever waits to be paid at a table is paid, by QRIS at the first till.
    async fn settle(&self, table: &Seats) -> Result<(), Failure> {
        let words = |words| Failure::Refused(format!("table {} did not pay: {words}", table.label));
        let page = self
            .get(&format!("/api/v1/bills?table={}", table.table))
            .await?;
        for row in rows(&page).filter(|row| row["state"] == "open") {
            let path = format!("/api/v1/bills/{}", text(row, "bill"));
            let bill = self.get(&path).await?;
            let Some(total) = bill["quote"]["total"].as_i64() else {
                continue;
            };
            let body = json!({
                "command": chance::command(),
                "till": 1,
                "version": bill["version"],
                "payments": [{ "method": "qris", "amount": total }],
                "expected_total": total,
            });
            let body = Bytes::from(body.to_string());
            let paid = self.http().insist(&format!("{path}/pay"), body).await;
            paid.map_err(words)?;
        }
        Ok(())
    }

    /// The guests of a table pay and leave; the next ones sit in a sitting of their own.
    ///
    /// # Errors
    /// `Refused` with what the node says, or when it does not answer.
    pub async fn close_table(&self, table: &mut Seats) -> Result<(), Failure> {
        self.settle(table).await?;
        let body = json!({ "command": chance::command(), "sitting": table.sitting }).to_string();
        let path = format!("/api/v1/tables/{}/close", table.table);
        let closed = self.http().insist(&path, Bytes::from(body)).await;
        let words =
            |words| Failure::Refused(format!("table {} was not closed: {words}", table.label));
        closed.map_err(words)?;
        table.sitting += 1;
        Ok(())
    }
}
