//! PDF: whole, readable without a password, and unable to do anything (ISO 32000).
//!
//! Readers disagree about odd files, and a hostile one is made to be read
//! differently. So the file is read here once, object by object, and what is
//! handed out is written anew from what was read: the objects that the document
//! needs, each of them looked at, and nothing else. Earlier revisions, metadata,
//! and whatever lay between the objects stay behind.

mod active;
mod chain;
mod file;
mod syntax;
mod unpack;

use std::borrow::Cow;
use std::collections::HashMap;

use memchr::memmem;

use self::chain::{Chain, Packing, Picture};
use self::file::{File, Found};
use self::syntax::{Dictionary, Object, append, is_space};
use super::{Refusal, check_dimensions, jpeg};

/// What every PDF begins with.
pub(super) const HEADER: &[u8] = b"%PDF-";

/// A reader looks for the end of the file in its last 1024 bytes.
const TAIL: usize = 1024;
/// How far from the end a ZIP archive may put its directory.
const ARCHIVE_TAIL: usize = 66_000;
/// What a stream that is no picture may unpack to.
const STREAM_LIMIT: usize = 64 << 20;
/// Object streams are written out unpacked: by so much a file may grow.
const MOST_GROWTH: usize = 64 << 20;

/// Entries that tell of people and programs and change nothing on the page.
const METADATA: [&[u8]; 4] = [b"Metadata", b"PieceInfo", b"LastModified", b"Thumb"];
/// The same, of remarks on a page: who made them and when.
const REMARK_METADATA: [&[u8]; 3] = [b"T", b"M", b"CreationDate"];
/// Kinds of remarks.
const REMARKS: [&[u8]; 13] = [
    b"Text",
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Ink",
    b"Square",
    b"Circle",
    b"Line",
    b"Stamp",
    b"Caret",
    b"Popup",
];

/// Reads a PDF; returns it written anew without metadata.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let start = check_frame(bytes)?;
    let file = File::open(bytes, start)?;
    Copy::of(file, bytes)?.finish()
}

/// Header and end mark; returns where the end mark says that the table is.
fn check_frame(bytes: &[u8]) -> Result<usize, Refusal> {
    if !matches!(bytes, [_, _, _, _, _, b'1' | b'2', b'.', b'0'..=b'9', ..]) {
        return Err(Refusal::FileDamaged);
    }
    let tail = last(bytes, TAIL);
    let end = memmem::rfind(tail, b"%%EOF").ok_or(Refusal::FileDamaged)?;
    let (before, behind) = tail.split_at(end);
    let behind = behind.strip_prefix(b"%%EOF").unwrap_or(behind);
    let holds_archive = memmem::find(last(bytes, ARCHIVE_TAIL), b"PK\x05\x06").is_some();
    if holds_archive || !behind.iter().all(|byte| is_space(*byte)) {
        return Err(Refusal::HiddenData);
    }
    memmem::rfind(before, b"startxref")
        .and_then(|at| before.get(at + b"startxref".len()..))
        .and_then(|text| str::from_utf8(text).ok()?.trim().parse::<usize>().ok())
        .filter(|offset| *offset < bytes.len())
        .ok_or(Refusal::FileDamaged)
}

/// A PDF as it is written anew.
struct Copy<'a> {
    file: File<'a>,
    output: Vec<u8>,
    most_output: usize,
    /// The new number of each object met so far, by its old one.
    numbers: HashMap<u32, u32>,
    /// The objects met and not written yet, by their old numbers.
    waiting: Vec<u32>,
    /// Where each new object is, in the order of their numbers.
    offsets: Vec<(u32, usize)>,
    /// How much stream data may still come: streams do not overlap.
    data_left: usize,
}

