//! Requests as data: each good body becomes the command that is frozen here,
//! each bad one the problem that names its field.

use nusa_contract::{
    Asked, Problem, read,
    request::{
        catalogue::{PriceRequest, ProductRequest, branch::BranchRequest},
        goods::{AdjustmentRequest, ArrivalRequest, StocktakeRequest, TransferRequest},
        people::{PersonRequest, SetUpRequest},
        sale::{RefundRequest, SaleRequest, VoidRequest},
        shift::{CashRequest, CloseShiftRequest, OpenShiftRequest},
        till::{ReapplyRequest, TillRequest},
    },
};
use nusa_facts::{BranchId, Millis, PriceId, ProductId, SaleId, StaffId, TransferId};

const C: &str = r#""command":"01890a5d-ac96-774b-bcce-b302099a8057""#;

fn ask(kind: &str, body: &str) -> Result<Asked, Problem> {
    let bytes = body.replace("C!", C).into_bytes();
    let id = [7; 16];
    match kind {
        "sale" => read::<SaleRequest>(&bytes)?.parse(),
        "void" => read::<VoidRequest>(&bytes)?.parse(SaleId::from_bytes(id)),
        "refund" => read::<RefundRequest>(&bytes)?.parse(SaleId::from_bytes(id)),
        "till" => read::<TillRequest>(&bytes)?.parse(),
        "open" => read::<OpenShiftRequest>(&bytes)?.parse(),
        "cash" => read::<CashRequest>(&bytes)?.parse(),
        "close" => read::<CloseShiftRequest>(&bytes)?.parse(),
        "count" => read::<StocktakeRequest>(&bytes)?.parse(),
        "adjust" => read::<AdjustmentRequest>(&bytes)?.parse(),
        "send" => read::<TransferRequest>(&bytes)?.parse(),
        "arrive" => read::<ArrivalRequest>(&bytes)?.parse(TransferId::from_bytes(id)),
        "product" => read::<ProductRequest>(&bytes)?
            .parse(ProductId(0))
            .map(|asked| asked.command(None)),
        "price" => read::<PriceRequest>(&bytes)?.parse(PriceId(0), Millis(5)),
        "branch" => read::<BranchRequest>(&bytes)?.parse(BranchId(0)),
        "person" => read::<PersonRequest>(&bytes)?.parse(StaffId(0)),
        "reapply" => Ok(read::<ReapplyRequest>(&bytes)?.parse()),
        other => panic!("no request is called {other}"),
    }
}

