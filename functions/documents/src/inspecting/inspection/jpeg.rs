//! JPEG: a walk over its segments (ITU-T T.81 annex B).
//!
//! The picture is written out again segment by segment: only what is needed to
//! show it stays. It is decoded once, to see that it can be. One that the camera
//! says is to be turned is turned and encoded again, so that nothing need be said
//! of its orientation.

use jpeg_encoder::{ColorType, Encoder};
use memchr::memmem;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::cursor::Cursor;
use super::{Refusal, check_dimensions};

/// Start of image, and the start of the first segment.
pub(super) const START: &[u8] = &[0xFF, 0xD8, 0xFF];

const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
/// A progressive picture has about ten; thousands are an attack on the reader's time.
const MAX_SCANS: usize = 100;
/// Every scan goes over all pixels: so many may be gone over in all.
const MAX_PIXELS_SCANNED: u64 = 600_000_000;
/// Of a picture that is turned; the loss cannot be seen.
const QUALITY: u8 = 92;

/// A JPEG that is whole.
#[derive(Debug)]
pub(super) struct Jpeg {
    /// Pixels per stored row.
    pub(super) width: u32,
    /// Stored rows.
    pub(super) height: u32,
    /// How a viewer turns the stored rows.
    pub(super) orientation: Orientation,
    /// The file without metadata, as it is stored.
    pub(super) clean: Vec<u8>,
    /// How many colours a pixel has.
    components: u8,
    /// What the colours mean.
    profile: Vec<Vec<u8>>,
}

impl Jpeg {
    /// The pixels as stored: one byte each in grey, else red, green, blue.
    pub(super) fn decode(&self, colours: ColorSpace) -> Result<Vec<u8>, Refusal> {
        let options =
            DecoderOptions::default().set_strict_mode(true).jpeg_set_out_colorspace(colours);
        JpegDecoder::new_with_options(ZCursor::new(&self.clean), options)
            .decode()
            .map_err(|_| Refusal::FileDamaged)
    }

    /// The file without metadata, as a viewer shows it.
    pub(super) fn upright(self) -> Result<Vec<u8>, Refusal> {
        if self.orientation == Orientation::AS_STORED {
            let colours = if self.components == 4 { ColorSpace::RGB } else { ColorSpace::Luma };
            self.decode(colours)?;
            return Ok(self.clean);
        }
        let (colours, kind, bytes) = match self.components {
            1 => (ColorSpace::Luma, ColorType::Luma, 1),
            _ => (ColorSpace::RGB, ColorType::Rgb, 3),
        };
        let stored = self.decode(colours)?;
        let turned = self.turned(&stored, bytes).ok_or(Refusal::FileDamaged)?;
        drop(stored);
        let (width, height) = self.shown_size();
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, QUALITY);
        // A profile of four printing colours says nothing of red, green and blue.
        for part in self.profile.into_iter().filter(|_| self.components < 4) {
            encoder.add_app_segment(2, part).map_err(|_| Refusal::FileDamaged)?;
        }
        let side = |side| u16::try_from(side).map_err(|_| Refusal::PictureTooLarge);
        encoder
            .encode(&turned, side(width)?, side(height)?, kind)
            .map_err(|_| Refusal::FileDamaged)?;
        Ok(file)
    }

    /// Width and height as a viewer shows them.
    pub(super) fn shown_size(&self) -> (u32, u32) {
        if self.orientation.lies_on_its_side() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }

    fn turned(&self, stored: &[u8], bytes: usize) -> Option<Vec<u8>> {
        let (width, height) = self.shown_size();
        let row = usize::try_from(self.width).ok()?;
        let mut turned = Vec::with_capacity(stored.len());
        for y in 0..height {
            for x in 0..width {
                let (x, y) = self.orientation.stored_at(x, y, self.width, self.height);
                let at = (usize::try_from(y).ok()? * row + usize::try_from(x).ok()?) * bytes;
                turned.extend_from_slice(stored.get(at..at + bytes)?);
            }
        }
        Some(turned)
    }
}

