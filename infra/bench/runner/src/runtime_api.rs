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
use crate::values::REGION;

/// Hands one event to the function that connects, and takes its reply.
pub(crate) struct RuntimeApi {
    /// The variable `AWS_LAMBDA_RUNTIME_API`.
    pub(crate) address: String,
    offered: Offered,
    replies: mpsc::Receiver<Reply>,
}

/// What the function answered.
pub(crate) struct Reply {
    /// When it had started and asked for work.
    pub(crate) ready: Instant,
    /// When the answer came.
    pub(crate) at: Instant,
    /// `response`, `error` or `init error`.
    pub(crate) outcome: String,
    /// The answer itself.
    pub(crate) body: String,
}

type Offered = Arc<Mutex<Option<String>>>;

#[derive(Clone)]
struct Shared {
    offered: Offered,
    handed: Arc<Mutex<Option<Instant>>>,
    replies: mpsc::Sender<Reply>,
}

impl RuntimeApi {
    /// Starts it.
    ///
    /// # Errors
    /// When there is no port to be had.
    pub(crate) async fn start() -> Result<Self, Failure> {
        let (sender, replies) = mpsc::channel(1);
        let offered = Offered::default();
        let handed = Arc::default();
        let shared = Shared { offered: Arc::clone(&offered), handed, replies: sender };
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
        Ok(Self { address, offered, replies })
    }

    /// The event of the next invocation.
    pub(crate) async fn offer(&self, event: String) {
        *self.offered.lock().await = Some(event);
    }

    /// The reply to it.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) async fn reply(&mut self) -> Result<Reply, Failure> {
        self.replies.recv().await.ok_or_else(|| "the Runtime API ended".into())
    }
}

async fn next(State(shared): State<Shared>) -> Response {
    match shared.offered.lock().await.take() {
        Some(event) => {
            *shared.handed.lock().await = Some(Instant::now());
            let function = format!("arn:aws:lambda:{REGION}:000000000000:function:bench");
            let headers = [
                ("lambda-runtime-aws-request-id", "first"),
                // 2100-01-01, in milliseconds.
                ("lambda-runtime-deadline-ms", "4102444800000"),
                ("lambda-runtime-invoked-function-arn", &function),
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
    shared.reply(outcome, body).await
}

async fn init_error(State(shared): State<Shared>, body: String) -> StatusCode {
    shared.reply("init error".to_owned(), body).await
}

impl Shared {
    async fn reply(&self, outcome: String, body: String) -> StatusCode {
        let at = Instant::now();
        let ready = self.handed.lock().await.take().unwrap_or(at);
        let _ = self.replies.send(Reply { ready, at, outcome, body }).await;
        StatusCode::ACCEPTED
    }
}
