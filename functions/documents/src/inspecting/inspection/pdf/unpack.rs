//! Unpacking streams, never further than a limit.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::super::Refusal;
use super::chain::{Encoding, Packing};
use super::syntax::{Dictionary, Object};

/// How much more some streams of a file may unpack to.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self { left: bytes }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(bytes).ok_or(Refusal::UnpacksTooLarge)?;
        Ok(())
    }

    /// Unpacks a zlib stream up to `limit`.
    pub(super) fn inflate(&mut self, data: &[u8], limit: usize) -> Result<Vec<u8>, Refusal> {
        let output =
            decompress_to_vec_zlib_with_limit(data, limit.min(self.left)).map_err(|error| {
                match error.status {
                    TINFLStatus::HasMoreOutput => Refusal::UnpacksTooLarge,
                    _ => Refusal::FileDamaged,
                }
            })?;
        self.spend(output.len())?;
        Ok(output)
    }

    /// Counts what a zlib stream unpacks to, without keeping it. A defect at its
    /// end is the reader's to show or not; one at its beginning is damage.
    fn count_zlib(&mut self, data: &[u8], limit: usize) -> Result<(), Refusal> {
        let limit = limit.min(self.left);
        let mut state = InflateState::new_boxed(DataFormat::Zlib);
        let mut scratch = vec![0; 32 * 1024];
        let mut input = data.trim_ascii_start();
        let mut length = 0;
        loop {
            let step = inflate(&mut state, input, &mut scratch, MZFlush::None);
            input = input.get(step.bytes_consumed..).unwrap_or_default();
            length += step.bytes_written;
            if length > limit {
                return Err(Refusal::UnpacksTooLarge);
            }
            match step.status {
                Ok(MZStatus::Ok) if step.bytes_consumed + step.bytes_written > 0 => {}
                Ok(_) | Err(MZError::Buf) => break,
                Err(_) if length == 0 => return Err(Refusal::FileDamaged),
                Err(_) => break,
            }
        }
        self.spend(length)
    }

    /// Counts what a stream unpacks to, without keeping it.
    pub(super) fn count(
        &mut self,
        packing: Packing,
        data: &[u8],
        limit: usize,
    ) -> Result<(), Refusal> {
        let most = limit.min(self.left);
        let length = match packing {
            Packing::Flate => return self.count_zlib(data, limit),
            Packing::Lzw => lzw_length(data, most),
            Packing::RunLength => run_length(data, most),
        };
        self.spend(length.ok_or(Refusal::UnpacksTooLarge)?)
    }

    /// The bytes that a text stands for, up to `limit`.
    pub(super) fn decode(
        &mut self,
        encoding: Encoding,
        text: &[u8],
        limit: usize,
    ) -> Result<Vec<u8>, Refusal> {
        let output = encoding.decode(text, limit.min(self.left))?;
        self.spend(output.len())?;
        Ok(output)
    }
}

/// The names of the filters of a stream, the outermost first.
pub(super) fn filters(dictionary: &Dictionary) -> Option<Vec<&[u8]>> {
    fn name(object: &Object) -> Option<&[u8]> {
        match object {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }
    match dictionary.get(b"Filter") {
        None | Some(Object::Null) => Some(Vec::new()),
        Some(Object::Array(filters)) => filters.iter().map(name).collect(),
        Some(filter) => Some(vec![name(filter)?]),
    }
}

/// How long the output of LZW is (ISO 32000-1, 7.4.4), if not over `limit`.
fn lzw_length(data: &[u8], limit: usize) -> Option<usize> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    // Of each code from 258 on, how many bytes it stands for.
    let mut lengths: Vec<usize> = Vec::with_capacity(4096);
    let mut previous: Option<usize> = None;
    let (mut total, mut bits, mut count) = (0_usize, 0_u32, 0_u32);
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        let width = match lengths.len() + 258 {
            0..=510 => 9,
            511..=1022 => 10,
            1023..=2046 => 11,
            _ => 12,
        };
        if count < width {
            continue;
        }
        count -= width;
        let code = usize::try_from(bits >> count & ((1 << width) - 1)).ok()?;
        match code {
            CLEAR => {
                lengths.clear();
                previous = None;
                continue;
            }
            END => break,
            _ => {}
        }
        let longer = previous.map(|previous| previous + 1);
        let length = match code {
            0..=255 => 1,
            _ => lengths.get(code - 258).copied().or(longer).unwrap_or(1),
        };
        if let Some(longer) = longer.filter(|_| lengths.len() + 258 < 4096) {
            lengths.push(longer);
        }
        previous = Some(length);
        total += length;
        if total > limit {
            return None;
        }
    }
    Some(total)
}

/// How long the output of run-length coding is (ISO 32000-1, 7.4.5), if not over `limit`.
fn run_length(data: &[u8], limit: usize) -> Option<usize> {
    let mut total = 0_usize;
    let mut rest = data;
    while let Some((length, behind)) = rest.split_first() {
        let length = usize::from(*length);
        let (taken, given) = match length {
            0..=127 => (length + 1, length + 1),
            128 => break,
            _ => (1, 257 - length),
        };
        rest = behind.get(taken..).unwrap_or_default();
        total += given;
        if total > limit {
            return None;
        }
    }
    Some(total)
}

/// Undoes the PNG predictor of a table of places (ISO 32000-1, 7.4.4.4).
pub(super) fn without_predictor(rows: &[u8], columns: usize) -> Option<Vec<u8>> {
    let mut output: Vec<u8> = Vec::with_capacity(rows.len());
    let mut above = vec![0_u8; columns];
    for row in rows.chunks_exact(columns.checked_add(1)?) {
        let (kind, row) = row.split_first()?;
        let mut current: Vec<u8> = Vec::with_capacity(columns);
        for (place, byte) in row.iter().enumerate() {
            let left = current.last().copied().unwrap_or_default();
            let up = above.get(place).copied()?;
            let corner = match place.checked_sub(1) {
                Some(before) => above.get(before).copied()?,
                None => 0,
            };
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).ok()?,
                4 => paeth(left, up, corner),
                _ => return None,
            };
            current.push(byte.wrapping_add(guess));
        }
        output.extend(&current);
        above = current;
    }
    Some(output)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
