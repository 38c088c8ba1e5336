//! JPEG: a walk over its segments (ITU-T T.81 annex B).
//!
//! The picture is written out again segment by segment, without decoding: only
//! what is needed to show it stays. Of the camera's metadata the orientation
//! survives, or a page photographed upright would lie on its side.

use super::cursor::Cursor;
use super::{Refusal, check_dimensions};

/// Start of image, and the start of the first segment.
pub(super) const START: &[u8] = &[0xFF, 0xD8, 0xFF];

const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
/// A progressive picture has about ten; thousands are an attack on the reader's time.
const MAX_SCANS: usize = 100;

/// A JPEG that is whole.
#[derive(Debug)]
pub(super) struct Jpeg {
    /// Pixels per stored row.
    pub(super) width: u32,
    /// Stored rows.
    pub(super) height: u32,
    /// How a viewer turns the stored rows.
    pub(super) orientation: Orientation,
    /// The file without metadata.
    pub(super) clean: Vec<u8>,
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
        self.keep(marker, payload);
        Ok(())
    }

    /// A scan header and the coded rows behind it, up to the next real marker.
    fn scan(&mut self, payload: &[u8]) -> Result<(), Refusal> {
        self.scans += 1;
        if self.size.is_none() || self.scans > MAX_SCANS {
            return Err(Refusal::FileDamaged);
        }
        self.keep(START_OF_SCAN, payload);
        let length = coded_length(self.cursor.rest()).ok_or(Refusal::FileDamaged)?;
        let rows = self.cursor.take(length).ok_or(Refusal::FileDamaged)?;
        self.clean.extend_from_slice(rows);
        Ok(())
    }

    /// Keeps what changes how the picture looks, and of Exif the orientation.
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
                    self.keep(marker, &exif_of(orientation));
                }
            }
            (0xE2, [b'M', b'P', b'F', 0, ..]) => self.declares_more_pictures = true,
            (0xE2, [b'I', b'C', b'C', b'_', b'P', b'R', b'O', b'F', b'I', b'L', b'E', 0, ..])
            | (0xEE, [b'A', b'd', b'o', b'b', b'e', ..]) => self.keep(marker, payload),
            _ => {}
        }
    }

    fn finish(mut self) -> Result<Jpeg, Refusal> {
        let Some((width, height)) = self.size.filter(|_| self.scans > 0) else {
            return Err(Refusal::FileDamaged);
        };
        // What phones put behind the picture is cut off; anything else is a hidden file.
        let trailing = self.cursor.rest();
        if !trailing.is_empty() && !self.declares_more_pictures && !trailing.ends_with(b"SEFT") {
            return Err(Refusal::HiddenData);
        }
        self.clean.extend_from_slice(&[0xFF, END_OF_IMAGE]);
        Ok(Jpeg { width, height, orientation: self.orientation, clean: self.clean })
    }
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

/// An Exif block that tells the orientation and nothing else.
fn exif_of(orientation: Orientation) -> Vec<u8> {
    let [tag, kind] = [ORIENTATION_TAG, SHORT].map(u16::to_be_bytes);
    [
        &b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01"[..], // big-endian, one entry at offset 8
        &tag,
        &kind,
        &[0, 0, 0, 1, 0, orientation.0, 0, 0], // one value, padded to four bytes
        &[0, 0, 0, 0],                         // no further directory
    ]
    .concat()
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
        let picture = read(&tagged).unwrap();
        assert_eq!(picture.orientation, Orientation(6));
        assert_eq!(read(&picture.clean).unwrap().orientation, Orientation(6));
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
