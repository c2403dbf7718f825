//! Modifiers: what a question may say, and what guests may answer to it.

use nusa_facts::{
    Fact, ModifierGroupId, ModifierId, ProductId,
    master::{Entity, Scope},
    modifier::{Modifier, ModifierGroup},
    order::{Chosen, OrderPlaced},
    people::Role,
};
use nusa_rules::{
    Before, Refusal, deltas,
    limits::{MAX_MODIFIED_PRODUCTS, MAX_MODIFIER_GROUPS, MAX_MODIFIERS},
    master::decide_master,
    modifier::WantedModifier,
    order::WantedDish,
    refusal::Code,
};

use crate::{
    master::{change, desk, world},
    orders::{asked, at_table, dish, order_of, place, waiter},
    shop::*,
};

fn option(id: u32, name: &str, price: i64) -> Modifier {
    Modifier {
        id: ModifierId(id),
        name: name.to_owned(),
        price,
        active: true,
    }
}

/// *Ukuran*, one of two, with coffee.
fn size() -> ModifierGroup {
    ModifierGroup {
        id: ModifierGroupId(1),
        name: "Ukuran".to_owned(),
        least: 1,
        most: 1,
        options: vec![option(1, "Biasa", 0), option(2, "Besar", 5_000)],
        products: vec![COFFEE],
        active: true,
    }
}

/// *Tambahan*, up to two of three, with coffee and rice.
fn extras() -> ModifierGroup {
    let options = vec![
        option(1, "Telur", 4_000),
        option(2, "Keju", 5_000),
        option(3, "Boba", 6_000),
    ];
    ModifierGroup {
        id: ModifierGroupId(2),
        name: "Tambahan".to_owned(),
        least: 0,
        most: 2,
        options,
        products: vec![COFFEE, RICE],
        active: true,
    }
}

fn with(edit: impl FnOnce(&mut ModifierGroup)) -> ModifierGroup {
    let mut group = size();
    edit(&mut group);
    group
}

/// What is written of a group that follows the one that stands.
fn written(was: Option<ModifierGroup>, group: ModifierGroup) -> Result<ModifierGroup, Refusal> {
    let mut rows = world();
    rows.extend(was.map(Entity::ModifierGroup));
    let row = Entity::ModifierGroup(group);
    let mut changes = decide_master(&desk(&rows), &owner(), &moment(), &[row])?;
    assert_eq!(changes[0].plan.puts, [Scope::Company]);
    match changes.remove(0).row {
        Entity::ModifierGroup(group) => Ok(group),
        other => panic!("not a group: {other:?}"),
    }
}

#[test]
fn a_new_question_is_trimmed_and_its_answers_are_numbered() {
    let fresh = with(|group| {
        group.name = " Ukuran ".to_owned();
        group.options = vec![option(0, " Biasa ", 0), option(0, "Besar", 5_000)];
    });
    assert_eq!(written(None, fresh).unwrap(), size());
    let longer = with(|group| group.options.insert(0, option(0, "Kecil", 0)));
    let ids: Vec<u32> = written(Some(size()), longer)
        .unwrap()
        .options
        .iter()
        .map(|option| option.id.0)
        .collect();
    assert_eq!(ids, [3, 1, 2], "a number is never given twice");
}

type Edit = fn(&mut ModifierGroup);

/// What is told of the group that stands, edited.
fn told(edit: Edit) -> (Code, String) {
    let was = Some(size()).filter(|_| with(edit).id.0 > 0);
    let (code, field) = said(written(was, with(edit)));
    let (_, field) = field.split_once("].").unwrap();
    (code, field.to_owned())
}

