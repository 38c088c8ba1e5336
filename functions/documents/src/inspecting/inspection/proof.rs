//! The proof of the inspection: files that are refused, with their reasons, and
//! files that are taken. All of them are made here.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use proptest::prelude::*;
use shared_domain::document::ContentType::{self, Jpeg, Pdf, Png};
use shared_kit::properties::for_all;

use super::Purpose::{self, IdPhoto, Paper};
use super::Refusal::*;
use super::samples::{self, Pdf as Document, PdfKind, PdfObject};
use super::{Refusal, inspect};

const WHITE: [u8; 3] = [250, 250, 248];
const BLUE: [u8; 3] = [67, 142, 219];

struct Hostile {
    what: &'static str,
    declared: ContentType,
    purpose: Purpose,
    refusal: Refusal,
    file: Vec<u8>,
}

fn hostile(
    what: &'static str,
    declared: ContentType,
    refusal: Refusal,
    file: impl Into<Vec<u8>>,
) -> Hostile {
    Hostile { what, declared, purpose: Paper, refusal, file: file.into() }
}

fn bad_photo(what: &'static str, refusal: Refusal, file: Vec<u8>) -> Hostile {
    Hostile { what, declared: Jpeg, purpose: IdPhoto, refusal, file }
}

#[test]
fn every_hostile_or_broken_file_is_refused_for_its_reason() {
    let all: Vec<Hostile> = [
        under_a_wrong_name(),
        hostile_jpegs(),
        hostile_pngs(),
        active_pdfs(),
        packed_pdfs(),
        broken_pdfs(),
        bad_photos(),
    ]
    .into_iter()
    .flatten()
    .collect();
    assert!(all.len() >= 40, "{}", all.len());
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|Hostile { what, declared, purpose, refusal, file }| {
            let verdict = inspect(file, *declared, *purpose).map(|_| "taken");
            (verdict != Err(*refusal)).then(|| format!("{what}: {verdict:?}, not {refusal:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn under_a_wrong_name() -> Vec<Hostile> {
    vec![
        hostile("nothing", Jpeg, TypeMismatch, *b""),
        hostile("a program called .jpg", Jpeg, TypeMismatch, *b"MZ\x90\0 a program"),
        hostile("a PNG called .jpg", Jpeg, TypeMismatch, samples::png(8, 8)),
        hostile("a JPEG called .png", Png, TypeMismatch, samples::jpeg(8, 8)),
        hostile("a GIF called .png", Png, TypeMismatch, *b"GIF89a\x01\0\x01\0"),
        hostile("a WebP called .jpg", Jpeg, TypeMismatch, *b"RIFF\x24\0\0\0WEBPVP8 "),
        hostile("a HEIC called .jpg", Jpeg, TypeMismatch, *b"\0\0\0\x18ftypheic\0\0\0\0"),
        hostile("an SVG with a script called .png", Png, TypeMismatch, *b"<svg onload=alert(1)>"),
        hostile("a web page called .pdf", Pdf, TypeMismatch, *b"<!doctype html><script>"),
        hostile("an archive called .pdf", Pdf, TypeMismatch, *b"PK\x03\x04 an archive"),
        hostile("a web page before a PDF", Pdf, TypeMismatch, {
            [b"<script>alert(1)</script>".to_vec(), Document::plain().build()].concat()
        }),
    ]
}

fn hostile_jpegs() -> Vec<Hostile> {
    let good = samples::jpeg(64, 48);
    let behind = |more: &[u8]| [&good[..], more].concat();
    let with_precision = |bits: u8| {
        let mut file = good.clone();
        let frame = samples::find(&file, &[0xFF, 0xC0]).unwrap();
        file[frame + 4] = bits;
        file
    };
    let huge = |times| samples::with_repeated_scan(&samples::jpeg_claiming(9000, 5000), times);
    vec![
        hostile("a JPEG that breaks off", Jpeg, FileDamaged, &good[..good.len() / 2]),
        hostile("a JPEG without a picture", Jpeg, FileDamaged, *b"\xFF\xD8\xFF\xD9"),
        hostile("a JPEG that cannot be decoded", Jpeg, FileDamaged, {
            samples::without_huffman_tables(&good)
        }),
        hostile("a JPEG without rows", Jpeg, FileDamaged, samples::jpeg_claiming(10, 0)),
        hostile("a JPEG of 30,000 × 30,000 pixels", Jpeg, PictureTooLarge, {
            samples::jpeg_claiming(30_000, 30_000)
        }),
        hostile("a JPEG one pixel too wide", Jpeg, PictureTooLarge, {
            samples::jpeg_claiming(12_001, 10)
        }),
        hostile("a JPEG of a thousand scans", Jpeg, FileDamaged, {
            samples::with_repeated_scan(&good, 1000)
        }),
        hostile("a large JPEG of many scans", Jpeg, PictureTooLarge, huge(20)),
        hostile("a JPEG in arithmetic coding", Jpeg, PictureKindUnsupported, {
            samples::with_frame_marker(&good, 0xC9)
        }),
        hostile("a lossless JPEG", Jpeg, PictureKindUnsupported, {
            samples::with_frame_marker(&good, 0xC3)
        }),
        hostile("a JPEG of twelve bits", Jpeg, PictureKindUnsupported, with_precision(12)),
        hostile("a JPEG with an archive behind it", Jpeg, HiddenData, behind(b"PK\x03\x04 more")),
        hostile("a JPEG with a web page behind it", Jpeg, HiddenData, behind(b"<script>")),
        hostile("a JPEG with a PDF behind it", Jpeg, HiddenData, {
            behind(&Document::plain().build())
        }),
    ]
}

fn hostile_pngs() -> Vec<Hostile> {
    let good = samples::png(40, 30);
    let altered = {
        let mut file = good.clone();
        file[60] ^= 1;
        file
    };
    let rows = |width: usize, filter: u8| {
        let row = [vec![filter], vec![7; 3 * width]].concat();
        row.repeat(8)
    };
    let header = |depth, colours| [0, 0, 0, 8, 0, 0, 0, 8, depth, colours, 0, 0, 0];
    let profile = |bytes: usize| [&b"name\0\0"[..], &samples::packed(&vec![0; bytes])].concat();
    let without_palette = {
        let file = samples::png_of(&header(8, 3), &[0; 72]);
        let palette = samples::find(&file, b"PLTE").unwrap() - 4;
        [&file[..palette], &file[palette + 18..]].concat()
    };
    vec![
        hostile("a PNG that breaks off", Png, FileDamaged, &good[..good.len() - 20]),
        hostile("a PNG with an altered byte", Png, FileDamaged, altered),
        hostile("a PNG of 30,000 × 30,000 pixels", Png, PictureTooLarge, {
            samples::png_claiming(30_000, 30_000, &[0; 64])
        }),
        hostile("a PNG without rows", Png, FileDamaged, samples::png_claiming(8, 0, &[])),
        hostile("a bomb in the pixels of a PNG", Png, UnpacksTooLarge, {
            samples::png_claiming(8, 8, &vec![0; 50_000_000])
        }),
        hostile("a bomb in the colour profile of a PNG", Png, UnpacksTooLarge, {
            samples::png_with_chunk(&good, b"iCCP", &profile(20_000_000))
        }),
        hostile("a PNG with pixels missing", Png, FileDamaged, {
            samples::png_claiming(8, 8, &[0; 100])
        }),
        hostile("a PNG filtered in no known way", Png, FileDamaged, {
            samples::png_claiming(8, 8, &rows(8, 9))
        }),
        hostile("a PNG of colours without a palette", Png, FileDamaged, without_palette),
        hostile("a PNG of a depth that there is not", Png, FileDamaged, {
            samples::png_of(&header(4, 2), &[0; 200])
        }),
        hostile("a PNG with an unknown critical chunk", Png, FileDamaged, {
            samples::png_with_chunk(&good, b"EVIL", b"code")
        }),
        hostile("a PNG with two headers", Png, FileDamaged, {
            samples::png_with_chunk(&good, b"IHDR", &header(8, 2))
        }),
        hostile("a PNG with an archive behind it", Png, HiddenData, {
            [&good[..], b"PK\x03\x04 an archive"].concat()
        }),
    ]
}

fn active_pdfs() -> Vec<Hostile> {
    let plain = Document::plain;
    let compressed = || Document::new("1.5", PdfKind::Compressed);
    let active = |what, document: Document| hostile(what, Pdf, PdfActiveContent, document.build());
    let link = |address: &str| {
        plain().page("/Annots [5 0 R]").value(format!(
            "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI {address} >> >>"
        ))
    };
    vec![
        active("a script when it is opened", {
            plain().catalogue("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
        }),
        active("a script in a packed object", {
            compressed().catalogue("/OpenAction 5 0 R").value("<< /S /JavaScript /JS (x) >>")
        }),
        active("a script under an escaped name", {
            plain().catalogue("/OpenAction << /S /J#61vaScr#69pt >>")
        }),
        active("a script in the tree of names", {
            plain().catalogue("/Names << /JavaScript << /Names [(a) 5 0 R] >> >>").value("<< >>")
        }),
        active("a script when a page is shown", plain().page("/AA << /O 5 0 R >>").value("<< >>")),
        active("a program that is started", {
            plain().catalogue("/OpenAction << /S /Launch /F (cmd.exe) >>")
        }),
        active("a file in the file", {
            plain()
                .catalogue("/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>")
                .value("<< /Type /Filespec /EF << /F 6 0 R >> >>")
                .stream("/Type /EmbeddedFile", b"MZ")
        }),
        active("an attachment on a page", {
            plain().page("/Annots [5 0 R]").value("<< /Subtype /FileAttachment /Rect [0 0 9 9] >>")
        }),
        active("a portfolio of files", plain().catalogue("/Collection << /View /D >>")),
        active("a script when a page is shown, under an escaped name", {
            plain().page("/A#41 << /O 5 0 R >>").value("<< >>")
        }),
        active("a form program (XFA)", {
            plain().catalogue("/AcroForm << /Fields [] /XFA 5 0 R >>").stream("", b"<xdp/>")
        }),
        active("a button that sends the form", {
            plain().page("/Annots [5 0 R]").value(
                "<< /Subtype /Widget /FT /Btn /A << /S /SubmitForm /F (https://example.org) >> >>",
            )
        }),
        active("a form that fetches data", {
            plain().catalogue("/OpenAction << /S /ImportData /F (data.fdf) >>")
        }),
        active("a film", plain().page("/Annots [5 0 R]").value("<< /Subtype /Movie >>")),
        active("a three-dimensional scene", {
            plain().page("/Annots [5 0 R]").value("<< /Subtype /3D >>")
        }),
        active("a rich medium", plain().page("/Annots [5 0 R]").value("<< /Subtype /RichMedia >>")),
        active("a web page opened by itself", {
            plain().catalogue("/OpenAction << /S /URI /URI (https://example.org) >>")
        }),
        active("a jump into another file", {
            plain().catalogue("/OpenAction << /S /GoToR /F (other.pdf) >>")
        }),
        active("a link to a script", link("(javascript:alert\\(1\\))")),
        active("a link to a script in hexadecimal", link("<6A6176617363726970743A61>")),
        active("a link into a file system", link("(file:///etc/passwd)")),
        active("a link to a shared folder", link("(\\\\\\\\server\\\\share)")),
        active("a link whose address stands elsewhere", link("6 0 R").value("(javascript:x)")),
        active("a web page opened in a roundabout way", {
            plain().catalogue("/OpenAction << /S 5 0 R /URI (https://example.org) >>").value("/URI")
        }),
        active("a web page opened after a page", {
            plain().catalogue(
                "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (https://a.org) >> >>",
            )
        }),
        active("a PostScript program", {
            plain().page("/Resources << /XObject << /P 5 0 R >> >>").stream("/Subtype /PS", b"quit")
        }),
        active("data that lie in another file", {
            plain()
                .page("/Resources << /XObject << /P 5 0 R >> >>")
                .stream("/Subtype /Form /F (/etc/passwd)", b"")
        }),
    ]
}

fn packed_pdfs() -> Vec<Hostile> {
    let plain = Document::plain;
    let content = |dictionary: &str, data: &[u8]| {
        plain().page("/Extra 5 0 R").stream(dictionary, data).build()
    };
    let zeros = |megabytes: usize| samples::packed(&vec![b' '; megabytes << 20]);
    let bomb_of_objects = {
        let file = Document::new("1.5", PdfKind::Compressed)
            .page("/Extra 5 0 R")
            .value(vec![b' '; 40 << 20]);
        file.build()
    };
    let picture = "/Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8";
    let picture_of = |side: u32| {
        content(&format!("{picture} /Width {side} /Height {side} /Filter /FlateDecode"), &zeros(1))
    };
    // Every code stands for one byte more than the one before it.
    let lzw_bomb = {
        let clear = [256_u32, 65];
        let codes = clear.into_iter().chain(258..4096).chain(std::iter::repeat_n(4095, 40_000));
        lzw(codes)
    };
    let huge = samples::jpeg_claiming(30_000, 30_000);
    let jpeg_through = |filters: &str, data: &[u8]| {
        content(&format!("{picture} /Width 16 /Height 16 /Filter {filters}"), data)
    };
    let encrypted = plain().trailer("/Encrypt 5 0 R").value("<< /Filter /Standard >>").build();
    vec![
        hostile("a PDF with a password", Pdf, PdfEncrypted, encrypted),
        hostile("a PDF with an encrypted stream", Pdf, PdfEncrypted, {
            content("/Filter /Crypt", b"secret")
        }),
        hostile("a bomb in a page", Pdf, UnpacksTooLarge, {
            content("/Filter /FlateDecode", &zeros(80))
        }),
        hostile("a bomb of objects", Pdf, UnpacksTooLarge, bomb_of_objects),
        hostile("a bomb in an old packing", Pdf, UnpacksTooLarge, {
            content("/Filter /LZWDecode", &lzw_bomb)
        }),
        hostile("a bomb in an old packing of runs", Pdf, UnpacksTooLarge, {
            content("/Filter /RunLengthDecode", &[129, b' '].repeat(600_000))
        }),
        hostile("a bomb in text", Pdf, UnpacksTooLarge, {
            content("/Filter [/ASCII85Decode /FlateDecode]", &ascii85(&zeros(80)))
        }),
        hostile("a bomb of text", Pdf, UnpacksTooLarge, {
            content("/Filter /ASCII85Decode", &vec![b'z'; 17 << 20])
        }),
        hostile("text that is encrypted", Pdf, PdfEncrypted, {
            content("/Filter [/ASCII85Decode /Crypt]", b"87cURDZ~>")
        }),
        hostile("a JPEG of 30,000 × 30,000 pixels in text", Pdf, PictureTooLarge, {
            jpeg_through("[/ASCIIHexDecode /DCTDecode]", &hexadecimal(&huge))
        }),
        hostile("a JPEG of 30,000 × 30,000 pixels, packed", Pdf, PictureTooLarge, {
            jpeg_through("[/FlateDecode /DCTDecode]", &samples::packed(&huge))
        }),
        hostile("a JPEG in an old packing", Pdf, PdfUnreadable, {
            jpeg_through("[/RunLengthDecode /DCTDecode]", b"\x80")
        }),
        hostile("a packing that nobody knows", Pdf, PdfUnreadable, {
            content("/Filter /BrotliDecode", b"x")
        }),
        hostile("a bomb in a bomb", Pdf, PdfUnreadable, {
            content("/Filter [/FlateDecode /FlateDecode]", &samples::packed(&zeros(30)))
        }),
        hostile("a picture of 30,000 × 30,000 pixels in a PDF", Pdf, PictureTooLarge, {
            picture_of(30_000)
        }),
        hostile("a JPEG of 30,000 × 30,000 pixels in a PDF", Pdf, PictureTooLarge, {
            content(&format!("{picture} /Width 16 /Height 16 /Filter /DCTDecode"), &huge)
        }),
        hostile("a picture in a PDF that holds more than it says", Pdf, UnpacksTooLarge, {
            picture_of(10)
        }),
        hostile(
            "a picture that does not say it is one and holds more than it says",
            Pdf,
            UnpacksTooLarge,
            {
                let shape = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Width 10 /Height 10";
                content(&format!("{shape} /Filter /FlateDecode"), &zeros(1))
            },
        ),
        hostile("many streams that are too large together", Pdf, UnpacksTooLarge, {
            let stream = zeros(63);
            let streams = (5..22).map(|number| format!("{number} 0 R ")).collect::<String>();
            (0..17)
                .fold(plain().page(&format!("/Extra [{streams}]")), |file, _| {
                    file.stream("/Filter /FlateDecode", &stream)
                })
                .build()
        }),
        hostile("millions of values", Pdf, PdfUnreadable, {
            plain().page("/Extra 5 0 R").value(format!("[{}]", "0 ".repeat(4_100_000))).build()
        }),
        hostile("objects inside objects", Pdf, PdfUnreadable, overlapping_streams()),
        hostile("arrays a thousand deep", Pdf, FileDamaged, {
            plain().page("/Extra 5 0 R").value(arrays_deep(1000)).build()
        }),
        hostile("dictionaries a thousand deep", Pdf, FileDamaged, {
            plain().page("/Extra 5 0 R").value(dictionaries_deep(1000)).build()
        }),
        hostile("arrays one deeper than we follow", Pdf, FileDamaged, {
            plain().page("/Extra 5 0 R").value(arrays_deep(61)).build()
        }),
        hostile("dictionaries one deeper than we follow", Pdf, FileDamaged, {
            plain().page("/Extra 5 0 R").value(dictionaries_deep(61)).build()
        }),
    ]
}

fn arrays_deep(levels: usize) -> String {
    ["[".repeat(levels), "0".to_owned(), "]".repeat(levels)].concat()
}

fn dictionaries_deep(levels: usize) -> String {
    ["<< /A ".repeat(levels), "0".to_owned(), " >>".repeat(levels)].concat()
}

fn broken_pdfs() -> Vec<Hostile> {
    let good = Document::plain().build();
    let replaced = |from: &str, to: &str| {
        let text: Vec<u8> = good.clone();
        let at = samples::find(&text, from.as_bytes()).unwrap();
        [&text[..at], to.as_bytes(), &text[at + from.len()..]].concat()
    };
    let behind = |more: &[u8]| [&good[..], more].concat();
    vec![
        hostile("a PDF that breaks off", Pdf, FileDamaged, &good[..good.len() / 2]),
        hostile("a PDF whose table is elsewhere", Pdf, FileDamaged, {
            replaced("startxref\n", "startxref\n1")
        }),
        hostile("a PDF whose objects are elsewhere", Pdf, FileDamaged, {
            replaced("%PDF-1.4\n", "%PDF-1.4\n%shifted\n")
        }),
        hostile("a PDF without a catalogue", Pdf, FileDamaged, replaced("/Root 1 0 R", "/Size 7")),
        hostile("a PDF without pages", Pdf, FileDamaged, replaced("/Kids [3 0 R]", "/Count 1")),
        hostile("a PDF whose page cannot be unpacked", Pdf, FileDamaged, {
            Document::plain()
                .page("/Extra 5 0 R")
                .stream("/Filter /FlateDecode", b"\xFF\xFF not packed at all")
                .build()
        }),
        hostile("a PDF of no version", Pdf, FileDamaged, replaced("%PDF-1.4", "%PDF-x.y")),
        hostile("a PDF with a web page behind it", Pdf, HiddenData, behind(b"<html><script>")),
        hostile("a PDF with an archive behind it", Pdf, HiddenData, {
            behind(b"PK\x05\x06 comment %%EOF")
        }),
    ]
}

fn bad_photos() -> Vec<Hostile> {
    let mut photos = vec![
        bad_photo("a photo too small", PhotoTooSmall, samples::portrait(299, 420, WHITE)),
        bad_photo("a photo on its side", PhotoNotPortrait, samples::portrait(800, 600, WHITE)),
        bad_photo("a square photo", PhotoNotPortrait, samples::portrait(600, 600, WHITE)),
        bad_photo("a photo of 30 megapixels", PictureTooLarge, {
            samples::jpeg_claiming(4500, 6600)
        }),
        bad_photo("a photo on green", PhotoBackground, samples::portrait(600, 800, [60, 140, 70])),
        bad_photo("a photo on grey", PhotoBackground, samples::portrait(600, 800, [128; 3])),
        bad_photo("a photo half on white, half on blue", PhotoBackground, {
            samples::jpeg_painted(600, 800, |x, _| if x < 300 { WHITE } else { BLUE })
        }),
        bad_photo("a photo of nobody", PhotoBlank, samples::jpeg_painted(600, 800, |_, _| WHITE)),
    ];
    photos.push(Hostile {
        declared: Png,
        file: samples::png(600, 800),
        ..bad_photo("a photo in PNG", PhotoNotJpeg, Vec::new())
    });
    photos
}

/// Streams that each claim the rest of the file: read one by one, they would
/// come to a thousand times its length.
fn overlapping_streams() -> Vec<u8> {
    const STREAMS: usize = 300;
    let references: String = (5..5 + STREAMS).map(|number| format!("{number} 0 R ")).collect();
    let mut file = Document::plain().page(&format!("/Extra [{references}]")).build();
    let table = samples::find(&file, b"xref\n").unwrap();
    let start = samples::find(&file, b"trailer").unwrap();
    let (trailer, places) = (file[start..].to_vec(), file[table..start].to_vec());
    file.truncate(table);
    // The page objects' places stay; those of the streams follow.
    let mut rows = String::from_utf8(places).unwrap();
    rows.push_str(&format!("5 {STREAMS}\n"));
    let head = |number| format!("{number} 0 obj\n<< /Length 99999999 >>\nstream\n");
    for number in 5..5 + STREAMS {
        rows.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(head(number).into_bytes());
        file.extend([b'x'; 2000]);
    }
    file.extend(b"\nendstream\nendobj\n");
    let at = file.len();
    file.extend(rows.into_bytes());
    let trailer = String::from_utf8(trailer).unwrap();
    let trailer = trailer.split("startxref").next().unwrap().to_owned();
    file.extend(trailer.into_bytes());
    file.extend(format!("startxref\n{at}\n%%EOF\n").into_bytes());
    file
}

/// Bytes as text in ASCII85, without its short forms.
fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let group = |group: &[u8]| {
        let mut whole = [0; 4];
        whole[..group.len()].copy_from_slice(group);
        let value = u32::from_be_bytes(whole);
        let digit = |power: u32| b'!' + u8::try_from(value / 85_u32.pow(power) % 85).unwrap();
        let digits = [4, 3, 2, 1, 0].map(digit);
        digits[..=group.len()].to_vec()
    };
    let text: Vec<u8> = bytes.chunks(4).flat_map(group).collect();
    [&text[..], b"~>"].concat()
}

/// Bytes as text in hexadecimal.
fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).chain(*b">").collect()
}

/// Codes of LZW, written with growing widths.
fn lzw(codes: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let (mut bytes, mut bits, mut count, mut next) = (Vec::new(), 0_u64, 0_u32, 257_u32);
    for code in codes {
        let width = match next {
            0..=510 => 9,
            511..=1022 => 10,
            1023..=2046 => 11,
            _ => 12,
        };
        next = if code == 256 { 257 } else { next + 1 };
        bits = bits << width | u64::from(code);
        count += width;
        while count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap());
        }
    }
    bytes.push(u8::try_from(bits << (8 - count) & 0xFF).unwrap());
    bytes
}

