//! Running actions: the table of an area's actions, and the Lambda loop that
//! runs the one which `_HANDLER` names.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use axum::Router;
use lambda_runtime::LambdaEvent;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::auth::TokenVerifier;
use crate::environment::{Environment, InitError};
use crate::http::{Edge, OriginSecrets, Route, envelope, no_such_route};
use crate::outbox::{Delivery, Message};
use crate::redelivery;

/// Why a piece of background work failed. It is logged and tried again.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

type Running<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// An action behind the HTTP API.
pub trait HttpAction: Clone + Send + Sync + 'static {
    /// The action's name: its file, its handler in the template, its sample event.
    const NAME: &'static str;

    /// Its route and its part of the API document.
    fn route() -> Route<Self>;

    /// Takes what the action needs, and nothing else, from the environment.
    fn init(environment: &Environment) -> impl Future<Output = Result<Self, InitError>> + Send;
}

/// An action that consumes a message of the outbox, under the name that the
/// message gives it. A message may come twice, late or out of order.
pub trait MessageAction: Send + Sync + Sized + 'static {
    /// The action's name.
    const NAME: &'static str = Self::Message::ACTION;
    /// What it consumes.
    type Message: Message;

    /// Takes what the action needs from the environment.
    fn init(environment: &Environment) -> impl Future<Output = Result<Self, InitError>> + Send;

    /// Does the work of one message. A failed message comes again, and ends in
    /// the dead-letter queue.
    fn handle(
        &self,
        delivery: Delivery<Self::Message>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// An action that consumes a queue which something else than the outbox fills.
/// A message may come twice, late or out of order.
pub trait QueueAction: Send + Sync + Sized + 'static {
    /// The action's name.
    const NAME: &'static str;
    /// What the body of a message is.
    type Message: DeserializeOwned + Send;

    /// Takes what the action needs from the environment.
    fn init(environment: &Environment) -> impl Future<Output = Result<Self, InitError>> + Send;

    /// Does the work of one message. A failed message comes again, and ends in
    /// the dead-letter queue.
    fn handle(&self, message: Self::Message) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// An action that reads a table's stream.
pub trait StreamAction: Send + Sync + Sized + 'static {
    /// The action's name.
    const NAME: &'static str;

    /// Takes what the action needs from the environment.
    fn init(environment: &Environment) -> impl Future<Output = Result<Self, InitError>> + Send;

    /// Handles a batch of records.
    fn handle(
        &self,
        event: aws_lambda_events::event::dynamodb::Event,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// An action that runs on a schedule, or that an administrator invokes directly.
pub trait TaskAction: Send + Sync + Sized + 'static {
    /// The action's name.
    const NAME: &'static str;
    /// What it is given.
    type Input: DeserializeOwned + Send;
    /// What it answers.
    type Output: Serialize + Send;

    /// Takes what the action needs from the environment.
    fn init(environment: &Environment) -> impl Future<Output = Result<Self, InitError>> + Send;

    /// Does the task.
    fn run(&self, input: Self::Input)
    -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

/// The actions of an area.
#[derive(Default)]
pub struct Actions {
    entries: Vec<Entry>,
    messages: Vec<&'static str>,
}

struct Entry {
    name: &'static str,
    kind: Kind,
}

enum Kind {
    Http {
        document: fn() -> OpenApi,
        router: fn(Environment) -> Running<Result<Router, InitError>>,
    },
    Event(fn(Environment) -> Running<Result<EventHandler, InitError>>),
}

/// Handles events that are not HTTP, as JSON.
pub type EventHandler = Box<dyn Fn(Value) -> Running<Result<Value, Failure>> + Send + Sync>;

impl Actions {
    /// A table of no actions yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an action behind the HTTP API.
    #[must_use]
    pub fn http<A: HttpAction>(self) -> Self {
        self.add(
            A::NAME,
            Kind::Http {
                document: || (A::route().document)(),
                router: |environment| Box::pin(http_router::<A>(environment)),
            },
        )
    }

    /// Adds an action that consumes a message of the outbox.
    #[must_use]
    pub fn message<A: MessageAction>(self) -> Self {
        let mut actions = self.queue::<Consumer<A>>();
        actions.messages.push(A::NAME);
        actions
    }

    /// Adds an action that consumes a queue which something else fills.
    #[must_use]
    pub fn queue<A: QueueAction>(self) -> Self {
        self.add(A::NAME, Kind::Event(|environment| Box::pin(queue_handler::<A>(environment))))
    }

    /// Adds an action that reads a stream.
    #[must_use]
    pub fn stream<A: StreamAction>(self) -> Self {
        self.add(A::NAME, Kind::Event(|environment| Box::pin(stream_handler::<A>(environment))))
    }

    /// Adds an action that runs on a schedule or is invoked directly.
    #[must_use]
    pub fn task<A: TaskAction>(self) -> Self {
        self.add(A::NAME, Kind::Event(|environment| Box::pin(task_handler::<A>(environment))))
    }

    fn add(mut self, name: &'static str, kind: Kind) -> Self {
        self.entries.push(Entry { name, kind });
        self
    }

    /// The names of the actions.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|entry| entry.name)
    }

    /// The names of those that consume a message of the outbox.
    #[must_use]
    pub fn of_messages(&self) -> &[&'static str] {
        &self.messages
    }

    /// The area's part of the API document.
    #[must_use]
    pub fn openapi(&self) -> OpenApi {
        let mut whole = OpenApi::default();
        self.documents().for_each(|document| whole.merge(document));
        whole
    }

    /// The part of each HTTP action in the API document.
    pub fn documents(&self) -> impl Iterator<Item = OpenApi> {
        self.entries.iter().filter_map(|entry| match entry.kind {
            Kind::Http { document, .. } => Some(document()),
            Kind::Event(_) => None,
        })
    }

    /// Runs the action that `_HANDLER` names until the Lambda service ends the process.
    ///
    /// # Errors
    /// When the function cannot start, or the Lambda service cannot be reached.
    pub fn run(self) -> Result<(), Failure> {
        start_log();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let environment = Environment::of_process()?;
            let name = environment.variable("_HANDLER")?.to_owned();
            match self.kind(&name)? {
                Kind::Http { router, .. } => lambda_http::run(router(environment).await?).await,
                Kind::Event(handler) => {
                    let handler = handler(environment).await?;
                    lambda_runtime::run(lambda_runtime::service_fn(|event: LambdaEvent<Value>| {
                        handler(event.payload)
                    }))
                    .await
                }
            }
        })
    }

    fn kind(&self, name: &str) -> Result<&Kind, InitError> {
        let entry = self.entries.iter().find(|entry| entry.name == name);
        entry.map(|entry| &entry.kind).ok_or_else(|| InitError::UnknownAction(name.to_owned()))
    }

    /// All HTTP actions of the area behind one router, for tests in process.
    ///
    /// # Errors
    /// [`InitError`] when one of them cannot start.
    pub async fn router(&self, environment: &Environment) -> Result<Router, InitError> {
        let mut whole = Router::new();
        for entry in &self.entries {
            if let Kind::Http { router, .. } = entry.kind {
                let routes = router(environment.clone()).await?;
                whole = whole.merge(routes.reset_fallback());
            }
        }
        Ok(whole.fallback(no_such_route))
    }

    /// Starts an action that is not behind the HTTP API.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn start(
        &self,
        environment: &Environment,
        name: &str,
    ) -> Result<EventHandler, Failure> {
        match self.kind(name)? {
            Kind::Event(handler) => Ok(handler(environment.clone()).await?),
            Kind::Http { .. } => Err("the action is behind the HTTP API".into()),
        }
    }

    /// Invokes an action that is not behind the HTTP API with an event.
    ///
    /// # Errors
    /// What the action fails with.
    pub async fn invoke(
        &self,
        environment: &Environment,
        name: &str,
        event: Value,
    ) -> Result<Value, Failure> {
        self.start(environment, name).await?(event).await
    }
}