#[test]
fn what_a_question_cannot_say_names_its_field() {
    let cases: [(Edit, &str); 8] = [
        (|group| group.options[1].price = -1, "options[1].price"),
        (
            |group| group.options[0].price = 1_000_000_000_001,
            "options[0].price",
        ),
        (|group| group.least = 2, "least"),
        (|group| group.most = 3, "most"),
        // Nobody could choose two where one is given no more.
        (
            |group| {
                group.most = 2;
                group.options[0].active = false;
            },
            "most",
        ),
        (|group| group.products.push(COFFEE), "products"),
        (
            |group| {
                let products = 1..=MAX_MODIFIED_PRODUCTS as u32 + 1;
                group.products = products.map(ProductId).collect();
            },
            "products",
        ),
        (|group| group.id = ModifierGroupId(0), "id"),
    ];
    for (edit, field) in cases {
        assert_eq!(told(edit), (Code::MasterInvalid, field.to_owned()));
    }
    let nameless: Edit = |group| group.name = " ".to_owned();
    assert_eq!(told(nameless), (Code::TextInvalid, "name".to_owned()));
    let long: Edit = |group| group.options[1].name = "x".repeat(201);
    assert_eq!(
        told(long),
        (Code::TextInvalid, "options[1].name".to_owned())
    );
    let unknown: Edit = |group| group.products.push(ProductId(99));
    assert_eq!(told(unknown), (Code::MasterUnknown, "product".to_owned()));
    let unasked = with(|group| group.active = false);
    assert!(written(Some(size()), unasked).is_ok());
}

#[test]
fn an_answer_stays_under_its_number() {
    let cases: [(Edit, &str); 4] = [
        (|group| drop(group.options.remove(0)), "options"),
        (
            |group| group.options[0].id = ModifierId(9),
            "options[0].option",
        ),
        (
            |group| group.options[1].id = ModifierId(1),
            "options[1].option",
        ),
        (
            |group| {
                let more = 0..MAX_MODIFIERS - 1;
                group.options.extend(more.map(|_| option(0, "x", 0)));
            },
            "options",
        ),
    ];
    for (edit, field) in cases {
        assert_eq!(told(edit), (Code::MasterInvalid, field.to_owned()));
    }
}

#[test]
fn only_who_manages_the_catalogue_of_the_company_writes_a_question() {
    let row = [Entity::ModifierGroup(ModifierGroup {
        options: vec![option(0, "Biasa", 0)],
        ..size()
    })];
    assert!(change(&owner(), &row).is_ok());
    for who in [manager(), cashier(), actor(Role::Kitchen, Some(HERE))] {
        assert_eq!(said(change(&who, &row)).0, Code::Forbidden);
    }
}

#[test]
fn there_are_only_so_many_questions() {
    let one = |id, options| {
        Entity::ModifierGroup(ModifierGroup {
            id: ModifierGroupId(id),
            options,
            ..size()
        })
    };
    let fresh = || vec![option(0, "Biasa", 0)];
    let mut rows = world();
    rows.push(Entity::ModifierGroup(size()));
    let mut desk = desk(&rows);
    desk.modifier_groups = MAX_MODIFIER_GROUPS - 1;
    let write = |rows: &[Entity]| decide_master(&desk, &owner(), &moment(), rows).map(drop);
    let renamed = Entity::ModifierGroup(with(|group| group.name = "Porsi".to_owned()));
    assert!(write(&[renamed.clone(), one(8, fresh())]).is_ok());
    assert_eq!(
        said(write(&[renamed, one(8, fresh()), one(9, fresh())])),
        (Code::LinesTooMany, "rows[2].id".to_owned())
    );
}

fn asking() -> Shop {
    let mut shop = Shop::new();
    shop.modifiers = vec![size(), extras()];
    shop
}

fn choosing(product: ProductId, milli: i64, chosen: &[(u32, u32)]) -> WantedDish {
    let wanted = |&(group, option)| WantedModifier {
        group: ModifierGroupId(group),
        option: ModifierId(option),
    };
    WantedDish {
        chosen: chosen.iter().map(wanted).collect(),
        ..dish(product, milli)
    }
}

#[test]
fn what_is_chosen_adds_to_the_price_and_stands_in_the_order_by_name() {
    let shop = asking();
    let lines = vec![
        choosing(COFFEE, 2_000, &[(2, 3), (1, 2), (2, 1)]),
        choosing(RICE, 1_500, &[(2, 2)]),
        choosing(RICE, 1_000, &[]),
    ];
    let ruling = place(&shop, &waiter(), &asked(at_table(3), lines)).unwrap();
    let order = order_of(&ruling);
    let chosen = |group: &str, name: &str, price| Chosen {
        group: group.to_owned(),
        name: name.to_owned(),
        price,
    };
    // However somebody tapped, the kitchen reads the questions in their order.
    let first = [
        chosen("Ukuran", "Besar", 5_000),
        chosen("Tambahan", "Telur", 4_000),
        chosen("Tambahan", "Boba", 6_000),
    ];
    assert_eq!(order.lines[0].chosen, first);
    assert_eq!(order.lines[0].price, 15_000, "the price of the dish alone");
    let gross: Vec<i64> = order.lines.iter().map(|line| line.gross).collect();
    assert_eq!(gross, [60_000, 27_750, 13_500]);
    assert_eq!(order.gross, 101_250);
}

