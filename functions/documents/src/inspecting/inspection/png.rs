//! PNG: a walk over its chunks (W3C PNG, third edition).
//!
//! Every checksum is verified and the pixels are unpacked once, into nothing, to
//! see that there are exactly as many as the header says. Text, time and camera
//! chunks do not reach the clean file.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::cursor::Cursor;
use super::{Refusal, check_dimensions};

/// The eight bytes every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// The most that a colour profile may unpack to.
const MOST_PROFILE: usize = 4 << 20;

/// Chunks that change how the picture looks.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs", b"cICP",
];

struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    /// Length, kind, data and checksum as they stand in the file.
    raw: &'a [u8],
}

/// Reads a PNG from its first byte to its last; returns it without metadata.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut cursor = Cursor::new(bytes);
    let signature = cursor.take(SIGNATURE.len()).ok_or(Refusal::FileDamaged)?;
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(signature);

    let first = chunk(&mut cursor)?;
    let header = Header::parse(&first).ok_or(Refusal::FileDamaged)?;
    check_dimensions(header.width, header.height)?;
    clean.extend_from_slice(first.raw);

    let mut pixels = Vec::new();
    let mut pixels_ended = false;
    let mut has_palette = false;
    loop {
        let chunk = chunk(&mut cursor)?;
        pixels_ended |= !pixels.is_empty() && &chunk.kind != b"IDAT";
        match &chunk.kind {
            b"IDAT" if !pixels_ended => pixels.push(chunk.data),
            b"IEND" if chunk.data.is_empty() => {
                clean.extend_from_slice(chunk.raw);
                break;
            }
            b"PLTE" if is_palette(chunk.data) && pixels.is_empty() => has_palette = true,
            b"iCCP" => check_profile(chunk.data)?,
            // A critical chunk (upper case) that the standard does not know or not here.
            [b'A'..=b'Z', ..] => return Err(Refusal::FileDamaged),
            _ => {}
        }
        if KEPT.contains(&&chunk.kind) {
            clean.extend_from_slice(chunk.raw);
        }
    }
    if !cursor.rest().is_empty() {
        return Err(Refusal::HiddenData);
    }
    if header.needs_palette() && !has_palette {
        return Err(Refusal::FileDamaged);
    }
    check_pixels(&pixels, Rows::of(&header))?;
    Ok(clean)
}

/// Red, green and blue for up to 256 colours.
fn is_palette(data: &[u8]) -> bool {
    data.len().is_multiple_of(3) && (3..=3 * 256).contains(&data.len())
}

/// What the colours mean comes packed: it must unpack, and not to a bomb.
fn check_profile(data: &[u8]) -> Result<(), Refusal> {
    let name_end = memchr::memchr(0, data).ok_or(Refusal::FileDamaged)?;
    let packed = data.get(name_end + 2..).ok_or(Refusal::FileDamaged)?;
    match decompress_to_vec_zlib_with_limit(packed, MOST_PROFILE) {
        Ok(_) => Ok(()),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(Refusal::UnpacksTooLarge),
        Err(_) => Err(Refusal::FileDamaged),
    }
}

/// The next chunk, with its checksum verified.
fn chunk<'a>(cursor: &mut Cursor<'a>) -> Result<Chunk<'a>, Refusal> {
    parse_chunk(cursor).ok_or(Refusal::FileDamaged)
}

fn parse_chunk<'a>(cursor: &mut Cursor<'a>) -> Option<Chunk<'a>> {
    let start = cursor.rest();
    let length = usize::try_from(cursor.u32()?).ok()?;
    let named = cursor.rest().get(..length.checked_add(4)?)?;
    let kind: [u8; 4] = cursor.take(4)?.try_into().ok()?;
    let data = cursor.take(length)?;
    let checksum = cursor.u32()?;
    let raw = start.get(..length.checked_add(12)?)?;
    let intact = kind.iter().all(u8::is_ascii_alphabetic) && crc32fast::hash(named) == checksum;
    intact.then_some(Chunk { kind, data, raw })
}

