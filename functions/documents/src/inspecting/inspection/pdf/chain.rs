//! The filters of a stream, one behind the other (ISO 32000-1, 7.4).
//!
//! Any order may be written down, but documents know one: bytes in text, then
//! packed, then a picture. Whatever else there is, is a bomb or a hiding place.

use super::super::Refusal;
use super::syntax::Dictionary;
use super::unpack::filters;

/// The filters of a stream as they are undone, each of them at most once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) encoding: Option<Encoding>,
    pub(super) packing: Option<Packing>,
    pub(super) picture: Option<Picture>,
}

/// Bytes written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Hexadecimal,
    Ascii85,
}

/// A packing that knows nothing of what it packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Flate,
    Lzw,
    RunLength,
}

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    Jpeg,
    /// Another one; it is handed out as it is.
    Other,
}

enum Filter {
    Encoding(Encoding),
    Packing(Packing),
    Picture(Picture),
}

impl Chain {
    /// The chain of a stream.
    ///
    /// # Errors
    /// `PdfEncrypted` wherever one is encrypted; `PdfUnreadable` for a filter
    /// that is not known, or not where it belongs.
    pub(super) fn of(dictionary: &Dictionary) -> Result<Self, Refusal> {
        let names = filters(dictionary).ok_or(Refusal::PdfUnreadable)?;
        if names.contains(&b"Crypt".as_slice()) {
            return Err(Refusal::PdfEncrypted);
        }
        let mut chain = Self::default();
        for name in names {
            let Self { encoding, packing, picture } = &mut chain;
            match Filter::named(name).ok_or(Refusal::PdfUnreadable)? {
                Filter::Encoding(filter)
                    if (*encoding, *packing, *picture) == (None, None, None) =>
                {
                    *encoding = Some(filter);
                }
                Filter::Packing(filter) if (*packing, *picture) == (None, None) => {
                    *packing = Some(filter);
                }
                Filter::Picture(filter) if picture.is_none() => *picture = Some(filter),
                _ => return Err(Refusal::PdfUnreadable),
            }
        }
        Ok(chain)
    }
}

impl Filter {
    fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"ASCIIHexDecode" | b"AHx" => Self::Encoding(Encoding::Hexadecimal),
            b"ASCII85Decode" | b"A85" => Self::Encoding(Encoding::Ascii85),
            b"FlateDecode" | b"Fl" => Self::Packing(Packing::Flate),
            b"LZWDecode" | b"LZW" => Self::Packing(Packing::Lzw),
            b"RunLengthDecode" | b"RL" => Self::Packing(Packing::RunLength),
            b"DCTDecode" | b"DCT" => Self::Picture(Picture::Jpeg),
            b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" | b"JPXDecode" => {
                Self::Picture(Picture::Other)
            }
            _ => return None,
        })
    }
}

impl Encoding {
    /// The bytes that a text stands for, up to its end mark; nothing when it is
    /// no such text, or stands for more than `limit`.
    pub(super) fn decode(self, text: &[u8], limit: usize) -> Result<Vec<u8>, Refusal> {
        let end = match self {
            Self::Hexadecimal => b'>',
            Self::Ascii85 => b'~',
        };
        let digits = text.iter().copied().take_while(|byte| *byte != end);
        let digits = digits.filter(|byte| !super::is_space(*byte));
        match self {
            Self::Hexadecimal => hexadecimal(digits, limit),
            Self::Ascii85 => ascii85(digits, limit),
        }
    }
}

fn hexadecimal(digits: impl Iterator<Item = u8>, limit: usize) -> Result<Vec<u8>, Refusal> {
    let mut output = Vec::new();
    let mut half = None;
    for digit in digits {
        let value = char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        let value = value.ok_or(Refusal::FileDamaged)?;
        match half.take() {
            None => half = Some(value << 4),
            Some(high) => push(&mut output, &[high | value], limit)?,
        }
    }
    // A last digit alone is followed by a zero (7.4.2).
    push(&mut output, half.as_slice(), limit)?;
    Ok(output)
}

