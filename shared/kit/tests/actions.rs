//! What surrounds every action: the headers of its replies, its line in the log, and
//! when a message that failed comes again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use std::cell::RefCell;
use std::sync::{Arc, Mutex, Once};

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use shared_kit::{Client, World};
use shared_platform::Problem;
use shared_platform::actions::{Actions, Failure, HttpAction, QueueAction};
use shared_platform::environment::{Environment, InitError};
use shared_platform::http::Route;
use tokio::net::TcpListener;

/// Greets people, unless something is wrong with their name.
#[derive(Clone)]
struct Greet;

impl HttpAction for Greet {
    const NAME: &'static str = "greet";

    fn route() -> Route<Self> {
        Route::new(|| Router::new().route("/api/greetings/{name}", get(greet)), Default::default)
    }

    async fn init(_: &Environment) -> Result<Self, InitError> {
        Ok(Self)
    }
}

async fn greet(Path(name): Path<String>) -> Result<Response, Problem> {
    match name.as_str() {
        "nobody" => Err(Problem::not_found()),
        "somebody-broken" => {
            Err(Problem::internal(std::io::Error::other("the greetings are out of reach")))
        }
        "everybody" => Ok(([("cache-control", "public, max-age=60")], "Hello").into_response()),
        name => Ok(format!("Hello, {name}").into_response()),
    }
}

async fn greetings(world: &World) -> Client {
    Log::begin();
    world.client(&Actions::new().http::<Greet>()).await
}

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What a test logs, which has its thread for itself. All tests log to it: a line that
/// is first reached while its thread has no log is off for all threads.
struct Log;

