//! The restaurant document's two messages, as they stand there: what they do, what
//! is told, and that nothing which is sent stops the node.

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    guests::{sit, table},
    rows::items,
    shop::{Shop, open},
    sockets::{self, Socket, heard, heard_of, next, say},
};

async fn of_guest(shop: &Shop, cookie: &str) -> Socket {
    let url = format!("{}/api/v1/live?as=guest", shop.branch.node.base);
    let mut socket = sockets::open(&url, &[("cookie", cookie)]).await.unwrap();
    heard_of(&mut socket, "snapshot").await;
    socket
}

async fn of_staff(shop: &Shop) -> Socket {
    let url = format!("{}/api/v1/live", shop.branch.node.base);
    let mut socket = sockets::open_as(&url, &shop.cashier).await.unwrap();
    heard(&mut socket).await;
    socket
}

fn cart(shop: &Shop, id: &str, qty: i64, status: Option<&str>) -> Value {
    let mut message = json!({
        "type": "cart_update", "id": id, "table_number": 7, "customer_name": "Ani",
        "items": [{ "id": shop.company.products[0], "name": "gratis", "qty": qty, "price": 1 }], "total": 1,
    });
    if let Some(status) = status {
        message["status"] = status.into();
    }
    message
}

/// How much of the first product lies on the shelf, thousandths.
pub(crate) async fn left(shop: &Shop) -> i64 {
    let levels = shop.cashier.get("/api/v1/stock/levels").await.good();
    let products = levels["products"].as_array().unwrap().iter();
    let mut places = products.enumerate();
    let at = places.find(|(_, id)| **id == shop.company.products[0]);
    at.map_or(0, |(at, _)| levels["level_milli"][at].as_i64().unwrap())
}

async fn answered(socket: &mut Socket, id: &str) -> Value {
    loop {
        let message = heard(socket).await;
        if message["id"] == id {
            return message;
        }
    }
}

