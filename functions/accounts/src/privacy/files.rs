//! Every S3 call of the accounts area: exports, and the files that go into them
//! and go with an account.

use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    CompletedMultipartUpload, CompletedPart, Delete, ObjectIdentifier, ObjectVersion,
};
use shared_platform::actions::Failure;
use shared_platform::{Environment, InitError, Problem};

use crate::privacy::export::Export;

/// How long a link to an export is valid.
const LINK_VALID: Duration = Duration::from_secs(5 * 60);
/// A file takes longer to move than an item.
const TRANSFER_ATTEMPT: Duration = Duration::from_secs(20);
const TRANSFER: Duration = Duration::from_secs(60);

/// The bucket of uploads.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    client: Client,
    bucket: String,
}

/// A file that is being sent part by part; S3 has it when all are there.
pub(crate) struct Sending {
    object: String,
    upload: String,
    parts: Vec<CompletedPart>,
}

/// A page of versions of files.
struct Versions {
    versions: Vec<ObjectVersion>,
    /// After what the next page begins; nothing after the last.
    next: Option<Marker>,
}

/// The last version of a page.
struct Marker {
    key: String,
    version: Option<String>,
}

/// S3's reply has not what it must have.
#[derive(Debug, thiserror::Error)]
#[error("S3 did not name {0}")]
struct NotNamed(&'static str);

impl Files {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(TRANSFER_ATTEMPT)
            .operation_timeout(TRANSFER)
            .build();
        let config = environment.s3().config().to_builder().timeout_config(timeouts);
        Ok(Self {
            client: Client::from_conf(config.build()),
            bucket: environment.variable("UPLOADS_BUCKET")?.to_owned(),
        })
    }

    /// A link by which the owner's browser saves an export.
    ///
    /// # Errors
    /// 500 when the link cannot be signed: a defect.
    pub(crate) async fn link(&self, export: &Export) -> Result<String, Problem> {
        let config = PresigningConfig::expires_in(LINK_VALID).map_err(Problem::internal)?;
        let request = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(export.object())
            .response_content_disposition("attachment; filename=\"sojourn.zip\"")
            .presigned(config)
            .await
            .map_err(Problem::internal)?;
        Ok(request.uri().to_owned())
    }

    /// Reads a file, piece by piece.
    ///
    /// # Errors
    /// When it is not there, or S3 does not answer.
    pub(crate) async fn read(&self, object: &str) -> Result<ByteStream, Failure> {
        let reply = self.client.get_object().bucket(&self.bucket).key(object).send().await?;
        Ok(reply.body)
    }

    /// Begins to send a file.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub(crate) async fn begin(&self, object: String) -> Result<Sending, Failure> {
        let begun = self.client.create_multipart_upload().bucket(&self.bucket).key(&object);
        let reply = begun.content_type("application/zip").send().await?;
        let upload = reply.upload_id.ok_or(NotNamed("an upload"))?;
        Ok(Sending { object, upload, parts: Vec::new() })
    }

    /// Sends the next part of a file. All but the last have five megabytes at least.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub(crate) async fn send(&self, sending: &mut Sending, bytes: Vec<u8>) -> Result<(), Failure> {
        let number = i32::try_from(sending.parts.len() + 1)?;
        let reply = self
            .client
            .upload_part()
            .bucket(&self.bucket)
            .key(&sending.object)
            .upload_id(&sending.upload)
            .part_number(number)
            .body(ByteStream::from(bytes))
            .send()
            .await?;
        let part = CompletedPart::builder()
            .part_number(number)
            .set_e_tag(reply.e_tag)
            .set_checksum_crc32(reply.checksum_crc32);
        sending.parts.push(part.build());
        Ok(())
    }

    /// Makes a file of the parts that were sent. What is never completed is
    /// removed by the bucket's lifecycle rule.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub(crate) async fn complete(&self, sending: Sending) -> Result<(), Failure> {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(sending.parts)).build();
        self.client
            .complete_multipart_upload()
            .bucket(&self.bucket)
            .key(sending.object)
            .upload_id(sending.upload)
            .multipart_upload(parts)
            .send()
            .await?;
        Ok(())
    }

    /// How many files there are whose names begin so, older versions not counted.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub(crate) async fn count(&self, prefix: &str) -> Result<usize, Failure> {
        let mut count = 0;
        let mut next = None;
        loop {
            let page = self.versions(prefix, next).await?;
            count += page.versions.iter().filter(|each| each.is_latest == Some(true)).count();
            next = page.next;
            if next.is_none() {
                return Ok(count);
            }
        }
    }

    /// Erases the files whose names begin so, with all their versions.
    ///
    /// # Errors
    /// When S3 does not answer, or keeps one of them.
    pub(crate) async fn erase(&self, prefix: &str) -> Result<(), Failure> {
        loop {
            let versions = self.versions(prefix, None).await?.versions;
            if versions.is_empty() {
                return Ok(());
            }
            let identifiers =
                versions.into_iter().map(identifier).collect::<Result<_, Failure>>()?;
            let delete = Delete::builder().set_objects(Some(identifiers)).quiet(true).build()?;
            let reply = self.client.delete_objects().bucket(&self.bucket).delete(delete);
            if !reply.send().await?.errors().is_empty() {
                return Err("S3 kept a file that was to be erased".into());
            }
        }
    }

    /// A thousand versions of files whose names begin so, those among them that
    /// only say that a file was deleted.
    async fn versions(&self, prefix: &str, from: Option<Marker>) -> Result<Versions, Failure> {
        let (key, version) = from.map(|from| (from.key, from.version)).unzip();
        let list = self.client.list_object_versions().bucket(&self.bucket).prefix(prefix);
        let list = list.set_key_marker(key).set_version_id_marker(version.flatten());
        let reply = list.send().await?;
        let next = reply.is_truncated.unwrap_or_default().then_some(reply.next_key_marker);
        let next = next.map(|key| key.ok_or(NotNamed("where the next page begins"))).transpose()?;
        let next = next.map(|key| Marker { key, version: reply.next_version_id_marker });
        let markers = reply.delete_markers.unwrap_or_default().into_iter().map(|marker| {
            ObjectVersion::builder()
                .set_key(marker.key)
                .set_version_id(marker.version_id)
                .is_latest(false)
                .build()
        });
        let versions = reply.versions.unwrap_or_default().into_iter().chain(markers).collect();
        Ok(Versions { versions, next })
    }
}

fn identifier(version: ObjectVersion) -> Result<ObjectIdentifier, Failure> {
    let key = version.key.ok_or(NotNamed("a file"))?;
    Ok(ObjectIdentifier::builder().key(key).set_version_id(version.version_id).build()?)
}
