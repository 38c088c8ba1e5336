//! Where the objects of a PDF are (ISO 32000-1, 7.5): tables of places, streams of
//! places, and streams of objects.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use memchr::memmem;

use super::super::Refusal;
use super::syntax::{Dictionary, Object, Parser};
use super::unpack::{Budget, filters, without_predictor};

/// The most values a file may have; a book of a thousand pages has half a million.
const MOST_VALUES: usize = 4_000_000;
/// The most objects a file may have.
const MOST_OBJECTS: usize = 500_000;
/// The most revisions of a file.
const MOST_REVISIONS: usize = 500;
/// What a stream of places or of objects may unpack to.
const TABLE_LIMIT: usize = 32 << 20;
/// What all of these may unpack to: it is kept in memory.
const TABLES_BUDGET: usize = 64 << 20;
/// What all other streams may unpack to: it is looked at one by one.
const STREAMS_BUDGET: usize = 1 << 30;
/// Objects do not overlap: so many times its length may be read of a file.
const READINGS: usize = 4;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nowhere any more.
    Free,
    /// At an offset of the file.
    At(usize),
    /// In a stream of objects, as its nth.
    In { stream: u32, nth: usize },
}

/// An object, with where the data of its stream is, if it is a stream.
pub(super) struct Found {
    pub(super) object: Object,
    pub(super) data: Option<Range<usize>>,
}

/// A stream of objects, unpacked.
struct ObjectStream {
    text: Vec<u8>,
    offsets: Vec<usize>,
}

/// A PDF whose objects can be found.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: HashMap<u32, Place>,
    streams: HashMap<u32, ObjectStream>,
    values_left: usize,
    readings_left: usize,
    tables_budget: Budget,
    pub(super) streams_budget: Budget,
    /// The number of the catalogue.
    pub(super) root: u32,
}

impl<'a> File<'a> {
    /// Reads all tables of places, the newest first, from `offset` on.
    pub(super) fn open(bytes: &'a [u8], offset: usize) -> Result<Self, Refusal> {
        let mut file = Self {
            bytes,
            places: HashMap::new(),
            streams: HashMap::new(),
            values_left: MOST_VALUES,
            readings_left: bytes.len().saturating_mul(READINGS),
            tables_budget: Budget::new(TABLES_BUDGET),
            streams_budget: Budget::new(STREAMS_BUDGET),
            root: 0,
        };
        let mut root = None;
        let mut seen = HashSet::new();
        let mut next = vec![offset];
        while let Some(offset) = next.pop() {
            if !seen.insert(offset) {
                continue;
            }
            if seen.len() > MOST_REVISIONS {
                return Err(Refusal::PdfUnreadable);
            }
            let trailer = file.table(offset)?;
            if !matches!(trailer.get(b"Encrypt"), None | Some(Object::Null)) {
                return Err(Refusal::PdfEncrypted);
            }
            if let (None, Some(Object::Reference(number))) = (root, trailer.get(b"Root")) {
                root = Some(*number);
            }
            // A hybrid file tells in a stream what old readers need not find; it
            // comes before the previous revision.
            for entry in [b"Prev".as_slice(), b"XRefStm"] {
                if let Some(offset) = trailer.integer(entry) {
                    next.push(usize::try_from(offset).map_err(|_| Refusal::FileDamaged)?);
                }
            }
        }
        file.root = root.ok_or(Refusal::FileDamaged)?;
        Ok(file)
    }

    fn place(&mut self, number: u32, place: Place) -> Result<(), Refusal> {
        self.places.entry(number).or_insert(place);
        if self.places.len() > MOST_OBJECTS { Err(Refusal::PdfUnreadable) } else { Ok(()) }
    }

    /// Takes what was read off what may still be read.
    fn charge(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.readings_left = self.readings_left.checked_sub(bytes).ok_or(Refusal::PdfUnreadable)?;
        Ok(())
    }

    /// Reads one table of places; returns its trailer.
    fn table(&mut self, offset: usize) -> Result<Dictionary, Refusal> {
        let bytes = self.bytes;
        let mut parser = Parser::new(bytes, offset, &mut self.values_left);
        if !parser.word(b"xref") {
            return self.stream_of_places(offset);
        }
        let mut found = Vec::new();
        while !parser.word(b"trailer") {
            let (first, count) =
                parser.natural().zip(parser.natural()).ok_or(Refusal::FileDamaged)?;
            for number in first..first.saturating_add(count) {
                let (at, _) = parser.natural().zip(parser.natural()).ok_or(Refusal::FileDamaged)?;
                let place = match (parser.word(b"n"), at) {
                    (true, 1..) => Place::At(usize::try_from(at).unwrap_or(usize::MAX)),
                    (true, 0) => Place::Free,
                    (false, _) if parser.word(b"f") => Place::Free,
                    (false, _) => return Err(Refusal::FileDamaged),
                };
                found.push((u32::try_from(number).map_err(|_| Refusal::FileDamaged)?, place));
                if found.len() > MOST_OBJECTS {
                    return Err(Refusal::PdfUnreadable);
                }
            }
        }
        let trailer = parser.object();
        let read = parser.at - offset;
        self.charge(read)?;
        for (number, place) in found {
            self.place(number, place)?;
        }
        match trailer {
            Some(Object::Dictionary(trailer)) => Ok(trailer),
            _ => Err(Refusal::FileDamaged),
        }
    }

