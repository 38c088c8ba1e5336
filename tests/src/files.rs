//! Files that applicants upload, all of them made here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jpeg_encoder::{ColorType, Encoder};
use ring::digest::{SHA256, digest};

/// What a phone writes into a picture, and nobody at the office should see.
pub const PLACE_OF_THE_PICTURE: &[u8] = b"GPS 31.9N 118.8E";

/// A file on the applicant's machine.
#[derive(Debug, Clone)]
pub struct LocalFile {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl LocalFile {
    /// The SHA-256 of the bytes in base64, as a browser computes it.
    #[must_use]
    pub fn sha256(&self) -> String {
        STANDARD.encode(digest(&SHA256, &self.bytes))
    }
}

/// A page of a passport, photographed with a phone that tells where it was.
#[must_use]
pub fn passport_page() -> LocalFile {
    let picture = picture(900, 640, |x, y| [x.to_le_bytes()[0], y.to_le_bytes()[0], 99]);
    let bytes = with_exif(&picture);
    LocalFile { name: "passport.jpg", content_type: "image/jpeg", bytes }
}

/// An ID photo on white.
#[must_use]
pub fn photo() -> LocalFile {
    portrait("photo.jpg", [250, 250, 250])
}

/// An ID photo on red, which S40 does not take.
#[must_use]
pub fn photo_on_red() -> LocalFile {
    portrait("holiday.jpg", [200, 20, 20])
}

/// The pixels of a JPEG.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn pixels(jpeg: &[u8]) -> Vec<u8> {
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::bytestream::ZCursor;
    JpegDecoder::new(ZCursor::new(jpeg)).decode().expect("a JPEG")
}

/// Whether `part` is somewhere in `bytes`.
#[must_use]
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A head before a background.
fn portrait(name: &'static str, background: [u8; 3]) -> LocalFile {
    let bytes = picture(420, 560, |x, y| {
        let (x, y) = (f32::from(x) / 420.0 - 0.5, f32::from(y) / 560.0 - 0.5);
        if (x / 0.25).powi(2) + (y / 0.3).powi(2) < 1.0 { [190, 140, 110] } else { background }
    });
    LocalFile { name, content_type: "image/jpeg", bytes }
}

fn picture(width: u16, height: u16, colour_at: impl Fn(u16, u16) -> [u8; 3]) -> Vec<u8> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| colour_at(x, y))
        .collect();
    let mut file = Vec::new();
    Encoder::new(&mut file, 90).encode(&pixels, width, height, ColorType::Rgb).unwrap();
    file
}

/// The picture with a camera's segment behind its first marker.
fn with_exif(picture: &[u8]) -> Vec<u8> {
    let payload = [b"Exif\0\0II\x2A\0\x08\0\0\0\0\0", PLACE_OF_THE_PICTURE].concat();
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&picture[..2], &[0xFF, 0xE1], &length, &payload, &picture[2..]].concat()
}
