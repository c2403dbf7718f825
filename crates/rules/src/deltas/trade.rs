//! What a sale, its void and its refund add to the sums of the day, the hour, the
//! person, the product, the method and the shift. One shape for all three, so
//! that a void is the opposite of its sale by construction.

use std::collections::BTreeMap;

use nusa_facts::{
    BusinessDate, Millis, ProductId, ShiftId, StaffId,
    sale::{Method, SaleCompleted, SaleRefunded},
    time::local_hour,
};

use crate::{
    Delta,
    rows::{DrawerSums, MethodSums, ProductSums, Sums},
};

/// Where trade is booked.
#[derive(Clone, Copy)]
pub(super) struct Booked {
    pub(super) date: BusinessDate,
    pub(super) hour: u8,
    pub(super) staff: Option<StaffId>,
    pub(super) shift: Option<ShiftId>,
}

impl Booked {
    pub(super) fn hour_of(at: Millis, tz_offset_min: i16) -> u8 {
        local_hour(at, tz_offset_min)
    }
}

/// What is added. Amounts were checked to be within ±10¹⁵, so that these sums cannot wrap.
pub(super) struct Trade {
    sums: Sums,
    drawer: DrawerSums,
    methods: BTreeMap<Method, MethodSums>,
    products: BTreeMap<ProductId, ProductSums>,
}

impl Trade {
    /// What a sale adds.
    pub(super) fn of_sale(sale: &SaleCompleted) -> Self {
        let methods = methods(sale);
        Self {
            sums: Sums {
                sales: 1,
                gross: sale.gross,
                discount: sale.discount,
                net: sale.net,
                service: sale.service,
                tax: sale.taxes.iter().map(|tax| tax.amount).sum(),
                total: sale.total,
                tip: sale.tip,
                rounding: sale.rounding,
                payable: sale.payable,
                ..Sums::default()
            },
            drawer: DrawerSums {
                received: cash(sale),
                change: sale.change,
                ..DrawerSums::default()
            },
            methods,
            products: products(sale),
        }
    }

    /// What a void adds: the opposite of its sale, and cash that leaves the drawer.
    pub(super) fn of_void(sale: &SaleCompleted) -> Self {
        let mut trade = Self::of_sale(sale);
        trade.sums = Sums {
            voids: 1,
            ..opposite(&trade.sums)
        };
        trade.drawer = DrawerSums {
            refunds: trade.drawer.received - trade.drawer.change,
            ..DrawerSums::default()
        };
        for sums in trade.methods.values_mut() {
            *sums = MethodSums {
                count: -sums.count,
                amount: -sums.amount,
            };
        }
        for sums in trade.products.values_mut() {
            *sums = ProductSums {
                sold_milli: -sums.sold_milli,
                net: -sums.net,
                total: -sums.total,
                ..ProductSums::default()
            };
        }
        trade
    }

    /// What a refund adds. It takes nothing off the sales of any day: it has rows of its own.
    pub(super) fn of_refund(refund: &SaleRefunded) -> Self {
        let mut products: BTreeMap<ProductId, ProductSums> = BTreeMap::new();
        for line in &refund.lines {
            let sums = products.entry(line.product).or_default();
            sums.returned_milli += line.quantity_milli;
            sums.refund_total += line.total;
        }
        let cash = if refund.method == Method::Cash {
            refund.paid
        } else {
            0
        };
        let paid_back = MethodSums {
            count: 0,
            amount: -refund.paid,
        };
        Self {
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
            methods: BTreeMap::from([(refund.method, paid_back)]),
            products,
        }
    }

    /// Writes the deltas.
    pub(super) fn book(self, at: Booked, out: &mut Vec<Delta>) {
        let Booked { date, hour, .. } = at;
        out.push(Delta::Hour {
            date,
            hour,
            add: self.sums,
        });
        out.extend(at.staff.map(|staff| Delta::Staff {
            date,
            staff,
            add: self.sums,
        }));
        let products = self.products.into_iter();
        out.extend(products.map(|(product, add)| Delta::Product { date, product, add }));
        let methods = self.methods.iter();
        out.extend(methods.map(|(&method, &add)| Delta::Method { date, method, add }));
        let Some(shift) = at.shift else {
            return;
        };
        out.push(Delta::ShiftSums {
            shift,
            add: self.sums,
        });
        if self.drawer != DrawerSums::default() {
            let add = self.drawer;
            out.push(Delta::Drawer { shift, add });
        }
        let methods = self.methods.into_iter();
        out.extend(methods.map(|(method, add)| Delta::ShiftMethod { shift, method, add }));
    }
}

fn cash(sale: &SaleCompleted) -> i64 {
    let paid = sale
        .payments
        .iter()
        .filter(|paid| paid.method == Method::Cash);
    paid.map(|paid| paid.amount).sum()
}

/// What each method brought: cash net of change, vouchers net of what was forfeited.
fn methods(sale: &SaleCompleted) -> BTreeMap<Method, MethodSums> {
    let mut methods: BTreeMap<Method, MethodSums> = BTreeMap::new();
    for payment in &sale.payments {
        let sums = methods.entry(payment.method).or_default();
        sums.count += 1;
        sums.amount += payment.amount;
    }
    for (method, off) in [
        (Method::Cash, sale.change),
        (Method::Voucher, sale.voucher_forfeited),
    ] {
        if let Some(sums) = methods.get_mut(&method) {
            sums.amount -= off;
        }
    }
    methods
}

fn products(sale: &SaleCompleted) -> BTreeMap<ProductId, ProductSums> {
    let mut products: BTreeMap<ProductId, ProductSums> = BTreeMap::new();
    for line in &sale.lines {
        let sums = products.entry(line.product).or_default();
        sums.sold_milli += line.quantity_milli;
        sums.net += line.net;
        sums.total += line.total;
    }
    products
}

fn opposite(sums: &Sums) -> Sums {
    Sums {
        sales: -sums.sales,
        voids: -sums.voids,
        refunds: -sums.refunds,
        gross: -sums.gross,
        discount: -sums.discount,
        net: -sums.net,
        service: -sums.service,
        tax: -sums.tax,
        total: -sums.total,
        tip: -sums.tip,
        rounding: -sums.rounding,
        payable: -sums.payable,
        refund_total: -sums.refund_total,
        refund_paid: -sums.refund_paid,
    }
}
