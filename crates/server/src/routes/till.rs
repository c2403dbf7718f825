//! The till that a device is, over HTTP: everything that its screens need before
//! anybody signs in, and what it keeps at hand. Proven by the till's own cookie.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::till_device::FavouritesRequest,
    view::{
        catalogue::BranchView,
        shift::ShiftView,
        till::{
            FavouritesView, PayByQrisView, PrinterView, RollView, TillInfoView, TillPersonView,
            labels_read, methods_taken,
        },
    },
};
use nusa_facts::{
    BranchId, TillNo,
    master::{Branch, Staff},
};
use nusa_node::{moment::branch_row, pin, staff};
use nusa_papers::zone::zone_name;
use nusa_rules::rows::BillState;
use nusa_store::{Error as StoreError, Look, SqliteReader, Store};

use super::printers;
use crate::{
    app::App,
    notes,
    problem::of_store,
    reply::{Reply, Told},
    route::{Access, Route, get, put},
    sent::{Named, Sent},
    who::{
        may::{May, RunShift},
        pins::works_at,
        till::Till,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/till", show)
            .access(Access::Till)
            .gives::<TillInfoView>(200)
            .says("Tells a device which till it is, and all that its screens need before anybody signs in."),
        put("/api/v1/tills/{till}/favourites", favour)
            .may::<RunShift>()
            .takes::<FavouritesRequest>()
            .gives::<FavouritesView>(200)
            .says("Sets the products that this till keeps at hand."),
    ]
}

fn favourites(till: TillNo) -> String {
    format!("till-favourites/{till}")
}

/// What the disk knows of a till.
struct Known {
    branch: Branch,
    people: Vec<TillPersonView>,
    shift: Option<ShiftView>,
    favourites: Vec<u32>,
    printer: Option<PrinterView>,
    serves_guests: bool,
}

async fn show(State(app): State<App>, till: Till) -> Reply<Told<TillInfoView>> {
    let (here, number, mark) = (app.me.branch, till.number, app.pins.mark().to_owned());
    let known = app
        .look(move |look| known(look, here, number, &mark))
        .await?;
    let untold = || {
        Problem::new(
            Door::NotHere,
            "this branch has not been told its settings yet",
        )
    };
    let known = known.ok_or_else(untold)?;
    let settings = &known.branch.till;
    Ok(Told(TillInfoView {
        till: number.get(),
        name: till.name,
        now: app.now().0,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        life: app.life.clone(),
        branch: BranchView::from(&known.branch),
        zone: zone_name(known.branch.tz_offset_min),
        receipt: RollView {
            columns: known
                .printer
                .as_ref()
                .map_or(settings.columns, |printer| printer.columns),
        },
        methods: methods_taken(settings),
        qris: PayByQrisView::of(settings),
        labels: labels_read(settings),
        favourites: known.favourites,
        people: known.people,
        shift: known.shift,
        printer: known.printer,
        serves_guests: known.serves_guests,
    }))
}

fn known(
    look: &SqliteReader,
    here: BranchId,
    till: TillNo,
    mark: &str,
) -> Result<Option<Known>, StoreError> {
    let Some(branch) = branch_row(look, here)? else {
        return Ok(None);
    };
    let shift = look.open_shift(here, till)?;
    Ok(Some(Known {
        branch,
        people: people(look, here, mark, |_| true)?,
        shift: shift.as_ref().map(ShiftView::from),
        favourites: notes::read(look, &favourites(till))?.unwrap_or_default(),
        printer: printers::kept(look, till)?.map(|printer| printer.view()),
        serves_guests: serves_guests(look, here)?,
    }))
}

fn serves_guests(look: &SqliteReader, here: BranchId) -> Result<bool, StoreError> {
    let has_tables = look.tables(here)?.iter().any(|(table, _)| table.active);
    Ok(has_tables || !look.bills(here, BillState::Open)?.is_empty())
}

/// Those of the people who work here whom `fits` takes, by name.
pub(super) fn people(
    look: &SqliteReader,
    here: BranchId,
    mark: &str,
    fits: impl Fn(&Staff) -> bool,
) -> Result<Vec<TillPersonView>, StoreError> {
    let staff = staff::people(look)?.into_iter();
    let mut people = staff
        .map(|person| person.staff)
        .filter(|staff: &Staff| works_at(staff, here) && fits(staff))
        .map(|staff| {
            let has_pin = pin::pin(look, staff.id, mark)?.is_some();
            Ok(TillPersonView::of(&staff, here, has_pin))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    people.sort_by(|a, b| (&a.name, a.staff).cmp(&(&b.name, b.staff)));
    Ok(people)
}

async fn favour(
    State(app): State<App>,
    _: May<RunShift>,
    till: Named<u8>,
    sent: Sent<FavouritesRequest>,
) -> Reply<Told<FavouritesView>> {
    let till = printers::number(till.0)?;
    let products = sent.value.parse()?;
    let kept = products.clone();
    let written = app.on_node(move |node| {
        let name = favourites(till);
        node.store().transact(|tx| notes::write(tx, &name, &kept))
    });
    written.await?.map_err(of_store)?;
    Ok(Told(FavouritesView { products }))
}
