//! The main job on real input: baskets are rung up at the shop's tills and ordered
//! at the café's tables while the link to the centre is cut and restored, and when
//! it is back every sum of branch and centre must be what the baskets alone say.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use nusa_facts::people::Role;
use tokio::{
    sync::mpsc::{self, Receiver},
    task::JoinSet,
};

use super::{
    baskets::Expected,
    cuts::Cuts,
    desk::{Desk, until},
    floor::Seats,
    logins::{Login, who},
    outcome::{Compared, Outcome},
    plan::{Load, Plan},
    priced::priced,
    queue::{Queue, all_end},
    ringing::{TILLS, ring_up},
    serving::serve,
};
use crate::{clock::Stopwatch, exit::Failure, progress::Progress};

/// How long a branch may take to learn of imported goods.
const PULL_PATIENCE: Duration = Duration::from_secs(60);

/// How long the centre may take to have everything once the link is back.
const PUSH_PATIENCE: Duration = Duration::from_secs(180);

/// Cash in each drawer, rupiah.
const FLOAT: i64 = 500_000;

/// Confirmed baskets that may wait to be counted.
const UNCOUNTED: usize = 1_024;

/// A branch of the stage, as a replay reaches it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its code.
    pub code: String,
    /// Its number.
    pub number: u32,
    /// Where its node listens: `http://host:port`.
    pub url: String,
}

/// One branch at work.
struct Work {
    load: Load,
    number: u32,
    office: Desk,
    till: Desk,
    /// Where guests sit; nowhere at the shop.
    tables: Vec<Seats>,
    /// What branch and centre had before.
    before: (Seen, Seen),
}

/// What a node knows of a branch.
struct Seen {
    sums: Expected,
    shelf: BTreeMap<u32, i64>,
}

impl Seen {
    async fn of(desk: &Desk, branch: u32, is_ordered: bool) -> Result<Self, Failure> {
        let sums = if is_ordered {
            desk.orders(branch).await?
        } else {
            desk.sales(branch).await?
        };
        let shelf = desk.shelf(branch).await?;
        Ok(Self { sums, shelf })
    }
}

/// A replay under way.
pub struct Replay<'a> {
    /// Where the centre listens.
    pub centre: &'a str,
    /// The branches.
    pub places: &'a [Place],
    /// Who signs in.
    pub logins: &'a [Login],
}

impl Replay<'_> {
    /// Sells everything and compares.
    ///
    /// # Errors
    /// `Refused` when something stops it; a difference of sums is no error but the outcome.
    pub async fn run(&self, plan: Plan) -> Result<Outcome, Failure> {
        let centre = Desk::sign_in(self.centre, "centre", self.login(Role::Owner, None)?).await?;
        if let Some(sheet) = &plan.sheet {
            centre.import_products(sheet.clone()).await?;
        }
        let baskets = plan.len();
        let (mut works, mut queues) = (Vec::new(), Vec::new());
        for load in plan.loads {
            let work = self.prepare(&centre, load).await?;
            queues.push(queue(&work, &plan.prices).await?);
            works.push(work);
        }
        let watch = Stopwatch::start();
        sell(&works, &queues, baskets).await?;
        let (branches, unsound) = compare(&centre, &works, &queues).await?;
        Ok(Outcome {
            branches,
            unsound,
            millis: watch.millis(),
        })
    }

    fn login(&self, role: Role, branch: Option<&str>) -> Result<&Login, Failure> {
        let nobody = || Failure::Refused(format!("the demo has no {} for {branch:?}", role.word()));
        who(self.logins, role, branch).ok_or_else(nobody)
    }

    /// Signs people in, opens tills, frees tables, and looks at what there was before.
    async fn prepare(&self, centre: &Desk, load: Load) -> Result<Work, Failure> {
        let code = load.branch;
        let missing = || Failure::Refused(format!("the demo has no branch {code}"));
        let mut places = self.places.iter();
        let place = places.find(|place| place.code == code);
        let place = place.ok_or_else(missing)?;
        let office = Desk::sign_in(&place.url, code, self.login(Role::Owner, None)?).await?;
        let manager =
            Desk::sign_in(&place.url, code, self.login(Role::Manager, Some(code))?).await?;
        let till = Desk::sign_in(&place.url, code, self.login(Role::Cashier, Some(code))?).await?;
        office.switch_link(true).await?;
        manager.open_tills(TILLS, FLOAT).await?;
        let is_ordered = load.is_ordered();
        let tables = if is_ordered {
            till.free_tables().await?
        } else {
            Vec::new()
        };
        settled(centre, &office, place.number).await?;
        let before = (
            Seen::of(&office, place.number, is_ordered).await?,
            Seen::of(centre, place.number, is_ordered).await?,
        );
        Ok(Work {
            load,
            number: place.number,
            office,
            till,
            tables,
            before,
        })
    }
}

