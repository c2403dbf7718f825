//! Bars for goods: EAN-13 and EAN-8 where the digits are such a code (ISO/IEC 15420), Code 128 for every
//! other text of plain characters (ISO/IEC 15417). Gives the widths alone; who draws them adds the quiet
//! zones. Knows no product.

use serde::Serialize;

/// What a code can at most hold and still be read from a label.
const MAX_CHARS: usize = 24;

/// The bars of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bars {
    /// Widths in modules: a bar, a space, a bar, ... ending with a bar.
    pub widths: Vec<u8>,
    /// How many modules they are together.
    pub modules: u32,
    /// What stands below them.
    pub text: String,
    /// Light modules that have to stay free at each side.
    pub quiet: u32,
}

impl Bars {
    /// The bars of a text: an EAN where its digits are one, else Code 128; none for what neither can say.
    pub fn of(text: &str) -> Option<Self> {
        ean(text).or_else(|| code_128(text))
    }

    fn new(widths: Vec<u8>, text: &str, quiet: u32) -> Self {
        Self {
            modules: widths.iter().copied().map(u32::from).sum(),
            widths,
            text: text.to_owned(),
            quiet,
        }
    }
}

/// The seven modules of a digit left of the middle, odd parity; every other set is made of these.
const ODD: [u8; 10] = [
    0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011,
    0b011_0111, 0b000_1011,
];

/// Which of the six left digits have even parity: that says the first digit of an EAN-13.
const EVEN_BY_FIRST: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

