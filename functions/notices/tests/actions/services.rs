//! SQS and SES as these actions know them: they remember what they are given,
//! and refuse when told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The two services behind one address.
#[derive(Clone, Default)]
pub(crate) struct Services {
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
struct Memory {
    messages: Vec<Message>,
    mails: Vec<Mail>,
    put_off: Vec<PutOff>,
    closed_queue: Option<&'static str>,
    refusal: Option<Refusal>,
    asked_to_send: usize,
}

/// An answer of SES that is no.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

impl Refusal {
    /// The request was understood and refused.
    pub(crate) const fn of(code: &'static str) -> Self {
        Self { status: 400, code, message: "refused" }
    }
}

/// A message that was made to wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PutOff {
    pub(crate) queue: String,
    pub(crate) receipt: String,
    pub(crate) seconds: u64,
}

/// A message in a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) queue: String,
    pub(crate) body: String,
}

/// A mail that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) configuration_set: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

impl Services {
    /// Starts both; answers them and their address.
    pub(crate) async fn start() -> (Self, String) {
        let services = Self::default();
        let router = Router::new().route("/", post(answer)).with_state(services.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (services, format!("http://{address}"))
    }

    /// The messages sent so far.
    pub(crate) fn messages(&self) -> Vec<Message> {
        self.memory.lock().unwrap().messages.clone()
    }

    /// The mails sent so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.memory.lock().unwrap().mails.clone()
    }

    /// From now on this queue takes nothing, or every queue is open again.
    pub(crate) fn close_queue(&self, queue: Option<&'static str>) {
        self.memory.lock().unwrap().closed_queue = queue;
    }

    /// From now on SES answers every mail like this, or takes them again.
    pub(crate) fn refuse_mail(&self, refusal: Option<Refusal>) {
        self.memory.lock().unwrap().refusal = refusal;
    }

    /// How often SES was asked to send a mail, whatever it answered.
    pub(crate) fn asked_to_send(&self) -> usize {
        self.memory.lock().unwrap().asked_to_send
    }

    /// The messages that were made to wait so far.
    pub(crate) fn put_off(&self) -> Vec<PutOff> {
        self.memory.lock().unwrap().put_off.clone()
    }
}

async fn answer(State(services): State<Services>, headers: HeaderMap, body: String) -> Response {
    let mut memory = services.memory.lock().unwrap();
    match headers.get("x-amz-target").map(|target| target.as_bytes()) {
        Some(b"AmazonSQS.SendMessageBatch") => memory.take_messages(&body),
        Some(b"AmazonSQS.ChangeMessageVisibility") => memory.put_off(&body),
        _ => memory.take_mail(&body),
    }
}

impl Memory {
    fn take_messages(&mut self, body: &str) -> Response {
        let request: Value = serde_json::from_str(body).unwrap();
        let queue = request["QueueUrl"].as_str().unwrap().rsplit('/').next().unwrap();
        let entries = request["Entries"].as_array().unwrap();
        assert!(entries.len() <= 10, "SQS takes ten messages at once");
        let ids = entries.iter().map(|entry| entry["Id"].clone());
        if self.closed_queue == Some(queue) {
            let failed = |id| json!({ "Id": id, "SenderFault": false, "Code": "InternalError" });
            let failed: Vec<Value> = ids.map(failed).collect();
            return axum::Json(json!({ "Successful": [], "Failed": failed })).into_response();
        }
        let arrived = |id| json!({ "Id": id, "MessageId": "m-1", "MD5OfMessageBody": "" });
        let successful: Vec<Value> = ids.map(arrived).collect();
        for entry in entries {
            let body = entry["MessageBody"].as_str().unwrap().to_owned();
            self.messages.push(Message { queue: queue.to_owned(), body });
        }
        axum::Json(json!({ "Successful": successful, "Failed": [] })).into_response()
    }

    fn put_off(&mut self, body: &str) -> Response {
        let request: Value = serde_json::from_str(body).unwrap();
        self.put_off.push(PutOff {
            queue: request["QueueUrl"].as_str().unwrap().to_owned(),
            receipt: request["ReceiptHandle"].as_str().unwrap().to_owned(),
            seconds: request["VisibilityTimeout"].as_u64().unwrap(),
        });
        axum::Json(json!({})).into_response()
    }

    fn take_mail(&mut self, body: &str) -> Response {
        let mut fields: HashMap<String, String> =
            form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        assert_eq!(fields["Action"], "SendEmail");
        self.asked_to_send += 1;
        if let Some(Refusal { status, code, message }) = self.refusal {
            let error = format!(
                "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>\
                 <Message>{message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
            );
            return (StatusCode::from_u16(status).unwrap(), error).into_response();
        }
        let mut field = |name: &str| fields.remove(name).unwrap_or_default();
        self.mails.push(Mail {
            from: field("Source"),
            configuration_set: field("ConfigurationSetName"),
            to: field("Destination.ToAddresses.member.1"),
            subject: field("Message.Subject.Data"),
            text: field("Message.Body.Text.Data"),
            html: field("Message.Body.Html.Data"),
        });
        "<SendEmailResponse><SendEmailResult><MessageId>ses-1</MessageId></SendEmailResult>\
         <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendEmailResponse>"
            .into_response()
    }
}