async fn http_router<A: HttpAction>(environment: Environment) -> Result<Router, InitError> {
    let edge = Edge {
        action: A::NAME,
        clock: environment.clock(),
        origin: OriginSecrets::of(&environment)?,
        verifier: Arc::new(TokenVerifier::of(&environment)?),
    };
    let action = A::init(&environment).await?;
    Ok((A::route().router)()
        .fallback(no_such_route)
        .layer(axum::middleware::from_fn_with_state(edge, envelope))
        .with_state(action))
}

/// An action that consumes a message, as the consumer of the message's queue.
struct Consumer<A>(A);

impl<A: MessageAction> QueueAction for Consumer<A> {
    const NAME: &'static str = A::NAME;
    type Message = Delivery<A::Message>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        A::init(environment).await.map(Self)
    }

    async fn handle(&self, delivery: Self::Message) -> Result<(), Failure> {
        self.0.handle(delivery).await
    }
}

async fn queue_handler<A: QueueAction>(
    environment: Environment,
) -> Result<EventHandler, InitError> {
    let action = Arc::new(A::init(&environment).await?);
    Ok(Box::new(move |event| {
        Box::pin(handle_batch(environment.clone(), Arc::clone(&action), event))
    }))
}

/// Handles a batch; only the messages that failed come again, each later than
/// the time before.
async fn handle_batch<A: QueueAction>(
    environment: Environment,
    action: Arc<A>,
    event: Value,
) -> Result<Value, Failure> {
    let event: SqsEvent = serde_json::from_value(event)?;
    let mut response = SqsBatchResponse::default();
    for record in event.records {
        let id = record.message_id.clone().unwrap_or_default();
        let outcome = match serde_json::from_str(record.body.as_deref().unwrap_or_default()) {
            Ok(message) => action.handle(message).await,
            Err(error) => Err(error.into()),
        };
        match outcome {
            Ok(()) => tracing::info!(action = A::NAME, message_id = id, "message handled"),
            Err(failure) => {
                let cause = chain(failure.as_ref());
                tracing::error!(action = A::NAME, message_id = id, cause, "message failed");
                redelivery::put_off(&environment, &record).await;
                let mut failed = BatchItemFailure::default();
                failed.item_identifier = id;
                response.batch_item_failures.push(failed);
            }
        }
    }
    Ok(serde_json::to_value(response)?)
}

