//! The weeks before a demo's first day: founded in the past, traded day by day
//! under a clock that is moved by hand, every fact decided by the law like any
//! other. Made in a directory of its own and put in its place when it is whole.

mod day;
mod deliveries;
mod prices;
mod regulars;
mod shop;
mod supper;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    time::Duration,
};

use nusa_facts::{BranchId, Millis};
use nusa_server::{Running, link::carrier::InProcess};
use nusa_store::{Durability, Options};

use self::{
    day::{Act, DAY, Event, HOUR, Life},
    deliveries::{FORGOTTEN, Warehouse, pieces_wanted},
    prices::Prices,
    shop::Shop,
};
use super::{
    catalogue,
    company::{self, SHOPS},
    dice::Dice,
    logins::{self, Login},
    stage,
};
use crate::{
    clock,
    exit::Failure,
    home::Home,
    kept_file,
    progress::Progress,
    running::{self, Wanted},
    settle::settle,
    tide::Tide,
};

/// Where the past is made, within the demo's directory.
const MAKING: &str = "in-the-making";

/// The file that says that what is made is whole.
const WHOLE: &str = "whole";

/// Minutes east of UTC of the demo's branches.
const ZONE_MS: i64 = 7 * HOUR;

/// When a delivery of the day is unpacked, after midnight.
const ARRIVAL: i64 = 13 * HOUR;

/// Tills of a branch.
const TILLS: u8 = 2;

/// How long a branch and its centre may take to be in step; they share a process.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the weeks before a new demo's first day, unless the directory holds a demo already. Tells
/// whether it did.
///
/// # Errors
/// What the law or the disk says; what was made halfway is thrown away by the next start.
pub async fn make(data: &Path, weeks: u16) -> Result<bool, Failure> {
    finish(data)?;
    if weeks == 0 || logins::stand_in(data) {
        return Ok(false);
    }
    let making = data.join(MAKING);
    fs::create_dir_all(&making)?;
    let logins = logins::keep(&making)?;
    let span = Span::until(clock::wall(), weeks);
    trade(&making, &logins, span).await?;
    on_disk(&making)?;
    kept_file::write(&making.join(WHOLE), b"")?;
    finish(data)?;
    Ok(true)
}

/// Throws away what was made halfway, and puts in its place what is whole.
///
/// # Errors
/// What the disk says.
pub fn finish(data: &Path) -> Result<(), Failure> {
    let making = data.join(MAKING);
    if making.join(WHOLE).exists() {
        for part in stage::parts() {
            let from = making.join(part);
            if from.exists() {
                fs::rename(from, data.join(part))?;
            }
        }
    }
    if making.exists() {
        fs::remove_dir_all(making)?;
    }
    Ok(())
}

/// The days that have gone by.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// Local midnight of the first day, as a moment.
    first: Millis,
    /// Local midnight of today.
    today: Millis,
    /// Now.
    now: Millis,
}

impl Span {
    fn until(now: Millis, weeks: u16) -> Self {
        let today = (now.0 + ZONE_MS).div_euclid(DAY) * DAY - ZONE_MS;
        Self {
            first: Millis(today - i64::from(weeks) * 7 * DAY),
            today: Millis(today),
            now,
        }
    }

    /// Midnights in order, today's last.
    fn days(self) -> impl Iterator<Item = Millis> {
        let count = (self.today.0 - self.first.0) / DAY;
        (0..=count).map(move |day| Millis(self.first.0 + day * DAY))
    }
}

/// Everybody of the company while its past is played.
struct Company {
    tide: Tide,
    centre: Running,
    warehouse: Warehouse,
    shops: Vec<(Home, Life, Shop)>,
    prices: Prices,
}

async fn trade(making: &Path, logins: &[Login], span: Span) -> Result<(), Failure> {
    let tide = Tide::at(Millis(span.first.0 + 5 * HOUR));
    let mut company = found(making, logins, tide, Prices::around(span.first, span.today)).await?;
    let days = u64::try_from(span.days().count()).unwrap_or(0);
    let progress = Progress::begin("days", days);
    for midnight in span.days() {
        company.live(midnight, span).await?;
        progress.step();
    }
    progress.end();
    company.tide.reach(Millis(span.now.0 - 60_000));
    company.send_off().await?;
    company.in_step().await?;
    drop(company.shops);
    company.centre.stop().await;
    Ok(())
}

/// A store whose commits need not be on disk: nobody is told anything before all of it is.
fn quick() -> Durability {
    Durability::LosesSalesForProof
}