/// Waits until the branch lists everything that will be sold, and finds the products of all baskets.
async fn queue(work: &Work, prices: &BTreeMap<String, i64>) -> Result<Queue, Failure> {
    let wanted: Vec<_> = super::baskets::items(&work.load.baskets);
    let listed = until(PULL_PATIENCE, || async {
        let listed = work.office.listed().await.ok()?;
        wanted
            .iter()
            .all(|item| listed.contains_key(item))
            .then_some(listed)
    });
    let late = || Failure::Refused(format!("{} was not told of all goods", work.load.branch));
    let listed = listed.await.ok_or_else(late)?;
    let baskets = work.load.baskets.iter();
    let baskets: Result<Vec<_>, _> = baskets
        .map(|basket| priced(basket, &listed, prices))
        .collect();
    let unknown = |item| Failure::Refused(format!("{item} is not listed"));
    Ok(Queue::of(baskets.map_err(unknown)?))
}

/// All branches sell at once, while the link is cut and restored.
async fn sell(works: &[Work], queues: &[Queue], baskets: usize) -> Result<(), Failure> {
    let (done, confirmed) = mpsc::channel(UNCOUNTED);
    let mut branches = JoinSet::new();
    for (work, queue) in works.iter().zip(queues) {
        let (till, queue, done) = (work.till.clone(), queue.clone(), done.clone());
        if work.load.is_ordered() {
            branches.spawn(serve(till, work.tables.clone(), queue, done));
        } else {
            branches.spawn(ring_up(till.http().clone(), queue, done));
        }
    }
    drop(done);
    count(works, confirmed, baskets).await?;
    all_end(branches).await?;
    switch_all(works, true).await
}

/// Counts what is confirmed and moves the link switch at its marks.
async fn count(works: &[Work], mut confirmed: Receiver<()>, baskets: usize) -> Result<(), Failure> {
    let (cuts, progress) = (
        Cuts::over(baskets),
        Progress::begin("baskets", baskets as u64),
    );
    let mut done = 0;
    while let Some(()) = confirmed.recv().await {
        done += 1;
        progress.step();
        if let Some(up) = cuts.after(done) {
            switch_all(works, up).await?;
            let word = if up { "restored" } else { "cut" };
            progress.say(&format!(
                "after {done} baskets the link to the centre is {word}"
            ));
        }
    }
    progress.end();
    Ok(())
}

async fn switch_all(works: &[Work], up: bool) -> Result<(), Failure> {
    for work in works {
        work.office.switch_link(up).await?;
    }
    Ok(())
}

/// Waits until the centre has what the branch has. Whether it has will be compared; so patience ends quietly.
async fn settled(centre: &Desk, branch: &Desk, number: u32) -> Result<(), Failure> {
    let own = branch.rolled_up(number).await?;
    until(PUSH_PATIENCE, || async {
        let there = centre.rolled_up(number).await.ok()?;
        let unsent = branch.unsent().await.ok()?;
        (there == own && unsent == 0).then_some(())
    })
    .await;
    Ok(())
}