async fn stream_handler<A: StreamAction>(
    environment: Environment,
) -> Result<EventHandler, InitError> {
    let action = Arc::new(A::init(&environment).await?);
    Ok(Box::new(move |event| {
        let action = Arc::clone(&action);
        Box::pin(async move {
            action.handle(serde_json::from_value(event)?).await?;
            tracing::info!(action = A::NAME, "records handled");
            Ok(Value::Null)
        })
    }))
}

async fn task_handler<A: TaskAction>(environment: Environment) -> Result<EventHandler, InitError> {
    let action = Arc::new(A::init(&environment).await?);
    Ok(Box::new(move |event| {
        let action = Arc::clone(&action);
        Box::pin(async move {
            let output = action.run(serde_json::from_value(event)?).await?;
            tracing::info!(action = A::NAME, "task done");
            Ok(serde_json::to_value(output)?)
        })
    }))
}

/// An error and its sources, innermost last.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(source) = next {
        texts.push(source.to_string());
        next = source.source();
    }
    texts.join(": ")
}

/// One JSON object per line on standard output; the level is Lambda's own setting.
fn start_log() {
    use tracing_subscriber::filter::LevelFilter;
    let level = std::env::var("AWS_LAMBDA_LOG_LEVEL").unwrap_or_else(|_| "info".to_owned());
    let level = match level.as_str() {
        "FATAL" => LevelFilter::ERROR,
        level => level.parse().unwrap_or(LevelFilter::INFO),
    };
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(level)
        .try_init();
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn a_function_logs_what_happens_and_not_how() {
        start_log();
        assert!(tracing::enabled!(Level::INFO) && tracing::enabled!(Level::ERROR));
        assert!(!tracing::enabled!(Level::DEBUG));
    }
}
