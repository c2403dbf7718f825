//! Who changed what and when, from the centre's facts: each change of master data
//! with the fields that differ from the row before, and what was booked, sent,
//! enrolled or put aside. Reads the journal from its newest document back.

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    request::{
        audit::{AuditAsked, AuditQuery},
        lists::page_rows,
    },
    view::{
        Page,
        audit::{AuditField, AuditView},
        catalogue::KeyView,
        taken_back::SignerView,
    },
};
use nusa_facts::{
    CENTRE, Fact, SealedDoc,
    master::{Entity, EntityKey, EntityKind, MasterChanged},
};
use nusa_store::{Error as StoreError, SqliteReader};
use serde_json::{Map, Value};

use super::scan::scan;
use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, get},
    sent::Params,
    who::may::{May, SeeReports},
};

/// Every kind of fact that the audit tells of.
const KINDS: [&str; 13] = [
    "master_changed",
    "stock_received",
    "stock_counted",
    "stock_adjusted",
    "transfer_dispatched",
    "transfer_received",
    "transfer_decided",
    "branch_enrolled",
    "key_revoked",
    "fork_found",
    "numbers_repeated",
    "fact_quarantined",
    "fact_reapplied",
];

/// Changes before a page among which the rows before are looked for.
const LOOK_BACK: usize = 2_000;

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/audit", list)
            .may::<SeeReports>()
            .asks::<AuditQuery>()
            .gives_page::<AuditView>()
            .says("Tells who changed what and when, the newest first, from this node's own facts."),
    ]
}

async fn list(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<AuditQuery>,
) -> Reply<Told<Page<AuditView>>> {
    let rows = page_rows(query.limit)?;
    let asked = query.parse()?;
    Ok(Told(app.look(move |look| page(look, &asked, rows)).await?))
}

/// An entry with the row that it left, for the fields that changed.
struct Entry {
    view: AuditView,
    change: Option<(EntityKey, Value)>,
}

fn page(
    look: &SqliteReader,
    asked: &AuditAsked,
    rows: usize,
) -> Result<Page<AuditView>, StoreError> {
    let kinds = asked.kinds(&KINDS);
    let found = scan(look, CENTRE, asked.before, &kinds, rows, |order, doc| {
        entry(look, order, doc).filter(|entry| picks(asked, &entry.view))
    })?;
    let mut entries = found.items;
    differ(look, &mut entries)?;
    Ok(Page {
        items: entries.into_iter().map(|entry| entry.view).collect(),
        next: found.next,
    })
}

fn picks(asked: &AuditAsked, view: &AuditView) -> bool {
    let staff = asked
        .staff
        .is_none_or(|id| view.staff.as_ref().is_some_and(|by| by.id == id));
    let kind = asked.kind.as_deref().is_none_or(|kind| view.kind == kind);
    let since = asked.from.is_none_or(|from| view.at >= from);
    let until = asked.to.is_none_or(|to| view.at < to);
    let words = asked.search.is_empty() || {
        let name = view.name.as_deref().unwrap_or_default().to_lowercase();
        name.contains(&asked.search)
    };
    staff && kind && since && until && words
}

fn entry(look: &SqliteReader, order: u64, doc: &SealedDoc) -> Option<Entry> {
    let head = &doc.doc;
    let mut view = AuditView {
        n: order,
        at: head.at.0,
        staff: head.staff.as_ref().map(SignerView::from),
        kind: String::new(),
        key: None,
        name: None,
        product: None,
        what: String::new(),
        scope: None,
        fields: Vec::new(),
        doc: head.id.to_string(),
        doc_hash: doc.hash.to_string(),
    };
    let mut change = None;
    let (kind, what, name) = match &head.fact {
        // A place follows its branch and a notice its transfer, by themselves: nobody changed them.
        Fact::MasterChanged(fact)
            if matches!(fact.key.kind, EntityKind::Place | EntityKind::Transfer) =>
        {
            return None;
        }
        Fact::MasterChanged(fact) => {
            change = Some((fact.key.clone(), row_of(fact)));
            view.key = Some(KeyView::from(&fact.key));
            view.scope = Some(fact.scope.to_string());
            view.product = fact.now.as_ref().and_then(|row| match row {
                Entity::Price(price) => Some(price.product.0),
                _ => None,
            });
            let what = if fact.now.is_some() {
                "changed"
            } else {
                "left"
            };
            (
                fact.key.kind.word(),
                what,
                fact.now.as_ref().and_then(|row| called(look, row)),
            )
        }
        Fact::StockReceived(fact) => ("stock", "received", Some(fact.reference.clone())),
        Fact::StockCounted(fact) => ("stock", "counted", fact.note.clone()),
        Fact::StockAdjusted(fact) => ("stock", "adjusted", Some(fact.reason.clone())),
        Fact::TransferDispatched(fact) => ("transfer", "dispatched", Some(fact.to.to_string())),
        Fact::TransferReceived(fact) => ("transfer", "received", Some(fact.transfer.to_string())),
        Fact::TransferDecided(fact) => ("transfer", "decided", fact.note.clone()),
        Fact::BranchEnrolled(fact) => ("key", "enrolled", Some(format!("branch:{}", fact.branch))),
        Fact::KeyRevoked(fact) => ("key", "revoked", Some(fact.reason.clone())),
        Fact::ForkFound(fact) => (
            "journal",
            "fork_found",
            Some(format!("branch:{}", fact.branch)),
        ),
        Fact::NumbersRepeated(fact) => {
            ("journal", "numbers_repeated", Some(fact.number.to_string()))
        }
        Fact::FactQuarantined(fact) => ("quarantine", "put_aside", Some(fact.reason.clone())),
        Fact::FactReapplied(fact) => ("quarantine", "reapplied", Some(fact.doc.to_string())),
        _ => return None,
    };
    kind.clone_into(&mut view.kind);
    what.clone_into(&mut view.what);
    view.name = name;
    Some(Entry { view, change })
}

