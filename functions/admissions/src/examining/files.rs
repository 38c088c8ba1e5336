//! Links to documents, by which staff download them from S3.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use shared_domain::application::SubmittedDocument;
use shared_platform::clock::seconds_after;
use shared_platform::{Environment, InitError, Problem};

/// How long a link is valid.
const VALID_SECONDS: i64 = 120;
const VALID: Duration = Duration::from_secs(VALID_SECONDS.unsigned_abs());

/// What may stand unencoded in `filename*` (RFC 8187), as far as we need it.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The bucket of uploads. Its client is made for the first link: most replies
/// have none.
#[derive(Clone)]
pub(super) struct Files {
    environment: Environment,
    bucket: String,
}

/// A link with the instant it stops working at.
#[derive(Debug, Clone)]
pub(super) struct DownloadLink {
    pub(super) url: String,
    pub(super) expires_at: Timestamp,
}

impl Files {
    pub(super) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            environment: environment.clone(),
            bucket: environment.variable("UPLOADS_BUCKET")?.to_owned(),
        })
    }

    /// A link to a document. The file is always saved and never shown in the
    /// page, whatever it holds.
    ///
    /// # Errors
    /// 500 when the link cannot be signed: a defect.
    pub(super) async fn download_link(
        &self,
        document: &SubmittedDocument,
        now: Timestamp,
    ) -> Result<DownloadLink, Problem> {
        let config = PresigningConfig::expires_in(VALID).map_err(Problem::internal)?;
        let request = self
            .environment
            .s3()
            .get_object()
            .bucket(&self.bucket)
            .key(&document.object_key)
            .response_content_type(&document.content_type)
            .response_content_disposition(attachment(&document.file_name))
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
