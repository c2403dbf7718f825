//! People over HTTP: who gives accounts and roles, changes them and takes them
//! away. Each test is named after its row in tests/rows.toml.

use serde_json::json;

use crate::{
    client::Client,
    rows::{fields, items, row},
    shop::open,
    world::{PASSWORD, added, eventually, hire, with_command},
};

#[tokio::test]
async fn s1_136_a_cashier_whom_the_head_of_a_branch_hires_sells_there() {
    let shop = open().await;
    let (own, owner) = (shop.company.branch, &shop.company.owner);
    hire(
        owner,
        "kepala",
        json!([{ "role": "manager", "branch": own }]),
    )
    .await;
    let kepala = shop.company.centre.sign_in("kepala").await;
    let person = json!({ "login": "wati", "name": "Wati", "grants": [{ "role": "cashier", "branch": own }] });
    let id = added(&kepala, &format!("/api/v1/people?branch={own}"), person).await;
    let path = format!("/api/v1/people/{id}/password?branch={own}");
    let set = kepala
        .ask("PUT", &path, &json!({ "password": PASSWORD }))
        .await;
    assert_eq!(set.status, 204, "{}", set.text);
    let here = &shop.branch.node;
    // Wrong sign-ins would make her wait: the list of the people tells instead.
    eventually("she is known at the branch", async || {
        items(&shop.manager, "/api/v1/people")
            .await
            .iter()
            .any(|row| row["login"] == "wati")
    })
    .await;
    let wati = here.sign_in("wati").await;
    assert_eq!(wati.post("/api/v1/sales", &shop.sale(1)).await.status, 201);
}

#[tokio::test]
async fn s2_022_s2_061_d2_16_nobody_makes_an_account_or_a_role_for_oneself() {
    let shop = open().await;
    let centre = &shop.company.centre;
    let wanted = |role: &str| {
        let person = json!({ "login": "baru", "name": "Baru", "grants": [{ "role": role }] });
        with_command(person)
    };
    let refused = async |who: &Client, role| who.post("/api/v1/people", &wanted(role)).await.status;
    assert_eq!(refused(&centre.client, "cashier").await, 401);
    for login in ["cashier", "kitchen"] {
        let someone = centre.sign_in(login).await;
        assert_eq!(refused(&someone, "cashier").await, 403, "{login}");
        let me = someone.get("/api/v1/session").await.good()["staff"].clone();
        let own = json!({ "login": login, "name": login, "active": true, "grants": [{ "role": "owner" }] });
        let path = format!("/api/v1/people/{me}");
        let raised = someone.ask("PUT", &path, &with_command(own)).await;
        assert_eq!(raised.status, 403, "{login}: {}", raised.text);
    }
    let unknown = shop
        .company
        .owner
        .post("/api/v1/people", &wanted("Kasir"))
        .await;
    assert_eq!(
        unknown.status, 422,
        "a role is one of few: {}",
        unknown.text
    );
    // Who may gives the account its one role, and it holds no more than that.
    hire(&shop.company.owner, "baru", json!([{ "role": "cashier" }])).await;
    let body = json!({ "login": "baru", "password": PASSWORD });
    let view = centre.client.post("/api/v1/session", &body).await.good();
    let rights = view["rights"].as_array().unwrap();
    assert!(rights.contains(&json!("sell")) && !rights.contains(&json!("manage_people")));
}

#[tokio::test]
async fn s2_029_s2_030_a_person_gets_another_role_and_is_taken_out() {
    let shop = open().await;
    let (owner, centre) = (&shop.company.owner, &shop.company.centre);
    let id = hire(owner, "wati", json!([{ "role": "waiter" }])).await;
    let put = async |name: &str, role: &str, active: bool| {
        let row = json!({ "login": "wati", "name": name, "active": active, "grants": [{ "role": role }] });
        let path = format!("/api/v1/people/{id}");
        owner.ask("PUT", &path, &with_command(row)).await.good()
    };
    let her = centre.sign_in("wati").await;
    put("Wati Ayu", "cashier", true).await;
    let known = row(&items(owner, "/api/v1/people").await, "login", "wati");
    assert_eq!(
        fields(&known, ["name", "grants"]),
        [json!("Wati Ayu"), json!([{ "role": "cashier" }])]
    );
    put("Wati Ayu", "cashier", false).await;
    assert_eq!(her.get("/api/v1/session").await.status, 401, "out at once");
    let body = json!({ "login": "wati", "password": PASSWORD });
    assert_eq!(
        centre.client.post("/api/v1/session", &body).await.status,
        401
    );
    let known = row(&items(owner, "/api/v1/people").await, "login", "wati");
    assert_eq!(known["active"], false, "her name stays on what she sold");
}
