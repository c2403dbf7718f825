//! Products and prices by columns: rows in, the same rows out, and columns that
//! do not fit together are refused.

use nusa_facts::{
    CategoryId, Hash, Millis, PriceId, ProductId, RegionId,
    master::{Price, Product, Scope},
};
use nusa_sync::messages::{ColumnError, PriceColumns, ProductColumns};
use proptest::prelude::*;

prop_compose! {
    fn product()(
        numbers in (any::<u32>(), 0..5_u32),
        texts in ("[a-z]{0,4}", "[0-9]{0,3}", ".{0,12}", prop::sample::select(vec!["pcs", "kg", ""])),
        taxes in prop::collection::vec(prop::sample::select(vec!["PPN", "PB1"]), 0..3),
        flags in any::<[bool; 5]>(),
        picture in prop::option::of(any::<[u8; 32]>()),
    ) -> Product {
        Product {
            id: ProductId(numbers.0),
            sku: texts.0,
            barcode: texts.1,
            name: texts.2,
            category: CategoryId(numbers.1),
            unit: texts.3.to_owned(),
            taxes: taxes.into_iter().map(str::to_owned).collect(),
            stocked: flags[0],
            fractional: flags[1],
            service: flags[2],
            discountable: flags[3],
            retired: flags[4],
            picture: picture.map(Hash),
        }
    }
}

prop_compose! {
    fn price()(
        ids in any::<(u32, u32)>(),
        scope in prop::sample::select(vec![Scope::Company, Scope::Region(RegionId(1)), Scope::Region(RegionId(2))]),
        amounts in any::<(i64, i64, i64)>(),
        valid_from in prop::sample::select(vec![i64::MIN, 0, 5, i64::MAX]),
        valid_to in prop::option::of(any::<i64>()),
    ) -> Price {
        Price {
            id: PriceId(ids.0),
            product: ProductId(ids.1),
            scope,
            amount: amounts.0,
            per_milli: amounts.1,
            min_milli: amounts.2,
            valid_from: Millis(valid_from),
            valid_to: valid_to.map(Millis),
        }
    }
}

proptest! {
    #[test]
    fn products_come_back_as_they_went(rows in prop::collection::vec(product(), 0..40)) {
        let wire = serde_json::to_string(&ProductColumns::of(&rows)).unwrap();
        let columns: ProductColumns = serde_json::from_str(&wire).unwrap();
        prop_assert_eq!(columns.rows().unwrap(), rows);
    }

    #[test]
    fn prices_come_back_as_they_went(rows in prop::collection::vec(price(), 0..40)) {
        let wire = serde_json::to_string(&PriceColumns::of(&rows)).unwrap();
        let columns: PriceColumns = serde_json::from_str(&wire).unwrap();
        prop_assert_eq!(columns.rows().unwrap(), rows);
    }
}

fn products() -> ProductColumns {
    serde_json::from_value(serde_json::json!({
        "id": [7, 3], "sku": ["a", "b"], "barcode": ["", ""], "name": ["A", "B"],
        "category": [1, 1], "units": ["pcs"], "unit": [0, 0],
        "tax_sets": [["PPN"], []], "taxes": [1, 0], "flags": [9, 31],
        "pictures": [],
    }))
    .unwrap()
}

fn prices() -> PriceColumns {
    serde_json::from_value(serde_json::json!({
        "id": [1, 1], "product": [7, 0], "scopes": ["company", {"branch": 2}], "scope": [0, 1],
        "amount": [500, 600], "per_milli": [1000, 1000], "min_milli": [0, 0],
        "froms": [17], "valid_from": [0, 0], "valid_to": [[1, 18]],
    }))
    .unwrap()
}

#[test]
fn the_columns_mean_what_they_say() {
    let rows = products().rows().unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    assert_eq!(ids, [7, 10], "ids are steps");
    assert_eq!(
        (&rows[0].taxes[..], &rows[1].taxes[0][..]),
        (&[][..], "PPN")
    );
    let flags = |row: &Product| {
        [
            row.stocked,
            row.fractional,
            row.service,
            row.discountable,
            row.retired,
        ]
    };
    assert_eq!(flags(&rows[0]), [true, false, false, true, false]);
    assert_eq!(flags(&rows[1]), [true; 5]);
    let rows = prices().rows().unwrap();
    let ends: Vec<_> = rows.iter().map(|row| row.valid_to).collect();
    assert_eq!(ends, [None, Some(Millis(18))]);
    assert_eq!((rows[1].id.0, rows[1].product.0), (2, 7));
}

#[test]
fn columns_that_do_not_fit_together_are_refused() {
    type Damage = fn(&mut ProductColumns);
    let length = ColumnError::Length;
    let value = ColumnError::Value;
    let hash = Hash::ZERO;
    let cases: [(Damage, ColumnError); 13] = [
        (|columns| columns.id.push(1), length("sku")),
        (|columns| columns.sku.truncate(1), length("sku")),
        (|columns| columns.barcode.truncate(1), length("barcode")),
        (|columns| columns.name.truncate(1), length("name")),
        (|columns| columns.category.truncate(1), length("category")),
        (|columns| columns.unit.truncate(1), length("unit")),
        (|columns| columns.taxes.push(0), length("taxes")),
        (|columns| columns.flags.truncate(1), length("flags")),
        (|columns| columns.id[0] = -1, value("id")),
        (|columns| columns.id = vec![i64::MAX, i64::MAX], value("id")),
        (|columns| columns.unit[1] = 1, value("unit")),
        (|columns| columns.flags[1] = 32, value("flags")),
        (|columns| columns.units.clear(), value("unit")),
    ];
    for (damage, error) in cases {
        let mut columns = products();
        damage(&mut columns);
        assert_eq!(columns.rows(), Err(error));
    }
    for pictures in [vec![(2, hash)], vec![(0, hash), (0, hash)]] {
        let columns = ProductColumns {
            pictures,
            ..products()
        };
        assert_eq!(columns.rows(), Err(value("pictures")));
    }
    type PriceDamage = fn(&mut PriceColumns);
    let cases: [(PriceDamage, ColumnError); 7] = [
        (|columns| columns.product.truncate(1), length("product")),
        (|columns| columns.amount.truncate(1), length("amount")),
        (|columns| columns.per_milli.truncate(1), length("per_milli")),
        (|columns| columns.min_milli.truncate(1), length("min_milli")),
        (|columns| columns.scope[0] = 9, value("scope")),
        (|columns| columns.valid_from[0] = 9, value("valid_from")),
        (|columns| columns.valid_to[0].0 = 9, value("valid_to")),
    ];
    for (damage, error) in cases {
        let mut columns = prices();
        damage(&mut columns);
        assert_eq!(columns.rows(), Err(error));
    }
}
