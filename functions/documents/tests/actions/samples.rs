//! Files for the tests, all of them made here: good ones, and what hostile
//! people and broken lines make of them.

#![allow(dead_code, reason = "the unit tests and the action tests each use a part")]

use jpeg_encoder::{ColorType, Encoder};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

/// Where `needle` begins in `bytes`.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, needle)
}

// JPEG

/// A JPEG of which each pixel is painted by `colour_at`.
pub(crate) fn jpeg_painted(
    width: u16,
    height: u16,
    colour_at: impl Fn(u16, u16) -> [u8; 3],
) -> Vec<u8> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| colour_at(x, y))
        .collect();
    let mut file = Vec::new();
    Encoder::new(&mut file, 90).encode(&pixels, width, height, ColorType::Rgb).unwrap();
    file
}

/// A JPEG with something in it.
pub(crate) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    jpeg_painted(width, height, |x, y| [x.to_le_bytes()[0], y.to_le_bytes()[0], 99])
}

/// A head and shoulders before a background.
pub(crate) fn portrait(width: u16, height: u16, background: [u8; 3]) -> Vec<u8> {
    jpeg_painted(width, height, |x, y| {
        let (x, y) = (f32::from(x) / f32::from(width), f32::from(y) / f32::from(height));
        let is_head = ((x - 0.5) / 0.22).powi(2) + ((y - 0.42) / 0.28).powi(2) < 1.0;
        let is_body = y > 0.72 && (x - 0.5).abs() < 0.2 + (y - 0.72);
        match (is_head, is_body) {
            (true, _) => [190, 140, 110],
            (_, true) => [40, 40, 60],
            _ => background,
        }
    })
}

/// The pixels of a JPEG.
pub(crate) fn pixels(file: &[u8]) -> Vec<u8> {
    JpegDecoder::new(ZCursor::new(file)).decode().unwrap()
}

/// The JPEG with further segments behind its first marker.
pub(crate) fn with_segments(file: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut changed = file[..2].to_vec();
    for (marker, payload) in segments {
        let length = u16::try_from(payload.len() + 2).unwrap();
        changed.extend([0xFF, *marker]);
        changed.extend(length.to_be_bytes());
        changed.extend(*payload);
    }
    changed.extend(&file[2..]);
    changed
}

/// Exif as a phone writes it: little-endian, orientation, and where it was taken.
pub(crate) fn exif_with_gps(orientation: u8) -> Vec<u8> {
    let make = [0x0F, 0x01, 2, 0, 4, 0, 0, 0, b'T', b'S', b'T', 0];
    let turned = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
    let place = [0x25, 0x88, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0];
    [
        &b"Exif\0\0II\x2A\0\x08\0\0\0\x03\0"[..],
        &make,
        &turned,
        &place,
        b"\0\0\0\0 GPS-SECRET 31.9N 118.8E",
    ]
    .concat()
}

/// What most cameras write: the same, the larger byte of a number first.
pub(crate) fn exif_of_a_big_endian_camera(orientation: u8) -> Vec<u8> {
    let turned = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    [&b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01"[..], &turned, b"\0\0\0\0"].concat()
}

fn frame(file: &[u8]) -> usize {
    find(file, &[0xFF, 0xC0, 0, 17]).unwrap()
}

/// A small JPEG whose header claims other dimensions.
pub(crate) fn jpeg_claiming(width: u16, height: u16) -> Vec<u8> {
    let mut file = jpeg(16, 16);
    let at = frame(&file);
    file[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    file[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    file
}

/// The JPEG with another kind of frame.
pub(crate) fn with_frame_marker(file: &[u8], marker: u8) -> Vec<u8> {
    let mut changed = file.to_vec();
    changed[frame(file) + 1] = marker;
    changed
}

/// The JPEG with its scan so many times.
pub(crate) fn with_repeated_scan(file: &[u8], times: usize) -> Vec<u8> {
    let scan = find(file, &[0xFF, 0xDA]).unwrap();
    let (head, rest) = file.split_at(scan);
    let (scan, end) = rest.split_at(rest.len() - 2);
    [head, &scan.repeat(times), end].concat()
}

/// The JPEG without the tables that its scan is coded with.
pub(crate) fn without_huffman_tables(file: &[u8]) -> Vec<u8> {
    let mut changed = file.to_vec();
    while let Some(at) = find(&changed, &[0xFF, 0xC4]) {
        let length = u16::from_be_bytes([changed[at + 2], changed[at + 3]]);
        changed.drain(at..at + 2 + usize::from(length));
    }
    changed
}

// PNG

/// What `bytes` pack to in zlib.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [&kind[..], data].concat();
    let length = u32::try_from(data.len()).unwrap();
    let checksum = crc32fast::hash(&named);
    [&length.to_be_bytes()[..], &named, &checksum.to_be_bytes()].concat()
}

/// A PNG of this header and these unpacked rows, the pixels in two chunks.
pub(crate) fn png_of(header: &[u8], rows: &[u8]) -> Vec<u8> {
    let pixels = packed(rows);
    let (first, second) = pixels.split_at(pixels.len() / 2);
    let palette = if header[9] == 3 { chunk(b"PLTE", &[0; 6]) } else { Vec::new() };
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        chunk(b"IHDR", header),
        palette,
        chunk(b"IDAT", first),
        chunk(b"IDAT", second),
        chunk(b"IEND", b""),
    ]
    .concat()
}

/// A PNG of red, green, blue whose header claims these dimensions, whatever its rows are.
pub(crate) fn png_claiming(width: u32, height: u32, rows: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    png_of(&header, rows)
}

/// A good PNG.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let row = usize::try_from(1 + 3 * width).unwrap();
    let rows: Vec<u8> = (0..row * usize::try_from(height).unwrap())
        .map(|at| if at % row == 0 { 0 } else { u8::try_from(at % 251).unwrap() })
        .collect();
    png_claiming(width, height, &rows)
}