struct Header {
    width: u32,
    height: u32,
    bit_depth: u8,
    colour_type: u8,
    interlaced: bool,
}

impl Header {
    fn parse(chunk: &Chunk<'_>) -> Option<Self> {
        let mut data = Cursor::new(chunk.data);
        let (width, height) = (data.u32()?, data.u32()?);
        let (bit_depth, colour_type) = (data.byte()?, data.byte()?);
        let (compression, filter, interlace) = (data.byte()?, data.byte()?, data.byte()?);
        let depth_fits = match colour_type {
            0 => matches!(bit_depth, 1 | 2 | 4 | 8 | 16),
            3 => matches!(bit_depth, 1 | 2 | 4 | 8),
            2 | 4 | 6 => matches!(bit_depth, 8 | 16),
            _ => false,
        };
        let valid = &chunk.kind == b"IHDR"
            && data.rest().is_empty()
            && depth_fits
            && (compression, filter) == (0, 0)
            && interlace <= 1;
        valid.then_some(Self { width, height, bit_depth, colour_type, interlaced: interlace == 1 })
    }

    fn needs_palette(&self) -> bool {
        self.colour_type == 3
    }

    /// How long the rows are and how many there are of each length: each row has
    /// one filter byte, and an interlaced picture is seven smaller ones.
    fn rows(&self) -> Vec<(u64, u64)> {
        let samples: u64 = match self.colour_type {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        let bits_per_pixel = samples * u64::from(self.bit_depth);
        let rows = |width: u64, height: u64| {
            let height = if width == 0 { 0 } else { height };
            (1 + (width * bits_per_pixel).div_ceil(8), height)
        };
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        if !self.interlaced {
            return vec![rows(width, height)];
        }
        // Adam7: first column, first row, column step, row step of each pass.
        [
            (0, 0, 8, 8),
            (4, 0, 8, 8),
            (0, 4, 4, 8),
            (2, 0, 4, 4),
            (0, 2, 2, 4),
            (1, 0, 2, 2),
            (0, 1, 1, 2),
        ]
        .into_iter()
        .map(|(left, top, across, down): (u64, u64, u64, u64)| {
            let columns = width.saturating_sub(left).div_ceil(across);
            rows(columns, height.saturating_sub(top).div_ceil(down))
        })
        .collect()
    }
}

/// The unpacked rows that a header promises, as they come.
struct Rows {
    lengths: std::vec::IntoIter<(u64, u64)>,
    length: u64,
    rows_left: u64,
    /// How much of the present row is still to come.
    row_left: u64,
}

impl Rows {
    fn of(header: &Header) -> Self {
        Self { lengths: header.rows().into_iter(), length: 0, rows_left: 0, row_left: 0 }
    }

    /// Whether another row is to come.
    fn next_row(&mut self) -> bool {
        while self.rows_left == 0 {
            let Some((length, rows)) = self.lengths.next() else { return false };
            (self.length, self.rows_left) = (length, rows);
        }
        self.rows_left -= 1;
        self.row_left = self.length;
        true
    }

    /// Takes in unpacked bytes: no more than promised, each row filtered in a way
    /// that there is.
    fn take(&mut self, mut bytes: &[u8]) -> Result<(), Refusal> {
        while let Some(filter) = bytes.first() {
            if self.row_left == 0 {
                if !self.next_row() {
                    return Err(Refusal::UnpacksTooLarge);
                }
                if *filter > 4 {
                    return Err(Refusal::FileDamaged);
                }
            }
            let length = usize::try_from(self.row_left).unwrap_or(usize::MAX).min(bytes.len());
            self.row_left -= u64::try_from(length).unwrap_or(u64::MAX);
            bytes = bytes.get(length..).unwrap_or_default();
        }
        Ok(())
    }