/// A JPEG inside a document without its metadata; nothing when it is not such a
/// JPEG, which is the reader's to show or not. Orientation means nothing there.
pub(super) fn without_metadata(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let is_padding = |byte: &u8| matches!(byte, b'\r' | b'\n' | 0);
    let end = bytes.iter().rposition(|byte| !is_padding(byte)).map_or(0, |last| last + 1);
    match read(bytes.get(..end).unwrap_or_default()) {
        Ok(picture) => Ok(Some(picture.clean)),
        Err(Refusal::PictureTooLarge) => Err(Refusal::PictureTooLarge),
        Err(_) => Ok(None),
    }
}

/// The Exif orientation, 1 (as stored) to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    const AS_STORED: Self = Self(1);

    /// Whether a viewer exchanges rows and columns.
    pub(super) fn lies_on_its_side(self) -> bool {
        self.0 >= 5
    }

    /// Where the pixel that a viewer shows at (`x`, `y`) is stored, in a picture
    /// of `width` × `height` stored pixels.
    pub(super) fn stored_at(self, x: u32, y: u32, width: u32, height: u32) -> (u32, u32) {
        let (last_x, last_y) = (width.saturating_sub(1), height.saturating_sub(1));
        match self.0 {
            2 => (last_x.saturating_sub(x), y),
            3 => (last_x.saturating_sub(x), last_y.saturating_sub(y)),
            4 => (x, last_y.saturating_sub(y)),
            5 => (y, x),
            6 => (y, last_y.saturating_sub(x)),
            7 => (last_x.saturating_sub(y), last_y.saturating_sub(x)),
            8 => (last_x.saturating_sub(y), x),
            _ => (x, y),
        }
    }
}

/// Reads a JPEG from its first byte to its last.
pub(super) fn read(bytes: &[u8]) -> Result<Jpeg, Refusal> {
    let mut walk = Walk {
        cursor: Cursor::new(bytes),
        clean: Vec::with_capacity(bytes.len()),
        size: None,
        orientation: Orientation::AS_STORED,
        scans: 0,
        declares_more_pictures: false,
        components: 0,
        profile: Vec::new(),
    };
    let start = walk.cursor.take(2).ok_or(Refusal::FileDamaged)?;
    walk.clean.extend_from_slice(start);
    loop {
        match walk.marker().ok_or(Refusal::FileDamaged)? {
            END_OF_IMAGE => return walk.finish(),
            marker => walk.segment(marker)?,
        }
    }
}

struct Walk<'a> {
    cursor: Cursor<'a>,
    clean: Vec<u8>,
    size: Option<(u32, u32)>,
    orientation: Orientation,
    scans: usize,
    declares_more_pictures: bool,
    components: u8,
    profile: Vec<Vec<u8>>,
}

impl<'a> Walk<'a> {
    /// The code of the next marker, past its fill bytes.
    fn marker(&mut self) -> Option<u8> {
        if self.cursor.byte()? != 0xFF {
            return None;
        }
        loop {
            match self.cursor.byte()? {
                0xFF => {}
                code => return Some(code),
            }
        }
    }

    fn segment(&mut self, marker: u8) -> Result<(), Refusal> {
        // Start of image again, restart markers outside a scan, reserved codes.
        if marker < 0xC0 || matches!(marker, 0xD0..=0xD8 | 0xF0..=0xFD) {
            return Err(Refusal::FileDamaged);
        }
        let payload = self.payload().ok_or(Refusal::FileDamaged)?;
        match marker {
            0xC0..=0xC2 => self.frame(marker, payload)?,
            // Huffman tables, quantisation tables, restart interval.
            0xC4 | 0xDB | 0xDD => self.keep(marker, payload),
            START_OF_SCAN => self.scan(payload)?,
            0xE0..=0xEF => self.application_data(marker, payload),
            0xFE => {} // a comment
            // Lossless, hierarchical and arithmetic coding; a height told later.
            _ => return Err(Refusal::PictureKindUnsupported),
        }
        Ok(())
    }