/// The PNG with a further chunk behind its header.
pub(crate) fn png_with_chunk(file: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let behind_header = 8 + 25;
    [&file[..behind_header], &chunk(kind, data), &file[behind_header..]].concat()
}

// PDF

/// How the objects of a PDF are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PdfKind {
    /// One by one, with a table of places: up to PDF 1.4.
    Plain,
    /// Packed into an object stream, with a stream of places: from PDF 1.5.
    Compressed,
}

/// An object of a PDF, written by hand.
#[derive(Debug, Clone)]
pub(crate) enum PdfObject {
    /// A value.
    Value(Vec<u8>),
    /// A dictionary (without its length) and the data of a stream.
    Stream(Vec<u8>, Vec<u8>),
}

/// A PDF in the making: one page, and what is added.
#[derive(Debug, Clone)]
pub(crate) struct Pdf {
    pub(crate) version: &'static str,
    pub(crate) kind: PdfKind,
    /// Further entries of the catalogue.
    pub(crate) catalogue: Vec<u8>,
    /// Further entries of the page.
    pub(crate) page: Vec<u8>,
    /// Further entries of the trailer.
    pub(crate) trailer: Vec<u8>,
    /// Objects from number 5 on.
    pub(crate) objects: Vec<PdfObject>,
}

pub(crate) const PAGE: &[u8] = b"BT /F1 24 Tf 72 700 Td (TESTER ANNA) Tj ET";

impl Pdf {
    pub(crate) fn new(version: &'static str, kind: PdfKind) -> Self {
        let (catalogue, page, trailer, objects) = Default::default();
        Self { version, kind, catalogue, page, trailer, objects }
    }

    pub(crate) fn plain() -> Self {
        Self::new("1.4", PdfKind::Plain)
    }

    pub(crate) fn catalogue(mut self, entry: &str) -> Self {
        self.catalogue.extend(entry.as_bytes());
        self
    }

    pub(crate) fn page(mut self, entry: &str) -> Self {
        self.page.extend(entry.as_bytes());
        self
    }

    pub(crate) fn trailer(mut self, entry: &str) -> Self {
        self.trailer.extend(entry.as_bytes());
        self
    }

    /// Adds an object; the first has number 5.
    pub(crate) fn value(mut self, value: impl AsRef<[u8]>) -> Self {
        self.objects.push(PdfObject::Value(value.as_ref().to_vec()));
        self
    }

    /// Adds a stream; the first object has number 5.
    pub(crate) fn stream(mut self, dictionary: &str, data: &[u8]) -> Self {
        self.objects.push(PdfObject::Stream(dictionary.as_bytes().to_vec(), data.to_vec()));
        self
    }

    fn all(&self) -> Vec<PdfObject> {
        let catalogue = [b"<< /Type /Catalog /Pages 2 0 R ", &self.catalogue[..], b" >>"].concat();
        let page = [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ",
            &self.page[..],
            b" >>",
        ]
        .concat();
        let content = PdfObject::Stream(b"/Filter /FlateDecode".to_vec(), packed(PAGE));
        [
            PdfObject::Value(catalogue),
            PdfObject::Value(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec()),
            PdfObject::Value(page),
            content,
        ]
        .into_iter()
        .chain(self.objects.iter().cloned())
        .collect()
    }

    /// The file.
    pub(crate) fn build(&self) -> Vec<u8> {
        let mut file = format!("%PDF-{}\n%\u{e2}\u{e3}\n", self.version).into_bytes();
        let (first, trailer) = (1, self.trailer.clone());
        append_objects(&mut file, self.kind, first, &self.all(), &trailer, None);
        file
    }
}

