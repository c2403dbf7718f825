//! The main job on real input: baskets are rung up over HTTP at branches whose
//! link is cut and restored on the way, and when the link is back every sum of
//! branch and centre must be what the baskets alone say.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use nusa_facts::people::Role;
use tokio::{
    sync::mpsc::{self, Receiver},
    task::JoinSet,
};

use super::{
    baskets::Expected,
    cuts::Cuts,
    desk::{Desk, until},
    logins::{Login, who},
    order::{self, Order},
    outcome::{Compared, Outcome},
    plan::{Load, Plan},
    ringing::{TILLS, ring_up},
};
use crate::{clock::Stopwatch, exit::Failure, progress::Progress};

/// How long a branch may take to learn of imported goods.
const PULL_PATIENCE: Duration = Duration::from_secs(60);

/// How long the centre may take to have everything once the link is back.
const PUSH_PATIENCE: Duration = Duration::from_secs(180);

/// Cash in each drawer, rupiah.
const FLOAT: i64 = 500_000;

/// Confirmed sales that may wait to be counted.
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
    /// What branch and centre had before.
    before: (Expected, Expected),
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
    /// Rings everything up and compares.
    ///
    /// # Errors
    /// `Refused` when something stops it; a difference of sums is no error but the outcome.
    pub async fn run(&self, plan: Plan) -> Result<Outcome, Failure> {
        let centre = Desk::sign_in(self.centre, "centre", self.login(Role::Owner, None)?).await?;
        if let Some(sheet) = &plan.sheet {
            centre.import_products(sheet.clone()).await?;
        }
        let baskets = plan.len();
        let (mut works, mut orders) = (Vec::new(), Vec::new());
        for load in plan.loads {
            let work = self.prepare(&centre, load).await?;
            orders.push(all_orders(&work, &plan.prices).await?);
            works.push(work);
        }
        let watch = Stopwatch::start();
        ring(&works, orders, baskets).await?;
        let (branches, unsound) = compare(&centre, &works).await?;
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

    /// Signs people in, opens tills, and looks at what there was before.
    async fn prepare(&self, centre: &Desk, load: Load) -> Result<Work, Failure> {
        let code = load.branch;
        let missing = || Failure::Refused(format!("the demo has no branch {code}"));
        let place = self
            .places
            .iter()
            .find(|place| place.code == code)
            .ok_or_else(missing)?;
        let office = Desk::sign_in(&place.url, code, self.login(Role::Owner, None)?).await?;
        let manager =
            Desk::sign_in(&place.url, code, self.login(Role::Manager, Some(code))?).await?;
        let till = Desk::sign_in(&place.url, code, self.login(Role::Cashier, Some(code))?).await?;
        office.switch_link(true).await?;
        manager.open_tills(TILLS, FLOAT).await?;
        settled(centre, &office, place.number).await?;
        let before = (
            office.sums(place.number).await?,
            centre.sums(place.number).await?,
        );
        Ok(Work {
            load,
            number: place.number,
            office,
            till,
            before,
        })
    }
}

/// Waits until the branch lists everything that will be sold, and turns baskets into orders.
async fn all_orders(work: &Work, prices: &BTreeMap<String, i64>) -> Result<Arc<[Order]>, Failure> {
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
    let orders = work
        .load
        .baskets
        .iter()
        .map(|basket| order::order(basket, &listed, prices));
    let orders: Result<Vec<_>, _> = orders.collect();
    Ok(orders
        .map_err(|item| Failure::Refused(format!("{item} is not listed")))?
        .into())
}

/// All branches ring up at once, while the link is cut and restored.
async fn ring(works: &[Work], orders: Vec<Arc<[Order]>>, baskets: usize) -> Result<(), Failure> {
    let (done, confirmed) = mpsc::channel(UNCOUNTED);
    let mut branches = JoinSet::new();
    for (work, orders) in works.iter().zip(orders) {
        branches.spawn(ring_up(work.till.http().clone(), orders, done.clone()));
    }
    drop(done);
    count(works, confirmed, baskets).await?;
    while let Some(ended) = branches.join_next().await {
        ended.map_err(|error| Failure::Refused(error.to_string()))??;
    }
    switch_all(works, true).await
}

/// Counts confirmed sales and moves the link switch at its marks.
async fn count(works: &[Work], mut confirmed: Receiver<()>, baskets: usize) -> Result<(), Failure> {
    let (cuts, progress) = (
        Cuts::over(baskets),
        Progress::begin("sales", baskets as u64),
    );
    let mut done = 0;
    while let Some(()) = confirmed.recv().await {
        done += 1;
        progress.step();
        if let Some(up) = cuts.after(done) {
            switch_all(works, up).await?;
            let word = if up { "restored" } else { "cut" };
            progress.say(&format!(
                "after {done} sales the link to the centre is {word}"
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

async fn compare(centre: &Desk, works: &[Work]) -> Result<(Vec<Compared>, Vec<String>), Failure> {
    let (mut branches, mut unsound) = (Vec::new(), Vec::new());
    for work in works {
        settled(centre, &work.office, work.number).await?;
        let (here, there) = (
            work.office.sums(work.number).await?,
            centre.sums(work.number).await?,
        );
        for (node, desk, sums) in [
            ("the branch", &work.office, here),
            ("the centre", centre, there),
        ] {
            let rolled_up = desk.rolled_up(work.number).await?;
            if rolled_up != (sums.sales, sums.revenue) {
                unsound.push(format!(
                    "{}: the reports of {node} say {rolled_up:?}, its sales {sums:?}",
                    work.load.branch
                ));
            }
        }
        branches.push(Compared {
            branch: work.load.branch.to_owned(),
            expected: work.load.expected,
            at_branch: here.since(work.before.0),
            at_centre: there.since(work.before.1),
        });
    }
    Ok((branches, unsound))
}