    /// Reads a stream of places (7.5.8); its dictionary is the trailer.
    fn stream_of_places(&mut self, offset: usize) -> Result<Dictionary, Refusal> {
        let (_, found) = self.object_at(offset)?;
        let (Object::Dictionary(trailer), Some(data)) = (found.object, found.data) else {
            return Err(Refusal::FileDamaged);
        };
        let entries = self.unpacked(&trailer, data)?;
        self.places_in(&trailer, &entries).ok_or(Refusal::FileDamaged)??;
        Ok(trailer)
    }

    fn places_in(&mut self, trailer: &Dictionary, entries: &[u8]) -> Option<Result<(), Refusal>> {
        let naturals = |object: &Object| match object {
            Object::Array(items) => items
                .iter()
                .map(|item| match item {
                    Object::Integer(value) => u32::try_from(*value).ok(),
                    _ => None,
                })
                .collect::<Option<Vec<u32>>>(),
            _ => None,
        };
        let widths = naturals(trailer.get(b"W")?)?;
        let &[kind, second, third] = widths.as_slice() else { return None };
        let [kind, second, third] = [kind, second, third].map(usize::try_from);
        let (kind, second, third) = (kind.ok()?, second.ok()?, third.ok()?);
        if second == 0 || kind.max(second).max(third) > 8 {
            return None;
        }
        let width = kind + second + third;
        let index = match trailer.get(b"Index") {
            Some(index) => naturals(index)?,
            None => vec![0, u32::try_from(trailer.integer(b"Size")?).ok()?],
        };
        let mut rows = entries.chunks_exact(width);
        for pair in index.chunks_exact(2) {
            let &[first, count] = pair else { return None };
            for number in first..first.checked_add(count)? {
                let row = rows.next()?;
                let field = |from: usize, length: usize| {
                    let bytes = row.get(from..from + length)?;
                    let sum = bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
                    usize::try_from(sum).ok()
                };
                let one = field(kind, second)?;
                let place = match if kind == 0 { 1 } else { field(0, kind)? } {
                    0 => Place::Free,
                    1 => Place::At(one),
                    2 => Place::In {
                        stream: u32::try_from(one).ok()?,
                        nth: field(kind + second, third)?,
                    },
                    _ => continue, // kinds to come are to be left alone
                };
                if let Err(refusal) = self.place(number, place) {
                    return Some(Err(refusal));
                }
            }
        }
        Some(Ok(()))
    }

    /// The object of a number; nothing when there is none.
    pub(super) fn object(&mut self, number: u32) -> Result<Option<Found>, Refusal> {
        match self.places.get(&number).copied() {
            None | Some(Place::Free) => Ok(None),
            Some(Place::At(offset)) => match self.object_at(offset)? {
                (found_number, found) if found_number == u64::from(number) => Ok(Some(found)),
                _ => Err(Refusal::FileDamaged),
            },
            Some(Place::In { stream, nth }) => self.object_in(stream, nth).map(Some),
        }
    }

    /// The value of an object, or of the object it refers to.
    pub(super) fn resolved(&mut self, object: &Object) -> Result<Object, Refusal> {
        match object {
            Object::Reference(number) => {
                Ok(self.object(*number)?.map_or(Object::Null, |found| found.object))
            }
            value => Ok(value.clone()),
        }
    }

    /// The object that stands at an offset, with its number.
    fn object_at(&mut self, offset: usize) -> Result<(u64, Found), Refusal> {
        let bytes = self.bytes;
        let mut parser = Parser::new(bytes, offset, &mut self.values_left);
        let number = parser.natural();
        let begins = number.is_some() && parser.natural().is_some() && parser.word(b"obj");
        let (Some(number), true) = (number, begins) else { return Err(Refusal::FileDamaged) };
        let object = parser.object();
        let is_exhausted = *parser.values_left == 0;
        let mut end = parser.at;
        let is_stream = matches!(object, Some(Object::Dictionary(_))) && parser.word(b"stream");
        let begin = parser.at;
        let object = object.ok_or(if is_exhausted {
            Refusal::PdfUnreadable
        } else {
            Refusal::FileDamaged
        })?;
        let mut data = None;
        if let (true, Object::Dictionary(dictionary)) = (is_stream, &object) {
            let range = self.stream_data(dictionary, begin)?;
            end = range.start;
            data = Some(range);
        }
        self.charge(end.saturating_sub(offset))?;
        Ok((number, Found { object, data }))
    }

