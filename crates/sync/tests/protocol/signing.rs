//! Signatures: over every part of a request, and over the head of a chain.

use nusa_facts::{ChainId, Hash};
use nusa_sync::{
    nonce::Nonce,
    sign::{DeviceKey, SignError, SignedRequest, verify, verify_seal},
};

const REQUEST: SignedRequest<'static> = SignedRequest {
    method: "POST",
    path: "/api/v1/sync/push?x=1",
    nonce: Nonce { series: 1, n: 2 },
    body: b"{}",
};

#[test]
fn r09_every_part_of_a_request_is_under_the_signature() {
    let key = DeviceKey::from_dice([7; 32]);
    let signature = key.sign(&REQUEST);
    assert_eq!(verify(&key.public(), &REQUEST, &signature), Ok(()));
    let nonce = Nonce { series: 1, n: 3 };
    let forged = [
        SignedRequest {
            method: "GET",
            ..REQUEST
        },
        SignedRequest {
            path: "/api/v1/sync/push?x=2",
            ..REQUEST
        },
        SignedRequest { nonce, ..REQUEST },
        SignedRequest {
            body: b"{ }",
            ..REQUEST
        },
        SignedRequest {
            body: b"",
            ..REQUEST
        },
    ];
    for request in forged {
        let told = verify(&key.public(), &request, &signature);
        assert_eq!(told, Err(SignError::Signature), "{request:?}");
    }
    let other = DeviceKey::from_dice([8; 32]).public();
    assert_eq!(
        verify(&other, &REQUEST, &signature),
        Err(SignError::Signature)
    );
}

#[test]
fn the_signed_text_is_the_one_of_the_contract() {
    let empty = SignedRequest {
        body: b"",
        ..REQUEST
    };
    let hash = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    let text = format!("POST\n/api/v1/sync/push?x=1\n0000000000000001-2\n{hash}");
    assert_eq!(empty.text(), text);
}

#[test]
fn what_is_no_key_or_signature_is_refused() {
    let key = DeviceKey::from_dice([7; 32]);
    let signature = key.sign(&REQUEST);
    let short = &signature[2..];
    let small_order = "00".repeat(32);
    let cases = [
        ("", signature.as_str(), SignError::Key),
        ("zz", &signature, SignError::Key),
        (&small_order, &signature, SignError::Signature),
        (&key.public(), short, SignError::Signature),
        (&key.public(), "", SignError::Signature),
    ];
    for (key, signature, error) in cases {
        assert_eq!(verify(key, &REQUEST, signature), Err(error), "{key}");
    }
}

#[test]
fn r10_a_seal_holds_one_chain_one_place_and_one_hash() {
    let key = DeviceKey::from_dice([7; 32]);
    let (chain, hash) = (ChainId([1; 16]), Hash::of_doc(b"head"));
    let seal = key.seal(chain, 5, &hash);
    let public = key.public();
    assert_eq!(verify_seal(&public, chain, 5, &hash, &seal), Ok(()));
    let wrong = Err(SignError::Signature);
    assert_eq!(
        verify_seal(&public, ChainId([2; 16]), 5, &hash, &seal),
        wrong
    );
    assert_eq!(verify_seal(&public, chain, 6, &hash, &seal), wrong);
    assert_eq!(verify_seal(&public, chain, 5, &Hash::ZERO, &seal), wrong);
}

#[test]
fn a_key_shows_its_public_half_only() {
    let key = DeviceKey::from_dice([7; 32]);
    let shown = format!("{key:?}");
    assert!(shown.contains(&key.public()) && !shown.contains(&"07".repeat(32)));
}