impl<'a> Copy<'a> {
    fn of(file: File<'a>, bytes: &[u8]) -> Result<Self, Refusal> {
        let mut output = bytes.get(..HEADER.len() + 3).unwrap_or_default().to_vec();
        output.extend(b"\n%\xE2\xE3\xCF\xD3\n"); // tells mail programs that it is not text
        let root = file.root;
        let mut copy = Self {
            file,
            output,
            most_output: bytes.len().saturating_mul(2).saturating_add(MOST_GROWTH),
            numbers: HashMap::from([(root, 1)]),
            waiting: vec![root],
            offsets: Vec::new(),
            data_left: bytes.len(),
        };
        copy.check_root(root)?;
        Ok(copy)
    }

    /// The catalogue must be one, lead to pages, and open nothing but a page.
    fn check_root(&mut self, root: u32) -> Result<(), Refusal> {
        let catalogue = self.file.object(root)?.map(|found| found.object);
        let Some(Object::Dictionary(catalogue)) = catalogue else {
            return Err(Refusal::FileDamaged);
        };
        let pages = self.file.resolved(catalogue.get(b"Pages").unwrap_or(&Object::Null))?;
        let leads_to_pages =
            matches!(&pages, Object::Dictionary(pages) if pages.get(b"Kids").is_some());
        if !leads_to_pages {
            return Err(Refusal::FileDamaged);
        }
        let opens = self.file.resolved(catalogue.get(b"OpenAction").unwrap_or(&Object::Null))?;
        active::check_opening(&opens)
    }

    fn finish(mut self) -> Result<Vec<u8>, Refusal> {
        while let Some(number) = self.waiting.pop() {
            // A reference to nothing is null (7.3.10).
            let nothing = Found { object: Object::Null, data: None };
            let found = self.file.object(number)?.unwrap_or(nothing);
            self.write(number, found)?;
            if self.output.len() > self.most_output {
                return Err(Refusal::UnpacksTooLarge);
            }
        }
        self.write_table();
        Ok(self.output)
    }

    fn write(&mut self, number: u32, found: Found) -> Result<(), Refusal> {
        let Found { mut object, data } = found;
        active::check(&object)?;
        forget(&mut object);
        let new = self.numbers.get(&number).copied().ok_or(Refusal::FileDamaged)?;
        self.offsets.push((new, self.output.len()));
        append(&mut self.output, format_args!("{new} 0 obj\n"));
        match (object, data) {
            (Object::Dictionary(mut dictionary), Some(range)) => {
                let data = self.file.data(range);
                self.data_left =
                    self.data_left.checked_sub(data.len()).ok_or(Refusal::PdfUnreadable)?;
                let Written { data, undone } = self.check_stream(&dictionary, data)?;
                let length = i64::try_from(data.len()).map_err(|_| Refusal::PdfUnreadable)?;
                self.forget_filters(&mut dictionary, undone)?;
                dictionary.0.retain(|(name, _)| name != b"Length");
                dictionary.0.push((b"Length".to_vec(), Object::Integer(length)));
                self.write_object(&Object::Dictionary(dictionary));
                self.output.extend(b"\nstream\n");
                self.output.extend(data.as_ref());
                self.output.extend(b"\nendstream");
            }
            (object, _) => self.write_object(&object),
        }
        self.output.extend(b"\nendobj\n");
        Ok(())
    }

    fn write_object(&mut self, object: &Object) {
        let Self { output, numbers, waiting, .. } = self;
        syntax::write(object, output, &mut |old| {
            let next = u32::try_from(numbers.len() + 1).ok()?;
            Some(*numbers.entry(old).or_insert_with(|| {
                waiting.push(old);
                next
            }))
        });
    }