/// What people call a row; a price is called by its product.
fn called(look: &SqliteReader, row: &Entity) -> Option<String> {
    Some(match row {
        Entity::Product(row) => row.name.clone(),
        Entity::Category(row) => row.name.clone(),
        Entity::Tax(row) => row.name.clone(),
        Entity::Region(row) => row.name.clone(),
        Entity::Branch(row) => row.name.clone(),
        Entity::Place(row) => row.name.clone(),
        Entity::ModifierGroup(row) => row.name.clone(),
        Entity::Staff(row) => row.name.clone(),
        Entity::Transfer(row) => row.from.clone(),
        Entity::Table(row) => row.label.clone(),
        Entity::Price(row) => look.products_of(&[row.product]).ok()?.pop()?.name,
    })
}

fn row_of(fact: &MasterChanged) -> Value {
    let row = fact.now.as_ref().map(serde_json::to_value);
    row.and_then(Result::ok).unwrap_or(Value::Null)
}

/// Puts the fields that changed beside each change of master data: against the next older change of
/// the same row, on this page or before it.
fn differ(look: &SqliteReader, entries: &mut [Entry]) -> Result<(), StoreError> {
    let Some(last) = entries.last().map(|entry| entry.view.n) else {
        return Ok(());
    };
    let mut waiting: BTreeMap<EntityKey, Vec<usize>> = BTreeMap::new();
    let mut pairs: Vec<(usize, Value)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some((key, row)) = &entry.change else {
            continue;
        };
        let wait = waiting.entry(key.clone()).or_default();
        pairs.extend(wait.drain(..).map(|newer| (newer, row.clone())));
        wait.push(index);
    }
    waiting.retain(|_, wait| !wait.is_empty());
    let older = scan(
        look,
        CENTRE,
        Some(last),
        &["master_changed"],
        LOOK_BACK,
        |_, doc| match &doc.doc.fact {
            Fact::MasterChanged(fact) => {
                let wait = waiting.remove(&fact.key)?;
                Some((wait, row_of(fact)))
            }
            _ => None,
        },
    )?;
    let is_whole = older.next.is_none();
    for (wait, row) in older.items {
        pairs.extend(wait.into_iter().map(|newer| (newer, row.clone())));
    }
    for (index, before) in pairs {
        let entry = &mut entries[index];
        if let Some((_, after)) = &entry.change {
            entry.view.fields = fields(&before, after);
        }
    }
    if is_whole {
        for index in waiting.into_values().flatten() {
            let entry = &mut entries[index];
            "added".clone_into(&mut entry.view.what);
            if let Some((_, after)) = &entry.change {
                entry.view.fields = fields(&Value::Null, after);
            }
        }
    }
    Ok(())
}

fn fields(before: &Value, after: &Value) -> Vec<AuditField> {
    let none = Map::new();
    let was = before.as_object().unwrap_or(&none);
    let is = after.as_object().unwrap_or(&none);
    let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| name.as_str() != "entity" && was.get(*name) != is.get(*name))
        .map(|name| AuditField {
            field: name.clone(),
            from: was.get(name).cloned(),
            to: is.get(name).cloned(),
        })
        .collect()
}