struct Good {
    what: &'static str,
    kind: ContentType,
    purpose: Purpose,
    file: Vec<u8>,
}

fn good(what: &'static str, kind: ContentType, file: Vec<u8>) -> Good {
    Good { what, kind, purpose: Paper, file }
}

#[test]
fn good_files_of_every_kind_are_taken() {
    let all = good_files();
    assert!(all.len() >= 20, "{}", all.len());
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|Good { what, kind, purpose, file }| {
            let refusal = inspect(file, *kind, *purpose).err()?;
            Some(format!("{what}: {refusal:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_handed_out_passes_again_and_does_not_change_any_more() {
    for Good { what, kind, purpose, file } in good_files() {
        let once = inspect(&file, kind, purpose).unwrap().bytes;
        let twice = inspect(&once, kind, purpose)
            .unwrap_or_else(|refusal| panic!("{what} is refused the second time: {refusal:?}"));
        assert!(once == twice.bytes, "{what} changes the second time");
    }
}

fn good_files() -> Vec<Good> {
    [good_jpegs(), good_pngs(), good_pdfs(), good_photos()].into_iter().flatten().collect()
}

fn encoded(colours: ColorType, change: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let bytes = match colours {
        ColorType::Luma => 1,
        ColorType::Rgb => 3,
        _ => 4,
    };
    let pixels: Vec<u8> = (0..64 * 48 * bytes).map(|at: u32| (at % 251).to_le_bytes()[0]).collect();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 85);
    change(&mut encoder);
    encoder.encode(&pixels, 64, 48, colours).unwrap();
    file
}

fn good_jpegs() -> Vec<Good> {
    let plain = samples::jpeg(64, 48);
    let with = |marker, payload: &[u8]| samples::with_segments(&plain, &[(marker, payload)]);
    let jpeg = |what, file| good(what, Jpeg, file);
    let phone = [with(0xE2, b"MPF\0index"), samples::jpeg(16, 16)].concat();
    let motion = b"http://ns.adobe.com/xap/1.0/\0<x GCamera:MotionPhoto=\"1\"/>";
    let moving = [with(0xE1, motion), b"\0\0\0\x18ftypmp42 a film".to_vec()].concat();
    let mut all = vec![
        jpeg("a baseline JPEG", plain.clone()),
        jpeg("a progressive JPEG", encoded(ColorType::Rgb, |to| to.set_progressive(true))),
        jpeg("a grey JPEG", encoded(ColorType::Luma, |_| ())),
        jpeg("a grey progressive JPEG", encoded(ColorType::Luma, |to| to.set_progressive(true))),
        jpeg("a JPEG in four printing colours", encoded(ColorType::Cmyk, |_| ())),
        jpeg("a JPEG in YCCK", encoded(ColorType::CmykAsYcck, |_| ())),
        jpeg("a JPEG with restart markers", {
            encoded(ColorType::Rgb, |to| to.set_restart_interval(4))
        }),
        jpeg("a JPEG with tables of its own", {
            encoded(ColorType::Rgb, |to| to.set_optimized_huffman_tables(true))
        }),
        jpeg("a JPEG with less colour than light", {
            encoded(ColorType::Rgb, |to| to.set_sampling_factor(SamplingFactor::F_2_2))
        }),
        jpeg("a JPEG with a comment", with(0xFE, b"made by TESTER")),
        jpeg("a JPEG with a colour profile", with(0xE2, b"ICC_PROFILE\0\x01\x01 profile")),
        jpeg("a JPEG with a second picture of the phone", phone),
        jpeg("a JPEG with a film of the phone", moving),
        jpeg("a JPEG with notes of the phone", [&plain[..], b"notes SEFT"].concat()),
        jpeg("a JPEG padded with zeros", [&plain[..], &[0; 512]].concat()),
    ];
    all.extend((1..=8).map(|orientation| {
        jpeg("a JPEG turned in one of eight ways", with(0xE1, &samples::exif_with_gps(orientation)))
    }));
    all
}

fn good_pngs() -> Vec<Good> {
    let png = |what, file| good(what, Png, file);
    let plain = samples::png(40, 30);
    let with = |kind: &[u8; 4], data: &[u8]| samples::png_with_chunk(&plain, kind, data);
    // The unpacked bytes of 8 × 8 pixels; interlaced the rows are seven pictures'.
    let of = |depth: u8, colours: u8, samples_per_pixel: usize, interlaced: bool| {
        let row = |width: usize| 1 + (width * samples_per_pixel * usize::from(depth)).div_ceil(8);
        let bytes = match interlaced {
            false => 8 * row(8),
            true => row(1) + row(1) + row(2) + 2 * row(2) + 2 * row(4) + 4 * row(4) + 4 * row(8),
        };
        let header = [0, 0, 0, 8, 0, 0, 0, 8, depth, colours, 0, 0, u8::from(interlaced)];
        samples::png_of(&header, &vec![0; bytes])
    };
    vec![
        png("a PNG of red, green and blue", plain.clone()),
        png("a PNG of 16 bits", of(16, 2, 3, false)),
        png("a transparent PNG", of(8, 6, 4, false)),
        png("an interlaced PNG", of(8, 2, 3, true)),
        png("an interlaced grey PNG of 16 bits", of(16, 0, 1, true)),
        png("a PNG in black and white", of(1, 0, 1, false)),
        png("a grey PNG of four bits", of(4, 0, 1, false)),
        png("a grey transparent PNG", of(8, 4, 2, false)),
        png("a PNG with a palette", of(8, 3, 1, false)),
        png("an interlaced PNG with a palette of two bits", of(2, 3, 1, true)),
        png("a PNG with texts", with(b"tEXt", b"Author\0TESTER ANNA")),
        png("a PNG with its time and density", with(b"pHYs", &[0, 0, 11, 19, 0, 0, 11, 19, 1])),
        png("a PNG with a colour profile", {
            with(b"iCCP", &[&b"name\0\0"[..], &samples::packed(b"profile")].concat())
        }),
    ]
}

fn good_photos() -> Vec<Good> {
    let photo = |what, file| Good { purpose: IdPhoto, ..good(what, Jpeg, file) };
    vec![
        photo("a photo on white", samples::portrait(600, 800, WHITE)),
        photo("a photo on blue", samples::portrait(413, 579, BLUE)),
        photo("a photo stored on its side", {
            let stored = samples::jpeg_painted(800, 600, |x, y| {
                let (shown_x, shown_y) = (600.0 - f32::from(y), f32::from(x));
                let is_head =
                    ((shown_x - 300.0) / 150.0).powi(2) + ((shown_y - 380.0) / 220.0).powi(2) < 1.0;
                if is_head { [190, 140, 110] } else { WHITE }
            });
            samples::with_segments(&stored, &[(0xE1, &samples::exif_with_gps(6))])
        }),
    ]
}

fn good_pdfs() -> Vec<Good> {
    let pdf = |what, document: Document| good(what, Pdf, document.build());
    let of = Document::new;
    let plain = Document::plain;
    let (bookmarks, link) = (
        "<< /Title (Page one) /Dest [3 0 R /Fit] /Parent 5 0 R >>",
        "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>",
    );
    let camera =
        samples::with_segments(&samples::jpeg(64, 48), &[(0xE1, &samples::exif_with_gps(6))]);
    let scan = "/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB \
                /BitsPerComponent 8 /Filter /DCTDecode";
    let fax = "/Type /XObject /Subtype /Image /Width 1728 /Height 2200 /ColorSpace /DeviceGray \
               /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1728 >>";
    let mut all = vec![
        pdf("arrays as deep as we follow", plain().page("/Extra 5 0 R").value(arrays_deep(60))),
        pdf(
            "dictionaries as deep as we follow",
            plain().page("/Extra 5 0 R").value(dictionaries_deep(60)),
        ),
        pdf("a PDF 1.3", of("1.3", PdfKind::Plain)),
        pdf("a PDF 1.4", plain()),
        pdf("a PDF 1.5 with packed objects", of("1.5", PdfKind::Compressed)),
        pdf("a PDF 1.6 with packed objects", of("1.6", PdfKind::Compressed)),
        pdf("a PDF 1.7", of("1.7", PdfKind::Plain)),
        pdf("a PDF 2.0", of("2.0", PdfKind::Compressed)),
        pdf(
            "a scan",
            plain().page("/Resources << /XObject << /S 5 0 R >> >>").stream(scan, &camera),
        ),
        pdf(
            "a fax",
            plain().page("/Resources << /XObject << /S 5 0 R >> >>").stream(fax, b"\x26\xA0"),
        ),
        pdf("a PDF with bookmarks", {
            plain()
                .catalogue("/PageMode /UseOutlines /Outlines 5 0 R")
                .value("<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1 >>")
                .value(bookmarks)
        }),
        pdf("a PDF with links", plain().page("/Annots [5 0 R]").value(link)),
        pdf("a PDF that opens at a page", plain().catalogue("/OpenAction [3 0 R /Fit]")),
        pdf("a form that is filled in", {
            plain()
                .catalogue("/AcroForm << /Fields [5 0 R] >>")
                .page("/Annots [5 0 R]")
                .value("<< /Subtype /Widget /FT /Tx /T (name) /V (TESTER ANNA) /Rect [0 0 9 9] >>")
        }),
        pdf("a PDF with remarks", {
            plain().page("/Annots [5 0 R]").value(
                "<< /Subtype /Text /Rect [0 0 9 9] /T (REMARK-AUTHOR) /Contents (see here) >>",
            )
        }),
        pdf("a PDF with a form in text", {
            plain().page("/Extra 5 0 R").stream("/Filter [/ASCIIHexDecode]", &hexadecimal(b"q Q"))
        }),
        pdf("a PDF packed in text", {
            let filters = "/Filter [/ASCII85Decode /FlateDecode] \
                           /DecodeParms [null << /Predictor 1 >>]";
            let text = ascii85(&samples::packed(samples::PAGE));
            plain().page("/Extra 5 0 R").stream(filters, &text)
        }),
        pdf("a PDF of runs", {
            let runs = b"\x02q Q\xFE \x80";
            plain().page("/Extra 5 0 R").stream("/Filter /RunLengthDecode", runs)
        }),
        pdf("a PDF in an old packing", {
            let data = lzw([256, 65, 66, 258, 257]);
            plain().page("/Extra 5 0 R").stream("/Filter /LZWDecode", &data)
        }),
        pdf("a PDF that tells lengths elsewhere", {
            plain().page("/Extra 5 0 R").stream("/Length 6 0 R", b"q Q").value("3")
        }),
        pdf("a PDF that tells a wrong length", {
            plain().page("/Extra 5 0 R").stream("/Length 77", b"q Q")
        }),
        pdf("a PDF that refers to nothing", plain().page("/Extra 99 0 R")),
        pdf("a PDF with metadata", with_metadata(plain())),
        pdf("a PDF with a program's comments", {
            plain().page("/Extra 5 0 R").value("<< % made by a scanner\n /A [1 % one\r 2] >>")
        }),
    ];
    let changed = with_a_second_revision(&plain().build());
    all.push(good("a PDF that was changed once", Pdf, changed));
    all.push(good("a PDF with blank lines at its end", Pdf, {
        let file = plain().build();
        [file.trim_ascii_end(), b"\r\n\r\n"].concat()
    }));
    all.push(good("a PDF for the web", Pdf, linearised()));
    all
}

/// The second revision replaces the page's content; the first stays in the file.
fn with_a_second_revision(first: &[u8]) -> Vec<u8> {
    let mut file = first.to_vec();
    let table = samples::find(&file, b"xref\n").unwrap();
    let content = PdfObject::Stream(Vec::new(), b"BT (second) Tj ET".to_vec());
    samples::append_objects(&mut file, PdfKind::Plain, 4, &[content], b"", Some(table));
    file
}

/// A document whose table at the end leads to one at the beginning, as programs
/// write it that prepare documents for the web.
fn linearised() -> Vec<u8> {
    let mut file = b"%PDF-1.4\n9 0 obj\n<< /Linearized 1 /L 2000 /N 1 >>\nendobj\n".to_vec();
    let rest = Document::plain().build();
    let shift = file.len();
    let body = &rest["%PDF-1.4\n".len()..];
    let moved = shift - "%PDF-1.4\n".len();
    let text: Vec<u8> = body.to_vec();
    let table = samples::find(&text, b"xref\n").unwrap();
    file.extend(&text[..table]);
    let at = file.len();
    let rows = String::from_utf8(text[table..].to_vec()).unwrap();
    for line in rows.lines() {
        match line.strip_suffix(" 00000 n ") {
            Some(offset) => {
                let offset: usize = offset.parse().unwrap();
                file.extend(format!("{:010} 00000 n \n", offset + moved).into_bytes());
            }
            None if line.starts_with("startxref") => break,
            None => file.extend(format!("{line}\n").into_bytes()),
        }
    }
    file.extend(format!("startxref\n{at}\n%%EOF\n").into_bytes());
    file
}

fn with_metadata(document: Document) -> Document {
    let camera =
        samples::with_segments(&samples::jpeg(64, 48), &[(0xE1, &samples::exif_with_gps(1))]);
    document
        .trailer("/Info 5 0 R")
        .catalogue("/Metadata 6 0 R /PieceInfo << /Program << /Private (PIECE-SECRET) >> >>")
        .page("/Resources << /XObject << /S 7 0 R >> >>")
        .value("<< /Author (INFO-AUTHOR) /Producer (Scanner of TESTER) >>")
        .stream("/Type /Metadata /Subtype /XML", b"<x:xmpmeta>XMP-AUTHOR</x:xmpmeta>")
        .stream(
            "/Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 \
             /Filter /DCTDecode",
            &camera,
        )
}

#[test]
fn metadata_of_a_document_is_gone() {
    for kind in [PdfKind::Plain, PdfKind::Compressed] {
        let file = with_metadata(Document::new("1.7", kind)).build();
        let clean = inspect(&file, Pdf, Paper).unwrap().bytes;
        for secret in ["INFO-AUTHOR", "Scanner of", "XMP-AUTHOR", "PIECE-SECRET", "GPS-SECRET"] {
            assert!(samples::find(&clean, secret.as_bytes()).is_none(), "{secret} in {kind:?}");
        }
        assert!(samples::find(&clean, b"/MediaBox").is_some());
    }
}

#[test]
fn metadata_of_a_picture_is_gone_through_whatever_it_is_packed_in() {
    let camera =
        samples::with_segments(&samples::jpeg(64, 48), &[(0xE1, &samples::exif_with_gps(1))]);
    let plain = inspect(&camera, Jpeg, Paper).unwrap().bytes;
    for (filters, data) in [
        ("/DCTDecode", camera.clone()),
        ("[/ASCIIHexDecode /DCTDecode]", hexadecimal(&camera)),
        ("[/ASCII85Decode /DCTDecode]", ascii85(&camera)),
        ("[/FlateDecode /DCTDecode]", samples::packed(&camera)),
        ("[/ASCII85Decode /FlateDecode /DCTDecode]", ascii85(&samples::packed(&camera))),
    ] {
        let scan = format!(
            "/Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 \
             /Filter {filters}"
        );
        let file = Document::plain().page("/Extra 5 0 R").stream(&scan, &data).build();
        let clean = inspect(&file, Pdf, Paper).unwrap().bytes;
        assert!(samples::find(&clean, &plain).is_some(), "{filters}");
        assert!(samples::find(&clean, b"ASCII").is_none(), "{filters}");
        assert!(samples::find(&clean, b"/ColorSpace /DeviceRGB").is_some(), "{filters}");
        assert!(inspect(&clean, Pdf, Paper).unwrap().bytes == clean, "{filters}");
    }
}

#[test]
fn an_earlier_revision_of_a_document_is_gone() {
    let first = Document::plain().catalogue("/Extra 5 0 R").value("(FIRST-SECRET)").build();
    let mut file = first.clone();
    let table = samples::find(&file, b"xref\n").unwrap();
    let blackened = PdfObject::Value(b"(nothing to see)".to_vec());
    samples::append_objects(&mut file, PdfKind::Plain, 5, &[blackened], b"", Some(table));
    let clean = inspect(&file, Pdf, Paper).unwrap().bytes;
    assert!(samples::find(&file, b"FIRST-SECRET").is_some());
    assert!(samples::find(&clean, b"FIRST-SECRET").is_none());
    assert!(samples::find(&clean, b"nothing to see").is_some());
}

#[test]
fn who_made_a_remark_is_gone_and_the_remark_is_there() {
    let document = Document::plain().page("/Annots [5 0 R]").value(
        "<< /Subtype /Text /Rect [0 0 9 9] /T (REMARK-AUTHOR) /M (D:2026) /Contents (see here) >>",
    );
    let clean = inspect(&document.build(), Pdf, Paper).unwrap().bytes;
    assert!(samples::find(&clean, b"REMARK-AUTHOR").is_none());
    assert!(samples::find(&clean, b"see here").is_some());
}

#[test]
fn the_content_of_a_document_is_the_same() {
    for kind in [PdfKind::Plain, PdfKind::Compressed] {
        let clean = inspect(&samples::pdf(kind, b""), Pdf, Paper).unwrap().bytes;
        assert!(samples::find(&clean, &samples::packed(samples::PAGE)).is_some(), "{kind:?}");
    }
}

#[test]
fn every_truncation_of_a_document_is_refused() {
    for kind in [PdfKind::Plain, PdfKind::Compressed] {
        let whole = samples::pdf(kind, b"");
        let whole = whole.trim_ascii_end();
        for length in 0..whole.len() {
            let verdict = inspect(&whole[..length], Pdf, Paper);
            assert!(verdict.is_err(), "{length} bytes of {kind:?} passed");
        }
    }
}

#[test]
fn a_picture_is_turned_before_its_orientation_is_dropped() {
    // A bright corner at the top left as stored; where it is shown, by orientation.
    let stored =
        samples::jpeg_painted(64, 48, |x, y| if x < 16 && y < 16 { [255; 3] } else { [0; 3] });
    for (orientation, (width, height), (x, y)) in [
        (1, (64, 48), (4, 4)),
        (2, (64, 48), (60, 4)),
        (3, (64, 48), (60, 44)),
        (4, (64, 48), (4, 44)),
        (5, (48, 64), (4, 4)),
        (6, (48, 64), (44, 4)),
        (7, (48, 64), (44, 60)),
        (8, (48, 64), (4, 60)),
    ] {
        let little = samples::exif_with_gps(orientation);
        let big = samples::exif_of_a_big_endian_camera(orientation);
        for exif in [little, big] {
            let file = samples::with_segments(&stored, &[(0xE1, &exif)]);
            let clean = inspect(&file, Jpeg, Paper).unwrap().bytes;
            assert!(samples::find(&clean, b"Exif").is_none());
            let pixels = samples::pixels(&clean);
            let brightness = |x: usize, y: usize| pixels[3 * (y * width + x)];
            assert_eq!(pixels.len(), 3 * width * height, "orientation {orientation}");
            assert!(brightness(x, y) > 200, "orientation {orientation}");
            assert!(brightness(width / 2, height / 2) < 60, "orientation {orientation}");
        }
    }
}

fn any_kind() -> impl Strategy<Value = ContentType> {
    prop_oneof![Just(Jpeg), Just(Png), Just(Pdf)]
}

/// Whether what is handed out is far larger than what came.
fn runs_away(file: &[u8], kind: ContentType, purpose: Purpose) -> bool {
    inspect(file, kind, purpose).is_ok_and(|clean| clean.bytes.len() > 2 * file.len() + (64 << 20))
}

/// The good files, made once: making them takes longer than inspecting them.
static TO_BE_CHANGED: std::sync::LazyLock<Vec<Good>> = std::sync::LazyLock::new(good_files);

/// So many files each: few of them are nearly right.
const CASES: u32 = 400;

#[test]
fn no_bytes_make_it_panic_or_run_away() {
    let bytes = proptest::collection::vec(any::<u8>(), 0..2000);
    for_all(CASES, (any_kind(), any::<bool>(), bytes), |(kind, begins_right, bytes)| {
        let start: &[u8] = match kind {
            _ if !begins_right => b"",
            Jpeg => b"\xFF\xD8\xFF",
            Png => b"\x89PNG\r\n\x1A\n",
            Pdf => b"%PDF-1.7\n",
        };
        let file = [start, &bytes].concat();
        prop_assert!(!runs_away(&file, kind, Paper));
        prop_assert!(!runs_away(&file, kind, IdPhoto));
        Ok(())
    });
}

#[test]
fn no_change_of_a_good_file_makes_it_panic_or_run_away() {
    let place = any::<prop::sample::Index>;
    let changes = proptest::collection::vec((place(), any::<u8>()), 1..8);
    let cuts = proptest::option::of(place());
    for_all(CASES, (place(), changes, cuts), |(which, changes, cut)| {
        let Good { kind, purpose, file, .. } = which.get(&TO_BE_CHANGED);
        let mut file = file.clone();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        prop_assert!(!runs_away(&file, *kind, *purpose));
        Ok(())
    });
}

#[test]
fn no_text_of_a_document_makes_it_panic_or_run_away() {
    let words = prop::sample::select(vec![
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "/Kids",
        "/Length",
        "/Filter",
        "/FlateDecode",
        "/Type",
        "/ObjStm",
        "/XRef",
        "/W",
        "/Index",
        "/Prev",
        "/Root",
        "/Pages",
        "1",
        "2",
        "0",
        "-1",
        "99999999999",
        "4 0 R",
        "5 0 R",
        "obj",
        "endobj",
        "stream\n",
        "endstream",
        "xref",
        "trailer",
        "startxref",
        "%%EOF",
        "true",
        "null",
        "%",
        "\n",
    ]);
    for_all(CASES, proptest::collection::vec(words, 0..200), |words| {
        let value = words.join(" ");
        let inside = Document::plain().page("/Extra 5 0 R").value(&value).build();
        let packed = Document::new("1.5", PdfKind::Compressed).page("/Extra 5 0 R").value(&value);
        let alone = format!("%PDF-1.7\n{value}\nstartxref\n9\n%%EOF").into_bytes();
        for file in [inside, packed.build(), alone] {
            prop_assert!(!runs_away(&file, Pdf, Paper));
        }
        Ok(())
    });
}
