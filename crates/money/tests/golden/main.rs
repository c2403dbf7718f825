//! The golden vectors: every field of every vector, natively.
//!
//! `golden/golden.json` was computed by another program and checked with exact fractions by a
//! third; nothing here may compute an expected value. The same file runs in the WebAssembly
//! build by `wasm/golden.mjs`.

mod after_sale;
mod sales;
mod small;
mod vectors;

use vectors::Golden;

/// The number of vectors in the file, so that a vector that is not read is noticed.
const VECTORS: usize = 137;

#[test]
fn every_vector_is_read() {
    let golden = Golden::read();
    let counts = [
        golden.round.len(),
        golden.alloc.len(),
        golden.cash_round.len(),
        golden.sales.len(),
        golden.refunds.len(),
        golden.split_even.len(),
        golden.split_items.len(),
        golden.shifts.len(),
        golden.z_reports.len(),
        golden.barcodes.len(),
        golden.qris.len(),
        golden.business_days.len(),
        golden.formats.len(),
    ];
    assert_eq!(counts.iter().sum::<usize>(), VECTORS, "{counts:?}");
}

#[test]
fn the_file_and_the_table_agree_on_currencies() {
    for (code, expect) in Golden::read().currencies.0 {
        let known = nusa_money::currency::by_code(&code).expect("a known currency");
        assert_eq!(
            (known.exponent, known.iso_exponent),
            (expect.exponent, expect.iso_exponent),
            "{code}"
        );
    }
}
