//! The WebAssembly border: rows of words in linear memory (only built for wasm32).
//!
//! The host asks for room (`nusa_alloc`), writes the words, calls a function, reads the answer
//! (its first word counts the words that follow) and gives both rows back (`nusa_free`). This is
//! the only file that knows pointers; all meaning is in `words`.
#![allow(unsafe_code, unreachable_pub)]
#![warn(unsafe_op_in_unsafe_fn)]

use crate::words::{self, Function};

/// Room for `words` numbers, all 0.
#[no_mangle]
pub extern "C" fn nusa_alloc(words: usize) -> *mut i64 {
    give(vec![0; words])
}

/// Gives back a row that `nusa_alloc` or an answer handed out, with exactly its length.
///
/// # Safety
/// `row` and `words` must be those of one row, given back once.
#[no_mangle]
pub unsafe extern "C" fn nusa_free(row: *mut i64, words: usize) {
    // SAFETY: the row came from `give` as a boxed slice of this length, by the host's promise.
    drop(unsafe { Box::from_raw(std::slice::from_raw_parts_mut(row, words)) });
}

/// Hands a row to the host.
fn give(row: Vec<i64>) -> *mut i64 {
    Box::into_raw(row.into_boxed_slice()).cast()
}

/// Calls a function on a row of the host's; the answer is preceded by its length.
///
/// # Safety
/// `row` must be a row of at least `words` numbers.
unsafe fn call(row: *const i64, words: usize, function: Function) -> *mut i64 {
    // SAFETY: the host wrote `words` numbers into a row it got from `nusa_alloc`.
    let mut answer = function(unsafe { std::slice::from_raw_parts(row, words) });
    let count = i64::try_from(answer.len()).unwrap_or(i64::MAX);
    answer.insert(0, count);
    give(answer)
}

macro_rules! exports {
    ($($export:ident = $function:ident;)*) => {
        $(
            #[doc = concat!("[`words::", stringify!($function), "`] on a row of the host's.")]
            ///
            /// # Safety
            /// `row` must be a row of at least `words` numbers.
            #[no_mangle]
            pub unsafe extern "C" fn $export(row: *const i64, words: usize) -> *mut i64 {
                // SAFETY: passed on to the host.
                unsafe { call(row, words, words::$function) }
            }
        )*
    };
}

exports! {
    nusa_quote = quote;
    nusa_settle = settle;
    nusa_refund = refund;
    nusa_split_evenly = split_evenly;
    nusa_split_by_items = split_by_items;
    nusa_round = round;
    nusa_share = share;
    nusa_to_coin = to_coin;
    nusa_label = label;
    nusa_qris_crc = qris_crc;
    nusa_qris_with_amount = qris_with_amount;
    nusa_local_time = local_time;
    nusa_business_date = business_date;
    nusa_amount_text = amount_text;
    nusa_resolve_price = resolve_price;
    nusa_drawer = drawer;
    nusa_z_report = z_report;
    nusa_layout = layout;
}
