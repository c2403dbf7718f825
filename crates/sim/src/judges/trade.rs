//! What one sale, void or refund adds to the sums of its day and its shift,
//! computed here anew from the amounts of the documents.

use std::collections::BTreeMap;

use nusa_facts::{
    DocId, Fact, SealedDoc,
    sale::{Method, SaleCompleted, SaleRefunded},
};
use nusa_rules::rows::{DrawerSums, MethodSums, ProductSums, Sums};

/// Where and how much.
pub(super) struct Trade<'a> {
    /// The document whose day, hour, person and shift it is booked under.
    pub(super) booked: &'a SealedDoc,
    pub(super) sums: Sums,
    pub(super) drawer: DrawerSums,
    pub(super) methods: BTreeMap<Method, MethodSums>,
    pub(super) products: BTreeMap<nusa_facts::ProductId, ProductSums>,
}

/// The sales among documents, by id.
pub(super) fn sales<'a>(
    docs: &[&'a SealedDoc],
) -> BTreeMap<DocId, (&'a SealedDoc, &'a SaleCompleted)> {
    let sale = |doc: &&'a SealedDoc| match &doc.doc.fact {
        Fact::SaleCompleted(sale) => Some((doc.doc.id, (*doc, sale))),
        _ => None,
    };
    docs.iter().filter_map(sale).collect()
}

/// The trade of documents, in their order.
pub(super) fn trades<'a>(docs: &[&'a SealedDoc]) -> Vec<Trade<'a>> {
    let sales = sales(docs);
    docs.iter()
        .filter_map(|doc| match &doc.doc.fact {
            Fact::SaleCompleted(sale) => Some(of_sale(doc, sale, 1)),
            Fact::SaleVoided(void) => {
                let (booked, sale) = sales.get(&void.sale)?;
                Some(of_sale(booked, sale, -1))
            }
            Fact::SaleRefunded(refund) => Some(of_refund(doc, refund)),
            _ => None,
        })
        .collect()
}

/// A sale counts once, its void takes the same away and counts as a void.
fn of_sale<'a>(booked: &'a SealedDoc, sale: &SaleCompleted, sign: i64) -> Trade<'a> {
    let tax: i64 = sale.taxes.iter().map(|tax| tax.amount).sum();
    let sums = Sums {
        sales: sign,
        voids: i64::from(sign < 0),
        refunds: 0,
        gross: sign * sale.gross,
        discount: sign * sale.discount,
        net: sign * sale.net,
        service: sign * sale.service,
        tax: sign * tax,
        total: sign * sale.total,
        tip: sign * sale.tip,
        rounding: sign * sale.rounding,
        payable: sign * sale.payable,
        refund_total: 0,
        refund_paid: 0,
    };
    let mut methods: BTreeMap<Method, MethodSums> = BTreeMap::new();
    for payment in &sale.payments {
        let kept = methods.entry(payment.method).or_default();
        kept.count += sign;
        kept.amount += sign * payment.amount;
    }
    if let Some(cash) = methods.get_mut(&Method::Cash) {
        cash.amount -= sign * sale.change;
    }
    if let Some(voucher) = methods.get_mut(&Method::Voucher) {
        voucher.amount -= sign * sale.voucher_forfeited;
    }
    let mut products: BTreeMap<_, ProductSums> = BTreeMap::new();
    for line in &sale.lines {
        let sold = products.entry(line.product).or_default();
        sold.sold_milli += sign * line.quantity_milli;
        sold.net += sign * line.net;
        sold.total += sign * line.total;
    }
    let drawer = drawer_of_sale(sale, sign);
    Trade {
        booked,
        sums,
        drawer,
        methods,
        products,
    }
}

fn drawer_of_sale(sale: &SaleCompleted, sign: i64) -> DrawerSums {
    let cash = sale
        .payments
        .iter()
        .filter(|payment| payment.method == Method::Cash);
    let received: i64 = cash.map(|payment| payment.amount).sum();
    let change = sale.change;
    if sign > 0 {
        DrawerSums {
            received,
            change,
            ..DrawerSums::default()
        }
    } else {
        DrawerSums {
            refunds: received - change,
            ..DrawerSums::default()
        }
    }
}

fn of_refund<'a>(booked: &'a SealedDoc, refund: &SaleRefunded) -> Trade<'a> {
    let mut products: BTreeMap<_, ProductSums> = BTreeMap::new();
    for line in &refund.lines {
        let back = products.entry(line.product).or_default();
        back.returned_milli += line.quantity_milli;
        back.refund_total += line.total;
    }
    let cash = if refund.method == Method::Cash {
        refund.paid
    } else {
        0
    };
    let paid = MethodSums {
        count: 0,
        amount: -refund.paid,
    };
    Trade {
        booked,
        sums: Sums {
            refunds: 1,
            refund_total: refund.total,
            refund_paid: refund.paid,
            ..Sums::default()
        },
        drawer: DrawerSums {
            refunds: cash,
            ..DrawerSums::default()
        },
        methods: BTreeMap::from([(refund.method, paid)]),
        products,
    }
}

macro_rules! adder {
    ($name:ident, $kind:ident { $($field:ident),* $(,)? }) => {
        pub(super) fn $name(into: &mut $kind, add: $kind) {
            let $kind { $($field),* } = add;
            $(into.$field += $field;)*
        }
    };
}

adder!(
    add_sums,
    Sums {
        sales,
        voids,
        refunds,
        gross,
        discount,
        net,
        service,
        tax,
        total,
        tip,
        rounding,
        payable,
        refund_total,
        refund_paid,
    }
);
adder!(
    add_drawer,
    DrawerSums {
        received,
        change,
        refunds,
        cash_in,
        cash_out,
        drops,
        tips
    }
);
adder!(add_method, MethodSums { count, amount });
adder!(
    add_product,
    ProductSums {
        sold_milli,
        returned_milli,
        net,
        total,
        refund_total
    }
);