    fn are_complete(mut self) -> bool {
        self.row_left == 0 && !self.next_row()
    }
}

/// Unpacks the pixels without keeping them: a bomb stops at the expected size.
fn check_pixels(parts: &[&[u8]], mut rows: Rows) -> Result<(), Refusal> {
    let mut parts = parts.iter().copied().filter(|part| !part.is_empty());
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut scratch = vec![0; 32 * 1024];
    let mut input: &[u8] = &[];
    loop {
        if input.is_empty() {
            input = parts.next().unwrap_or_default();
        }
        let step = inflate(&mut state, input, &mut scratch, MZFlush::None);
        input = input.get(step.bytes_consumed..).unwrap_or_default();
        rows.take(scratch.get(..step.bytes_written).unwrap_or_default())?;
        match step.status {
            Ok(MZStatus::StreamEnd) => {
                let nothing_follows = input.is_empty() && parts.next().is_none();
                let whole = nothing_follows && rows.are_complete();
                return if whole { Ok(()) } else { Err(Refusal::FileDamaged) };
            }
            Ok(MZStatus::Ok) | Err(MZError::Buf) => {}
            _ => return Err(Refusal::FileDamaged),
        }
        if step.bytes_consumed == 0 && step.bytes_written == 0 {
            return Err(Refusal::FileDamaged);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn good_pictures_of_every_layout_pass() {
        for (bit_depth, colour_type) in [(8, 0), (1, 0), (16, 0), (8, 2), (8, 6), (16, 4)] {
            for interlaced in [false, true] {
                let header = Header { width: 33, height: 17, bit_depth, colour_type, interlaced };
                let file = samples::png_of(&header_bytes(&header), &vec![0; pixel_bytes(&header)]);
                assert_eq!(read(&file).as_deref(), Ok(&*file), "{bit_depth} {colour_type}");
            }
        }
    }

    #[test]
    fn metadata_is_gone_and_the_picture_is_the_same() {
        let plain = samples::png(40, 30);
        let told = samples::png_with_chunk(&plain, b"tEXt", b"Author\0TESTER ANNA");
        assert_eq!(read(&told).unwrap(), plain);
    }

    #[test]
    fn every_truncation_is_refused() {
        let whole = samples::png(20, 20);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "{length} bytes of {} passed", whole.len());
        }
    }

    #[test]
    fn every_altered_byte_is_noticed() {
        let whole = samples::png(20, 20);
        for at in 8..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 0x10;
            assert!(read(&altered).is_err(), "the byte at {at} was not missed");
        }
    }

    #[test]
    fn a_pixel_flood_is_refused() {
        let flood = samples::png_claiming(30_000, 30_000, &[0; 64]);
        assert_eq!(read(&flood).unwrap_err(), Refusal::PictureTooLarge);
    }

    #[test]
    fn a_bomb_in_the_pixels_is_refused() {
        let bomb = samples::png_claiming(8, 8, &vec![0; 50_000_000]);
        assert!(bomb.len() < 100_000);
        assert_eq!(read(&bomb).unwrap_err(), Refusal::UnpacksTooLarge);
    }

    #[test]
    fn missing_pixels_are_refused() {
        let short = samples::png_claiming(8, 8, &[0; 100]);
        assert_eq!(read(&short).unwrap_err(), Refusal::FileDamaged);
    }

    #[test]
    fn a_file_hidden_behind_the_picture_is_refused() {
        let polyglot = [samples::png(20, 20), b"PK\x03\x04 an archive".to_vec()].concat();
        assert_eq!(read(&polyglot).unwrap_err(), Refusal::HiddenData);
    }

    fn header_bytes(header: &Header) -> Vec<u8> {
        let layout = [header.bit_depth, header.colour_type, 0, 0, u8::from(header.interlaced)];
        [&header.width.to_be_bytes()[..], &header.height.to_be_bytes(), &layout].concat()
    }

    fn pixel_bytes(header: &Header) -> usize {
        usize::try_from(header.rows().iter().map(|(length, rows)| length * rows).sum::<u64>())
            .unwrap()
    }
}