    /// The content of a segment; its length counts its own two bytes.
    fn payload(&mut self) -> Option<&'a [u8]> {
        let length = self.cursor.u16()?.checked_sub(2)?;
        self.cursor.take(usize::from(length))
    }

    /// Writes a segment to the clean file. Its payload came out of a segment or
    /// is shorter than one, so the length fits.
    fn keep(&mut self, marker: u8, payload: &[u8]) {
        let length = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
        self.clean.extend_from_slice(&[0xFF, marker]);
        self.clean.extend_from_slice(&length.to_be_bytes());
        self.clean.extend_from_slice(payload);
    }

    /// The frame header: precision, height, width, components.
    fn frame(&mut self, marker: u8, payload: &[u8]) -> Result<(), Refusal> {
        let mut header = Cursor::new(payload);
        let (Some(precision), Some(height), Some(width), Some(components)) =
            (header.byte(), header.u16(), header.u16(), header.byte())
        else {
            return Err(Refusal::FileDamaged);
        };
        if precision != 8 || !matches!(components, 1 | 3 | 4) {
            return Err(Refusal::PictureKindUnsupported);
        }
        if self.size.is_some() || header.rest().len() != 3 * usize::from(components) {
            return Err(Refusal::FileDamaged);
        }
        let (width, height) = (u32::from(width), u32::from(height));
        check_dimensions(width, height)?;
        self.size = Some((width, height));
        self.components = components;
        self.keep(marker, payload);
        Ok(())
    }

    /// A scan header and the coded rows behind it, up to the next real marker.
    fn scan(&mut self, payload: &[u8]) -> Result<(), Refusal> {
        self.scans += 1;
        let (Some((width, height)), 0..=MAX_SCANS) = (self.size, self.scans) else {
            return Err(Refusal::FileDamaged);
        };
        let scans = u64::try_from(self.scans).unwrap_or(u64::MAX);
        if u64::from(width) * u64::from(height) * scans > MAX_PIXELS_SCANNED {
            return Err(Refusal::PictureTooLarge);
        }
        self.keep(START_OF_SCAN, payload);
        let length = coded_length(self.cursor.rest()).ok_or(Refusal::FileDamaged)?;
        let rows = self.cursor.take(length).ok_or(Refusal::FileDamaged)?;
        self.clean.extend_from_slice(rows);
        Ok(())
    }

    /// Keeps what changes how the picture looks.
    fn application_data(&mut self, marker: u8, payload: &[u8]) {
        match (marker, payload) {
            (0xE0, [b'J', b'F', b'I', b'F', 0, header @ ..]) => {
                if let Some(density) = header.get(..7) {
                    let without_thumbnail = [b"JFIF\0", density, &[0, 0]].concat();
                    self.keep(marker, &without_thumbnail);
                }
            }
            (0xE1, [b'E', b'x', b'i', b'f', 0, 0, tiff @ ..]) => {
                if let Some(orientation) = exif_orientation(tiff) {
                    self.orientation = orientation;
                }
            }
            (0xE1, text) if declares_motion(text) => self.declares_more_pictures = true,
            (0xE2, [b'M', b'P', b'F', 0, ..]) => self.declares_more_pictures = true,
            (0xE2, [b'I', b'C', b'C', b'_', b'P', b'R', b'O', b'F', b'I', b'L', b'E', 0, ..]) => {
                self.profile.push(payload.to_vec());
                self.keep(marker, payload);
            }
            (0xEE, [b'A', b'd', b'o', b'b', b'e', ..]) => self.keep(marker, payload),
            _ => {}
        }
    }

    fn finish(mut self) -> Result<Jpeg, Refusal> {
        let Some((width, height)) = self.size.filter(|_| self.scans > 0) else {
            return Err(Refusal::FileDamaged);
        };
        // What phones put behind the picture is cut off; anything else is a hidden file.
        let trailing = self.cursor.rest();
        let is_padding = trailing.iter().all(|byte| *byte == 0);
        if !is_padding && !self.declares_more_pictures && !trailing.ends_with(b"SEFT") {
            return Err(Refusal::HiddenData);
        }
        self.clean.extend_from_slice(&[0xFF, END_OF_IMAGE]);
        Ok(Jpeg {
            width,
            height,
            orientation: self.orientation,
            clean: self.clean,
            components: self.components,
            profile: self.profile,
        })
    }
}

/// Whether the camera says that a short film lies behind the picture.
fn declares_motion(text: &[u8]) -> bool {
    text.starts_with(b"http://ns.adobe.com/xap/1.0/\0")
        && [&b"MotionPhoto"[..], b"MicroVideo"]
            .iter()
            .any(|name| memmem::find(text, name).is_some())
}

