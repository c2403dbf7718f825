//! Who may speak for a branch: codes, keys, nonces, new devices and old ones.

use nusa_facts::{Fact, Head, stock::Location};
use nusa_node::{
    Fault,
    device::{Standing, devices},
    door::{Door, NotAdmitted, Signed},
    pull,
    uplink::{Incoming, Outgoing},
};
use nusa_rules::Command;
use nusa_store::Look;
use nusa_sync::{
    messages::{BranchState, PullQuery},
    sign::{DeviceKey, SignedRequest},
};

use crate::{
    pushing::{count, next_page},
    shop::{JKT, Looking, RICE, RICE_PRICE, SBY, Shop, enrol_ask},
};

fn code_of(result: Result<impl std::fmt::Debug, Fault>) -> &'static str {
    match result {
        Err(Fault::Peer { code, .. }) => code,
        other => panic!("a fault of the peer, not {other:?}"),
    }
}

#[test]
fn r08_a_code_enrols_one_device_once_and_for_ten_minutes() {
    let mut shop = Shop::open();
    let door = Door::new(3);
    let enrol = |shop: &mut Shop, code: &str, key: &DeviceKey| {
        let ask = enrol_ask(code, key);
        shop.centre.enrol(&ask, door.next_nonce(&ask.key))
    };
    let code = shop.centre.create_enrol_code(JKT).unwrap().code;
    let (first, second) = (shop.new_key(), shop.new_key());
    assert_eq!(
        code_of(enrol(&mut shop, "AAAA-BBBB-CCCC", &first)),
        "code_invalid"
    );
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(enrol(&mut shop, &typed, &first).unwrap().branch, JKT);
    assert_eq!(code_of(enrol(&mut shop, &code, &second)), "code_invalid");
    let late = shop.centre.create_enrol_code(JKT).unwrap().code;
    shop.clock.pass(600_001);
    assert_eq!(code_of(enrol(&mut shop, &late, &second)), "code_invalid");
    assert_eq!(
        code_of(shop.centre.create_enrol_code(nusa_facts::BranchId(77))),
        "branch_unknown"
    );
    let bad = nusa_sync::messages::Enrol {
        key: "12".to_owned(),
        ..enrol_ask(&code, &second)
    };
    assert_eq!(
        code_of(shop.centre.enrol(&bad, door.next_nonce("12"))),
        "key_invalid"
    );
}

#[test]
fn r08_a_new_device_takes_the_old_ones_place_with_its_whole_past() {
    let mut shop = Shop::open();
    let mut old = shop.trading(JKT);
    for _ in 0..3 {
        old.sell();
    }
    shop.sync(&mut old);
    let mut new = shop.enrol(JKT);
    assert_eq!(shop.caller(&old.caller.key).standing, Standing::Revoked);
    shop.sync(&mut new);
    assert_eq!(new.revenue(), (3, 3 * RICE_PRICE));
    assert_eq!(new.level(RICE), 97_000);
    assert_ne!(new.open_chain(), old.open_chain());
    new.sell();
    shop.sync(&mut new);
    assert_eq!(shop.revenue(JKT), (4, 4 * RICE_PRICE));
    let told = |fact: &Fact| matches!(fact, Fact::BranchEnrolled(_) | Fact::KeyRevoked(_));
    assert_eq!(count(&mut shop.centre, told), 3);
    shop.must_be_sound();
    new.must_be_sound();
}

