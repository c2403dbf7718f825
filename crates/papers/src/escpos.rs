//! A sheet as bytes for a receipt printer that speaks ESC/POS. Only commands that
//! every such printer knows, and plain ASCII: a printer's own page of characters
//! is anybody's guess.

use crate::sheet::{Line, Sheet};

/// What the printer is to do besides printing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// Cut the paper.
    pub cut: bool,
    /// Open the drawer that hangs on it.
    pub drawer: bool,
}

/// ESC @: as after switching on.
const RESET: &[u8] = b"\x1b@";
/// ESC p 0 25 250: a pulse of 50 ms to the drawer, then 500 ms of rest.
const OPEN_DRAWER: &[u8] = b"\x1bp\x00\x19\xfa";
/// GS V 66 3: feed to the knife and cut, but for a point that holds the paper.
const CUT: &[u8] = b"\x1dV\x42\x03";
/// ESC d 4: feed four lines, to tear the paper off.
const FEED: &[u8] = b"\x1bd\x04";

/// The bytes of a sheet.
pub fn bytes(sheet: &Sheet, after: After) -> Vec<u8> {
    let mut out = RESET.to_vec();
    if after.drawer {
        out.extend_from_slice(OPEN_DRAWER);
    }
    for line in &sheet.lines {
        set(&mut out, line);
    }
    out.extend_from_slice(if after.cut { CUT } else { FEED });
    out
}

/// The bytes that open the drawer and print nothing.
pub fn drawer() -> Vec<u8> {
    [RESET, OPEN_DRAWER].concat()
}

fn set(out: &mut Vec<u8>, line: &Line) {
    // ESC ! n: bit 3 is heavy, bit 4 twice as high.
    let style = u8::from(line.bold) << 3 | u8::from(line.tall) << 4;
    if style != 0 {
        out.extend_from_slice(&[0x1b, b'!', style]);
    }
    out.extend(line.text.chars().map(ascii));
    if style != 0 {
        out.extend_from_slice(&[0x1b, b'!', 0]);
    }
    out.push(b'\n');
}

/// The nearest character that every printer has. One for one, so that columns stay columns.
fn ascii(c: char) -> u8 {
    let near = match c {
        ' '..='~' => c,
        'à'..='å' => 'a',
        'À'..='Å' => 'A',
        'ç' => 'c',
        'Ç' => 'C',
        'è'..='ë' => 'e',
        'È'..='Ë' => 'E',
        'ì'..='ï' => 'i',
        'Ì'..='Ï' => 'I',
        'ñ' => 'n',
        'Ñ' => 'N',
        'ò'..='ö' | 'ø' => 'o',
        'Ò'..='Ö' | 'Ø' => 'O',
        'ù'..='ü' => 'u',
        'Ù'..='Ü' => 'U',
        'ý' | 'ÿ' => 'y',
        '×' => 'x',
        '‘' | '’' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        '•' | '·' => '*',
        '\u{a0}' => ' ',
        _ => '?',
    };
    u8::try_from(near).unwrap_or(b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new(32, "t");
        sheet.left(0, "Café “×2” – 好");
        let from = sheet.lines.len();
        sheet.pair("TOTAL", "Rp 1").tall(from);
        sheet
    }

    #[test]
    fn a_sheet_is_bytes_that_every_printer_knows() {
        let plain = bytes(&sheet(), After::default());
        let text =
            b"\x1b@Cafe \"x2\" - ?\n\x1b!\x18TOTAL                       Rp 1\x1b!\x00\n\x1bd\x04";
        assert_eq!(plain, text);
        let all = bytes(
            &sheet(),
            After {
                cut: true,
                drawer: true,
            },
        );
        assert!(all.starts_with(b"\x1b@\x1bp\x00\x19\xfa"));
        assert!(all.ends_with(b"\n\x1dV\x42\x03"));
        assert_eq!(drawer(), b"\x1b@\x1bp\x00\x19\xfa");
    }

    #[test]
    fn nothing_in_a_name_can_command_the_printer() {
        let mut sheet = Sheet::new(32, "t");
        sheet.left(0, "jahat\x1bp\x00\u{7f}\u{9b}");
        let made = bytes(&sheet, After::default());
        assert_eq!(made, b"\x1b@jahat?p???\n\x1bd\x04");
    }
}
