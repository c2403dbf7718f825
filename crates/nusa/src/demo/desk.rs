//! What the demo asks of a node over HTTP, as an office or a till would: each
//! question with its route. Knows the API's words, not what the demo does with
//! the answers.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use bytes::Bytes;
use nusa_facts::{BusinessDate, Millis, TillNo, master::Product};
use nusa_sync::messages::{PriceColumns, ProductColumns};
use serde_json::{Value, json};

use super::{
    baskets::Expected,
    http::{Http, Reply},
    logins::Login,
};
use crate::{chance, clock, exit::Failure};

/// Rows of one page of a list, as many as the API gives.
const PAGE: usize = 500;

/// How long a new branch may take to be told by its centre.
const PATIENCE: Duration = Duration::from_secs(30);

/// Pause between two questions of somebody who waits.
const PAUSE: Duration = Duration::from_millis(100);

/// Days that a list of sales may span.
const SPAN_DAYS: i64 = 90;

/// Somebody signed in at a node.
#[derive(Clone)]
pub struct Desk {
    http: Http,
    name: String,
}

impl Desk {
    /// Signs in; `node` is what people call it.
    ///
    /// # Errors
    /// `Refused` when the node does not answer or does not know the person.
    pub async fn sign_in(base: &str, node: &str, login: &Login) -> Result<Self, Failure> {
        let http = Http::new(base);
        let body = json!({ "login": login.login, "password": login.password });
        let answer = expect(node, http.post("/api/v1/session", &body).await)?;
        let token = answer["token"].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            http: http.signed_in(token),
            name: node.to_owned(),
        })
    }

    /// The connection with its sign-in.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// The same person on a connection of their own.
    pub fn another(&self) -> Self {
        Self {
            http: self.http.another(),
            name: self.name.clone(),
        }
    }

    /// Reads.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub(super) async fn get(&self, path: &str) -> Result<Value, Failure> {
        expect(&self.name, self.http.get(path).await)
    }

    /// Asks for something.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        expect(&self.name, self.http.post(path, body).await)
    }

    /// Sets something.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub(super) async fn put(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        expect(&self.name, self.http.put(path, body).await)
    }

    /// Imports a CSV file of products at the centre.
    ///
    /// # Errors
    /// `Refused` with what the centre says.
    pub async fn import_products(&self, csv: String) -> Result<(), Failure> {
        let sent = self
            .http
            .post_bytes("/api/v1/products/import", "text/csv", Bytes::from(csv))
            .await;
        expect(&self.name, sent).map(drop)
    }

    /// The numbers of the products that have a price here, by name.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn listed(&self) -> Result<BTreeMap<String, u32>, Failure> {
        let listed = self.sold().await?.into_iter();
        Ok(listed.map(|product| (product.name, product.id.0)).collect())
    }

    /// Products that have a price here.
    async fn sold(&self) -> Result<Vec<Product>, Failure> {
        let mut answer = self.get("/api/v1/catalogue").await?;
        let unreadable =
            |error: &dyn std::fmt::Display| Failure::Refused(format!("{}: {error}", self.name));
        let products: ProductColumns = serde_json::from_value(answer["products"].take())
            .map_err(|error| unreadable(&error))?;
        let prices: PriceColumns =
            serde_json::from_value(answer["prices"].take()).map_err(|error| unreadable(&error))?;
        let products = products.rows().map_err(|error| unreadable(&error))?;
        let prices = prices.rows().map_err(|error| unreadable(&error))?;
        let priced: BTreeSet<_> = prices.iter().map(|price| price.product).collect();
        Ok(products
            .into_iter()
            .filter(|product| priced.contains(&product.id))
            .collect())
    }

    /// The numbers of the products that are kept in stock, once the node was told of any.
    ///
    /// # Errors
    /// `Refused` when that did not become true in time.
    pub async fn stocked(&self) -> Result<Vec<u32>, Failure> {
        let told = || async { self.sold().await.ok().filter(|sold| !sold.is_empty()) };
        let late = || Failure::Refused(format!("{} was not told of any goods", self.name));
        let sold = until(PATIENCE, told).await.ok_or_else(late)?;
        Ok(sold
            .iter()
            .filter(|product| product.stocked)
            .map(|product| product.id.0)
            .collect())
    }

    /// Every row of a list, page by page; `path` ends with `?` or `&`.
    async fn pages(&self, path: &str) -> Result<Vec<Value>, Failure> {
        let mut rows = Vec::new();
        let mut after = String::new();
        loop {
            let mut page = self.get(&format!("{path}limit={PAGE}{after}")).await?;
            if let Some(items) = page["items"].as_array_mut() {
                rows.append(items);
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return Ok(rows),
            }
        }
    }

    /// Sales, lines and revenue of a branch as the node lists them, sale by sale.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn sales(&self, branch: u32) -> Result<Expected, Failure> {
        let path = format!("/api/v1/sales?{}&branch={branch}&", days());
        let rows = self.pages(&path).await?;
        let sum = |of: &str| rows.iter().filter_map(|row| row[of].as_i64()).sum();
        Ok(Expected {
            count: rows.len() as i64,
            lines: sum("lines"),
            revenue: sum("total"),
        })
    }

    /// Orders that were served, their lines and what they come to, as the node lists them one by one.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn orders(&self, branch: u32) -> Result<Expected, Failure> {
        let path = format!("/api/v1/orders?{}&state=finished&branch={branch}&", days());
        let rows = self.pages(&path).await?;
        let lines = rows.iter().filter_map(|row| row["lines"].as_array());
        Ok(Expected {
            count: rows.len() as i64,
            lines: lines.map(|lines| lines.len() as i64).sum(),
            revenue: rows.iter().filter_map(|row| row["gross"].as_i64()).sum(),
        })
    }

    /// What lies on the shelf of a branch by the numbers of its products, thousandths.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn shelf(&self, branch: u32) -> Result<BTreeMap<u32, i64>, Failure> {
        let path = format!("/api/v1/stock/levels?branch={branch}");
        let answer = self.get(&path).await?;
        let columns = json!([answer["products"], answer["level_milli"]]);
        let (products, levels): (Vec<u32>, Vec<i64>) = serde_json::from_value(columns)
            .map_err(|error| Failure::Refused(format!("{}: {error}", self.name)))?;
        Ok(products.into_iter().zip(levels).collect())
    }

    /// Sales and revenue of a branch as the node's roll-ups have them.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn rolled_up(&self, branch: u32) -> Result<(i64, i64), Failure> {
        let answer = self
            .get(&format!("/api/v1/reports/days?{}&branch={branch}", days()))
            .await?;
        let rows = answer["items"].as_array().cloned().unwrap_or_default();
        let sum = |name: &str| rows.iter().filter_map(|row| row[name].as_i64()).sum();
        Ok((sum("sales"), sum("total")))
    }

    /// Gives whoever is signed in a PIN at this node.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn set_pin(&self, password: &str, pin: &str) -> Result<(), Failure> {
        let body = json!({ "password": password, "pin": pin });
        self.put("/api/v1/session/pin", &body).await.map(drop)
    }

    /// Registers tills up to a number and opens their shifts, whatever of it is done already.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn open_tills(&self, count: u8, float: i64) -> Result<(), Failure> {
        for till in (1..=count).filter_map(TillNo::new) {
            let name = format!("Kasir {till}");
            let body = json!({ "command": chance::command(), "till": till, "name": name });
            self.post("/api/v1/tills", &body).await?;
            let body = json!({ "command": chance::command(), "till": till, "float": float });
            let opened = self.http.post("/api/v1/shifts", &body).await;
            match opened {
                Ok(reply) if reply.code() == "shift_open" => {}
                other => drop(expect(&self.name, other)?),
            }
        }
        Ok(())
    }

    /// Books goods from a supplier.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn receive(
        &self,
        products: &[u32],
        pieces: i64,
        reference: &str,
    ) -> Result<(), Failure> {
        for part in products.chunks(100) {
            let line =
                |product: &u32| json!({ "product": product, "quantity_milli": pieces * 1_000 });
            let lines: Vec<_> = part.iter().map(line).collect();
            let body =
                json!({ "command": chance::command(), "lines": lines, "reference": reference });
            self.post("/api/v1/stock/receipts", &body).await?;
        }
        Ok(())
    }

    /// Cuts or restores the link of this branch to the centre. Only a demo has this switch.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn switch_link(&self, up: bool) -> Result<(), Failure> {
        self.put("/api/v1/link", &json!({ "open": up }))
            .await
            .map(drop)
    }

    /// Facts that the centre has not taken in yet, as the branch knows it.
    ///
    /// # Errors
    /// `Refused` with what the node says.
    pub async fn unsent(&self) -> Result<u64, Failure> {
        Ok(self.get("/api/v1/link").await?["unsent"]
            .as_u64()
            .unwrap_or_default())
    }
}

/// Waits until something holds, asking again after short pauses; `None` when the patience ends.
pub async fn until<T, F: Future<Output = Option<T>>>(
    patience: Duration,
    mut ask: impl FnMut() -> F,
) -> Option<T> {
    let watch = clock::Stopwatch::start();
    loop {
        if let Some(found) = ask().await {
            return Some(found);
        }
        if watch.elapsed() > patience {
            return None;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn expect(node: &str, sent: Result<Reply, super::http::HttpError>) -> Result<Value, Failure> {
    let reply = sent.map_err(|error| Failure::Refused(format!("{node}: {error}")))?;
    if reply.is_ok() {
        Ok(reply.body)
    } else {
        Err(Failure::Refused(format!("{node}: {}", reply.words())))
    }
}

/// The longest span that ends tomorrow: a shift may have stayed open for days.
fn days() -> String {
    const DAY_MS: i64 = 86_400_000;
    let now = clock::wall().0;
    let day = |at: i64| {
        BusinessDate::of(Millis(at), 0, 0)
            .map(|date| date.to_string())
            .unwrap_or_default()
    };
    format!(
        "from={}&to={}",
        day(now - (SPAN_DAYS - 1) * DAY_MS),
        day(now + DAY_MS)
    )
}