async fn found(
    making: &Path,
    logins: &[Login],
    tide: Tide,
    prices: Prices,
) -> Result<Company, Failure> {
    let wanted = Wanted {
        durability: quick(),
        tide: Some(tide.clone()),
        ..Wanted::default()
    };
    let mut codes = Vec::new();
    let home = Home::at(&making.join(stage::CENTRE));
    let centre = running::centre(&home, wanted, |node| {
        company::found(node, logins)?;
        let branches = company::branches(node)?;
        for shop in &SHOPS {
            let number = branches.get(shop.code).copied().unwrap_or(BranchId(0));
            codes.push((shop.code, node.create_enrol_code(number)?.code));
        }
        Ok(())
    });
    let centre = centre.await?;
    let mut shops = Vec::new();
    for (code, secret) in codes {
        let home = Home::at(&making.join(code));
        let shop = enrolled(&home, code, &secret, &centre, &tide, logins).await?;
        shops.push((home, life(code), shop));
    }
    let warehouse = Warehouse::of(&centre).await?;
    Ok(Company {
        tide,
        centre,
        warehouse,
        shops,
        prices,
    })
}

async fn enrolled(
    home: &Home,
    code: &str,
    secret: &str,
    centre: &Running,
    tide: &Tide,
    logins: &[Login],
) -> Result<Shop, Failure> {
    let carrier = InProcess(centre.router());
    running::make_branch(home, &carrier, secret, None).await?;
    let options = Options {
        durability: quick(),
        ..Options::default()
    };
    let node = home.wake_with(home.open(&options)?, tide.senses())?;
    let key = home.key()?.ok_or_else(|| keyless(code))?;
    let (node, settled) = settle(node, carrier, key, PATIENCE).await?;
    if !settled {
        return Err(apart(code));
    }
    let mut shop = Shop::open(node, logins, code)?;
    shop.register(TILLS)?;
    if code == company::CAFE.code {
        shop.lay_tables()?;
    }
    Ok(shop)
}

/// How the branches of the demo live.
fn life(code: &str) -> Life {
    const SHOP: [u32; 14] = [3, 4, 6, 5, 4, 4, 4, 5, 7, 9, 10, 8, 5, 2];
    const CAFE: [u32; 14] = [6, 7, 5, 4, 8, 9, 5, 4, 5, 6, 9, 10, 7, 3];
    let is_cafe = code == company::CAFE.code;
    let (wares, sales, hours) = if is_cafe {
        (catalogue::menu(), 80, CAFE)
    } else {
        (catalogue::groceries(), 110, SHOP)
    };
    let mut wares: Vec<_> = wares.into_iter().map(|ware| ware.name).collect();
    shuffle(&mut wares, 77);
    Life {
        wares,
        sales,
        parties: if is_cafe { 9 } else { 0 },
        hours,
    }
}

fn shuffle(names: &mut [String], seed: u64) {
    let mut dice = Dice::new(seed);
    for at in (1..names.len()).rev() {
        names.swap(at, dice.below(at + 1));
    }
}

impl Company {
    /// One day, from the first delivery to the last shift; today ends now.
    async fn live(&mut self, midnight: Millis, span: Span) -> Result<(), Failure> {
        let at = |ms: i64| Millis((midnight.0 + ms).min(span.now.0 - 120_000));
        if at(7 * HOUR).0 < midnight.0 + 7 * HOUR {
            return Ok(());
        }
        self.tide.reach(at(6 * HOUR));
        let since = (midnight.0 - span.first.0) / DAY;
        self.warehouse
            .announce(&self.centre, &self.prices, midnight)
            .await?;
        let events = self.events(midnight, span);
        // What is sent today and cannot be received before now would wait beside the one that shall.
        let arrives = |(_, shop, event): &(_, usize, Event)| *shop == 0 && event.at >= ARRIVAL;
        if since % 7 == 0 && events.iter().any(arrives) {
            self.deliver(usize::try_from(since / 7).unwrap_or(0))
                .await?;
        }
        self.in_step().await?;
        for (at, shop, event) in events {
            self.tide.reach(at);
            if event.at >= ARRIVAL {
                self.shops[shop].2.receive_what_came()?;
            }
            self.shops[shop].2.play(event.act, at, &self.prices)?;
        }
        if since % 7 == 3 {
            self.shops[0].2.count_a_shelf()?;
        }
        self.tide.reach(at(23 * HOUR));
        self.in_step().await
    }

