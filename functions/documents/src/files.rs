//! Every S3 call of the documents area.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use aws_sdk_s3::primitives::ByteStream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::document::{Document, FolderId};
use shared_domain::ids::DocumentId;
use shared_platform::actions::Failure;
use shared_platform::clock::seconds_after;
use shared_platform::outbox::Message;
use shared_platform::{Environment, InitError, Problem};

use crate::inspecting::inspection::Clean;
use crate::uploading::view::UploadLink;

/// How long an upload link is valid.
const LINK_VALID_SECONDS: i64 = 5 * 60;
const LINK_VALID: Duration = Duration::from_secs(LINK_VALID_SECONDS.unsigned_abs());
/// A file takes longer to move than an item.
const TRANSFER_ATTEMPT: Duration = Duration::from_secs(8);
const TRANSFER: Duration = Duration::from_secs(20);

/// Erase the file of a document that was removed, which may still lie in the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseFile {
    /// The folder it belonged to.
    pub folder: FolderId,
    /// Which it was.
    pub document: DocumentId,
}

impl Message for EraseFile {
    const ACTION: &'static str = "erase_file";
}

/// The bucket of uploads.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    client: Client,
    bucket: String,
}

/// What lies in quarantine under the name of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A file of the announced length.
    File(Vec<u8>),
    /// A file of another length; it was not read.
    OtherLength,
    /// Nothing: it has been removed since the event.
    Nothing,
}

impl Files {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            client: environment.s3(),
            bucket: environment.variable("UPLOADS_BUCKET")?.to_owned(),
        })
    }

    /// A link to send the file of a document: exactly as long, of the type and
    /// with the content that was announced, and only once.
    ///
    /// # Errors
    /// 500 when the link cannot be signed: a defect.
    pub(crate) async fn upload_link(
        &self,
        document: &Document,
        now: Timestamp,
    ) -> Result<UploadLink, Problem> {
        let length = i64::try_from(document.size_bytes).map_err(Problem::internal)?;
        let config = PresigningConfig::expires_in(LINK_VALID).map_err(Problem::internal)?;
        let request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(document.quarantine_object())
            .content_length(length)
            .content_type(document.content_type.as_str())
            .checksum_sha256(&document.sha256)
            .if_none_match("*")
            .presigned(config)
            .await
            .map_err(Problem::internal)?;
        Ok(UploadLink {
            method: request.method().to_owned(),
            url: request.uri().to_owned(),
            headers: headers_to_send(&request),
            expires_at: seconds_after(now, LINK_VALID_SECONDS),
        })
    }

    /// Reads the file of a document out of quarantine.
    ///
    /// # Errors
    /// When S3 does not answer; trying again may help.
    pub(crate) async fn read_quarantine(&self, document: &Document) -> Result<Found, Failure> {
        let reply = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(document.quarantine_object())
            .send()
            .await;
        let object = match reply {
            Ok(object) => object,
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_key()) => {
                return Ok(Found::Nothing);
            }
            Err(error) => return Err(error.into()),
        };
        let announced = i64::try_from(document.size_bytes)?;
        if object.content_length() != Some(announced) {
            return Ok(Found::OtherLength);
        }
        Ok(Found::File(object.body.collect().await?.to_vec()))
    }

    /// Writes the clean file of a document; writing it twice changes nothing.
    ///
    /// # Errors
    /// When S3 does not answer; trying again may help.
    pub(crate) async fn write_clean(
        &self,
        document: &Document,
        clean: Clean,
    ) -> Result<(), Failure> {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(TRANSFER_ATTEMPT)
            .operation_timeout(TRANSFER)
            .build();
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(document.clean_object())
            .content_type(clean.content_type.as_str())
            .body(ByteStream::from(clean.bytes))
            .customize()
            .config_override(aws_sdk_s3::config::Builder::new().timeout_config(timeouts))
            .send()
            .await?;
        Ok(())
    }
}

impl Files {
    /// Copies the clean file of a document to where that of another one lies;
    /// copying it twice changes nothing.
    ///
    /// # Errors
    /// When S3 does not answer, or has no such file; trying again may help.
    pub(crate) async fn copy_clean(
        &self,
        original: &Document,
        copy: &Document,
    ) -> Result<(), Failure> {
        // The names of our objects need no escaping.
        let source = format!("{}/{}", self.bucket, original.clean_object());
        self.client
            .copy_object()
            .bucket(&self.bucket)
            .copy_source(source)
            .key(copy.clean_object())
            .send()
            .await?;
        Ok(())
    }

    /// Erases the file of a document, wherever it lies; there need be none.
    ///
    /// # Errors
    /// When S3 does not answer; trying again may help.
    pub(crate) async fn erase(
        &self,
        folder: &FolderId,
        document: DocumentId,
    ) -> Result<(), Failure> {
        for object in [folder.quarantine_object(document), folder.clean_object(document)] {
            self.client.delete_object().bucket(&self.bucket).key(object).send().await?;
        }
        Ok(())
    }
}

/// The signed headers that a browser may set. Host and length it sets itself;
/// what is not signed would only upset the preflight.
fn headers_to_send(request: &PresignedRequest) -> BTreeMap<String, String> {
    const SENT: [&str; 3] = ["content-type", "if-none-match", "x-amz-checksum-sha256"];
    request
        .headers()
        .filter(|(name, _)| SENT.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
