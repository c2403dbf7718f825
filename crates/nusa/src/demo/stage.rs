//! The demo's three nodes, raised as they run anywhere: a centre and two branches
//! with directories, keys and doors of their own, talking over real HTTP.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use nusa_facts::{
    master::{Entity, EntityKind},
    people::Role,
};
use nusa_node::credential::credential;
use nusa_server::{Running, Switch, link::carrier::HttpCarrier};
use nusa_store::{Durability, Error as StoreError, Look, SqliteReader};

use super::{
    cafe,
    company::{self, SHOPS},
    desk::{Desk, until},
    logins::{self, Login, who},
    past,
    replay::Place,
    ringing::TILLS,
};
use crate::{
    exit::Failure,
    home::Home,
    running::{self, Wanted},
};

/// The centre's directory within the demo's.
pub const CENTRE: &str = "centre";

/// Pieces of each product that a supplier brings before the first sale.
const STOCK: i64 = 200;

/// Cash in each drawer, rupiah.
const FLOAT: i64 = 500_000;

/// How long a new branch may take to be told of its people by its centre.
const TOLD_PATIENCE: Duration = Duration::from_secs(60);

/// Everything that runs.
pub struct Stage {
    /// Who may sign in.
    pub logins: Vec<Login>,
    /// Where the centre listens.
    pub centre_url: String,
    /// The branches.
    pub places: Vec<Place>,
    /// The nodes had nothing in them before.
    pub is_new: bool,
    centre: Running,
    branches: Vec<Running>,
    directories: Vec<PathBuf>,
}

/// Throws a demo's data away; anything else in the directory stays.
///
/// # Errors
/// `Usage` when the directory is no demo's; what the disk says.
pub fn clear(data: &Path) -> Result<(), Failure> {
    past::finish(data)?;
    if !data.exists() {
        return Ok(());
    }
    if !logins::stand_in(data) {
        let is_empty = fs::read_dir(data)?.next().is_none();
        let other = || {
            Failure::Usage(format!(
                "{} is no demo's directory; nothing was removed",
                data.display()
            ))
        };
        return if is_empty { Ok(()) } else { Err(other()) };
    }
    for directory in directories(data) {
        // Whoever runs in it keeps it; what is damaged may go.
        if let Err(running @ Failure::Locked(_)) = Home::at(&directory).lock() {
            return Err(running);
        }
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
    }
    logins::forget(data)
}

/// The directories of the nodes, the centre's first.
fn directories(data: &Path) -> Vec<PathBuf> {
    nodes().map(|name| data.join(name)).collect()
}

fn nodes() -> impl Iterator<Item = &'static str> {
    std::iter::once(CENTRE).chain(SHOPS.iter().map(|shop| shop.code))
}

/// Everything of a demo within its directory, the file by which it is known last.
pub fn parts() -> Vec<&'static str> {
    nodes().chain(std::iter::once(logins::FILE)).collect()
}

impl Stage {
    /// Raises the nodes on three ports from the door's on.
    ///
    /// # Errors
    /// `Usage` for a port without two after it; whatever stops a node.
    pub async fn raise(
        data: &Path,
        door: SocketAddr,
        durability: Durability,
    ) -> Result<Self, Failure> {
        let port = door.port();
        let too_high = || Failure::Usage(format!("after port {port} there are no two more"));
        let port_of = |n: u16| port.checked_add(n).ok_or_else(too_high);
        port_of(2)?;
        fs::create_dir_all(data)?;
        let logins = logins::keep(data)?;
        let directories = directories(data);
        let centre_home = Home::at(&directories[0]);
        let is_new = !centre_home.holds_node();
        let wanted = |n| {
            Ok::<_, Failure>(Wanted {
                listen: Some(SocketAddr::new(door.ip(), port_of(n)?)),
                durability,
                ..Wanted::default()
            })
        };
        let mut codes = Vec::new();
        let centre = running::centre(&centre_home, wanted(0)?, |node| {
            if company::branches(node)?.is_empty() {
                company::found(node, &logins)?;
            }
            for (shop, directory) in SHOPS.iter().zip(&directories[1..]) {
                let number = company::branches(node)?
                    .get(shop.code)
                    .copied()
                    .ok_or_else(unfounded)?;
                let is_branch = Home::at(directory).is_set_up()?;
                let code = if is_branch {
                    None
                } else {
                    Some(node.create_enrol_code(number)?.code)
                };
                codes.push((number, code));
            }
            Ok(())
        });
        let centre = centre.await?;
        let centre_url = format!("http://{}", here(port));
        let mut stage = Self {
            logins,
            centre_url,
            places: Vec::new(),
            is_new,
            centre,
            branches: Vec::new(),
            directories,
        };
        for (n, (number, code)) in (1..).zip(codes) {
            let home = Home::at(&stage.directories[usize::from(n)]);
            let wanted = Wanted {
                switch: Some(Switch::default()),
                ..wanted(n)?
            };
            if let Err(failure) = stage.add_branch(&home, wanted, number.0, code).await {
                stage.lower().await;
                return Err(failure);
            }
        }
        Ok(stage)
    }

