//! PNG: a walk over its chunks (W3C PNG, third edition).
//!
//! Every checksum is verified and the pixels are unpacked once, into nothing, to
//! see that there are exactly as many as the header says. Text, time and camera
//! chunks do not reach the clean file.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::cursor::Cursor;
use super::{Refusal, check_dimensions};

/// The eight bytes every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

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
    let mut has_palette = false;
    loop {
        let chunk = chunk(&mut cursor)?;
        match &chunk.kind {
            b"IDAT" => pixels.push(chunk.data),
            b"IEND" if chunk.data.is_empty() => {
                clean.extend_from_slice(chunk.raw);
                break;
            }
            b"PLTE" => has_palette = true,
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
    check_pixels(&pixels, header.unpacked_bytes())?;
    Ok(clean)
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

    /// How many bytes the pixels unpack to: each row has one filter byte, and an
    /// interlaced picture is seven smaller ones.
    fn unpacked_bytes(&self) -> u64 {
        let samples: u64 = match self.colour_type {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        let bits_per_pixel = samples * u64::from(self.bit_depth);
        let rows = |width: u64, height: u64| {
            if width == 0 { 0 } else { height * (1 + (width * bits_per_pixel).div_ceil(8)) }
        };
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        if !self.interlaced {
            return rows(width, height);
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
        .sum()
    }
}

/// Unpacks the pixels without keeping them: a bomb stops at the expected size.
fn check_pixels(parts: &[&[u8]], expected: u64) -> Result<(), Refusal> {
    let mut parts = parts.iter().copied().filter(|part| !part.is_empty());
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut scratch = vec![0; 32 * 1024];
    let mut input: &[u8] = &[];
    let mut unpacked: u64 = 0;
    loop {
        if input.is_empty() {
            input = parts.next().unwrap_or_default();
        }
        let step = inflate(&mut state, input, &mut scratch, MZFlush::None);
        input = input.get(step.bytes_consumed..).unwrap_or_default();
        unpacked += u64::try_from(step.bytes_written).unwrap_or(u64::MAX);
        let whole = unpacked == expected && input.is_empty();
        match step.status {
            Ok(MZStatus::StreamEnd) if whole && parts.next().is_none() => return Ok(()),
            Ok(MZStatus::Ok) | Err(MZError::Buf) if unpacked <= expected => {}
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
        assert_eq!(read(&bomb).unwrap_err(), Refusal::FileDamaged);
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
        usize::try_from(header.unpacked_bytes()).unwrap()
    }
}