    /// What happens today everywhere, in order, up to now.
    fn events(&self, midnight: Millis, span: Span) -> Vec<(Millis, usize, Event)> {
        let days = (midnight.0 + ZONE_MS) / DAY;
        let mut events = Vec::new();
        for (index, (_, life, _)) in self.shops.iter().enumerate() {
            let seed = 20_260_101 + u64::try_from(index).unwrap_or(0);
            let today = day::day(life, days, seed).into_iter();
            events.extend(today.map(|event| (Millis(midnight.0 + event.at), index, event)));
        }
        events.retain(|(at, _, _)| at.0 < span.now.0 - 120_000);
        without_open_parties(&mut events);
        events.sort_by_key(|(at, _, _)| *at);
        events
    }

    /// What the shop sold comes back on the shelf, but for what somebody forgot.
    async fn deliver(&mut self, week: usize) -> Result<(), Failure> {
        let (_, life, shop) = &mut self.shops[0];
        let wanted = pieces_wanted(life, shop, week);
        let to = shop.branch;
        for part in wanted.chunks(150) {
            let sent = self
                .warehouse
                .send(&self.centre, to, part.to_vec(), week)
                .await?;
            shop.expect(sent, part, week == 1);
        }
        for line in &wanted {
            shop.sold.remove(&line.product);
        }
        Ok(())
    }

    /// Something is on the road when the demo begins.
    async fn send_off(&mut self) -> Result<(), Failure> {
        let (_, life, shop) = &mut self.shops[0];
        let wanted = pieces_wanted(life, shop, FORGOTTEN);
        let few = wanted.into_iter().take(6).collect();
        let to = shop.branch;
        self.warehouse
            .send(&self.centre, to, few, 0)
            .await
            .map(drop)
    }

    /// Every branch talks to the centre until nothing is left to say.
    async fn in_step(&mut self) -> Result<(), Failure> {
        let mut shops = Vec::with_capacity(self.shops.len());
        for (home, life, mut shop) in std::mem::take(&mut self.shops) {
            let name = home.directory().display().to_string();
            let key = home.key()?.ok_or_else(|| keyless(&name))?;
            let carrier = InProcess(self.centre.router());
            let (node, settled) = settle(shop.node, carrier, key, PATIENCE).await?;
            shop.node = node;
            if !settled || shop.unsent()? > 0 {
                return Err(apart(&name));
            }
            shops.push((home, life, shop));
        }
        self.shops = shops;
        Ok(())
    }
}

/// A party that would still sit there now never came.
fn without_open_parties(events: &mut Vec<(Millis, usize, Event)>) {
    let gone: BTreeSet<usize> = events
        .iter()
        .filter_map(|(_, _, event)| match event.act {
            Act::Say { party } => Some(party),
            _ => None,
        })
        .collect();
    events.retain(|(_, _, event)| event.act.party().is_none_or(|party| gone.contains(&party)));
}

fn keyless(code: &str) -> Failure {
    Failure::Damaged(format!("{code} has no key"))
}

fn apart(code: &str) -> Failure {
    Failure::Refused(format!("{code} and its centre did not come in step"))
}

/// Brings everything below a directory to the disk.
fn on_disk(directory: &Path) -> Result<(), Failure> {
    let mut waiting: Vec<PathBuf> = vec![directory.to_owned()];
    while let Some(next) = waiting.pop() {
        if next.is_dir() {
            for entry in fs::read_dir(&next)? {
                waiting.push(entry?.path());
            }
        }
        File::open(&next)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_halfway_goes_and_what_is_whole_takes_its_place() {
        let place = tempfile::tempdir().unwrap();
        let making = place.path().join(MAKING);
        fs::create_dir_all(making.join(stage::CENTRE)).unwrap();
        finish(place.path()).unwrap();
        assert!(!making.exists() && !place.path().join(stage::CENTRE).exists());
        fs::create_dir_all(making.join(stage::CENTRE)).unwrap();
        fs::write(making.join(WHOLE), "").unwrap();
        finish(place.path()).unwrap();
        assert!(!making.exists() && place.path().join(stage::CENTRE).exists());
    }

    #[test]
    fn the_days_end_with_today_in_the_zone_of_the_branches() {
        // 2026-11-24 01:30 in Jakarta is 2026-11-23 18:30 in UTC.
        let now = Millis(1_795_458_600_000);
        let span = Span::until(now, 1);
        assert_eq!(span.days().count(), 8);
        assert_eq!((now.0 - span.today.0) / 60_000, 90);
    }
}
