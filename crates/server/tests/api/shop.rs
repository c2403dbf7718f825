//! A branch at work over HTTP, as the tests ring it up.

use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    world::{Branch, Company, company, with_command},
};

/// A company with a branch that has a till.
pub(crate) struct Shop {
    pub(crate) company: Company,
    pub(crate) branch: Branch,
    pub(crate) cashier: Client,
    pub(crate) manager: Client,
}

pub(crate) async fn open() -> Shop {
    let company = company().await;
    let branch = company.branch().await;
    Shop::with(company, branch).await
}

impl Shop {
    pub(crate) async fn with(company: Company, branch: Branch) -> Self {
        let manager = branch.node.sign_in("manager").await;
        let cashier = branch.node.sign_in("cashier").await;
        manager
            .post("/api/v1/tills", &with_command(json!({ "name": "Depan" })))
            .await
            .good();
        Self {
            company,
            branch,
            cashier,
            manager,
        }
    }

    /// A sale of so many portions of nasi goreng, paid exactly.
    pub(crate) fn sale(&self, portions: i64) -> Value {
        let total = portions * 18_000;
        with_command(json!({
            "till": 1,
            "lines": [{ "product": self.company.products[0], "quantity_milli": portions * 1_000 }],
            "payments": [{ "method": "cash", "amount": total }],
            "expected_total": total,
        }))
    }

    pub(crate) async fn sell(&self, portions: i64) -> Answer {
        self.cashier
            .post("/api/v1/sales", &self.sale(portions))
            .await
    }

    /// Sales, and their revenue, as a node lists them for the branch.
    pub(crate) async fn sums(&self, client: &Client) -> (usize, i64) {
        let mut sums = (0, 0);
        let mut after = String::new();
        let (from, to) = days();
        loop {
            let path = format!(
                "/api/v1/sales?from={from}&to={to}&branch={}&limit=500{after}",
                self.company.branch
            );
            let page = client.get(&path).await.good();
            for row in page["items"].as_array().unwrap() {
                sums.0 += 1;
                sums.1 += row["total"].as_i64().unwrap();
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return sums,
            }
        }
    }
}

/// The branch's business days of yesterday and tomorrow.
pub(crate) fn days() -> (String, String) {
    let now = nusa_server::clock::Clock::start().wall();
    let day = |ms: i64| {
        nusa_facts::BusinessDate::of(nusa_facts::Millis(now.0 + ms), 420, 240)
            .unwrap()
            .to_string()
    };
    (day(-86_400_000), day(86_400_000))
}
