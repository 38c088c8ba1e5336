//! The Lambda Runtime API, as far as one invocation goes
//! (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};

use crate::Failure;

/// Hands one event to the function that connects, and takes its reply.
pub struct RuntimeApi {
    /// The variable `AWS_LAMBDA_RUNTIME_API`.
    pub address: String,
    events: Arc<Mutex<Option<String>>>,
    replies: mpsc::Receiver<Reply>,
}

/// What the function answered, and when.
pub struct Reply {
    pub at: Instant,
    pub body: String,
}

#[derive(Clone)]
struct Shared {
    events: Arc<Mutex<Option<String>>>,
    replies: mpsc::Sender<Reply>,
}

impl RuntimeApi {
    pub async fn start() -> Result<Self, Failure> {
        let (sender, replies) = mpsc::channel(1);
        let events = Arc::new(Mutex::new(None));
        let shared = Shared { events: Arc::clone(&events), replies: sender };
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/{outcome}", post(outcome))
            .route("/2018-06-01/runtime/init/error", post(init_error))
            .with_state(shared);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        // Small answers are not held back by the kernel.
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, events, replies })
    }

    /// The event of the next invocation.
    pub async fn offer(&self, event: String) {
        *self.events.lock().await = Some(event);
    }

    pub async fn reply(&mut self) -> Result<Reply, Failure> {
        let deadline = std::time::Duration::from_secs(20);
        let reply = tokio::time::timeout(deadline, self.replies.recv()).await?;
        reply.ok_or_else(|| "the Runtime API ended".into())
    }
}

async fn next(State(shared): State<Shared>) -> Response {
    match shared.events.lock().await.take() {
        Some(event) => {
            let deadline = "4102444800000"; // 2100-01-01, in milliseconds
            let headers = [
                ("lambda-runtime-aws-request-id", "first"),
                ("lambda-runtime-deadline-ms", deadline),
                (
                    "lambda-runtime-invoked-function-arn",
                    "arn:aws:lambda:eu-central-1:0:function:bench",
                ),
                ("content-type", "application/json"),
            ];
            (headers, event).into_response()
        }
        // There is no second invocation: the function waits until it is ended.
        None => std::future::pending().await,
    }
}

async fn outcome(
    State(shared): State<Shared>,
    Path((_, outcome)): Path<(String, String)>,
    body: String,
) -> StatusCode {
    let reply = Reply { at: Instant::now(), body: format!("{outcome}: {body}") };
    let _ = shared.replies.send(reply).await;
    StatusCode::ACCEPTED
}

async fn init_error(State(shared): State<Shared>, body: String) -> StatusCode {
    let _ = shared
        .replies
        .send(Reply { at: Instant::now(), body: format!("init error: {body}") })
        .await;
    StatusCode::ACCEPTED
}
