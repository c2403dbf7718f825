//! Who may what: every route of the table, asked by every role, at the centre and
//! at a branch. The table is frozen; a route that is not in it does not exist.

use std::collections::BTreeMap;

use nusa_facts::people::Role;
use nusa_server::{
    openapi::access_word,
    route::{Access, Route},
    routes,
};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    world::{Served, company, hire},
};

const ROLES: [Role; 5] = Role::ALL;

fn method(route: &Route) -> String {
    route.method.to_string()
}

/// Whether a person of this role with a grant for the company may.
fn expected(route: &Route, role: Role) -> bool {
    match route.access {
        Access::Anyone | Access::SignedIn | Access::SignedInOrGuest | Access::Demo => true,
        Access::May(right) | Access::MayOrAsk(right, _) => right.is_of(role),
        Access::Device | Access::Till | Access::Guest => false,
    }
}

#[test]
fn the_table_of_rights_is_frozen() {
    let mut table = String::new();
    for route in routes::table() {
        let mark = |role| {
            if expected(&route, role) {
                role.word()
            } else {
                "-"
            }
        };
        let marks: Vec<_> = ROLES.into_iter().map(mark).collect();
        table += &format!(
            "{:6} {:42} {:22} {}\n",
            method(&route),
            route.path,
            access_word(route.access),
            marks.join(" ")
        );
    }
    insta::assert_snapshot!("rights", table);
}

/// A path that names things which do not exist.
fn path(route: &Route) -> String {
    let parts = route.path.split('/').map(|part| match part {
        "{id}" | "{till}" => "98",
        "{sale}" | "{shift}" | "{transfer}" => "01890a5d-ac96-774b-bcce-b302099a8057",
        part if part.starts_with('{') => "0000",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn ask(client: &Client, route: &Route) -> Answer {
    let body = if route.takes.is_some() {
        json!({})
    } else {
        Value::Null
    };
    client.ask(&method(route), &path(route), &body).await
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer.status, 401 | 403)
}

async fn walk(node: &Served, is_demo: bool) {
    let mut wrong = Vec::new();
    let mut cells = 0;
    let mut people = BTreeMap::new();
    for role in ROLES {
        people.insert(role, node.sign_in(&login(role)).await);
    }
    for route in routes::table() {
        let stranger = ask(&node.client, &route).await;
        let open = matches!(route.access, Access::Anyone);
        let hidden = route.access == Access::Demo && !is_demo;
        if hidden != (stranger.status == 404 && stranger.code() == "not_found") && hidden {
            wrong.push(format!("{route:?} shows itself: {}", stranger.text));
        }
        if !hidden && is_refused(&stranger) == open {
            wrong.push(format!("{route:?} and a stranger: {}", stranger.text));
        }
        for role in ROLES {
            let answer = ask(&people[&role], &route).await;
            if route.path == "/api/v1/session" {
                people.insert(role, node.sign_in(&login(role)).await);
            }
            cells += 1;
            if is_refused(&answer) == (expected(&route, role) || hidden) {
                wrong.push(format!("{route:?} and {}: {}", role.word(), answer.text));
            }
            if answer.status >= 500 {
                wrong.push(format!(
                    "{route:?} fails for {}: {}",
                    role.word(),
                    answer.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cells, routes::table().len() * ROLES.len());
}

fn login(role: Role) -> String {
    if role == Role::Owner {
        "ibu".to_owned()
    } else {
        role.word().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_meets_every_route_at_the_centre() {
    let company = company().await;
    walk(&company.centre, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_meets_every_route_at_a_branch() {
    let company = company().await;
    let branch = company.branch().await;
    walk(&branch.node, true).await;
}

#[tokio::test]
async fn a_grant_for_one_branch_is_none_for_another_and_none_for_the_company() {
    let company = company().await;
    let own = company.branch;
    hire(
        &company.owner,
        "kepala",
        json!([{ "role": "manager", "branch": own }]),
    )
    .await;
    let kepala = company.centre.sign_in("kepala").await;
    let span = "from=2026-01-01&to=2026-01-02";
    let asked = BTreeMap::from([
        (format!("/api/v1/sales?{span}&branch={own}"), 200),
        (format!("/api/v1/sales?{span}&branch={}", own + 1), 403),
        (format!("/api/v1/sales?{span}"), 403),
        (format!("/api/v1/reports/days?{span}&branch={own}"), 200),
        (format!("/api/v1/reports/days?{span}"), 403),
        (format!("/api/v1/stock?branch={own}"), 200),
        ("/api/v1/people".to_owned(), 403),
    ]);
    for (path, status) in asked {
        let answer = kepala.get(&path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
    }
    let body = crate::world::with_command(json!({ "name": "Lain" }));
    assert_eq!(
        kepala
            .post(&format!("/api/v1/categories?branch={own}"), &body)
            .await
            .status,
        403
    );
}
