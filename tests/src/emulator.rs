//! The cloud below the running system, seen as its root: for tests that invoke
//! functions and look at what no client can see. The journey does not use it.

use std::collections::BTreeMap;

use bytes::Bytes;
use dev::Demonstration;
use dev::client::{Client, Reply};
use http::{HeaderName, Method, StatusCode, header};
use serde_json::{Value, json};
use shared_platform::Clock;
use shared_platform::environment::{Environment, Seams};

/// So often a call is sent again that the emulator failed at.
const MOST_TRIES: usize = 5;

/// The cloud.
#[derive(Clone)]
pub struct Emulator {
    http: Client,
    stack: Demonstration,
}

/// What became of invoking a function.
#[derive(Debug)]
pub struct Invocation {
    /// Whether the function failed rather than answered.
    pub failed: bool,
    /// What it answered.
    pub payload: Value,
}

impl Invocation {
    /// The answer.
    ///
    /// # Panics
    /// When the function failed.
    #[must_use]
    pub fn successful(&self) -> &Value {
        assert!(!self.failed, "the function failed: {:#}", self.payload);
        &self.payload
    }
}

/// A message in a queue.
#[derive(Debug, Clone)]
pub struct QueuedMessage {
    /// What it says.
    pub body: String,
    /// How often it was received.
    pub received: u64,
    /// From when it is to be seen, in seconds since 1970.
    pub visible_at: i64,
}

/// The items of the tables, by the table's logical id, and then by their keys.
pub type Dump = BTreeMap<String, BTreeMap<String, Value>>;

impl Emulator {
    pub(crate) fn new(stack: &Demonstration) -> Self {
        Self { http: Client::new(), stack: stack.clone() }
    }

    /// Invokes the function of an action with an event.
    pub async fn invoke(&self, action: &str, event: &Value) -> Invocation {
        let name = self.resource(&function_id(action));
        let path = format!("/2015-03-31/functions/{name}/invocations");
        let reply = self.send("lambda", &path, &[], event.to_string()).await;
        let failed = reply.headers.contains_key("x-amz-function-error");
        Invocation { failed, payload: serde_json::from_slice(&reply.body).unwrap_or(Value::Null) }
    }

    /// Every item of every table.
    pub async fn dump(&self) -> Dump {
        let mut dump = Dump::new();
        for id in self.stack.resources.keys().filter(|id| id.ends_with("Table")) {
            dump.insert(id.clone(), self.items(self.resource(id)).await);
        }
        dump
    }

    async fn items(&self, table: &str) -> BTreeMap<String, Value> {
        let mut items = BTreeMap::new();
        let mut start = Value::Null;
        loop {
            let mut scan = json!({ "TableName": table, "ConsistentRead": true });
            if !start.is_null() {
                scan["ExclusiveStartKey"] = start;
            }
            let page = self.json_protocol("dynamodb", "DynamoDB_20120810.Scan", &scan).await;
            for item in page["Items"].as_array().unwrap() {
                let key = |name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
                items.insert(format!("{} / {}", key("pk"), key("sk")), item.clone());
            }
            start = page["LastEvaluatedKey"].clone();
            if start.is_null() {
                return items;
            }
        }
    }

    /// Writes an item in DynamoDB's own form, past all functions.
    pub async fn put(&self, table: &str, item: &Value) {
        let put = json!({ "TableName": self.resource(table), "Item": item });
        let _ = self.json_protocol("dynamodb", "DynamoDB_20120810.PutItem", &put).await;
    }

    /// Puts a message into a queue, past all functions.
    pub async fn send_message(&self, queue: &str, body: &str) {
        let message = json!({ "QueueUrl": self.resource(queue), "MessageBody": body });
        let headers = [
            (HeaderName::from_static("x-amz-target"), "AmazonSQS.SendMessage".to_owned()),
            (header::CONTENT_TYPE, "application/x-amz-json-1.0".to_owned()),
        ];
        let reply = self.send("sqs", "/", &headers, message.to_string()).await;
        assert!(reply.status.is_success(), "{queue}: {reply}");
    }

    /// The messages of a queue, also those that are not to be seen now: how often
    /// each was received, and from when it is to be seen again.
    pub async fn messages(&self, queue: &str) -> Vec<QueuedMessage> {
        let url = format!("{}/_ministack/sqs/messages", self.stack.emulator);
        let reply = self.http.send(Method::GET, &url, &[], Bytes::new()).await;
        let reply = reply.unwrap_or_else(|failure| panic!("{failure}"));
        let all: Value = reply.json().unwrap_or_else(|failure| panic!("{failure}"));
        let queues = &all["messages"]["000000000000"][&self.stack.region];
        let messages = queues[self.resource(queue)].as_array().expect("the queue is there");
        let message = |message: &Value| QueuedMessage {
            body: message["Body"].as_str().unwrap().to_owned(),
            received: message["ReceiveCount"].as_u64().unwrap(),
            visible_at: message["VisibleAt"].as_i64().unwrap(),
        };
        messages.iter().map(message).collect()
    }

    /// Everything that the functions wrote into their logs since an instant, in
    /// milliseconds since 1970.
    pub async fn logs(&self, since: i64) -> String {
        let describe = "Logs_20140328.DescribeLogGroups";
        let groups = self.json_protocol("logs", describe, &json!({ "limit": 50 })).await;
        assert!(groups["nextToken"].is_null(), "more log groups than a page");
        let mut logs = String::new();
        for group in groups["logGroups"].as_array().unwrap() {
            self.add_log(&group["logGroupName"], since, &mut logs).await;
        }
        logs
    }

