//! PDF: whole, readable without a password, and unable to do anything (ISO 32000).
//!
//! The file is not interpreted: readers disagree about odd files, and a hostile
//! one is made to be read differently. Instead every name that stands anywhere in
//! it is looked at, also inside compressed object streams, and a file with one
//! dangerous name is refused.

use memchr::memmem;
use miniz_oxide::inflate::{DecompressError, TINFLStatus, decompress_to_vec_zlib_with_limit};

use super::Refusal;

/// What every PDF begins with.
pub(super) const HEADER: &[u8] = b"%PDF-";

/// A reader looks for the end of the file in its last 1024 bytes.
const TAIL: usize = 1024;
/// How far from the end a ZIP archive may put its directory.
const ARCHIVE_TAIL: usize = 66_000;
/// An object stream is unpacked up to this many bytes.
const OBJECT_STREAM_LIMIT: usize = 8 << 20;
/// Of any other stream this much is unpacked, in case it hides objects.
const OTHER_STREAM_LIMIT: usize = 64 << 10;
/// All streams of a file together.
const UNPACK_BUDGET: usize = 256 << 20;

/// Names by which a file runs, opens, sends or carries something.
const ACTIVE: [&[u8]; 13] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"RichMediaContent",
    b"GoToE",
    b"ImportData",
    b"SubmitForm",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"XFA",
];
/// The same, but so short that packed pixels contain them by chance: these count
/// only outside streams and inside object streams.
const ACTIVE_AND_SHORT: [&[u8]; 2] = [b"JS", b"AA"];

/// Refuses a PDF that is broken, locked or active.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    check_frame(bytes)?;
    check_names(bytes)?;
    check_streams(bytes)
}

/// Header, end mark, the way from the end mark to the objects, and the root.
fn check_frame(bytes: &[u8]) -> Result<(), Refusal> {
    if !matches!(bytes, [_, _, _, _, _, b'1' | b'2', b'.', b'0'..=b'9', ..]) {
        return Err(Refusal::FileDamaged);
    }
    let tail = last(bytes, TAIL);
    let end = memmem::rfind(tail, b"%%EOF").ok_or(Refusal::FileDamaged)?;
    let (before, behind) = tail.split_at(end);
    let behind = behind.strip_prefix(b"%%EOF").unwrap_or(behind);
    let holds_archive = memmem::find(last(bytes, ARCHIVE_TAIL), b"PK\x05\x06").is_some();
    if holds_archive || !behind.iter().all(is_space) {
        return Err(Refusal::HiddenData);
    }
    let table = memmem::rfind(before, b"startxref")
        .and_then(|at| before.get(at + b"startxref".len()..))
        .and_then(|text| str::from_utf8(text).ok()?.trim().parse::<usize>().ok())
        .and_then(|offset| bytes.get(offset..))
        .ok_or(Refusal::FileDamaged)?
        .trim_ascii_start();
    let leads_to_objects = table.starts_with(b"xref") || starts_with_object(table);
    if leads_to_objects && names(bytes).any(|name| name == b"Root") {
        Ok(())
    } else {
        Err(Refusal::FileDamaged)
    }
}

/// Whether a text begins like `12 0 obj`: there the table is itself an object.
fn starts_with_object(text: &[u8]) -> bool {
    let mut words = text.split(u8::is_ascii_whitespace);
    let is_number = |word: Option<&[u8]>| {
        word.is_some_and(|word| !word.is_empty() && word.iter().all(u8::is_ascii_digit))
    };
    is_number(words.next())
        && is_number(words.next())
        && words.next().is_some_and(|word| word.starts_with(b"obj"))
}

/// Looks at every name in the file as it lies there.
fn check_names(bytes: &[u8]) -> Result<(), Refusal> {
    for name in names(bytes) {
        if name == b"Encrypt" {
            return Err(Refusal::PdfEncrypted);
        }
        if ACTIVE.contains(&&*name) {
            return Err(Refusal::PdfActiveContent);
        }
    }
    Ok(())
}

