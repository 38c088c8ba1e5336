//! The QR code of a letter.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::CannotSet;

/// The dark squares of a QR code, each row a list of its dark stretches.
#[derive(Debug, Clone)]
pub(crate) struct Squares {
    /// How many squares a side has.
    pub(crate) side: u16,
    /// Stretches of dark squares.
    pub(crate) dark: Vec<Stretch>,
}

/// Dark squares side by side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) row: u16,
    pub(crate) from: u16,
    pub(crate) to: u16,
}

impl Squares {
    /// A code that can still be read when a seal or a fold takes 15 % of it.
    pub(crate) fn of(text: &str) -> Result<Self, CannotSet> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| CannotSet::TooLong)?;
        let side = u16::try_from(code.size()).map_err(|_| CannotSet::TooLong)?;
        let mut dark = Vec::new();
        for row in 0..side {
            let is_dark = |column: u16| code.get_module(column.into(), row.into());
            let mut from = 0;
            while from < side {
                let to = (from..side).find(|column| !is_dark(*column)).unwrap_or(side);
                if to > from {
                    dark.push(Stretch { row, from, to });
                }
                from = to + 1;
            }
        }
        Ok(Self { side, dark })
    }
}
