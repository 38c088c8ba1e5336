//! What a PDF could do by itself, or make a reader do: none of it is taken.

use super::super::Refusal;
use super::syntax::{Dictionary, Object, text_bytes};

/// Names by which a file runs, opens, sends or carries something.
const ACTIVE: [&[u8]; 20] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"FileAttachment",
    b"Filespec",
    b"RichMedia",
    b"RichMediaContent",
    b"RichMediaExecute",
    b"GoToE",
    b"GoToR",
    b"ImportData",
    b"SubmitForm",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"GoTo3DView",
    b"3D",
    b"XFA",
    b"Collection",
];
/// The same, but so short that fonts and pictures are called so too: these count
/// only as names of entries.
const ACTIVE_ENTRIES: [&[u8]; 5] = [b"JS", b"AA", b"EF", b"AF", b"OPI"];
/// Where a link may lead.
const SCHEMES: [&[u8]; 4] = [b"http", b"https", b"mailto", b"tel"];

/// Refuses an object that is active in any part.
pub(super) fn check(object: &Object) -> Result<(), Refusal> {
    match object {
        Object::Name(name) => refuse_if(ACTIVE.contains(&name.as_slice())),
        Object::Array(items) => items.iter().try_for_each(check),
        Object::Dictionary(dictionary) => check_dictionary(dictionary),
        _ => Ok(()),
    }
}

fn check_dictionary(dictionary: &Dictionary) -> Result<(), Refusal> {
    for (name, value) in &dictionary.0 {
        let name = name.as_slice();
        refuse_if(ACTIVE.contains(&name) || ACTIVE_ENTRIES.contains(&name))?;
        check(value)?;
    }
    // A PostScript program in a page, or a stream whose data lie in another file.
    refuse_if(dictionary.name(b"Subtype") == Some(b"PS"))?;
    refuse_if(dictionary.get(b"F").is_some() && dictionary.get(b"Length").is_some())?;
    match dictionary.get(b"URI") {
        Some(Object::Text(address)) => refuse_if(!is_harmless(&text_bytes(address))),
        // An address that stands elsewhere could be anything by then.
        Some(Object::Reference(_)) => refuse_if(dictionary.get(b"S").is_some()),
        _ => Ok(()),
    }
}

/// What happens when the document is opened: it may show a page, and no more.
pub(super) fn check_opening(action: &Object) -> Result<(), Refusal> {
    let Object::Dictionary(action) = action else { return Ok(()) };
    let shows_a_page = match action.get(b"S") {
        None => true,
        Some(Object::Name(kind)) => [&b"GoTo"[..], b"Named"].contains(&kind.as_slice()),
        Some(_) => false,
    };
    refuse_if(!shows_a_page || action.get(b"Next").is_some())
}

fn refuse_if(is_active: bool) -> Result<(), Refusal> {
    if is_active { Err(Refusal::PdfActiveContent) } else { Ok(()) }
}

/// Whether a link leads to a page, a mailbox or a telephone, and neither to a
/// script nor into a file system.
fn is_harmless(address: &[u8]) -> bool {
    let address = address.trim_ascii();
    let end =
        address.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(byte));
    let (scheme, behind) = address.split_at(end.unwrap_or(address.len()));
    match behind.first() {
        Some(b':') => SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => !scheme.is_empty() || behind.starts_with(b"#") || address.is_empty(),
    }
}