    async fn add_log(&self, group: &Value, since: i64, logs: &mut String) {
        let mut next = Value::Null;
        loop {
            let mut filter = json!({ "logGroupName": group, "startTime": since });
            if !next.is_null() {
                filter["nextToken"] = next;
            }
            let page = self.json_protocol("logs", "Logs_20140328.FilterLogEvents", &filter).await;
            for event in page["events"].as_array().unwrap() {
                logs.push_str(event["message"].as_str().unwrap());
                logs.push('\n');
            }
            next = page["nextToken"].clone();
            if next.is_null() {
                return;
            }
        }
    }

    /// The environment that the function of an action has, with credentials of
    /// its own role: its clients may do what the function may do.
    pub async fn environment_of(&self, action: &str) -> Environment {
        let role = self.resource(&format!("{}Role", function_id(action))).to_owned();
        self.let_us_assume(&role).await;
        let assumed = self
            .query_protocol(
                "sts",
                &[
                    ("Version", "2011-06-15"),
                    ("Action", "AssumeRole"),
                    ("RoleArn", &format!("arn:aws:iam::000000000000:role/{role}")),
                    ("RoleSessionName", "test"),
                ],
            )
            .await;
        let secrets = format!("/sojourn/{}", self.stack.stage);
        let variables = [
            ("SECRETS_PATH", secrets.as_str()),
            ("AWS_REGION", &self.stack.region),
            ("AWS_ENDPOINT_URL", &self.stack.emulator),
            ("AWS_ACCESS_KEY_ID", element(&assumed, "AccessKeyId")),
            ("AWS_SECRET_ACCESS_KEY", element(&assumed, "SecretAccessKey")),
            ("AWS_SESSION_TOKEN", element(&assumed, "SessionToken")),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Environment::new(variables.into(), Clock::system(), Seams::default()).unwrap()
    }

    /// Adds the account's root to those who may take on the role. What the role
    /// itself may do stays as the template says.
    async fn let_us_assume(&self, role: &str) {
        let trust = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {
                "Service": "lambda.amazonaws.com",
                "AWS": "arn:aws:iam::000000000000:root",
            },
        }]});
        let request = [
            ("Version", "2010-05-08"),
            ("Action", "UpdateAssumeRolePolicy"),
            ("RoleName", role),
            ("PolicyDocument", &trust.to_string()),
        ];
        let _ = self.query_protocol("iam", &request).await;
    }

    /// The physical id of a resource of the template.
    ///
    /// # Panics
    /// When the stack has none of that name.
    #[must_use]
    pub fn resource(&self, logical_id: &str) -> &str {
        self.stack.resource(logical_id).unwrap_or_else(|failure| panic!("{failure}"))
    }

    async fn json_protocol(&self, service: &str, target: &str, body: &Value) -> Value {
        let headers = [
            (HeaderName::from_static("x-amz-target"), target.to_owned()),
            (header::CONTENT_TYPE, "application/x-amz-json-1.1".to_owned()),
        ];
        let mut reply = self.send(service, "/", &headers, body.to_string()).await;
        // MiniStack 1.5.33 walks its groups of logs while functions add to them, and
        // says 500 when it sees that happen.
        for _ in 0..MOST_TRIES {
            if reply.status != StatusCode::INTERNAL_SERVER_ERROR {
                break;
            }
            reply = self.send(service, "/", &headers, body.to_string()).await;
        }
        assert!(reply.status.is_success(), "{target}: {reply}");
        reply.json().unwrap_or_else(|failure| panic!("{failure}"))
    }

    async fn query_protocol(&self, service: &str, parameters: &[(&str, &str)]) -> String {
        let form = "application/x-www-form-urlencoded".to_owned();
        let pairs: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let reply = self.send(service, "/", &[(header::CONTENT_TYPE, form)], pairs.join("&")).await;
        assert!(reply.status.is_success(), "{service}: {reply}");
        String::from_utf8(reply.body.into()).unwrap()
    }

    /// A POST as the root, whose signature nobody checks.
    async fn send(
        &self,
        service: &str,
        path: &str,
        headers: &[(HeaderName, String)],
        body: String,
    ) -> Reply {
        let region = &self.stack.region;
        let root = format!(
            "AWS4-HMAC-SHA256 Credential=test/20270101/{region}/{service}/aws4_request, \
             SignedHeaders=host, Signature=none"
        );
        let headers = [&[(header::AUTHORIZATION, root)], headers].concat();
        let url = format!("{}{path}", self.stack.emulator);
        let reply = self.http.send(Method::POST, &url, &headers, Bytes::from(body)).await;
        reply.unwrap_or_else(|failure| panic!("{failure}"))
    }
}

/// The logical id of an action's function: `IssueChallengeFunction`.
#[must_use]
pub fn function_id(action: &str) -> String {
    pascal_case(action) + "Function"
}

/// The logical id of the queue that an action consumes: `SendMailQueue`.
#[must_use]
pub fn queue_id(action: &str) -> String {
    pascal_case(action) + "Queue"
}

/// The logical id of the table of a noun: `AccountsTable`.
#[must_use]
pub fn table_id(noun: &str) -> String {
    pascal_case(noun) + "Table"
}

fn pascal_case(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect()
}

fn encoded(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The text of an XML element.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let after = xml.split_once(&format!("<{name}>")).map(|(_, after)| after);
    let text = after.and_then(|after| after.split_once("</")).map(|(text, _)| text);
    text.unwrap_or_else(|| panic!("no {name} in {xml}"))
}
