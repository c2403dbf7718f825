//! Links under a clock that is moved by hand.

use nusa_facts::{
    BranchId,
    master::{Grant, Scope},
    people::Role,
};
use nusa_store::{Options, SqliteStore};

use super::*;

const HOUR: i64 = 3_600_000;
const ANI: StaffId = StaffId(7);
const BUDI: StaffId = StaffId(8);

fn mail(n: u8) -> MailId {
    MailId::from_bytes([n; 16])
}

fn book() -> (SqliteStore, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let mut store = SqliteStore::open(directory.path(), &options).unwrap();
    for id in [ANI, BUDI] {
        hire(&mut store, id, true);
    }
    (store, directory)
}

fn hire(store: &mut SqliteStore, id: StaffId, active: bool) {
    let row = Entity::Staff(Staff {
        id,
        login: format!("ani{id}"),
        name: "Ani".to_owned(),
        grants: vec![Grant {
            role: Role::Cashier,
            branch: Some(BranchId(1)),
        }],
        active,
        taken_over: None,
    });
    let written: Result<(), StoreError> = store.transact(|tx| {
        let change = tx.next_change(Scope::Company)?;
        tx.put(Scope::Company, change, &row.key(), Some(&row))
    });
    written.unwrap();
}

/// What a token opens at a moment: whose and what for, or why nothing.
fn opens(store: &mut SqliteStore, token: &str, at: i64) -> Result<(StaffId, Purpose), Shut> {
    let found: Result<_, StoreError> = store.transact(|tx| find(tx, token, Millis(at)));
    found
        .unwrap()
        .map(|(pass, person)| (person.id, pass.purpose))
}

fn invited(store: &mut SqliteStore, token: &str, at: i64) {
    let done: Result<(), StoreError> = store.transact(|tx| {
        invite(tx, ANI, None, Millis(at))?;
        admit(tx, ANI, token, Millis(at))?;
        Ok(())
    });
    done.unwrap();
}

#[test]
fn an_invitation_is_good_for_three_days_and_a_newer_one_takes_its_place() {
    let (mut store, directory) = book();
    invited(&mut store, "pertama", 0);
    let good = Ok((ANI, Purpose::Invitation));
    assert_eq!(opens(&mut store, "pertama", 72 * HOUR - 1), good);
    assert_eq!(opens(&mut store, "pertama", 72 * HOUR), Err(Shut::Expired));
    assert_eq!(opens(&mut store, "lain", 0), Err(Shut::Void));
    invited(&mut store, "kedua", HOUR);
    assert_eq!(opens(&mut store, "pertama", HOUR), Err(Shut::Void));
    assert_eq!(opens(&mut store, "kedua", HOUR), good);
    hire(&mut store, ANI, false);
    assert_eq!(
        opens(&mut store, "kedua", HOUR),
        Err(Shut::Void),
        "she left"
    );
    drop(store);
    for file in std::fs::read_dir(directory.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(
            !bytes.windows(5).any(|part| part == b"kedua"),
            "a token lies there"
        );
    }
}

#[test]
fn a_mail_that_goes_out_again_brings_another_link_and_the_oldest_makes_room() {
    let (mut store, _directory) = book();
    invited(&mut store, "0", 0);
    for n in 1..=MAX_TOKENS as i64 {
        let made: Result<_, StoreError> =
            store.transact(|tx| admit(tx, ANI, &n.to_string(), Millis(n)));
        assert_eq!(
            made.unwrap(),
            Some(Millis(72 * HOUR)),
            "as long as the first"
        );
    }
    assert_eq!(opens(&mut store, "0", 5), Err(Shut::Void));
    assert!(opens(&mut store, "1", 5).is_ok() && opens(&mut store, "3", 5).is_ok());
    let late: Result<_, StoreError> =
        store.transact(|tx| admit(tx, ANI, "nanti", Millis(72 * HOUR)));
    assert_eq!(
        late.unwrap(),
        None,
        "a mail that comes too late brings none"
    );
    let other: Result<_, StoreError> = store.transact(|tx| admit(tx, BUDI, "budi", Millis(0)));
    assert_eq!(other.unwrap(), None, "nobody invited Budi");
}

#[test]
fn a_reset_is_good_for_half_an_hour_and_only_the_last_mail_brings_it() {
    let (mut store, _directory) = book();
    let mut ask = |n: u8, at: i64| -> bool {
        let asked: Result<_, StoreError> =
            store.transact(|tx| ask_reset(tx, ANI, mail(n), Millis(at)));
        asked.unwrap()
    };
    assert!(ask(1, 0) && ask(2, 1) && ask(3, 2));
    assert!(!ask(4, HOUR - 1), "three within an hour are enough");
    assert!(ask(5, HOUR), "the first lies back");
    let mut made = |n: u8, token: &str, at: i64| {
        let made: Result<_, StoreError> =
            store.transact(|tx| admit_reset(tx, ANI, mail(n), token, Millis(at)));
        made.unwrap()
    };
    assert_eq!(
        made(3, "lama", HOUR),
        None,
        "another mail was asked for since"
    );
    assert_eq!(made(5, "baru", HOUR + 1), Some(Millis(HOUR + 1 + RESET_MS)));
    assert_eq!(made(5, "telat", HOUR + RESET_MS), None);
    assert_eq!(opens(&mut store, "lama", HOUR), Err(Shut::Void));
    assert_eq!(
        opens(&mut store, "baru", HOUR + 2),
        Ok((ANI, Purpose::Reset))
    );
    let over = HOUR + 1 + RESET_MS;
    assert_eq!(opens(&mut store, "baru", over), Err(Shut::Expired));
}

#[test]
fn what_ends_links_leaves_those_of_others_and_how_often_somebody_asked() {
    let (mut store, _directory) = book();
    invited(&mut store, "ani", 0);
    let done: Result<(), StoreError> = store.transact(|tx| {
        invite(tx, BUDI, Some(mail(9)), Millis(0))?;
        admit(tx, BUDI, "budi", Millis(0))?;
        for n in 1..=3 {
            ask_reset(tx, ANI, mail(n), Millis(0))?;
        }
        admit_reset(tx, ANI, mail(3), "lupa", Millis(0))?;
        end(tx, ANI)?;
        assert_eq!(invitation(tx, ANI)?, None);
        assert_eq!(admit_reset(tx, ANI, mail(3), "lagi", Millis(0))?, None);
        assert!(!ask_reset(tx, ANI, mail(4), Millis(1))?);
        let open = invitations(tx)?;
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].0, open[0].1.mail), (BUDI, Some(mail(9))));
        Ok(())
    });
    done.unwrap();
    for token in ["ani", "lupa", "lagi"] {
        assert_eq!(opens(&mut store, token, 1), Err(Shut::Void), "{token}");
    }
    assert_eq!(
        opens(&mut store, "budi", 1),
        Ok((BUDI, Purpose::Invitation))
    );
}