#[test]
fn r09_a_request_is_let_in_once_and_only_under_its_own_key() {
    let mut shop = Shop::open();
    let (jkt, sby) = (shop.enrol(JKT), shop.enrol(SBY));
    let key = shop.new_key();
    let code = shop.centre.create_enrol_code(JKT).unwrap().code;
    let door = Door::new(9);
    let ask = enrol_ask(&code, &key);
    let nonce = shop
        .centre
        .enrol(&ask, door.next_nonce(&ask.key))
        .unwrap()
        .nonce;
    let request = SignedRequest {
        method: "POST",
        path: "/api/v1/sync/push",
        nonce,
        body: b"{}",
    };
    let signature = key.sign(&request);
    let signed = Signed {
        branch: JKT,
        key: &ask.key,
        request,
        signature: &signature,
    };
    let foreign = Signed {
        branch: SBY,
        ..signed
    };
    let other_key = Signed {
        key: &sby.caller.key,
        branch: SBY,
        ..signed
    };
    let other_body = Signed {
        request: SignedRequest {
            body: b"[]",
            ..request
        },
        ..signed
    };
    let other_path = Signed {
        request: SignedRequest {
            path: "/api/v1/sync/pull",
            ..request
        },
        ..signed
    };
    let mut admit = |signed: &Signed<'_>| shop.centre.look(|look| door.admit(look, signed));
    assert!(matches!(admit(&foreign), Err(NotAdmitted::KeyUnknown)));
    for wrong in [&other_key, &other_body, &other_path] {
        assert!(matches!(admit(wrong), Err(NotAdmitted::Signature)));
    }
    assert_eq!(admit(&signed).unwrap().branch, JKT);
    let Err(NotAdmitted::Stale(stale)) = admit(&signed) else {
        panic!("used before")
    };
    assert_eq!(stale.next, door.next_nonce(&ask.key));
    // A centre that starts again takes nothing that was signed for its former life.
    let later = Door::new(10);
    let again = shop.centre.look(|look| later.admit(look, &signed));
    assert!(matches!(again, Err(NotAdmitted::Stale(_))));
    assert_eq!(jkt.id(), JKT);
}

#[test]
fn r29_two_keys_are_valid_in_a_rotation_and_never_three() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let (second, third) = (shop.new_key().public(), shop.new_key().public());
    let standing = |shop: &mut Shop, key: &str| {
        let all = shop.centre.look(|look| devices(look, JKT)).unwrap();
        all.into_iter()
            .find(|device| device.key == key)
            .map(|device| device.standing)
    };
    let first = jkt.caller.clone();
    shop.centre.rotate_key(&first, &second).unwrap();
    shop.centre.rotate_key(&first, &second).unwrap();
    assert_eq!(standing(&mut shop, &first.key), Some(Standing::Retiring));
    assert_eq!(standing(&mut shop, &second), Some(Standing::Current));
    // The device that did not hear of it goes on under its old key, and sells.
    jkt.sell();
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT).0, 1);
    let old = shop.caller(&first.key);
    assert_eq!(code_of(shop.centre.rotate_key(&old, &third)), "key_revoked");
    let current = shop.caller(&second);
    let hello = jkt.node.my_hello(&Default::default()).unwrap();
    shop.centre.hello(&current, &hello).unwrap();
    assert_eq!(standing(&mut shop, &first.key), Some(Standing::Revoked));
    shop.centre.rotate_key(&current, &third).unwrap();
    assert_eq!(standing(&mut shop, &third), Some(Standing::Current));
}

#[test]
fn r30_what_a_revoked_device_still_sends_is_kept_as_evidence_and_counts_nothing() {
    let mut shop = Shop::open();
    let mut old = shop.trading(JKT);
    old.sell();
    shop.sync(&mut old);
    for _ in 0..3 {
        old.sell();
    }
    let mut new = shop.enrol(JKT);
    shop.sync(&mut new);
    shop.sync(&mut old);
    assert_eq!(old.uplink.state(), BranchState::Revoked);
    assert_eq!(old.unsent(), 0);
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    let aside = shop
        .centre
        .look(|look| look.quarantined(Some(JKT)))
        .unwrap();
    assert_eq!(aside.len(), 3);
    assert!(
        aside
            .iter()
            .all(|row| row.reason.starts_with("key_revoked"))
    );
    // It learns nothing new, and the device in its place neither sees nor trips over its evidence.
    let query = PullQuery {
        stream: nusa_facts::master::Scope::Company,
        after: 0,
        generation: 0,
        snapshot: None,
    };
    let caller = shop.caller(&old.caller.key);
    assert_eq!(
        code_of(shop.centre.look(|look| pull::pull(look, &caller, &query))),
        "key_revoked"
    );
    new.sell();
    shop.sync(&mut new);
    assert_eq!(
        (new.revenue(), shop.revenue(JKT)),
        ((2, 2 * RICE_PRICE), (2, 2 * RICE_PRICE))
    );
    // Sent again, it is not kept twice.
    old.sell();
    let chain = old.open_chain();
    let page = old.node.page_to_push(chain, 1);
    shop.centre.push(&caller, page.unwrap().unwrap()).unwrap();
    assert_eq!(
        shop.centre
            .look(|look| look.quarantined(Some(JKT)))
            .unwrap()
            .len(),
        4
    );
    assert_eq!(shop.level(Location::Customer, RICE), 2_000);
    shop.must_be_sound();
    new.must_be_sound();
}