#[test]
fn an_answer_that_cannot_be_names_its_line() {
    let mut shop = asking();
    type Case = (ProductId, &'static [(u32, u32)], Option<Code>);
    let cases: [Case; 12] = [
        (COFFEE, &[(1, 1)], None),
        (COFFEE, &[(1, 2), (2, 1), (2, 2)], None),
        // Who is asked for a size must say one, and no two.
        (COFFEE, &[], Some(Code::ModifierCount)),
        (COFFEE, &[(2, 1)], Some(Code::ModifierCount)),
        (COFFEE, &[(1, 1), (1, 2)], Some(Code::ModifierCount)),
        (COFFEE, &[(1, 1), (1, 1)], Some(Code::ModifierCount)),
        (RICE, &[(2, 1), (2, 2), (2, 3)], Some(Code::ModifierCount)),
        (RICE, &[(2, 1), (2, 1)], Some(Code::ModifierCount)),
        // No such group, no such option, not of this product.
        (RICE, &[(9, 1)], Some(Code::ModifierUnknown)),
        (RICE, &[(2, 4)], Some(Code::ModifierUnknown)),
        (RICE, &[(1, 1)], Some(Code::ModifierUnknown)),
        (BAG, &[(2, 1)], Some(Code::ModifierUnknown)),
    ];
    let order = |shop: &Shop, product, chosen: &[(u32, u32)]| {
        let lines = vec![dish(BAG, 1_000), choosing(product, 1_000, chosen)];
        place(shop, &waiter(), &asked(at_table(3), lines))
    };
    for (product, chosen, code) in cases {
        let refused = order(&shop, product, chosen).err();
        let told = refused.map(|refusal| (refusal.code, refusal.field));
        let field = Some("lines[1].chosen".to_owned());
        assert_eq!(told, code.map(|code| (code, field)), "{product} {chosen:?}");
    }
    // What is out of use is neither asked for nor chosen.
    shop.modifiers[0].active = false;
    shop.modifiers[1].options[0].active = false;
    assert!(order(&shop, COFFEE, &[]).is_ok());
    for chosen in [(1, 1), (2, 1)] {
        let refusal = said(order(&shop, COFFEE, &[chosen]));
        assert_eq!(refusal.0, Code::ModifierUnknown, "{chosen:?}");
    }
}

#[test]
fn d2_12_an_order_with_forged_modifiers_is_put_aside() {
    let lines = vec![choosing(COFFEE, 2_000, &[(1, 2)])];
    let ruling = place(&asking(), &waiter(), &asked(at_table(3), lines)).unwrap();
    let honest = ruling.seal(&waiter(), &moment(), stamp(id(1))).unwrap();
    let verdict = |edit: fn(&mut OrderPlaced)| {
        let forged = crate::forged::reseal(&honest, |doc| {
            if let Fact::OrderPlaced(order) = &mut doc.fact {
                edit(order);
            }
        });
        let found = deltas(HERE, &forged, &Before::default());
        found.map_err(|unfit| unfit.code).err()
    };
    assert_eq!(verdict(|_| {}), None);
    type Edit = fn(&mut OrderPlaced);
    let edits: [(Edit, &str); 4] = [
        (|order| order.lines[0].chosen[0].price = 0, "sums_differ"),
        (|order| order.lines[0].chosen.clear(), "sums_differ"),
        (
            |order| {
                let twice = order.lines[0].chosen[0].clone();
                order.lines[0].chosen.push(twice);
            },
            "sums_differ",
        ),
        (
            |order| order.lines[0].chosen[0].price = i64::MAX,
            "amount_invalid",
        ),
    ];
    for (edit, code) in edits {
        assert_eq!(verdict(edit), Some(code));
    }
}