/// The length of the coded rows: up to a marker that is neither a stuffed byte
/// nor a restart. Nothing when the file ends first.
fn coded_length(bytes: &[u8]) -> Option<usize> {
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs
        .position(|(&first, &second)| first == 0xFF && !matches!(second, 0x00 | 0xD0..=0xD7 | 0xFF))
}

const ORIENTATION_TAG: u16 = 0x0112;
const SHORT: u16 = 3;

/// The orientation in the first directory of an Exif block, if it is told and
/// differs from "as stored".
fn exif_orientation(tiff: &[u8]) -> Option<Orientation> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let u16_at = |at: usize| -> Option<u16> {
        let raw: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(raw) } else { u16::from_be_bytes(raw) })
    };
    let raw: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory = if little { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) };
    let directory = usize::try_from(directory).ok()?;
    let entries = usize::from(u16_at(directory)?);
    let first_entry = directory.checked_add(2)?;
    let entry = (0..entries)
        .filter_map(|number| first_entry.checked_add(number * 12))
        .find(|&at| u16_at(at) == Some(ORIENTATION_TAG) && u16_at(at + 2) == Some(SHORT))?;
    match u16_at(entry + 8)? {
        orientation @ 2..=8 => Some(Orientation(u8::try_from(orientation).ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn metadata_is_gone_and_the_picture_is_the_same() {
        let plain = samples::jpeg(64, 48);
        let exif = samples::exif_with_gps(6);
        let tagged = samples::with_segments(&plain, &[(0xE1, &exif), (0xFE, b"made by TESTER")]);
        let picture = read(&tagged).unwrap();
        assert!(samples::find(&tagged, b"GPS-SECRET").is_some());
        assert!(samples::find(&picture.clean, b"GPS-SECRET").is_none());
        assert!(samples::find(&picture.clean, b"TESTER").is_none());
        assert_eq!(samples::pixels(&picture.clean), samples::pixels(&plain));
    }

    #[test]
    fn a_picture_taken_on_its_side_stays_upright() {
        let tagged =
            samples::with_segments(&samples::jpeg(64, 48), &[(0xE1, &samples::exif_with_gps(6))]);
        let upright = read(&tagged).unwrap().upright().unwrap();
        let picture = read(&upright).unwrap();
        assert_eq!((picture.width, picture.height), (48, 64));
        assert_eq!(picture.orientation, Orientation::AS_STORED);
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = read(&samples::jpeg(64, 48)).unwrap().clean;
        assert_eq!(read(&once).unwrap().clean, once);
    }

    #[test]
    fn every_truncation_is_refused() {
        let whole = samples::jpeg(32, 32);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "{length} bytes of {} passed", whole.len());
        }
    }

    #[test]
    fn a_file_hidden_behind_the_picture_is_refused() {
        let polyglot = [samples::jpeg(32, 32), b"PK\x03\x04 an archive".to_vec()].concat();
        assert_eq!(read(&polyglot).unwrap_err(), Refusal::HiddenData);
    }

    #[test]
    fn what_a_phone_appends_is_cut_off() {
        let plain = samples::jpeg(32, 32);
        let two_pictures = samples::with_segments(&plain, &[(0xE2, b"MPF\0index")]);
        let phone_file = [two_pictures, samples::jpeg(16, 16)].concat();
        let clean = read(&phone_file).unwrap().clean;
        assert_eq!(clean, read(&plain).unwrap().clean);
    }

    #[test]
    fn a_pixel_flood_is_refused() {
        let flood = samples::jpeg_claiming(30_000, 30_000);
        assert_eq!(read(&flood).unwrap_err(), Refusal::PictureTooLarge);
    }

    #[test]
    fn an_empty_picture_is_refused() {
        assert_eq!(read(&samples::jpeg_claiming(0, 10)).unwrap_err(), Refusal::FileDamaged);
    }

    #[test]
    fn a_thousand_scans_are_refused() {
        let flood = samples::with_repeated_scan(&samples::jpeg(16, 16), 1000);
        assert_eq!(read(&flood).unwrap_err(), Refusal::FileDamaged);
    }

    #[test]
    fn arithmetic_coding_is_refused() {
        let rare = samples::with_frame_marker(&samples::jpeg(16, 16), 0xC9);
        assert_eq!(read(&rare).unwrap_err(), Refusal::PictureKindUnsupported);
    }
}