fn ascii85(digits: impl Iterator<Item = u8>, limit: usize) -> Result<Vec<u8>, Refusal> {
    let mut output = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for digit in digits {
        match digit {
            b'z' if group.is_empty() => push(&mut output, &[0; 4], limit)?,
            b'!'..=b'u' => group.push(digit - b'!'),
            _ => return Err(Refusal::FileDamaged),
        }
        if group.len() == 5 {
            push(&mut output, &four_bytes(&group)?, limit)?;
            group.clear();
        }
    }
    // The last group is shorter: filled up with the highest digit (7.4.3).
    let bytes = match group.len() {
        0 => return Ok(output),
        1 => return Err(Refusal::FileDamaged),
        digits => digits - 1,
    };
    group.resize(5, 84);
    push(&mut output, four_bytes(&group)?.get(..bytes).unwrap_or_default(), limit)?;
    Ok(output)
}

fn four_bytes(group: &[u8]) -> Result<[u8; 4], Refusal> {
    let value = group.iter().fold(0_u64, |sum, digit| sum * 85 + u64::from(*digit));
    Ok(u32::try_from(value).map_err(|_| Refusal::FileDamaged)?.to_be_bytes())
}

fn push(output: &mut Vec<u8>, bytes: &[u8], limit: usize) -> Result<(), Refusal> {
    output.extend(bytes);
    if output.len() > limit { Err(Refusal::UnpacksTooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::Object;
    use super::*;

    fn chain(filters: &[&str]) -> Result<Chain, Refusal> {
        let names = filters.iter().map(|name| Object::Name(name.as_bytes().to_vec())).collect();
        Chain::of(&Dictionary(vec![(b"Filter".to_vec(), Object::Array(names))]))
    }

    #[test]
    fn a_chain_is_text_then_packing_then_picture() {
        assert_eq!(chain(&[]), Ok(Chain::default()));
        let whole = Chain {
            encoding: Some(Encoding::Ascii85),
            packing: Some(Packing::Flate),
            picture: Some(Picture::Jpeg),
        };
        assert_eq!(chain(&["ASCII85Decode", "FlateDecode", "DCTDecode"]), Ok(whole));
        for other in [
            &["FlateDecode", "ASCII85Decode"][..],
            &["ASCIIHexDecode", "ASCII85Decode"],
            &["FlateDecode", "LZWDecode"],
            &["DCTDecode", "FlateDecode"],
            &["DCTDecode", "JPXDecode"],
            &["Unknown"],
        ] {
            assert_eq!(chain(other), Err(Refusal::PdfUnreadable), "{other:?}");
        }
        assert_eq!(chain(&["Unknown", "Crypt"]), Err(Refusal::PdfEncrypted));
    }

    #[test]
    fn a_text_stands_for_its_bytes() {
        let (hexadecimal, ascii85) = (Encoding::Hexadecimal, Encoding::Ascii85);
        for (encoding, text, bytes) in [
            (hexadecimal, "48 65\n6C6c 6F>", b"Hello".as_slice()),
            (hexadecimal, "7", b"\x70"),
            (hexadecimal, "", b""),
            (ascii85, "87cURD]i,\"Ebo80~>", b"Hello World!"),
            (ascii85, "87cU RDZ~> more", b"Hello"),
            (ascii85, "zz~>", &[0; 8]),
        ] {
            assert_eq!(encoding.decode(text.as_bytes(), 100).as_deref(), Ok(bytes), "{text}");
        }
        for (encoding, text) in [
            (hexadecimal, "4g"),
            (ascii85, "8"),
            (ascii85, "87z"),
            (ascii85, "uuuuu"),
            (ascii85, "{"),
        ] {
            assert_eq!(encoding.decode(text.as_bytes(), 100), Err(Refusal::FileDamaged), "{text}");
        }
        assert_eq!(ascii85.decode(b"zzz", 11), Err(Refusal::UnpacksTooLarge));
    }
}
