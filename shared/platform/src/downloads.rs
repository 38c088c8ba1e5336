//! Links by which somebody downloads a file from the bucket of uploads.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::clock::seconds_after;
use crate::environment::{Environment, InitError};
use crate::http::Problem;

/// How long a link is valid.
const VALID_SECONDS: i64 = 120;
const VALID: Duration = Duration::from_secs(VALID_SECONDS.unsigned_abs());

/// What may stand unencoded in `filename*` (RFC 8187), as far as we need it.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The bucket of uploads. Its client is made for the first link: most replies
/// have none.
#[derive(Clone)]
pub struct Downloads {
    environment: Environment,
    bucket: String,
}

/// A link with the instant it stops working at.
#[derive(Debug, Clone)]
pub struct DownloadLink {
    /// Downloads the file, whoever has it.
    pub url: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// A file of the bucket.
#[derive(Debug, Clone, Copy)]
pub struct StoredFile<'a> {
    /// Where it lies.
    pub object: &'a str,
    /// Its media type.
    pub content_type: &'a str,
    /// The name it is saved by.
    pub name: &'a str,
}

impl Downloads {
    /// The bucket of an environment.
    ///
    /// # Errors
    /// [`InitError`] when it is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            environment: environment.clone(),
            bucket: environment.variable("UPLOADS_BUCKET")?.to_owned(),
        })
    }

    /// A link to a file. It is always saved and never shown in the
    /// page, whatever it holds.
    ///
    /// # Errors
    /// 500 when the link cannot be signed: a defect.
    pub async fn link(
        &self,
        file: StoredFile<'_>,
        now: Timestamp,
    ) -> Result<DownloadLink, Problem> {
        let config = PresigningConfig::expires_in(VALID).map_err(Problem::internal)?;
        let request = self
            .environment
            .s3()
            .get_object()
            .bucket(&self.bucket)
            .key(file.object)
            .response_content_type(file.content_type)
            .response_content_disposition(attachment(file.name))
            .presigned(config)
            .await
            .map_err(Problem::internal)?;
        Ok(DownloadLink {
            url: request.uri().to_owned(),
            expires_at: seconds_after(now, VALID_SECONDS),
        })
    }
}

/// RFC 6266, in which any name survives.
fn attachment(file_name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(file_name, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_leave_its_place_in_the_header() {
        assert_eq!(
            attachment("护照 \"x\"; a\r\nb.jpg"),
            "attachment; filename*=UTF-8''%E6%8A%A4%E7%85%A7%20%22x%22%3B%20a%0D%0Ab.jpg"
        );
    }
}
