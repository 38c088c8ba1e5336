//! A submitted document as staff see it.

use jiff::Timestamp;
use serde::Serialize;
use shared_platform::Problem;
use shared_platform::downloads::{Downloads, StoredFile};
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use crate::application::SubmittedDocument;
use crate::ids::DocumentId;

/// A document with a link to it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SubmittedDocument)]
pub struct SubmittedDocumentView {
    /// The document.
    id: DocumentId,
    /// What it shows.
    slot: Slug,
    /// The name of the file.
    file_name: String,
    /// Its media type.
    content_type: String,
    /// Downloads the file; works for two minutes.
    url: String,
    /// When the link stops working.
    url_expires_at: Timestamp,
}

impl SubmittedDocumentView {
    /// Documents with a link to each.
    ///
    /// # Errors
    /// 500 when a link cannot be signed: a defect.
    pub async fn each(
        downloads: &Downloads,
        documents: Vec<SubmittedDocument>,
        now: Timestamp,
    ) -> Result<Vec<Self>, Problem> {
        let mut views = Vec::new();
        for document in documents {
            let file = StoredFile {
                object: &document.object_key,
                content_type: &document.content_type,
                name: &document.file_name,
            };
            let link = downloads.link(file, now).await?;
            views.push(Self {
                id: document.id,
                slot: document.slot,
                file_name: document.file_name,
                content_type: document.content_type,
                url: link.url,
                url_expires_at: link.expires_at,
            });
        }
        Ok(views)
    }
}
