//! The golden sales: a cart in, every amount of the bill and its settlement out.
//!
//! The engine's answer is turned into the shape of the file and compared as a whole.

use nusa_money::{quote, Amount, LineTax, MoneyError, Quote};

use crate::vectors::{Golden, LineExpect, Ordered, SaleExpect, SaleRow, TaxExpect};

#[test]
fn every_sale_is_as_expected() {
    for sale in Golden::read().sales {
        let quote = quote_of(&sale);
        assert_eq!(
            in_file_shape(&sale, &quote),
            sale.expect,
            "{} {}",
            sale.id,
            sale.title
        );
    }
}

#[test]
fn a_shop_that_is_not_pkp_charges_no_ppn() {
    let golden = Golden::read();
    let with_ppn = |sale: &&SaleRow| {
        sale.lines
            .iter()
            .any(|line| line.taxes.iter().any(|code| code.starts_with("PPN")))
    };
    let mut refused = 0;
    for sale in golden.sales.iter().filter(with_ppn) {
        let mut settings = sale.settings();
        settings.is_pkp = false;
        let answer = quote(&settings, &sale.cart(), &sale.payment());
        assert_eq!(answer, Err(MoneyError::PpnNotPkp), "{}", sale.id);
        refused += 1;
    }
    assert!(refused > 10, "only {refused} sales carry PPN");
}

pub fn quote_of(sale: &SaleRow) -> Quote {
    quote(&sale.settings(), &sale.cart(), &sale.payment())
        .unwrap_or_else(|error| panic!("{}: {error}", sale.id))
}

/// Taxes of a line by code, in the order the line lists them in the file.
pub fn by_code(sale: &SaleRow, taxes: &[LineTax]) -> Ordered<i64> {
    let code = |index: usize| sale.config.taxes.0[index].0.clone();
    Ordered(
        taxes
            .iter()
            .map(|tax| (code(tax.tax), tax.amount.0))
            .collect(),
    )
}

fn in_file_shape(sale: &SaleRow, quote: &Quote) -> SaleExpect {
    let (bill, paid) = (&quote.bill, &quote.settlement);
    let numbers = |amounts: &[Amount]| amounts.iter().map(|amount| amount.0).collect::<Vec<_>>();
    let line = |line: &nusa_money::BillLine| LineExpect {
        gross: line.gross.0,
        promo: line.promo.0,
        line_discount: line.line_discount.0,
        bill_discount: line.bill_discount.0,
        net: line.net.0,
        service: line.service.0,
        taxes: by_code(sale, &line.taxes),
        total: line.total.0,
    };
    let tax = |total: &nusa_money::TaxTotal| TaxExpect {
        code: sale.config.taxes.0[total.tax].0.clone(),
        base: total.base.0,
        dpp: total.dpp.0,
        amount: total.amount.0,
    };
    SaleExpect {
        lines: bill.lines.iter().map(line).collect(),
        gross: bill.gross.0,
        promos: numbers(&bill.promos),
        line_discount: bill.line_discount.0,
        bill_discounts: numbers(&bill.bill_discounts),
        net: bill.net.0,
        service: bill.service.0,
        taxes: bill.taxes.iter().map(tax).collect(),
        untaxed: bill.untaxed.0,
        total: bill.total.0,
        tip: paid.tip.0,
        due: paid.due.0,
        noncash: paid.noncash.0,
        voucher_forfeited: paid.voucher_forfeited.0,
        rounding: paid.rounding.0,
        payable: paid.payable.0,
        cash: paid.cash.0,
        change: paid.change.0,
        balance: paid.balance.0,
    }
}