impl Log {
    fn begin() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            tracing_subscriber::fmt().json().flatten_event(true).with_writer(|| Self).init();
        });
    }

    /// The lines since the last time.
    fn lines() -> Vec<Value> {
        let text = String::from_utf8(LINES.take()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_reply_is_kept_or_guessed_at_and_each_can_be_quoted() {
    let client = greetings(&World::new().await).await;
    let get = |name: &str| client.get(&format!("/api/greetings/{name}"));
    for (call, status) in [
        (get("anna"), 200),
        (get("nobody"), 404),
        (get("somebody-broken"), 500),
        (client.post("/api/greetings/anna").header("sec-fetch-site", "cross-site"), 403),
    ] {
        let reply = call.send().await.expect(status);
        assert_eq!(reply.headers["x-content-type-options"], "nosniff", "{reply:?}");
        assert_eq!(reply.headers["cache-control"], "no-store", "{reply:?}");
        let request_id = reply.headers["x-request-id"].to_str().unwrap();
        assert!(!request_id.is_empty());
        if let Some(quoted) = reply.body.get("requestId") {
            assert_eq!(quoted, request_id);
        }
    }
    // What is the same for all says itself how long it is kept.
    let reply = get("everybody").send().await.expect(200);
    assert_eq!(reply.headers["cache-control"], "public, max-age=60");
}

#[tokio::test]
async fn a_request_is_one_line_in_the_log_with_what_became_of_it_and_nothing_personal() {
    let client = greetings(&World::new().await).await;
    for (name, level, status, code, cause) in [
        ("anna.tester", "INFO", 200, None, None),
        ("nobody", "INFO", 404, Some("not_found"), None),
        ("somebody-broken", "ERROR", 500, Some("internal"), Some("the greetings are out of reach")),
    ] {
        let call = client.get(&format!("/api/greetings/{name}"));
        let reply = call.header("x-forwarded-for", "203.0.113.9, 192.0.2.1").send().await;
        let lines = Log::lines();
        let [line] = lines.as_slice() else { panic!("{lines:#?}") };
        assert_eq!(line["level"], level);
        assert_eq!((&line["action"], &line["status"]), (&json!("greet"), &json!(status)));
        assert_eq!(line.get("code"), code.map(|code| json!(code)).as_ref());
        assert_eq!(line.get("cause"), cause.map(|cause| json!(cause)).as_ref());
        assert_eq!(line["request_id"], reply.headers["x-request-id"].to_str().unwrap());
        for personal in [name, "203.0.113.9"] {
            assert!(!line.to_string().contains(personal), "{line}");
        }
    }
}

/// Fails with whatever it is told.
struct Fail;

impl QueueAction for Fail {
    const NAME: &'static str = "fail";
    type Message = String;

    async fn init(_: &Environment) -> Result<Self, InitError> {
        Ok(Self)
    }

    async fn handle(&self, message: String) -> Result<(), Failure> {
        if message == "all is well" { Ok(()) } else { Err(message.into()) }
    }
}

/// A queue service of the tests' own: what it was asked, and how it answers.
#[derive(Clone)]
struct Queues {
    asked: Arc<Mutex<Vec<Value>>>,
    answer: StatusCode,
}

async fn queues(answer: StatusCode) -> (Queues, World) {
    async fn ask(
        State(queues): State<Queues>,
        headers: HeaderMap,
        request: String,
    ) -> (StatusCode, Json<Value>) {
        assert_eq!(headers["x-amz-target"], "AmazonSQS.ChangeMessageVisibility");
        queues.asked.lock().unwrap().push(serde_json::from_str(&request).unwrap());
        (queues.answer, Json(json!({})))
    }
    Log::begin();
    let queues = Queues { asked: Arc::default(), answer };
    let router = Router::new().route("/", post(ask)).with_state(queues.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (queues, World::with(&[("AWS_ENDPOINT_URL", &address)], &[]).await)
}

/// Hands messages over, each received so many times; the ids of those that come again.
async fn come_again(world: &World, messages: &[(&str, Value, u32)]) -> Vec<String> {
    let record = |(id, body, received): &(&str, Value, u32)| {
        json!({
            "messageId": id,
            "receiptHandle": format!("receipt of {id}"),
            "body": body.to_string(),
            "attributes": { "ApproximateReceiveCount": received.to_string() },
            "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:sojourn-test-fail",
        })
    };
    let event = json!({ "Records": messages.iter().map(record).collect::<Vec<_>>() });
    let actions = Actions::new().queue::<Fail>();
    let reply = actions.invoke(world.environment(), "fail", event).await.unwrap();
    let failed = reply["batchItemFailures"].as_array().unwrap().iter();
    failed.map(|item| item["itemIdentifier"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_message_that_failed_comes_again_after_a_wait_of_its_own_and_no_other_does() {
    let (queues, world) = queues(StatusCode::OK).await;
    let messages = [
        ("first", json!("it went wrong"), 1),
        ("second", json!("all is well"), 1),
        ("third", json!({ "of": "another kind" }), 3),
    ];
    assert_eq!(come_again(&world, &messages).await, ["first", "third"]);
    let put_off = |id: &str, seconds: u32| {
        json!({
            "QueueUrl": "https://sqs.eu-central-1.amazonaws.com/123456789012/sojourn-test-fail",
            "ReceiptHandle": format!("receipt of {id}"),
            "VisibilityTimeout": seconds,
        })
    };
    assert_eq!(*queues.asked.lock().unwrap(), [put_off("first", 30), put_off("third", 120)]);
}

#[tokio::test]
async fn a_message_that_cannot_be_put_off_comes_again_all_the_same() {
    let (queues, world) = queues(StatusCode::BAD_REQUEST).await;
    let messages = [("first", json!("it went wrong"), 1)];
    assert_eq!(come_again(&world, &messages).await, ["first"]);
    assert_eq!(queues.asked.lock().unwrap().len(), 1);
    let levels: Vec<Value> = Log::lines().iter().map(|line| line["level"].clone()).collect();
    assert!(levels.contains(&json!("ERROR")) && levels.contains(&json!("WARN")), "{levels:?}");
}