/// The till takes an order through both steps, and the phone is told of each.
async fn cook_and_serve(shop: &Shop, order: &Value, till: &mut Socket, phone: &mut Socket) {
    for (status, state) in [("diproses", "started"), ("selesai", "finished")] {
        let step =
            json!({ "type": "status_update", "id": status, "table_number": "7", "status": status });
        say(till, &step).await;
        assert_eq!(answered(till, status).await["type"], "ack");
        let path = format!("/api/v1/orders/{}", order["order"].as_str().unwrap());
        assert_eq!(shop.cashier.get(&path).await.good()["state"], state);
        let told = loop {
            let told = heard_of(phone, "transactions_update").await;
            if told["status"]["7"] == status {
                break told;
            }
        };
        assert_eq!(told["status"].as_object().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn s2_003_s2_005_s2_006_s2_007_s2_008_the_documents_messages_order_cook_and_serve() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let (mut phone, mut till) = (of_guest(&shop, &ani.cookie).await, of_staff(&shop).await);
    say(
        &mut till,
        &json!({ "type": "status_update", "id": "s0", "table_number": 7, "status": "diproses" }),
    )
    .await;
    let told = answered(&mut till, "s0").await;
    assert_eq!(
        (&told["type"], &told["code"]),
        (&json!("problem"), &json!("no_such_step"))
    );

    say(&mut phone, &cart(&shop, "c1", 1, None)).await;
    assert_eq!(answered(&mut phone, "c1").await["type"], "ack");
    say(&mut phone, &cart(&shop, "c2", 3, None)).await;
    let seen = loop {
        let told = heard_of(&mut till, "transactions_update").await;
        if told["transactions"]["7"][0]["items"][0]["qty"] == 3 {
            break told;
        }
    };
    assert_eq!(seen["transactions"]["7"][0]["customerName"], "Ani");
    assert_eq!(
        seen["transactions"]["7"][0]["total"], 54_000,
        "the node prices it"
    );
    assert_eq!(seen["status"]["7"], "menunggu dikonfirmasi");
    assert!(
        items(&shop.cashier, "/api/v1/orders").await.is_empty(),
        "a cart is no order"
    );

    let confirm = json!({ "type": "status_update", "id": "p1", "table_number": 7, "status": "dikonfirmasi", "customer_name": "Ani" });
    say(&mut phone, &confirm).await;
    assert_eq!(answered(&mut phone, "p1").await["type"], "ack");
    let [order] = items(&shop.cashier, "/api/v1/orders")
        .await
        .try_into()
        .unwrap();
    assert_eq!(
        (&order["gross"], &order["guest"]),
        (&json!(54_000), &json!("Ani"))
    );
    let before = left(&shop).await;
    cook_and_serve(&shop, &order, &mut till, &mut phone).await;
    assert_eq!(
        left(&shop).await,
        before - 3_000,
        "the stock moves at selesai"
    );
    say(&mut phone, &cart(&shop, "c3", 2, Some("menunggu"))).await;
    assert_eq!(answered(&mut phone, "c3").await["type"], "ack");
    assert_eq!(
        items(&shop.cashier, "/api/v1/orders").await.len(),
        1,
        "sent with its status it is ordered at once"
    );
}

#[tokio::test]
async fn d2_13_a_guest_speaks_for_its_own_table_and_takes_no_step_of_the_house() {
    let shop = open().await;
    let seven = table(&shop, "7").await;
    table(&shop, "8").await;
    let ani = sit(&shop, &seven, "Ani").await;
    let mut phone = of_guest(&shop, &ani.cookie).await;
    let message = |id: &str, number: Value, status: &str| json!({ "type": "status_update", "id": id, "table_number": number, "status": status });
    for (id, number, status, code) in [
        ("a", json!(8), "dikonfirmasi", "forbidden"),
        ("b", json!(7), "selesai", "forbidden"),
        ("c", json!(7), "dibakar", "body_invalid"),
        ("d", json!(99), "dikonfirmasi", "table_unknown"),
        ("e", json!(null), "dikonfirmasi", "body_invalid"),
        ("f", json!(7), "dikonfirmasi", "lines_missing"),
    ] {
        say(&mut phone, &message(id, number, status)).await;
        let told = answered(&mut phone, id).await;
        assert_eq!(
            (&told["type"], &told["code"]),
            (&json!("problem"), &json!(code)),
            "{id}"
        );
    }
}

/// A generator of nonsense that is the same in every run.
struct Nonsense(u64);

impl Nonsense {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A message that was once good, with bytes changed, cut or doubled.
    fn spoilt(&mut self, good: &str) -> Message {
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..=self.next() % 4 {
            let at = usize::try_from(self.next()).unwrap_or(0) % bytes.len().max(1);
            match self.next() % 5 {
                0 => bytes.truncate(at),
                1 => bytes.extend_from_within(at..),
                2 => bytes.insert(at.min(bytes.len()), (self.next() & 0x7f) as u8),
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = (self.next() & 0x7f) as u8;
                    }
                }
            }
        }
        if self.next().is_multiple_of(16) {
            return Message::binary(bytes);
        }
        Message::text(String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[tokio::test]
async fn d2_01_s2_009_a_hundred_thousand_spoilt_messages_stop_nothing_and_order_nothing_that_is_not_there()
 {
    const MESSAGES: usize = 100_000;
    let shop = open().await;
    table(&shop, "7").await;
    let mut nonsense = Nonsense(0x9e37_79b9_7f4a_7c15);
    let good = [
        cart(&shop, "x", 2, None).to_string(),
        r#"{"type":"status_update","table_number":7,"status":"diproses"}"#.to_owned(),
        r#"{"type":"status_update","table_number":-1e400,"status":{"a":[null]}}"#.to_owned(),
        "[[[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]]]]".to_owned(),
        "\u{0}".to_owned(),
    ];
    let url = format!("{}/api/v1/live", shop.branch.node.base);
    let (mut sent, mut told) = (0, 0);
    while sent < MESSAGES {
        let mut socket = sockets::open_as(&url, &shop.cashier).await.unwrap();
        'socket: for _ in 0..500 {
            let mut waiting = 0;
            for _ in 0..20 {
                let at = usize::try_from(nonsense.next() % good.len() as u64).unwrap_or(0);
                if socket.send(nonsense.spoilt(&good[at])).await.is_err() {
                    break 'socket;
                }
                sent += 1;
                waiting += 1;
            }
            while waiting > 0 {
                match next(&mut socket).await {
                    None => break 'socket,
                    Some(message)
                        if ["ack", "problem"].contains(&message["type"].as_str().unwrap_or("")) =>
                    {
                        waiting -= 1;
                        told += 1;
                    }
                    Some(_) => {}
                }
            }
            if sent >= MESSAGES {
                break;
            }
        }
    }
    assert!(
        told > MESSAGES * 9 / 10,
        "each message is answered: {told} of {sent}"
    );
    for order in items(&shop.cashier, "/api/v1/orders").await {
        for line in order["lines"].as_array().unwrap() {
            assert!(
                shop.company
                    .products
                    .iter()
                    .any(|product| line["product"] == *product),
                "{order}"
            );
        }
    }
    let mut socket = of_staff(&shop).await;
    say(&mut socket, &cart(&shop, "last", 1, None)).await;
    assert_eq!(
        answered(&mut socket, "last").await["type"],
        "ack",
        "the node goes on"
    );
}

#[tokio::test]
async fn s2_001_a_listener_of_its_own_takes_the_messages_at_any_path() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let addr = shop.branch.node.running.live_addr.unwrap();
    let at = |path: &str| format!("http://{addr}{path}");
    assert_eq!(
        sockets::open(&at("/"), &[]).await.err(),
        Some(401),
        "not for everybody"
    );
    let cookie = [("cookie", ani.cookie.as_str())];
    let mut phone = sockets::open(&at("/ws/orders"), &cookie).await.unwrap();
    let whole = heard(&mut phone).await;
    assert_eq!(
        (&whole["type"], &whole["transactions"]),
        (&json!("transactions_update"), &json!({})),
        "the first word is the whole state, in the document's shape"
    );
    say(&mut phone, &cart(&shop, "c1", 2, Some("menunggu"))).await;
    assert_eq!(answered(&mut phone, "c1").await["type"], "ack");
    let mut till = sockets::open_as(&at("/"), &shop.cashier).await.unwrap();
    let whole = heard(&mut till).await;
    assert_eq!(whole["status"], json!({ "7": "dikonfirmasi" }));
    assert_eq!(whole["transactions"]["7"][0]["total"], 36_000);
}

#[tokio::test]
async fn a_message_that_is_said_again_under_its_id_is_one_command() {
    let shop = open().await;
    table(&shop, "7").await;
    let mut till = of_staff(&shop).await;
    let twice = async |till: &mut Socket, id: &str, message: &Value| {
        for _ in 0..2 {
            say(till, message).await;
            let told = answered(till, id).await;
            assert_eq!(told["type"], "ack", "{told}");
        }
    };
    twice(&mut till, "c1", &cart(&shop, "c1", 2, None)).await;
    let word = |id: &str, status: &str| {
        json!({
            "type": "status_update", "id": id, "table_number": 7, "status": status,
            "customer_name": "Ani",
        })
    };
    twice(&mut till, "p1", &word("p1", "dikonfirmasi")).await;
    twice(&mut till, "s1", &word("s1", "diproses")).await;
    let whole = cart(&shop, "c2", 1, Some("menunggu"));
    twice(&mut till, "c2", &whole).await;
    twice(&mut till, "s1", &word("s1", "diproses")).await;
    let states = async || {
        let orders = items(&shop.cashier, "/api/v1/orders").await;
        let states = orders
            .iter()
            .map(|order| order["state"].as_str().unwrap().to_owned());
        states.collect::<Vec<_>>()
    };
    assert_eq!(
        states().await,
        ["started", "placed"],
        "what was ordered since stays"
    );
    twice(&mut till, "f1", &word("f1", "selesai")).await;
    assert_eq!(states().await, ["placed"]);
    say(&mut till, &word("f2", "selesai")).await;
    assert_eq!(answered(&mut till, "f2").await["code"], "no_such_step");
}

#[tokio::test]
async fn a_screen_may_ask_for_the_documents_words_alone_and_is_first_told_how_all_stands() {
    let shop = open().await;
    table(&shop, "7").await;
    table(&shop, "8").await;
    let url = format!("{}/api/v1/live?feed=document", shop.branch.node.base);
    let mut one = sockets::open_as(&url, &shop.cashier).await.unwrap();
    let whole = heard(&mut one).await;
    assert_eq!(whole["type"], "transactions_update");
    say(&mut one, &cart(&shop, "c1", 2, Some("menunggu"))).await;
    assert_eq!(answered(&mut one, "c1").await["type"], "ack");
    let mut two = sockets::open_as(&url, &shop.cashier).await.unwrap();
    let whole = heard(&mut two).await;
    assert_eq!(whole["status"], json!({ "7": "dikonfirmasi" }));
    assert_eq!(whole["transactions"]["7"][0]["customerName"], "Ani");
    let mut eight = cart(&shop, "c2", 1, None);
    eight["table_number"] = 8.into();
    say(&mut one, &eight).await;
    for socket in [&mut one, &mut two] {
        let told = loop {
            let told = heard_of(socket, "transactions_update").await;
            if told["status"]["8"] == "menunggu dikonfirmasi" {
                break told;
            }
        };
        assert_eq!(
            told["status"].as_object().unwrap().len(),
            1,
            "of the changed table alone"
        );
        assert_eq!(told["transactions"].as_object().unwrap().len(), 2);
    }
    let wrong = format!("{}/api/v1/live?feed=dokumen", shop.branch.node.base);
    assert_eq!(
        sockets::open_as(&wrong, &shop.cashier).await.err(),
        Some(422)
    );
}