async fn compare(
    centre: &Desk,
    works: &[Work],
    queues: &[Queue],
) -> Result<(Vec<Compared>, Vec<String>), Failure> {
    let (mut branches, mut unsound) = (Vec::new(), Vec::new());
    for (work, queue) in works.iter().zip(queues) {
        settled(centre, &work.office, work.number).await?;
        let is_ordered = work.load.is_ordered();
        let stocked = work.office.stocked().await?.into_iter().collect();
        let sold = pieces(queue, &stocked);
        let nodes = [
            ("the branch", &work.office, &work.before.0),
            ("the centre", centre, &work.before.1),
        ];
        let mut found = Vec::with_capacity(nodes.len());
        for (node, desk, before) in nodes {
            let now = Seen::of(desk, work.number, is_ordered).await?;
            let name = format!("{}: {node}", work.load.branch);
            unsound.extend(reports(&name, desk, work.number).await?);
            unsound.extend(moved_otherwise(&name, &sold, &before.shelf, &now.shelf));
            found.push(now.sums.since(before.sums));
        }
        branches.push(Compared {
            branch: work.load.branch.to_owned(),
            is_ordered,
            expected: work.load.expected,
            at_branch: found[0],
            at_centre: found[1],
        });
    }
    Ok((branches, unsound))
}

/// The reports of a node say what its sales come to.
async fn reports(name: &str, desk: &Desk, branch: u32) -> Result<Option<String>, Failure> {
    let rolled_up = desk.rolled_up(branch).await?;
    let sales = desk.sales(branch).await?;
    let differ = rolled_up != (sales.count, sales.revenue);
    Ok(differ.then(|| format!("{name} reports {rolled_up:?}, its sales are {sales:?}")))
}

/// Thousandths of each product of which stock is kept, all baskets together.
fn pieces(queue: &Queue, stocked: &BTreeSet<u32>) -> BTreeMap<u32, i64> {
    let mut pieces = BTreeMap::new();
    let lines = queue.baskets().iter().flat_map(|basket| &basket.lines);
    for (product, count) in lines.filter(|(product, _)| stocked.contains(product)) {
        *pieces.entry(*product).or_default() += count * 1_000;
    }
    pieces
}

/// Products of which something else left the shelf than was sold, in sentences.
fn moved_otherwise(
    name: &str,
    sold: &BTreeMap<u32, i64>,
    before: &BTreeMap<u32, i64>,
    now: &BTreeMap<u32, i64>,
) -> Vec<String> {
    let level = |shelf: &BTreeMap<u32, i64>, product| shelf.get(product).copied().unwrap_or(0);
    let products: BTreeSet<_> = sold.keys().chain(before.keys()).chain(now.keys()).collect();
    let differ = products.into_iter().filter_map(|product| {
        let left = level(before, product) - level(now, product);
        let sold = level(sold, product);
        let words = || {
            format!(
                "{name}: {left} of product {product} left the shelf, {sold} was sold (thousandths)"
            )
        };
        (left != sold).then(words)
    });
    differ.collect()
}

#[cfg(test)]
mod tests {
    use super::moved_otherwise;

    #[test]
    fn a_shelf_from_which_something_else_left_than_was_sold_is_told() {
        let (sold, before) = (
            [(1, 2_000), (2, 1_000)].into(),
            [(1, 5_000), (3, 7_000)].into(),
        );
        let told = |now: [(u32, i64); 3]| moved_otherwise("x", &sold, &before, &now.into()).len();
        assert_eq!(told([(1, 3_000), (2, -1_000), (3, 7_000)]), 0);
        assert_eq!(
            told([(1, 1_000), (2, -1_000), (3, 7_000)]),
            1,
            "taken twice"
        );
        assert_eq!(
            told([(1, 3_000), (2, 0), (3, 6_000)]),
            2,
            "not taken, and taken unsold"
        );
    }
}
