//! `nusa doctor`: what can be wrong with a node and its machine, one line each,
//! also while the node runs. Mends nothing.

use std::path::Path;

use nusa_facts::{BranchId, CENTRE};
use nusa_node::{identity, link, moment};
use nusa_store::{
    Error as StoreError, Look, SqliteReader, backup, limits::LOW_ROOM_PERCENT, sqlite,
};

use crate::{
    exit::Failure,
    home::Home,
    sheet::{Sheet, grouped},
};

/// What was looked at, and whether it is well.
struct Finding {
    what: &'static str,
    is_well: bool,
    said: String,
}

/// Looks at everything and says it.
///
/// # Errors
/// `Refused` when something is wrong; `Damaged` when the database cannot be read at all.
pub fn run(data: &Path) -> Result<(), Failure> {
    let home = Home::of_node(data)?;
    let reader = home.look()?;
    let me = home.identity(&reader)?;
    let mut findings = vec![engine(), room(data)?, key(&home, me.branch)];
    findings.extend(reader.snapshot(|look| in_database(look, me.branch))?);
    findings.push(file(&home));
    let mut sheet = Sheet::new(["", "what", "found"]);
    for finding in &findings {
        let mark = if finding.is_well { "ok" } else { "!!" };
        sheet.row([
            mark.to_owned(),
            finding.what.to_owned(),
            finding.said.clone(),
        ]);
    }
    print!("{sheet}");
    match findings.iter().filter(|finding| !finding.is_well).count() {
        0 => Ok(()),
        wrong => Err(Failure::Refused(format!(
            "{wrong} of {} want attention",
            findings.len()
        ))),
    }
}

fn engine() -> Finding {
    Finding {
        what: "sqlite",
        is_well: true,
        said: sqlite::engine().to_owned(),
    }
}

fn room(data: &Path) -> Result<Finding, Failure> {
    let room = nusa_store::ballast::room(data)?;
    let percent = room.free / (room.total / 100).max(1);
    let said = format!(
        "{} MiB free, {percent} %",
        grouped(i64::try_from(room.free >> 20).unwrap_or(i64::MAX))
    );
    Ok(Finding {
        what: "room",
        is_well: percent >= LOW_ROOM_PERCENT,
        said,
    })
}

fn key(home: &Home, branch: BranchId) -> Finding {
    let (is_well, said) = match home.key() {
        Err(failure) => (false, failure.to_string()),
        Ok(Some(key)) => (true, format!("public part {}", key.public())),
        Ok(None) if branch == CENTRE => (true, "a centre needs none".to_owned()),
        Ok(None) => (
            false,
            "none: the centre will not know this branch; nusa enrol".to_owned(),
        ),
    };
    Finding {
        what: "device key",
        is_well,
        said,
    }
}

fn in_database(look: &SqliteReader, branch: BranchId) -> Result<Vec<Finding>, StoreError> {
    let role = if branch == CENTRE {
        "the centre".to_owned()
    } else {
        format!("branch {branch}")
    };
    let mut findings = vec![Finding {
        what: "node",
        is_well: true,
        said: role,
    }];
    for row in look.chains(branch)? {
        let state = if row.open { "open" } else { "closed" };
        let said = format!(
            "{} {state}, {} facts",
            row.chain.mark(),
            grouped(i64::try_from(row.head.seq).unwrap_or(i64::MAX))
        );
        findings.push(Finding {
            what: "chain",
            is_well: true,
            said,
        });
    }
    let open = identity::open_chain(look, branch)?;
    if open.is_none() {
        findings.push(Finding {
            what: "chain",
            is_well: false,
            said: "none is open: this node cannot write".to_owned(),
        });
    }
    let aside = look.quarantined(None)?.len();
    findings.push(Finding {
        what: "quarantine",
        is_well: aside == 0,
        said: format!("{aside} facts put aside"),
    });
    if branch != CENTRE {
        findings.extend(linked(look, branch)?);
    }
    Ok(findings)
}

fn linked(look: &SqliteReader, branch: BranchId) -> Result<Vec<Finding>, StoreError> {
    const SKEW_SHOWN_MS: i64 = 300_000;
    let waiting = link::unsent(look, branch)?;
    let offset = moment::wake_clock(look, None)?.offset_ms();
    let state = format!("{:?}", link::state(look)?).to_lowercase();
    Ok(vec![
        Finding {
            what: "waiting",
            is_well: true,
            said: format!("{waiting} facts that the centre has not confirmed"),
        },
        Finding {
            what: "centre sees",
            is_well: state == "active",
            said: state,
        },
        Finding {
            what: "clock",
            is_well: offset.abs() <= SKEW_SHOWN_MS,
            said: format!("{offset} ms behind the centre"),
        },
    ])
}

/// The engine's own check and every seal, of the file as it stands.
fn file(home: &Home) -> Finding {
    match backup::check(&home.database()) {
        Ok(()) => Finding {
            what: "file",
            is_well: true,
            said: "whole, every seal fits".to_owned(),
        },
        Err(error) => Finding {
            what: "file",
            is_well: false,
            said: error.to_string(),
        },
    }
}