#[test]
fn r30_a_stolen_key_can_neither_fork_nor_block_the_branch() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let mut thief = shop.clone_of(&mut jkt);
    let second = shop.new_key().public();
    shop.centre.rotate_key(&jkt.caller, &second).unwrap();
    shop.centre.revoke_key(&thief.caller.key, "dicuri").unwrap();
    jkt.caller = shop.caller(&second);
    thief.sell();
    let page = next_page(&mut thief);
    let caller = shop.caller(&thief.caller.key);
    shop.centre.push(&caller, page).unwrap();
    jkt.sell();
    let page = next_page(&mut jkt);
    shop.centre.push(&jkt.caller, page).unwrap();
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    assert_eq!(
        count(&mut shop.centre, |fact| matches!(fact, Fact::ForkFound(_))),
        0
    );
    shop.must_be_sound();
}

#[test]
fn r30_evidence_that_the_branch_itself_sends_again_counts_after_all() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let sale = jkt.sell();
    let back = Command::VoidSale {
        sale,
        reason: "batal".to_owned(),
    };
    jkt.sell();
    // The last page under the old key overtakes nothing: it comes after the first hello under the new one.
    let page = next_page(&mut jkt);
    let old = jkt.caller.clone();
    let second = shop.new_key().public();
    shop.centre.rotate_key(&old, &second).unwrap();
    shop.centre.revoke_key(&old.key, "diganti").unwrap();
    let old = shop.caller(&old.key);
    shop.centre.push(&old, page).unwrap();
    assert_eq!(shop.revenue(JKT), (0, 0));
    jkt.caller = shop.caller(&second);
    let voided = jkt.execute(back).is_ok();
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT), jkt.revenue());
    assert_eq!(shop.revenue(JKT).0, 2);
    assert!(voided || jkt.level(RICE) == 98_000);
    assert_eq!(shop.level(Location::Branch(JKT), RICE), jkt.level(RICE));
    assert_eq!(
        shop.centre.look(|look| look.quarantined(None)).unwrap(),
        Vec::new()
    );
    shop.must_be_sound();
}

#[test]
fn a_branch_is_answered_about_its_own_chains_and_streams_only() {
    let mut shop = Shop::open();
    let (mut jkt, sby) = (shop.trading(JKT), shop.enrol(SBY));
    let chain = jkt.open_chain();
    let tail = shop.carry(&sby.caller, Outgoing::Tail { chain, after: 0 });
    assert!(tail.is_err(), "{tail:?}");
    let hello = jkt.node.my_hello(&Default::default()).unwrap();
    let Ok(Incoming::Hello(answer)) = shop.carry(&sby.caller, Outgoing::Hello(hello)) else {
        panic!("an answer")
    };
    let told = answer
        .chains
        .iter()
        .find(|told| told.chain() == chain)
        .unwrap();
    assert_eq!(told.cursor, Head::empty(chain));
    let scopes: Vec<String> = answer
        .streams
        .iter()
        .map(|stream| stream.scope.to_string())
        .collect();
    assert_eq!(scopes, ["company", "region:1", "branch:2"]);
    let query = PullQuery {
        stream: nusa_facts::master::Scope::Branch(JKT),
        after: 0,
        generation: 0,
        snapshot: None,
    };
    let caller = shop.caller(&sby.caller.key);
    assert_eq!(
        code_of(shop.centre.look(|look| pull::pull(look, &caller, &query))),
        "stream_forbidden"
    );
}