fn check_all_names(text: &[u8]) -> Result<(), Refusal> {
    check_names(text)?;
    if names(text).any(|name| ACTIVE_AND_SHORT.contains(&&*name)) {
        return Err(Refusal::PdfActiveContent);
    }
    Ok(())
}

/// Goes from one word `stream` to the next, also inside streams, so that an
/// object is found wherever it hides.
fn check_streams(bytes: &[u8]) -> Result<(), Refusal> {
    let mut budget = UNPACK_BUDGET;
    let mut inside = false;
    let mut previous = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let text = bytes.get(previous..at).unwrap_or_default();
        let data = bytes.get(at + b"stream".len()..).unwrap_or_default();
        previous = at + b"stream".len();
        if !inside {
            check_all_names(text)?;
        }
        if text.ends_with(b"end") {
            inside = false;
        } else if let Some(data) = past_end_of_line(data) {
            inside = true;
            let spent = check_stream(text, data, budget)?;
            budget = budget.checked_sub(spent).ok_or(Refusal::PdfUnreadable)?;
        }
    }
    if inside {
        return Err(Refusal::FileDamaged);
    }
    check_all_names(bytes.get(previous..).unwrap_or_default())
}

/// Unpacks one stream and looks at the names in it. Returns how much it unpacked.
fn check_stream(header: &[u8], data: &[u8], budget: usize) -> Result<usize, Refusal> {
    let holds_objects = is_object_stream(header);
    let limit = if holds_objects { OBJECT_STREAM_LIMIT } else { OTHER_STREAM_LIMIT };
    match decompress_to_vec_zlib_with_limit(data, limit.min(budget)) {
        Ok(text) if holds_objects => {
            if is_packed_twice(header) {
                return Err(Refusal::PdfUnreadable);
            }
            check_all_names(&text)?;
            Ok(text.len())
        }
        Ok(text) | Err(DecompressError { status: TINFLStatus::HasMoreOutput, output: text })
            if !holds_objects =>
        {
            check_names(&text)?;
            Ok(text.len())
        }
        // Not packed at all: its names were seen as they lie there, but for the short ones.
        Err(_) if holds_objects && !names(header).any(|name| name == b"Filter") => {
            let end = memmem::find(data, b"endstream").unwrap_or(data.len());
            check_all_names(data.get(..end).unwrap_or_default())?;
            Ok(0)
        }
        _ if holds_objects => Err(Refusal::PdfUnreadable),
        _ => Ok(0),
    }
}

/// Whether the dictionary before a stream says that objects are inside.
fn is_object_stream(header: &[u8]) -> bool {
    let dictionary =
        memmem::rfind(header, b"obj").and_then(|at| header.get(at..)).unwrap_or(header);
    let has = |wanted: &[u8]| names(dictionary).any(|name| name == wanted);
    names(header).any(|name| name == b"ObjStm") || (has(b"N") && has(b"First"))
}

/// Whether unpacking once is not enough to read a stream.
fn is_packed_twice(header: &[u8]) -> bool {
    names(header).filter(|name| name.ends_with(b"Decode")).count() > 1
        || names(header).any(|name| name == b"Predictor")
}

/// The names in a text, with their `#xx` escapes resolved.
fn names(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    memchr::memchr_iter(b'/', text).map(|at| name(text.get(at + 1..).unwrap_or_default()))
}

