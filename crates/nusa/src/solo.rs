//! A single shop: a centre and one branch in one process, joined by the same
//! code that joins them over a network, behind one listener. Growing into a
//! chain is serving the two directories apart; there is no third kind of node.

use std::path::Path;

use nusa_facts::{
    BranchId, Hash, RegionId,
    master::{Branch, Entity, EntityKind, Region, StockPolicy, TaxRounding},
    till_settings::TillSettings,
};
use nusa_node::{Ask, Node};
use nusa_rules::{Command, command::PROVISIONAL};
use nusa_server::{Centre, Running, link::carrier::InProcess};
use nusa_store::{Look, SqliteStore, Store};

use crate::{
    chance, console,
    exit::Failure,
    home::Home,
    running::{self, Wanted},
};

/// Under which path the centre stands behind the branch's listener.
pub const CENTRE_PATH: &str = "/centre";

/// The code of the one branch.
const CODE: &str = "TOKO1";

/// A centre and its branch, running.
#[derive(Debug)]
pub struct Solo {
    /// The branch; stop it first.
    pub branch: Running,
    /// The centre.
    pub centre: Running,
}

/// Starts both; the first start founds the centre and enrols the branch.
///
/// # Errors
/// Whatever stops either of them.
pub async fn start(data: &Path, wanted: Wanted) -> Result<Solo, Failure> {
    let (centre_home, branch_home) = (
        Home::at(&data.join("centre")),
        Home::at(&data.join("branch")),
    );
    let is_new = !branch_home.is_set_up()?;
    let mut code = None;
    let of_centre = Wanted {
        press: wanted.press.clone(),
        ..Wanted::default()
    };
    let centre = running::centre(&centre_home, of_centre, |node| {
        if is_new {
            let number = the_branch(node)?;
            code = Some(node.create_enrol_code(number)?.code);
        }
        Ok(())
    });
    let centre = centre.await?;
    let started = open_branch(&branch_home, &centre, code, wanted).await;
    match started {
        Ok(branch) => Ok(Solo { branch, centre }),
        Err(failure) => {
            centre.stop().await;
            Err(failure)
        }
    }
}

async fn open_branch(
    home: &Home,
    centre: &Running,
    code: Option<String>,
    wanted: Wanted,
) -> Result<Running, Failure> {
    if let Some(code) = code {
        running::make_branch(home, &InProcess(centre.router()), &code, None).await?;
    }
    let wanted = Wanted {
        beside: Some((CENTRE_PATH, centre.router())),
        ..wanted
    };
    running::branch(home, wanted, Some(Centre::Here(centre.router()))).await
}

/// The number of the one branch, made now where there is none yet.
fn the_branch(node: &mut Node<SqliteStore>) -> Result<BranchId, Failure> {
    if let Some(known) = first_branch(node)? {
        return Ok(known);
    }
    let rows = vec![
        Entity::Region(Region {
            id: RegionId(PROVISIONAL),
            name: "Daerah 1".to_owned(),
        }),
        Entity::Branch(ordinary()),
    ];
    let what = Command::ChangeMaster { rows };
    node.execute(&Ask {
        command: chance::command(),
        body_hash: Hash::ZERO,
        actor: console::actor(),
        what,
    })?;
    first_branch(node)?.ok_or_else(|| Failure::Refused("the branch was not made".to_owned()))
}

fn first_branch(node: &mut Node<SqliteStore>) -> Result<Option<BranchId>, Failure> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Branch))?;
    Ok(rows.into_iter().find_map(|row| match row {
        Entity::Branch(branch) => Some(branch.id),
        _ => None,
    }))
}

/// A shop in western Indonesia that pays no taxes of its own; the office changes what differs.
fn ordinary() -> Branch {
    Branch {
        id: BranchId(PROVISIONAL),
        code: CODE.to_owned(),
        name: "Toko".to_owned(),
        region: RegionId(PROVISIONAL),
        address: String::new(),
        active: true,
        tz_offset_min: 420,
        cutoff_min: 240,
        currency: "IDR".to_owned(),
        tax_inclusive: true,
        is_pkp: false,
        tax_rounding: TaxRounding::HalfUp,
        dpp_first: false,
        service: None,
        cash_rounding: None,
        noncash_rounding: None,
        stock_policy: StockPolicy::Lenient,
        cashier_discount_ppm: 0,
        shift_required: true,
        auto_receive: false,
        typed_tables: false,
        stars_on_menu: false,
        take_away_paid_first: false,
        header: Vec::new(),
        footer: Vec::new(),
        till: TillSettings::default(),
    }
}