    /// Looks at what a stream unpacks to, step by step, and at the size and the
    /// metadata of a picture. What had to be undone for that stays undone.
    fn check_stream<'d>(
        &mut self,
        dictionary: &Dictionary,
        data: &'d [u8],
    ) -> Result<Written<'d>, Refusal> {
        let Chain { encoding, packing, picture } = Chain::of(dictionary)?;
        let is_picture = dictionary.name(b"Subtype") == Some(b"Image")
            || (dictionary.get(b"Width").is_some() && dictionary.get(b"Height").is_some());
        let limit = if is_picture { self.picture_bytes(dictionary)? } else { STREAM_LIMIT };
        let budget = &mut self.file.streams_budget;
        let mut written = Written { data: Cow::Borrowed(data), undone: 0 };
        if let Some(encoding) = encoding {
            written.undo(budget.decode(encoding, data, STREAM_LIMIT)?);
        }
        match (packing, picture) {
            (Some(Packing::Flate), Some(Picture::Jpeg)) => {
                written.undo(budget.inflate(&written.data, STREAM_LIMIT)?);
            }
            // No program writes that, and nothing here unpacks it.
            (Some(_), Some(Picture::Jpeg)) => return Err(Refusal::PdfUnreadable),
            (Some(packing), _) => budget.count(packing, &written.data, limit)?,
            (None, _) => {}
        }
        if picture == Some(Picture::Jpeg)
            && let Some(clean) = jpeg::without_metadata(&written.data)?
        {
            written.data = Cow::Owned(clean);
        }
        Ok(written)
    }

    /// Takes the first filters of a stream, which are undone, out of its
    /// dictionary, with their parameters.
    fn forget_filters(
        &mut self,
        dictionary: &mut Dictionary,
        undone: usize,
    ) -> Result<(), Refusal> {
        if undone == 0 {
            return Ok(());
        }
        for name in [b"Filter".as_slice(), b"DecodeParms"] {
            let entry = self.file.resolved(dictionary.get(name).unwrap_or(&Object::Null))?;
            dictionary.0.retain(|(key, _)| key != name);
            // One that stands alone is the first.
            let Object::Array(items) = entry else { continue };
            let rest: Vec<Object> = items.into_iter().skip(undone).collect();
            if !rest.is_empty() {
                dictionary.0.push((name.to_vec(), Object::Array(rest)));
            }
        }
        Ok(())
    }

    /// What the rows of a picture may unpack to.
    fn picture_bytes(&mut self, dictionary: &Dictionary) -> Result<usize, Refusal> {
        let mut side = |name: &[u8]| -> Result<u32, Refusal> {
            let value = self.file.resolved(dictionary.get(name).unwrap_or(&Object::Null))?;
            match value {
                Object::Integer(side) => u32::try_from(side).map_err(|_| Refusal::PictureTooLarge),
                _ => Err(Refusal::FileDamaged),
            }
        };
        let (width, height) = (side(b"Width")?, side(b"Height")?);
        check_dimensions(width, height)?;
        let pixels = usize::try_from(u64::from(width) * u64::from(height));
        // Four colours of sixteen bits, and a byte for each row.
        pixels.ok().and_then(|pixels| pixels.checked_mul(9)).ok_or(Refusal::PictureTooLarge)
    }

    fn write_table(&mut self) {
        let start = self.output.len();
        let count = self.numbers.len() + 1;
        append(&mut self.output, format_args!("xref\n0 {count}\n0000000000 65535 f \n"));
        self.offsets.sort_unstable();
        for (_, offset) in &self.offsets {
            append(&mut self.output, format_args!("{offset:010} 00000 n \n"));
        }
        append(
            &mut self.output,
            format_args!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"),
        );
    }
}

/// The data of a stream as it is written, with so many of its filters undone.
struct Written<'d> {
    data: Cow<'d, [u8]>,
    undone: usize,
}

impl Written<'_> {
    fn undo(&mut self, unpacked: Vec<u8>) {
        self.data = Cow::Owned(unpacked);
        self.undone += 1;
    }
}

/// Takes the metadata out of an object.
fn forget(object: &mut Object) {
    match object {
        Object::Dictionary(dictionary) => {
            let is_remark = dictionary.name(b"Subtype").is_some_and(|kind| REMARKS.contains(&kind));
            dictionary.0.retain(|(name, _)| {
                let name = name.as_slice();
                !(METADATA.contains(&name) || is_remark && REMARK_METADATA.contains(&name))
            });
            dictionary.0.iter_mut().for_each(|(_, value)| forget(value));
        }
        Object::Array(items) => items.iter_mut().for_each(forget),
        _ => {}
    }
}

fn last(bytes: &[u8], count: usize) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(count)..).unwrap_or_default()
}