fn name(text: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 128; // as long as a name may be, ISO 32000-1 annex C
    let end = text.iter().take(LONGEST).position(|byte| is_space(byte) || is_delimiter(byte));
    let mut rest = text.get(..end.unwrap_or(LONGEST)).unwrap_or(text);
    let mut name = Vec::with_capacity(rest.len());
    while let [first, behind @ ..] = rest {
        match (first, behind) {
            (b'#', [high, low, behind @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                name.push(hex(*high) << 4 | hex(*low));
                rest = behind;
            }
            _ => {
                name.push(*first);
                rest = behind;
            }
        }
    }
    name
}

fn hex(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or_default()
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: &u8) -> bool {
    b"()<>[]{}/%".contains(byte)
}

/// The data of a stream begins on the line after the word.
fn past_end_of_line(text: &[u8]) -> Option<&[u8]> {
    let behind_return = text.strip_prefix(b"\r").unwrap_or(text);
    behind_return.strip_prefix(b"\n").or_else(|| text.strip_prefix(b"\r"))
}

fn last(bytes: &[u8], count: usize) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(count)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, PdfKind};
    use super::*;

    #[test]
    fn an_ordinary_document_passes() {
        for kind in [PdfKind::Plain, PdfKind::Compressed] {
            assert_eq!(check(&samples::pdf(kind, b"")), Ok(()), "{kind:?}");
        }
    }

    #[test]
    fn every_dangerous_name_is_found_wherever_it_stands() {
        for kind in [PdfKind::Plain, PdfKind::Compressed] {
            for name in ACTIVE.iter().chain(&ACTIVE_AND_SHORT) {
                let entry = [b"/", *name, b" 9 0 R"].concat();
                assert_eq!(
                    check(&samples::pdf(kind, &entry)),
                    Err(Refusal::PdfActiveContent),
                    "{} in {kind:?}",
                    String::from_utf8_lossy(name)
                );
            }
        }
    }

    #[test]
    fn an_escaped_name_is_found() {
        let escaped = samples::pdf(PdfKind::Plain, b"/OpenAction << /S /J#61vaScr#69pt >>");
        assert_eq!(check(&escaped), Err(Refusal::PdfActiveContent));
    }

    #[test]
    fn an_object_hidden_inside_a_stream_is_found() {
        let inner = samples::object_stream(b"<< /S /JavaScript >>");
        let hidden = samples::pdf_with_stream(b"/Subtype /Image", &inner);
        assert_eq!(check(&hidden), Err(Refusal::PdfActiveContent));
    }

    #[test]
    fn objects_packed_twice_are_refused() {
        let dictionary = b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /ASCIIHexDecode]";
        let twice = samples::pdf_with_stream(dictionary, &samples::packed(b"3c3c3e3e"));
        assert_eq!(check(&twice), Err(Refusal::PdfUnreadable));
    }

    #[test]
    fn objects_packed_in_another_way_are_refused() {
        let dictionary = b"/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode";
        let other = samples::pdf_with_stream(dictionary, b"\x80\x0B\x60\x50");
        assert_eq!(check(&other), Err(Refusal::PdfUnreadable));
    }

    #[test]
    fn a_bomb_of_objects_is_refused() {
        let dictionary = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
        let bomb = samples::pdf_with_stream(dictionary, &samples::packed(&vec![b' '; 20 << 20]));
        assert_eq!(check(&bomb), Err(Refusal::PdfUnreadable));
    }

    #[test]
    fn a_locked_document_is_refused() {
        let locked = samples::pdf_with_trailer(b"/Encrypt 8 0 R");
        assert_eq!(check(&locked), Err(Refusal::PdfEncrypted));
    }

    #[test]
    fn every_truncation_is_refused() {
        for kind in [PdfKind::Plain, PdfKind::Compressed] {
            let whole = samples::pdf(kind, b"");
            let whole = whole.trim_ascii_end();
            for length in 0..whole.len() {
                assert!(check(&whole[..length]).is_err(), "{length} bytes of {kind:?} passed");
            }
        }
    }

    #[test]
    fn a_file_hidden_behind_the_document_is_refused() {
        let plain = samples::pdf(PdfKind::Plain, b"");
        let polyglot = [plain.clone(), b"<html><script>".to_vec()].concat();
        assert_eq!(check(&polyglot), Err(Refusal::HiddenData));
        let archive = [plain, b"PK\x05\x06 comment %%EOF".to_vec()].concat();
        assert_eq!(check(&archive), Err(Refusal::HiddenData));
    }

    #[test]
    fn an_end_mark_that_leads_nowhere_is_refused() {
        let lost = b"%PDF-1.7\n1 0 obj << /Root 1 0 R >> endobj\nstartxref\n3\n%%EOF\n";
        assert_eq!(check(lost), Err(Refusal::FileDamaged));
    }
}