    /// Where the data of a stream is: on the line after the word, as long as told,
    /// or up to the word `endstream` when what is told is wrong.
    fn stream_data(
        &mut self,
        dictionary: &Dictionary,
        word_end: usize,
    ) -> Result<Range<usize>, Refusal> {
        let bytes = self.bytes;
        let line = bytes.get(word_end..).unwrap_or_default();
        let line_end = match line {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        };
        let begin = word_end + line_end;
        // The length of a stream may stand in another object; never in a stream.
        let length = match dictionary.get(b"Length") {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            Some(Object::Reference(number)) => self.length(*number),
            _ => None,
        };
        if let Some(end) = length.and_then(|length| begin.checked_add(length)) {
            let behind = bytes.get(end..).unwrap_or_default().trim_ascii_start();
            let gap = bytes.len() - behind.len() - end.min(bytes.len());
            if behind.starts_with(b"endstream") && gap <= 4 {
                return Ok(begin..end);
            }
        }
        let rest = bytes.get(begin..).unwrap_or_default();
        let length = memmem::find(rest, b"endstream").ok_or(Refusal::FileDamaged)?;
        self.charge(length)?;
        Ok(begin..begin + length)
    }

    fn length(&mut self, number: u32) -> Option<usize> {
        let Some(Place::At(offset)) = self.places.get(&number).copied() else { return None };
        let mut parser = Parser::new(self.bytes, offset, &mut self.values_left);
        parser.natural().filter(|found| *found == u64::from(number))?;
        parser.natural()?;
        if !parser.word(b"obj") {
            return None;
        }
        usize::try_from(parser.natural()?).ok()
    }

    pub(super) fn data(&self, range: Range<usize>) -> &'a [u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// The unpacked text of a stream that holds places or objects.
    fn unpacked(
        &mut self,
        dictionary: &Dictionary,
        data: Range<usize>,
    ) -> Result<Vec<u8>, Refusal> {
        let data = self.data(data);
        let text = match filters(dictionary).as_deref() {
            Some([]) => data.to_vec(),
            Some([b"FlateDecode" | b"Fl"]) => self.tables_budget.inflate(data, TABLE_LIMIT)?,
            _ => return Err(Refusal::PdfUnreadable),
        };
        let parameters = match dictionary.get(b"DecodeParms") {
            Some(Object::Array(all)) => all.first().cloned(),
            other => other.cloned(),
        };
        let Some(Object::Dictionary(parameters)) = parameters else { return Ok(text) };
        match parameters.integer(b"Predictor").unwrap_or(1) {
            1 => Ok(text),
            10..=15 => {
                let columns = parameters.integer(b"Columns").unwrap_or(1);
                usize::try_from(columns)
                    .ok()
                    .filter(|columns| (1..=64).contains(columns))
                    .and_then(|columns| without_predictor(&text, columns))
                    .ok_or(Refusal::PdfUnreadable)
            }
            _ => Err(Refusal::PdfUnreadable),
        }
    }

    /// The nth object of a stream of objects (7.5.7).
    fn object_in(&mut self, stream: u32, nth: usize) -> Result<Found, Refusal> {
        if !self.streams.contains_key(&stream) {
            let unpacked = self.object_stream(stream)?;
            self.readings_left =
                self.readings_left.saturating_add(unpacked.text.len().saturating_mul(READINGS));
            self.streams.insert(stream, unpacked);
        }
        let unpacked = self.streams.get(&stream).ok_or(Refusal::FileDamaged)?;
        let offset = *unpacked.offsets.get(nth).ok_or(Refusal::FileDamaged)?;
        let mut parser = Parser::new(&unpacked.text, offset, &mut self.values_left);
        let object = parser.object().ok_or(Refusal::FileDamaged)?;
        let read = parser.at.saturating_sub(offset);
        self.charge(read)?;
        Ok(Found { object, data: None })
    }

    fn object_stream(&mut self, number: u32) -> Result<ObjectStream, Refusal> {
        // Objects in a stream that is itself in a stream are no objects.
        let Some(Place::At(offset)) = self.places.get(&number).copied() else {
            return Err(Refusal::FileDamaged);
        };
        let (found_number, found) = self.object_at(offset)?;
        let (Object::Dictionary(dictionary), Some(data)) = (found.object, found.data) else {
            return Err(Refusal::FileDamaged);
        };
        if found_number != u64::from(number) {
            return Err(Refusal::FileDamaged);
        }
        let text = self.unpacked(&dictionary, data)?;
        let natural = |name: &[u8]| {
            let value = dictionary.integer(name).ok_or(Refusal::FileDamaged)?;
            usize::try_from(value).map_err(|_| Refusal::FileDamaged)
        };
        let (count, first) = (natural(b"N")?, natural(b"First")?);
        let mut offsets = Vec::new();
        let mut parser = Parser::new(&text, 0, &mut self.values_left);
        for _ in 0..count {
            let (_, offset) = parser.natural().zip(parser.natural()).ok_or(Refusal::FileDamaged)?;
            let offset = usize::try_from(offset).map_err(|_| Refusal::FileDamaged)?;
            offsets.push(first.saturating_add(offset));
        }
        Ok(ObjectStream { text, offsets })
    }
}
