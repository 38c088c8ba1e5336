//! A bucket in memory that speaks enough of S3's protocol for the actions.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use http::{HeaderMap, StatusCode, Uri, header};
use uuid::Uuid;

/// The name of the bucket.
pub(super) const NAME: &str = "uploads";

/// A bucket with versions, and its files.
#[derive(Clone, Default)]
pub struct Bucket {
    content: Arc<Mutex<Content>>,
}

#[derive(Default)]
struct Content {
    files: BTreeMap<String, Vec<Version>>,
    /// Files that are being sent part by part.
    uploads: HashMap<String, BTreeMap<u32, Bytes>>,
    requests: usize,
}

struct Version {
    id: String,
    file: File,
}

/// A file with the type it was put with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its media type.
    pub content_type: String,
    /// What it holds.
    pub bytes: Bytes,
}

/// As many as S3 lists at once.
const VERSIONS_PER_PAGE: usize = 1000;

type Parameters = HashMap<String, String>;
type Answer = (StatusCode, HeaderMap, Bytes);

impl Bucket {
    /// Puts a file, as a browser does.
    pub fn put(&self, key: &str, content_type: &str, bytes: &[u8]) {
        let bytes = Bytes::copy_from_slice(bytes);
        let file = File { content_type: content_type.to_owned(), bytes };
        let version = Version { id: Uuid::now_v7().to_string(), file };
        self.content.lock().unwrap().files.entry(key.to_owned()).or_default().push(version);
    }

    /// The file called `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<File> {
        let content = self.content.lock().unwrap();
        content.files.get(key)?.last().map(|version| version.file.clone())
    }

    /// Removes a file with all its versions.
    pub fn remove(&self, key: &str) {
        self.content.lock().unwrap().files.remove(key);
    }

    /// The names of the files.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.content.lock().unwrap().files.keys().cloned().collect()
    }

    /// How many requests actions have made of it so far.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.content.lock().unwrap().requests
    }

    pub(super) fn router(&self) -> Router {
        Router::new()
            .route("/uploads", get(list_versions).post(delete))
            .route("/uploads/", get(list_versions).post(delete))
            .route("/uploads/{*path}", get(read).put(write).post(upload).delete(erase))
            .layer(axum::extract::DefaultBodyLimit::disable())
            .layer(from_fn_with_state(self.clone(), count))
            .with_state(self.clone())
    }
}

async fn count(State(bucket): State<Bucket>, request: Request, next: Next) -> Response {
    bucket.content.lock().unwrap().requests += 1;
    next.run(request).await
}

fn key(uri: &Uri) -> String {
    uri.path().trim_start_matches('/').strip_prefix("uploads/").unwrap().to_owned()
}

fn xml(text: String) -> Answer {
    (StatusCode::OK, HeaderMap::new(), text.into())
}

async fn read(State(bucket): State<Bucket>, uri: Uri) -> Answer {
    match bucket.get(&key(&uri)) {
        Some(file) => {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, file.content_type.parse().unwrap());
            (StatusCode::OK, headers, file.bytes)
        }
        None => {
            let error = "<Error><Code>NoSuchKey</Code><Message>There is none.</Message></Error>";
            (StatusCode::NOT_FOUND, HeaderMap::new(), error.into())
        }
    }
}

async fn erase(State(bucket): State<Bucket>, uri: Uri) -> StatusCode {
    bucket.remove(&key(&uri));
    StatusCode::NO_CONTENT
}

/// A whole file, or a part of one.
async fn write(
    State(bucket): State<Bucket>,
    Query(parameters): Query<Parameters>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let mut reply = HeaderMap::new();
    reply.insert(header::ETAG, "\"made-up\"".parse().unwrap());
    match parameters.get("uploadId") {
        Some(upload) => {
            let number = parameters["partNumber"].parse().unwrap();
            let mut content = bucket.content.lock().unwrap();
            content.uploads.get_mut(upload).expect("an upload").insert(number, body);
        }
        None if headers.contains_key("x-amz-copy-source") => {
            let source = headers["x-amz-copy-source"].to_str().unwrap();
            let file = bucket.get(source.strip_prefix("uploads/").unwrap()).unwrap();
            bucket.put(&key(&uri), &file.content_type, &file.bytes);
            return xml("<CopyObjectResult><ETag>made-up</ETag></CopyObjectResult>".to_owned());
        }
        None => {
            let content_type = headers.get(header::CONTENT_TYPE).unwrap().to_str().unwrap();
            bucket.put(&key(&uri), content_type, &body);
        }
    }
    (StatusCode::OK, reply, Bytes::new())
}

/// The beginning or the end of a file in parts.
async fn upload(
    State(bucket): State<Bucket>,
    Query(parameters): Query<Parameters>,
    uri: Uri,
) -> Answer {
    let key = key(&uri);
    match parameters.get("uploadId") {
        Some(upload) => {
            let parts = bucket.content.lock().unwrap().uploads.remove(upload).expect("an upload");
            let whole: Vec<u8> = parts.into_values().flatten().collect();
            bucket.put(&key, "application/zip", &whole);
            xml(format!(
                "<CompleteMultipartUploadResult><Key>{key}</Key></CompleteMultipartUploadResult>"
            ))
        }
        None => {
            let id = Uuid::now_v7().to_string();
            bucket.content.lock().unwrap().uploads.insert(id.clone(), BTreeMap::new());
            xml(format!(
                "<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
    }
}

async fn list_versions(
    State(bucket): State<Bucket>,
    Query(parameters): Query<Parameters>,
) -> Answer {
    let prefix = parameters.get("prefix").cloned().unwrap_or_default();
    let content = bucket.content.lock().unwrap();
    let files = content.files.iter().filter(|(key, _)| key.starts_with(&prefix));
    let all = files.flat_map(|(key, versions)| {
        let last = versions.len() - 1;
        versions.iter().enumerate().map(move |(place, version)| (key, &version.id, place == last))
    });
    let marker = parameters.get("version-id-marker");
    let passed = |id: &String| marker.is_some_and(|marker| marker != id);
    let mut rest = all.skip_while(|(_, id, _)| passed(id)).skip(usize::from(marker.is_some()));
    let page: Vec<_> = rest.by_ref().take(VERSIONS_PER_PAGE).collect();
    let mut list = String::new();
    for (key, id, latest) in &page {
        list.push_str(&format!(
            "<Version><Key>{key}</Key><VersionId>{id}</VersionId><IsLatest>{latest}</IsLatest></Version>"
        ));
    }
    if let Some(((key, id, _), _)) = page.last().zip(rest.next()) {
        list.push_str(&format!(
            "<IsTruncated>true</IsTruncated><NextKeyMarker>{key}</NextKeyMarker><NextVersionIdMarker>{id}</NextVersionIdMarker>"
        ));
    }
    xml(format!("<ListVersionsResult>{list}</ListVersionsResult>"))
}

async fn delete(State(bucket): State<Bucket>, body: String) -> Answer {
    let between = |text: &str, tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>"))?;
        Some(rest.split_once(&format!("</{tag}>"))?.0.to_owned())
    };
    let mut content = bucket.content.lock().unwrap();
    for object in body.split("<Object>").skip(1) {
        let key = between(object, "Key").unwrap();
        let id = between(object, "VersionId").unwrap();
        // As S3 does: what is gone already is deleted as well.
        let Some(versions) = content.files.get_mut(&key) else { continue };
        versions.retain(|version| version.id != id);
        if versions.is_empty() {
            content.files.remove(&key);
        }
    }
    xml("<DeleteResult></DeleteResult>".to_owned())
}
