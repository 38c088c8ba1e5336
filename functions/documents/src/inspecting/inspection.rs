//! The inspection of an uploaded file: is it what it says it is, is it whole,
//! and can a member of staff open it without harm.
//!
//! Pure: bytes in, verdict out. Every format is read by its structure, never by
//! its name. What passes is written out again without what nobody should see:
//! camera metadata, comments, hidden pictures.

mod cursor;
mod jpeg;
mod pdf;
mod photo;
mod png;
#[cfg(test)]
mod proof;
#[cfg(test)]
#[path = "../../tests/actions/samples.rs"]
pub(crate) mod samples;

use serde::{Deserialize, Serialize};
use shared_domain::document::ContentType;

/// The longest side a picture may have, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The most pixels a picture may have: a phone's 50-megapixel mode still fits.
pub const MAX_PIXELS: u64 = 50_000_000;

/// What an uploaded file is for: the ID photo has rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The applicant's ID photo (S39, S40, S41).
    IdPhoto,
    /// Any other page or paper.
    Paper,
}

/// Why a file was refused. The code is stable; its text is `refusal-<code>`. One
/// that comes when its slot is locked is refused by a code of its folder (S58).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// What arrived is not what the applicant said would be sent (length or SHA-256).
    UploadAltered,
    /// The bytes are of another format than declared, or of none that is taken.
    TypeMismatch,
    /// The file ends early or its structure is broken.
    FileDamaged,
    /// Another file is hidden behind the end of this one.
    HiddenData,
    /// A rare kind of picture that browsers do not show.
    PictureKindUnsupported,
    /// More pixels than any scan needs.
    PictureTooLarge,
    /// Packed to unpack to far more than a document needs, or than it says.
    UnpacksTooLarge,
    /// The PDF asks for a password.
    PdfEncrypted,
    /// The PDF can run something: a script, a program, a form, an attachment.
    PdfActiveContent,
    /// The PDF is packed in a way that cannot be checked.
    PdfUnreadable,
    /// The ID photo is not a JPEG (S41).
    PhotoNotJpeg,
    /// The ID photo has fewer than 300 × 420 pixels (S39).
    PhotoTooSmall,
    /// The ID photo is not in portrait format (S39).
    PhotoNotPortrait,
    /// The border of the ID photo is neither white nor blue (S40).
    PhotoBackground,
    /// There is nothing before the background of the ID photo.
    PhotoBlank,
}

/// A file that may be shown to staff, as it may be shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Clean {
    /// The format that was found, equal to the declared one.
    pub content_type: ContentType,
    /// The bytes without metadata.
    pub bytes: Vec<u8>,
}

/// Inspects an uploaded file.
///
/// # Errors
/// The first reason found to refuse it.
pub fn inspect(bytes: &[u8], declared: ContentType, purpose: Purpose) -> Result<Clean, Refusal> {
    if purpose == Purpose::IdPhoto && declared != ContentType::Jpeg {
        return Err(Refusal::PhotoNotJpeg); // S41
    }
    if format_of(bytes) != Some(declared) {
        return Err(Refusal::TypeMismatch);
    }
    let bytes = match declared {
        ContentType::Jpeg => {
            let picture = jpeg::read(bytes)?;
            if purpose == Purpose::IdPhoto {
                photo::check(&picture)?;
            }
            picture.upright()?
        }
        ContentType::Png => png::read(bytes)?,
        ContentType::Pdf => pdf::read(bytes)?,
    };
    Ok(Clean { content_type: declared, bytes })
}

/// The format by its first bytes.
fn format_of(bytes: &[u8]) -> Option<ContentType> {
    if bytes.starts_with(jpeg::START) {
        Some(ContentType::Jpeg)
    } else if bytes.starts_with(png::SIGNATURE) {
        Some(ContentType::Png)
    } else if bytes.starts_with(pdf::HEADER) {
        Some(ContentType::Pdf)
    } else {
        None
    }
}

/// Refuses a picture whose pixels alone would exhaust whoever opens it.
fn check_dimensions(width: u32, height: u32) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::FileDamaged);
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::PictureTooLarge);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::samples::PdfKind;
    use super::*;

    fn good_files() -> Vec<(ContentType, Vec<u8>)> {
        vec![
            (ContentType::Jpeg, samples::jpeg(40, 30)),
            (ContentType::Png, samples::png(40, 30)),
            (ContentType::Pdf, samples::pdf(PdfKind::Plain, b"")),
            (ContentType::Pdf, samples::pdf(PdfKind::Compressed, b"")),
        ]
    }

    #[test]
    fn a_good_file_passes_as_what_it_is_and_as_nothing_else() {
        for (content_type, file) in good_files() {
            for declared in [ContentType::Jpeg, ContentType::Png, ContentType::Pdf] {
                let verdict = inspect(&file, declared, Purpose::Paper);
                if declared == content_type {
                    assert_eq!(verdict.map(|clean| clean.content_type), Ok(declared));
                } else {
                    assert_eq!(verdict, Err(Refusal::TypeMismatch));
                }
            }
        }
    }

    #[test]
    fn what_is_no_picture_or_document_is_refused() {
        let archive = b"PK\x03\x04".as_slice();
        for file in [b"".as_slice(), b"MZ program", b"<svg onload=alert(1)>", archive, b"GIF89a"] {
            for declared in [ContentType::Jpeg, ContentType::Png, ContentType::Pdf] {
                assert_eq!(inspect(file, declared, Purpose::Paper), Err(Refusal::TypeMismatch));
            }
        }
    }
}
