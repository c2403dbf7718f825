//! `nusa demo`: a centre and two branches on this machine with goods and people
//! of their own, and the replay that proves them on baskets. The nodes run as
//! they do anywhere, and talk over real HTTP.

pub mod baskets;
pub mod cafe;
pub mod catalogue;
pub mod company;
pub mod cuts;
pub mod desk;
pub mod dice;
pub mod floor;
pub mod http;
pub mod logins;
pub mod outcome;
pub mod past;
pub mod plan;
pub mod priced;
pub mod queue;
pub mod replay;
pub mod ringing;
pub mod serving;
pub mod stage;
pub mod talk;

use std::{fs, path::Path};

use self::{outcome::Outcome, plan::Plan, replay::Replay, stage::Stage};
use crate::{
    cli::Demo,
    commands::verify::verify,
    exit::Failure,
    machine::{self, Ending},
    sheet::{Sheet, grouped, rupiah},
};

/// Runs the demo.
///
/// # Errors
/// Whatever stops it; `Refused` when a replay ends with a difference.
pub fn run(options: &Demo) -> Result<(), Failure> {
    // The baskets are read and their sums are known before any node is started.
    let told = options
        .replay
        .as_ref()
        .map(|file| plan(file.as_deref(), options))
        .transpose()?;
    if options.fresh {
        stage::clear(&options.data)?;
    }
    let runtime = machine::runtime()?;
    if options.headless {
        return runtime.block_on(headless(
            options,
            told.map_or_else(|| plan(None, options), Ok)?,
        ));
    }
    runtime.block_on(in_front_of_people(options, told))
}

fn plan(file: Option<&Path>, options: &Demo) -> Result<Plan, Failure> {
    let Some(file) = file else {
        return Ok(Plan::generated(options.baskets));
    };
    let unreadable =
        |error: &dyn std::fmt::Display| Failure::Usage(format!("{}: {error}", file.display()));
    let text = fs::read(file).map_err(|error| unreadable(&error))?;
    Plan::of_file(&text, options.spread).map_err(|error| unreadable(&error))
}

/// Rings up and serves, stops, verifies every node, and ends with one line for scripts.
async fn headless(options: &Demo, plan: Plan) -> Result<(), Failure> {
    past::finish(&options.data)?;
    let stage = Stage::raise(&options.data, options.door(), options.durability()).await?;
    let directories = stage.directories().to_vec();
    let ended = replayed(&stage, plan).await;
    stage.lower().await;
    let mut outcome = ended?;
    for directory in directories {
        let name = directory
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let verdict = tokio::task::spawn_blocking(move || verify(&directory)).await;
        let verdict = verdict.map_err(|error| Failure::Refused(error.to_string()))??;
        eprintln!(
            "{name}: {} facts verified",
            grouped(i64::try_from(verdict.docs).unwrap_or(i64::MAX))
        );
        outcome.unsound.extend(
            verdict
                .differences
                .iter()
                .map(|difference| format!("{name}: {difference}")),
        );
    }
    tell(&outcome);
    println!("{}", outcome.last_line());
    if outcome.is_ok() {
        Ok(())
    } else {
        Err(Failure::Refused("the sums differ".to_owned()))
    }
}

/// Shows where everything is and leaves it running; the first start trades some weeks before.
async fn in_front_of_people(options: &Demo, told: Option<Plan>) -> Result<(), Failure> {
    let mut ending = Ending::heard()?;
    let weeks = if told.is_some() { 0 } else { options.weeks };
    let made = tokio::select! {
        made = past::make(&options.data, weeks) => made?,
        () = ending.said() => return Ok(()),
    };
    if made {
        println!("{weeks} weeks of trade are made; every branch and the centre agree on them");
    }
    let stage = Stage::raise(&options.data, options.door(), options.durability()).await?;
    let work = async {
        if made || stage.is_new {
            stage.give_pins().await?;
        }
        stage.lay_tables().await?;
        show(&stage, told).await?;
        std::future::pending::<Result<(), Failure>>().await
    };
    let ended = tokio::select! {
        failed = work => failed,
        () = ending.said() => Ok(()),
    };
    println!("stopping");
    stage.lower().await;
    ended
}

async fn show(stage: &Stage, plan: Option<Plan>) -> Result<(), Failure> {
    match plan {
        Some(plan) => tell(&replayed(stage, plan).await?),
        None if stage.is_new => stage.furnish().await?,
        None => {}
    }
    let mut nodes = Sheet::new(["node", "open this", "its API"]);
    nodes.row([
        "Pusat".to_owned(),
        format!("{}/kantor", stage.centre_url),
        format!("{}/docs", stage.centre_url),
    ]);
    for place in &stage.places {
        nodes.row([
            place.code.clone(),
            format!("{}/kasir", place.url),
            format!("{}/docs", place.url),
        ]);
    }
    if let Some((cafe, path)) = stage.first_code().await? {
        let faces = [
            ("board", "/pesanan"),
            ("kitchen", "/dapur"),
            ("a guest at a table", &path),
        ];
        for (who, path) in faces {
            let open = format!("{}{path}", cafe.url);
            nodes.row([format!("{}: {who}", cafe.code), open, String::new()]);
        }
    }
    let mut people = Sheet::new(["sign-in name", "password", "PIN", "role", "where"]);
    for login in &stage.logins {
        let place = login
            .branch
            .clone()
            .unwrap_or_else(|| "everywhere".to_owned());
        people.row([
            login.login.clone(),
            login.password.clone(),
            login.pin.clone().unwrap_or_default(),
            login.role.word().to_owned(),
            place,
        ]);
    }
    println!("\n{nodes}\n{people}\nCtrl-C stops; the data stays.");
    Ok(())
}

async fn replayed(stage: &Stage, plan: Plan) -> Result<Outcome, Failure> {
    for load in &plan.loads {
        let sums = load.expected;
        let what = if load.is_ordered() { "orders" } else { "sales" };
        println!(
            "{}: {} {what}, {} lines, {} by the baskets alone",
            load.branch,
            grouped(sums.count),
            grouped(sums.lines),
            rupiah(sums.revenue)
        );
    }
    stage.furnish().await?;
    stage.lay_tables().await?;
    Replay {
        centre: &stage.centre_url,
        places: &stage.places,
        logins: &stage.logins,
    }
    .run(plan)
    .await
}

fn tell(outcome: &Outcome) {
    println!("\n{}", outcome.sheet());
    for difference in &outcome.unsound {
        println!("{difference}");
    }
}
