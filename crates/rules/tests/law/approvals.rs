//! What somebody may not do alone, and who stood by them: the fact names both.

use nusa_facts::{Fact, Letterhead, people::Role, sale::Method, shift::CashKind};
use nusa_rules::{
    Actor, Approval, Refusal, Right, Ruling,
    cash::{CashDesk, decide_move_cash, decide_open_drawer},
    command::{CompleteSale, Discount, WantedLine},
    refusal::Code,
    void::{VoidDesk, decide_void},
};

use crate::{books::Books, shop::*};

fn approval(right: Right, role: Role, branch: nusa_facts::BranchId) -> Approval {
    let by = actor(role, Some(branch));
    Approval {
        right,
        signer: nusa_facts::people::Signer {
            id: nusa_facts::StaffId(2),
            name: "Rini".to_owned(),
        },
        grants: by.grants,
    }
}

fn backed(right: Right) -> Actor {
    cashier().approved(Some(approval(right, Role::Manager, HERE)))
}

fn approver(ruling: &Ruling) -> Option<&str> {
    ruling.approved_by.as_ref().map(|by| by.name.as_str())
}

fn sold() -> (Shop, Books) {
    let shop = Shop::new();
    let mut books = Books::default();
    let sale = shop.sold(id(1), &[line(COFFEE, 2000)]);
    books.take(HERE, &sale).unwrap();
    (shop, books)
}

fn void(shop: &Shop, books: &Books, who: &Actor) -> Result<Ruling, Refusal> {
    let desk = VoidDesk {
        branch: &shop.branch,
        sale: books.sales.get(&id(1)).cloned(),
        elsewhere: false,
        shift: shop.shift.as_ref(),
    };
    decide_void(&desk, who, &shop.moment, id(1), "salah ketik")
}

#[test]
fn a_void_by_a_cashier_needs_the_approval_of_somebody_who_may() {
    let (shop, books) = sold();
    let refused = void(&shop, &books, &cashier()).unwrap_err();
    assert_eq!(
        (refused.code, refused.approval),
        (Code::ApprovalNeeded, Some(Right::VoidSale))
    );
    let wrong = [
        approval(Right::RefundSale, Role::Manager, HERE),
        approval(Right::VoidSale, Role::Cashier, HERE),
        approval(Right::VoidSale, Role::Manager, THERE),
    ];
    for approval in wrong {
        let who = cashier().approved(Some(approval.clone()));
        let refused = void(&shop, &books, &who).unwrap_err();
        assert_eq!(refused.code, Code::ApprovalNeeded, "{approval:?}");
    }
    let ruling = void(&shop, &books, &backed(Right::VoidSale)).unwrap();
    assert_eq!(approver(&ruling), Some("Rini"));
    let doc = ruling.seal(&cashier(), &shop.moment, stamp(id(2))).unwrap();
    let text = String::from_utf8(doc.bytes).unwrap();
    assert!(
        text.contains(r#""staff":{"id":11,"name":"Sari"},"approved_by":{"id":2,"name":"Rini"}"#)
    );
    let alone = void(&shop, &books, &manager()).unwrap();
    assert_eq!(approver(&alone), None, "who may needs nobody");
}

fn discounted(shop: &Shop, ppm: i64) -> CompleteSale {
    let lines = [WantedLine {
        discount: Some(Discount::Percent(ppm)),
        ..line(COFFEE, 1000)
    }];
    shop.paid_in_cash(&lines)
}

#[test]
fn a_discount_above_the_limit_is_approved_and_below_it_needs_nobody() {
    let shop = Shop::new();
    let big = discounted(&shop, 200_000);
    let refused = shop.sell(&cashier(), &big).unwrap_err();
    assert_eq!(
        (refused.code, refused.approval),
        (Code::DiscountTooHigh, Some(Right::DiscountFreely))
    );
    let who = backed(Right::DiscountFreely);
    assert_eq!(approver(&shop.sell(&who, &big).unwrap()), Some("Rini"));
    let small = discounted(&shop, 50_000);
    assert_eq!(approver(&shop.sell(&who, &small).unwrap()), None);
}

#[test]
fn what_leaves_the_drawer_needs_approval_and_what_stays_does_not() {
    let shop = Shop::new();
    let desk = CashDesk {
        branch: &shop.branch,
        till: shop.till.as_ref(),
        shift: shop.shift.as_ref(),
    };
    let moves = |who: &Actor, kind| decide_move_cash(&desk, who, till(), kind, 5_000, "es");
    for (kind, alone) in [
        (CashKind::In, true),
        (CashKind::Drop, true),
        (CashKind::Out, false),
        (CashKind::Tips, false),
    ] {
        assert_eq!(moves(&cashier(), kind).is_ok(), alone, "{kind:?}");
        let ruling = moves(&backed(Right::TakeCash), kind).unwrap();
        assert_eq!(approver(&ruling).is_none(), alone, "{kind:?}");
    }
    let opens = |who: &Actor| decide_open_drawer(&desk, who, till(), " tukar uang ");
    let refused = opens(&cashier()).unwrap_err();
    assert_eq!(refused.approval, Some(Right::OpenDrawer));
    let ruling = opens(&backed(Right::OpenDrawer)).unwrap();
    assert_eq!(approver(&ruling), Some("Rini"));
    assert_eq!(ruling.shift, shop.shift.as_ref().map(|shift| shift.id));
    let Fact::DrawerOpened(opened) = ruling.fact else {
        panic!("no drawer")
    };
    assert_eq!(opened.reason, "tukar uang");
}

#[test]
fn a_method_that_the_branch_does_not_take_is_refused_at_its_payment() {
    let mut shop = Shop::new();
    shop.branch.till.methods = vec![Method::Cash, Method::Qris];
    let lines = [line(COFFEE, 1000)];
    let ask = |method| {
        let total = shop.quote(&lines).unwrap().total;
        let payments = vec![pay(Method::Cash, 5_000), pay(method, total - 5_000)];
        shop.sell(&cashier(), &wanted(&lines, payments, total))
    };
    assert!(ask(Method::Qris).is_ok());
    let told = said(ask(Method::Debit));
    assert_eq!(
        told,
        (Code::MethodNotTaken, "payments[1].method".to_owned())
    );
}

#[test]
fn d1_31_the_letterhead_stands_in_the_shift_and_again_only_where_it_differs() {
    let shop = Shop::new();
    let lines = [line(COFFEE, 1000)];
    let with = |letterhead: Option<&Letterhead>| {
        let mut desk = shop.desk();
        desk.letterhead = letterhead;
        let sale = shop.paid_in_cash(&lines);
        let ruling = nusa_rules::sale::decide_sale(&desk, &cashier(), &shop.moment, &sale);
        body(&ruling.unwrap()).letterhead.clone()
    };
    let now = Letterhead::of(&shop.branch);
    assert_eq!(now.name, "Toko Contoh");
    let before = Letterhead {
        name: "Nama lama".to_owned(),
        ..now.clone()
    };
    assert_eq!(with(Some(&now)), None);
    assert_eq!(with(Some(&before)), Some(now.clone()));
    assert_eq!(with(None), Some(now));
}
