//! What the tests ask of nodes, always as the owner.

use nusa_facts::{
    BranchId, CommandId, Hash, ProductId, TillNo, TransferId,
    master::Entity,
    sale::{Method, Payment},
};
use nusa_node::Ask;
use nusa_rules::{
    Actor, Command,
    command::{Amount, CompleteSale, Destination, HowMuch, WantedLine},
};
use nusa_sync::{
    messages::{Enrol, Protocols},
    sign::DeviceKey,
};

use super::rows::{RICE, owner_row};

pub(crate) fn till() -> TillNo {
    TillNo::new(1).unwrap()
}

pub(crate) fn sale_of(product: ProductId, price: i64) -> CompleteSale {
    CompleteSale {
        till: till(),
        lines: vec![WantedLine {
            product,
            how_much: HowMuch::Milli(1_000),
            note: None,
            discount: None,
        }],
        bill_discount: None,
        payments: vec![Payment {
            method: Method::Cash,
            amount: price,
            reference: None,
        }],
        expected_total: price,
    }
}

pub(crate) fn amount(product: ProductId, units: i64) -> Amount {
    Amount {
        product,
        milli: units * 1_000,
    }
}

pub(crate) fn dispatch(transfer: u8, to: BranchId, units: i64) -> Command {
    Command::DispatchTransfer {
        transfer: TransferId::from_bytes([transfer; 16]),
        to: Destination::Branch(to),
        lines: vec![amount(RICE, units)],
        note: None,
    }
}

pub(crate) fn enrol_ask(code: &str, key: &DeviceKey) -> Enrol {
    Enrol {
        code: code.to_owned(),
        key: key.public(),
        program: "test".to_owned(),
        protocols: Protocols::OURS,
    }
}

pub(super) fn ask(dice: u64, what: Command) -> Ask {
    let mut id = [7; 16];
    id[8..].copy_from_slice(&dice.to_be_bytes());
    let body_hash = Hash::of_command(format!("{what:?}").as_bytes());
    Ask {
        command: CommandId::from_bytes(id),
        body_hash,
        actor: owner(),
        what,
    }
}

fn owner() -> Actor {
    let Entity::Staff(staff) = owner_row() else {
        unreachable!()
    };
    Actor::of(&staff)
}