/// Adds objects with their table and trailer to a PDF.
pub(crate) fn append_objects(
    file: &mut Vec<u8>,
    kind: PdfKind,
    first: usize,
    objects: &[PdfObject],
    trailer: &[u8],
    previous: Option<usize>,
) {
    // Kind, offset or stream, and number within the stream, as in a stream of places.
    let mut places: Vec<[usize; 3]> = Vec::new();
    let (mut head, mut packed_objects) = (String::new(), Vec::new());
    let stream_number = first + objects.len();
    for (place, object) in objects.iter().enumerate() {
        let number = first + place;
        match object {
            PdfObject::Value(value) if kind == PdfKind::Compressed => {
                places.push([2, stream_number, head.split_whitespace().count() / 2]);
                head.push_str(&format!("{number} {} ", packed_objects.len()));
                packed_objects.extend(value);
                packed_objects.push(b'\n');
            }
            PdfObject::Value(value) => {
                places.push([1, file.len(), 0]);
                file.extend(format!("{number} 0 obj\n").into_bytes());
                file.extend(value);
                file.extend(b"\nendobj\n");
            }
            PdfObject::Stream(dictionary, data) => {
                places.push([1, file.len(), 0]);
                file.extend(stream_object(number, dictionary, data));
            }
        }
    }
    let previous = previous.map(|offset| format!(" /Prev {offset}")).unwrap_or_default();
    let size = stream_number + 2;
    let table = match kind {
        PdfKind::Plain => {
            let table = file.len();
            file.extend(
                format!("xref\n0 1\n0000000000 65535 f \n{first} {}\n", places.len()).into_bytes(),
            );
            for [_, offset, _] in &places {
                file.extend(format!("{offset:010} 00000 n \n").into_bytes());
            }
            file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R{previous} ").into_bytes());
            file.extend(trailer);
            file.extend(b" >>\n");
            table
        }
        PdfKind::Compressed => {
            let count = head.split_whitespace().count() / 2;
            places.push([1, file.len(), 0]);
            let dictionary =
                format!("/Type /ObjStm /N {count} /First {} /Filter /FlateDecode", head.len());
            let text = [head.as_bytes(), &packed_objects].concat();
            file.extend(stream_object(stream_number, dictionary.as_bytes(), &packed(&text)));
            places.push([1, file.len(), 0]);
            let table = file.len();
            let rows: Vec<u8> = places
                .iter()
                .flat_map(|[kind, offset, nth]| {
                    let offset = u32::try_from(*offset).unwrap().to_be_bytes();
                    [&[u8::try_from(*kind).unwrap()][..], &offset, &[u8::try_from(*nth).unwrap()]]
                        .concat()
                })
                .collect();
            let dictionary = format!(
                "/Type /XRef /Size {size} /Index [{first} {}] /Root 1 0 R{previous} /W [1 4 1] /Filter /FlateDecode \
                 /DecodeParms << /Predictor 12 /Columns 6 >> ",
                places.len()
            );
            let dictionary = [dictionary.as_bytes(), trailer].concat();
            file.extend(stream_object(
                stream_number + 1,
                &dictionary,
                &packed(&predicted(&rows, 6)),
            ));
            table
        }
    };
    file.extend(format!("startxref\n{table}\n%%EOF\n").into_bytes());
}

/// Rows as PNG's predictor "up" leaves them.
fn predicted(rows: &[u8], columns: usize) -> Vec<u8> {
    let mut above = vec![0; columns];
    let mut output = Vec::new();
    for row in rows.chunks(columns) {
        output.push(2);
        output.extend(row.iter().zip(&above).map(|(byte, up)| byte.wrapping_sub(*up)));
        above = row.to_vec();
    }
    output
}

pub(crate) fn stream_object(number: usize, dictionary: &[u8], data: &[u8]) -> Vec<u8> {
    let length = format!("/Length {} ", data.len());
    // Whoever tells a length of their own tells no other.
    let length = if find(dictionary, b"/Length").is_some() { "" } else { &length };
    let head = format!("{number} 0 obj\n<< {length}");
    [head.as_bytes(), dictionary, b" >>\nstream\n", data, b"\nendstream\nendobj\n"].concat()
}

/// A one-page PDF; `entry` is added to its catalogue.
pub(crate) fn pdf(kind: PdfKind, entry: &[u8]) -> Vec<u8> {
    let version = if kind == PdfKind::Plain { "1.4" } else { "1.5" };
    Pdf { catalogue: entry.to_vec(), ..Pdf::new(version, kind) }.build()
}