    async fn add_branch(
        &mut self,
        home: &Home,
        wanted: Wanted,
        number: u32,
        code: Option<String>,
    ) -> Result<(), Failure> {
        if let Some(code) = code {
            let nowhere = || Failure::Refused(format!("{} is no address", self.centre_url));
            let carrier = HttpCarrier::to(&self.centre_url).ok_or_else(nowhere)?;
            running::make_branch(home, &carrier, &code, Some(&self.centre_url)).await?;
        }
        let shop = &SHOPS[self.places.len()];
        let url = wanted
            .listen
            .map_or_else(String::new, |addr| format!("http://{}", here(addr.port())));
        let centre = nusa_server::Centre::At(self.centre_url.clone());
        let branch = running::branch(home, wanted, Some(centre)).await?;
        let told = told_its_people(&branch).await;
        self.branches.push(branch);
        told?;
        self.places.push(Place {
            code: shop.code.to_owned(),
            number,
            url,
        });
        Ok(())
    }

    /// Opens tills and brings goods to the shelves, as far as that was not done yet.
    ///
    /// # Errors
    /// What a branch says.
    pub async fn furnish(&self) -> Result<(), Failure> {
        for place in &self.places {
            let desk = Desk::sign_in(&place.url, &place.code, self.manager(place)?).await?;
            desk.open_tills(TILLS, FLOAT).await?;
            if self.is_new {
                desk.receive(&desk.stocked().await?, STOCK, "Stok awal")
                    .await?;
            }
        }
        Ok(())
    }

    /// Gives those who work at a till the PIN that was drawn for them: it is kept by the branch alone.
    ///
    /// # Errors
    /// What a branch says.
    pub async fn give_pins(&self) -> Result<(), Failure> {
        for place in &self.places {
            let here = |login: &&Login| login.branch.as_deref() == Some(&place.code);
            for login in self.logins.iter().filter(here) {
                if let Some(pin) = &login.pin {
                    let desk = Desk::sign_in(&place.url, &place.code, login).await?;
                    desk.set_pin(&login.password, pin).await?;
                }
            }
        }
        Ok(())
    }

    /// The café, with what the code of its first table opens.
    ///
    /// # Errors
    /// What the branch says.
    pub async fn first_code(&self) -> Result<Option<(&Place, String)>, Failure> {
        let cafe = self
            .places
            .iter()
            .find(|place| place.code == company::CAFE.code);
        let Some(place) = cafe else {
            return Ok(None);
        };
        let desk = Desk::sign_in(&place.url, &place.code, self.manager(place)?).await?;
        Ok(desk.first_code().await?.map(|path| (place, path)))
    }

    /// Sets up the tables of the café, unless it has some.
    ///
    /// # Errors
    /// What the branch says.
    pub async fn lay_tables(&self) -> Result<(), Failure> {
        let is_cafe = |place: &&Place| place.code == company::CAFE.code;
        for place in self.places.iter().filter(is_cafe) {
            let desk = Desk::sign_in(&place.url, &place.code, self.manager(place)?).await?;
            desk.lay_tables(cafe::tables()).await?;
        }
        Ok(())
    }

    fn manager(&self, place: &Place) -> Result<&Login, Failure> {
        let nobody = || Failure::Refused(format!("nobody manages {}", place.code));
        who(&self.logins, Role::Manager, Some(&place.code)).ok_or_else(nobody)
    }

    /// The directories of the nodes.
    pub fn directories(&self) -> &[PathBuf] {
        &self.directories
    }

    /// Stops everything, the branches first.
    pub async fn lower(self) {
        for branch in self.branches {
            branch.stop().await;
        }
        self.centre.stop().await;
    }
}

fn here(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn unfounded() -> Failure {
    Failure::Damaged("the demo's centre lacks a branch; start anew with --fresh".to_owned())
}

/// Waits until people can sign in: trying it would count as failures.
async fn told_its_people(branch: &Running) -> Result<(), Failure> {
    let told = until(TOLD_PATIENCE, || async {
        let knows = branch.app().look(knows_people).await;
        knows.ok().filter(|knows| *knows).map(drop)
    });
    let late = || Failure::Refused("a branch was not told of its people in time".to_owned());
    told.await.ok_or_else(late)
}

fn knows_people(look: &SqliteReader) -> Result<bool, StoreError> {
    for row in look.entities(EntityKind::Staff)? {
        if let Entity::Staff(staff) = row
            && credential(look, staff.id)?.is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
