//! The files of letters in the bucket.

use shared_platform::actions::Failure;
use shared_platform::{Environment, InitError};

/// The media type of a letter.
pub(super) const PDF: &str = "application/pdf";

/// The bucket of uploads, as far as it has letters.
#[derive(Clone)]
pub(super) struct Files {
    environment: Environment,
    bucket: String,
}

impl Files {
    pub(super) fn of(environment: &Environment) -> Result<Self, InitError> {
        let bucket = environment.variable("UPLOADS_BUCKET")?.to_owned();
        Ok(Self { environment: environment.clone(), bucket })
    }

    /// Writes the file of a letter. What is never committed lies there unnamed, until
    /// all files of the person are erased.
    ///
    /// # Errors
    /// When S3 does not answer; trying again may help.
    pub(super) async fn write(&self, object: &str, pdf: Vec<u8>) -> Result<(), Failure> {
        let put = self.environment.s3().put_object().bucket(&self.bucket).key(object);
        put.content_type(PDF).body(pdf.into()).send().await?;
        Ok(())
    }
}