/// The last digit that makes digits an EAN: threes and ones by turns from the right.
fn check_digit(digits: &[u8]) -> u8 {
    let weighed = digits.iter().rev().zip([3_u32, 1].into_iter().cycle());
    let sum: u32 = weighed.map(|(digit, by)| u32::from(*digit) * by).sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

fn digits(text: &str) -> Option<Vec<u8>> {
    let digit = |c: char| c.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    text.chars().map(digit).collect()
}

fn ean(text: &str) -> Option<Bars> {
    let all = digits(text)?;
    let (last, rest) = all.split_last()?;
    if !matches!(all.len(), 8 | 12 | 13) || check_digit(rest) != *last {
        return None;
    }
    // The twelve digits of a UPC-A are an EAN-13 whose first digit is 0.
    let all = if all.len() == 12 {
        [&[0], &all[..]].concat()
    } else {
        all
    };
    let (even, shown) = match all.len() {
        13 => (EVEN_BY_FIRST[usize::from(all[0])], &all[1..]),
        _ => (0, &all[..]),
    };
    let half = shown.len() / 2;
    let mut modules = vec![true, false, true];
    for (at, digit) in shown.iter().enumerate() {
        if at == half {
            modules.extend([false, true, false, true, false]);
        }
        let odd = ODD[usize::from(*digit)];
        let right = !odd & 0x7f;
        let set = if at >= half {
            right
        } else if even >> (5 - at.min(5)) & 1 == 1 {
            right.reverse_bits() >> 1
        } else {
            odd
        };
        modules.extend((0..7).rev().map(|bit| set >> bit & 1 == 1));
    }
    modules.extend([true, false, true]);
    Some(Bars::new(runs(&modules), text, 11))
}

/// Widths of what follows each other in one colour.
fn runs(modules: &[bool]) -> Vec<u8> {
    let same = modules.chunk_by(|one, next| one == next);
    same.map(|run| u8::try_from(run.len()).unwrap_or(u8::MAX))
        .collect()
}

/// The widths of the symbols 0 to 105 of Code 128, six digits each.
const SYMBOLS: [u32; 106] = [
    212_222, 222_122, 222_221, 121_223, 121_322, 131_222, 122_213, 122_312, 132_212, 221_213,
    221_312, 231_212, 112_232, 122_132, 122_231, 113_222, 123_122, 123_221, 223_211, 221_132,
    221_231, 213_212, 223_112, 312_131, 311_222, 321_122, 321_221, 312_212, 322_112, 322_211,
    212_123, 212_321, 232_121, 111_323, 131_123, 131_321, 112_313, 132_113, 132_311, 211_313,
    231_113, 231_311, 112_133, 112_331, 132_131, 113_123, 113_321, 133_121, 313_121, 211_331,
    231_131, 213_113, 213_311, 213_131, 311_123, 311_321, 331_121, 312_113, 312_311, 332_111,
    314_111, 221_411, 431_111, 111_224, 111_422, 121_124, 121_421, 141_122, 141_221, 112_214,
    112_412, 122_114, 122_411, 142_112, 142_211, 241_211, 221_114, 413_111, 241_112, 134_111,
    111_242, 121_142, 121_241, 114_212, 124_112, 124_211, 411_212, 421_112, 421_211, 212_141,
    214_121, 412_121, 111_143, 111_341, 131_141, 114_113, 114_311, 411_113, 411_311, 113_141,
    114_131, 311_141, 411_131, 211_412, 211_214, 211_232,
];

const START_B: usize = 104;
const START_C: usize = 105;
const STOP: [u8; 7] = [2, 3, 3, 1, 1, 1, 2];

fn widths(symbol: usize) -> [u8; 6] {
    let mut rest = SYMBOLS[symbol];
    let mut widths = [0; 6];
    for width in widths.iter_mut().rev() {
        *width = u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    widths
}

/// Pairs of digits take one symbol each (set C); everything else one a character (set B).
fn code_128(text: &str) -> Option<Bars> {
    let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if text.is_empty() || text.len() > MAX_CHARS || !plain {
        return None;
    }
    let pairs = digits(text).filter(|digits| digits.len() >= 4 && digits.len().is_multiple_of(2));
    let symbols: Vec<usize> = match pairs {
        Some(digits) => {
            let pairs = digits.chunks_exact(2);
            let values = pairs.map(|pair| usize::from(pair[0]) * 10 + usize::from(pair[1]));
            std::iter::once(START_C).chain(values).collect()
        }
        None => {
            let values = text.bytes().map(|byte| usize::from(byte - b' '));
            std::iter::once(START_B).chain(values).collect()
        }
    };
    let weighed = symbols
        .iter()
        .enumerate()
        .map(|(at, value)| at.max(1) * value);
    let check = weighed.sum::<usize>() % 103;
    let mut bars: Vec<u8> = symbols
        .into_iter()
        .chain([check])
        .flat_map(widths)
        .collect();
    bars.extend(STOP);
    Some(Bars::new(bars, text, 10))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn drawn(text: &str) -> String {
        let bars = Bars::of(text).unwrap();
        let colours = ['1', '0'].into_iter().cycle();
        let runs = bars.widths.iter().zip(colours);
        runs.map(|(width, colour)| colour.to_string().repeat(usize::from(*width)))
            .collect()
    }

    #[test]
    fn an_ean_is_drawn_as_its_standard_shows_it() {
        assert_eq!(
            drawn("4006381333931"),
            "10100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101"
        );
        assert_eq!(
            drawn("96385074"),
            "1010001011010111101111010110111010101001110111001010001001011100101"
        );
        assert_eq!(drawn("012345678905"), drawn("0012345678905"));
    }

    #[test]
    fn another_text_is_code_128_with_its_check_symbol() {
        // START B, P J J 1 2 3 C, check 54, stop.
        assert_eq!(
            drawn("PJJ123C"),
            "1101001000011101110110101101110001011011100010011100110110011100101100101110010001000110111010001101100011101011"
        );
        // Digits by pairs: START C, 12, 34, check (105 + 12 + 2 * 34) % 103 = 82.
        let pairs = Bars::of("1234").unwrap();
        assert_eq!(
            pairs.widths[..18],
            [widths(105), widths(12), widths(34)].concat()[..]
        );
        assert_eq!(pairs.widths[18..24], widths(82));
        // A wrong last digit is no EAN.
        assert_eq!(Bars::of("4006381333930").unwrap().quiet, 10);
    }

    #[test]
    fn every_symbol_is_another_one_of_eleven_modules_with_even_bars() {
        let all: BTreeSet<_> = (0..SYMBOLS.len()).map(widths).collect();
        assert_eq!(all.len(), SYMBOLS.len());
        for symbol in all {
            assert_eq!(symbol.iter().sum::<u8>(), 11, "{symbol:?}");
            assert_eq!(symbol.iter().step_by(2).sum::<u8>() % 2, 0, "{symbol:?}");
        }
    }

    #[test]
    fn what_no_code_can_say_has_no_bars() {
        for text in ["", "kopi \u{e9}", &"x".repeat(25)] {
            assert_eq!(Bars::of(text), None);
        }
    }
}