/// Kind and body; `C!` stands for the command's id.
const GOOD: &[(&str, &str)] = &[
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7,"quantity_milli":2000}],"payments":[{"method":"cash","amount":50000}],"expected_total":36000}"#,
    ),
    (
        "sale",
        r#"{C!,"till":99,"lines":[{"product":7,"quantity_milli":1,"note":"  pedas ","discount":{"ppm":100000}}],"bill_discount":{"amount":500},"payments":[{"method":"qris","amount":1,"reference":"R1"}],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7,"label":" 2100002294006 "}],"payments":[],"expected_total":29400}"#,
    ),
    ("void", r#"{C!,"reason":"salah"}"#),
    (
        "refund",
        r#"{C!,"till":2,"lines":[{"line":0,"quantity_milli":1000,"restock":false}],"method":"cash","reason":"rusak"}"#,
    ),
    ("till", r#"{C!,"name":"Kasir depan"}"#),
    ("open", r#"{C!,"till":1,"float":200000}"#),
    (
        "cash",
        r#"{C!,"till":1,"kind":"drop","amount":1,"reason":"brankas"}"#,
    ),
    (
        "close",
        r#"{C!,"till":1,"denominations":[{"value":100000,"count":3}]}"#,
    ),
    (
        "count",
        r#"{C!,"lines":[{"product":1,"quantity_milli":0}]}"#,
    ),
    (
        "adjust",
        r#"{C!,"lines":[{"product":1,"quantity_milli":-500}],"reason":"tumpah"}"#,
    ),
    (
        "send",
        r#"{C!,"transfer":"01890a5d-ac96-774b-bcce-b302099a8058","to":{"branch":2},"lines":[{"product":1,"quantity_milli":5000}]}"#,
    ),
    ("arrive", r#"{C!}"#),
    (
        "product",
        r#"{C!,"sku":"T1","name":"Teh","category":1,"unit":"pcs"}"#,
    ),
    (
        "price",
        r#"{C!,"product":1,"scope":{"region":3},"amount":5000}"#,
    ),
    (
        "branch",
        r#"{C!,"code":"jkt01","name":"Jakarta","region":1}"#,
    ),
    (
        "person",
        r#"{C!,"login":" Ani ","name":"Ani","grants":[{"role":"cashier","branch":1}]}"#,
    ),
    (
        "reapply",
        r#"{C!,"branch":1,"doc":"01890a5d-ac96-774b-bcce-b302099a8058"}"#,
    ),
];

const BAD: &[(&str, &str)] = &[
    (
        "sale",
        r#"{"till":1,"lines":[],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{"command":"x","till":1,"lines":[],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":0,"lines":[],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7,"quantity_milli":0}],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7}],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7,"quantity_milli":1000,"label":"2100002294006"}],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7,"quantity_milli":-1000}],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[{"product":7,"quantity_milli":1000,"price":1}],"payments":[],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[],"payments":[{"method":"gold","amount":1}],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[],"payments":[{"method":"cash","amount":-1}],"expected_total":0}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[],"payments":[],"expected_total":1000000000000001}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[],"payments":[],"expected_total":1.5}"#,
    ),
    (
        "sale",
        r#"{C!,"till":1,"lines":[],"payments":[],"expected_total":0,"bill_discount":{"ppm":1000001}}"#,
    ),
    ("void", r#"{C!,"reason":"  "}"#),
    (
        "refund",
        r#"{C!,"till":2,"lines":[{"line":0,"quantity_milli":0,"restock":true}],"method":"cash","reason":"x"}"#,
    ),
    ("till", r#"{C!,"name":"a\u0000b"}"#),
    ("open", r#"{C!,"till":1,"float":-1}"#),
    (
        "cash",
        r#"{C!,"till":1,"kind":"in","amount":0,"reason":"x"}"#,
    ),
    (
        "close",
        r#"{C!,"till":1,"denominations":[{"value":0,"count":3}]}"#,
    ),
    (
        "count",
        r#"{C!,"lines":[{"product":1,"quantity_milli":-1}]}"#,
    ),
    (
        "adjust",
        r#"{C!,"lines":[{"product":1,"quantity_milli":0}],"reason":"x"}"#,
    ),
    ("send", r#"{C!,"transfer":"7","to":"warehouse","lines":[]}"#),
    (
        "product",
        r#"{C!,"sku":"T 1","name":"Teh","category":1,"unit":"pcs"}"#,
    ),
    (
        "product",
        r#"{C!,"sku":"T1","name":"Teh","category":1,"unit":"pcs","picture":"zz"}"#,
    ),
    ("price", r#"{C!,"product":1,"scope":"zone","amount":5000}"#),
    (
        "branch",
        r#"{C!,"code":"J","name":"J","region":1,"service":{"ppm":-1,"basis":"gross","taxable":true}}"#,
    ),
    ("person", r#"{C!,"login":"a b","name":"Ani","grants":[]}"#),
    (
        "person",
        r#"{C!,"login":"ani","name":"Ani","grants":[{"role":"boss"}]}"#,
    ),
];

#[test]
fn good_requests_become_commands() {
    let mut seen = String::new();
    for (kind, body) in GOOD {
        let asked = ask(kind, body).unwrap_or_else(|problem| panic!("{kind} {body}: {problem:?}"));
        seen += &format!("{kind}: {:?}\n", asked.what);
    }
    insta::assert_snapshot!("good", seen);
}

#[test]
fn bad_requests_name_their_field() {
    let mut seen = String::new();
    for (kind, body) in BAD {
        let problem = ask(kind, body).expect_err(body);
        let field = problem.field.as_deref().unwrap_or("-");
        seen += &format!(
            "{kind} {body}\n    {} at {field}: {}\n",
            problem.code.word(),
            problem.detail
        );
    }
    insta::assert_snapshot!("bad", seen);
}

#[test]
fn a_password_has_no_text_anywhere() {
    let body = r#"{"token":"t","login":"Ani","name":"Ani","password":"rahasia-sekali"}"#;
    let set_up: SetUpRequest = read(body.as_bytes()).unwrap();
    assert_eq!(set_up.owner().unwrap().login, "ani");
    assert!(!format!("{set_up:?}").contains("rahasia"));
    let short: SetUpRequest = read(body.replace("rahasia-sekali", "pendek").as_bytes()).unwrap();
    assert_eq!(short.owner().unwrap_err().code.word(), "password_invalid");
}
