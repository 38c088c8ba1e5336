//! A bucket in memory that speaks enough of S3's protocol for these actions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use http::{HeaderMap, StatusCode, Uri, header};
use tokio::net::TcpListener;

/// The bucket's name.
pub(crate) const NAME: &str = "uploads";

/// A bucket and its files.
#[derive(Clone, Default)]
pub(crate) struct Bucket {
    files: Arc<Mutex<HashMap<String, File>>>,
}

/// A file with the type it was put with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

impl Bucket {
    /// Starts an empty bucket; answers it and the address of its service.
    pub(crate) async fn start() -> (Self, String) {
        let bucket = Self::default();
        let router = Router::new()
            .route("/{*path}", get(read).put(write))
            .layer(axum::extract::DefaultBodyLimit::disable())
            .with_state(bucket.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (bucket, format!("http://{address}"))
    }

    /// Puts a file, as a browser does.
    pub(crate) fn put(&self, key: &str, content_type: &str, bytes: &[u8]) {
        let bytes = Bytes::copy_from_slice(bytes);
        let file = File { content_type: content_type.to_owned(), bytes };
        self.files.lock().unwrap().insert(key.to_owned(), file);
    }

    /// The file called `key`.
    pub(crate) fn get(&self, key: &str) -> Option<File> {
        self.files.lock().unwrap().get(key).cloned()
    }

    /// Removes a file.
    pub(crate) fn remove(&self, key: &str) {
        self.files.lock().unwrap().remove(key);
    }
}

fn key(uri: &Uri) -> String {
    uri.path().trim_start_matches('/').strip_prefix("uploads/").unwrap().to_owned()
}

async fn read(State(bucket): State<Bucket>, uri: Uri) -> (StatusCode, HeaderMap, Bytes) {
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

async fn write(State(bucket): State<Bucket>, uri: Uri, headers: HeaderMap, body: Bytes) {
    let content_type = headers.get(header::CONTENT_TYPE).unwrap().to_str().unwrap();
    bucket.put(&key(&uri), content_type, &body);
}
