//! The whole service in one process: every area's actions over one database and
//! one bucket. What the relay and the queues do between actions, tests do here,
//! in whatever order and as often as they like.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use accounts::work::Work;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::{Extensions, HeaderValue};
use serde_json::{Value, json};
use shared_domain::notices::SendMail;
use shared_kit::{Call, Caller, Client, ORIGIN_SECRET, World, template};
use shared_platform::Clock;
use shared_platform::actions::{EventHandler, Failure};
use shared_platform::auth::StaffRole;
use shared_platform::http::ORIGIN_HEADER;
use shared_platform::outbox::{Message as _, OutboxItem};
use tokio::net::TcpListener;

use crate::areas::{AREAS, area_of};
use crate::journey::sample;
use crate::merchant::{APP_ID, MERCHANT_ID, merchant};
use crate::repository::read;

/// The fonts of letters, as the rules stage has made them.
const LETTER_FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/letter/fonts/dist");

/// The actions of all areas in one world.
pub struct Service {
    /// The world they are in.
    pub world: World,
    client: Client,
    /// WeChat Pay, as a person sees it.
    pub cashier: Client,
    /// The actions that consume a queue, by their names.
    consumers: HashMap<String, Consumer>,
}

/// An action that is not behind the HTTP API.
pub struct Consumer {
    /// Its name.
    pub action: String,
    handler: EventHandler,
}

impl Service {
    /// All actions, started, with WeChat Pay as the cashier plays it.
    ///
    /// # Panics
    /// When one of them cannot start.
    pub async fn new() -> Self {
        let (settings, secret) = merchant();
        let clock: Arc<OnceLock<Clock>> = Arc::default();
        let time = Arc::clone(&clock);
        let cashier = cashier::router(settings, move || time.get().unwrap().now()).unwrap();
        let wechat = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let callbacks = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/dev/cashier/wechat", wechat.local_addr().unwrap());
        let notify_url = format!("http://{}/api/callbacks/wechat", callbacks.local_addr().unwrap());
        let variables = [
            ("WECHAT_PAY_BASE_URL", base_url.as_str()),
            ("WECHAT_PAY_NOTIFY_URL", &notify_url),
            ("WECHAT_PAY_APP_ID", APP_ID),
            ("WECHAT_PAY_MERCHANT_ID", MERCHANT_ID),
            ("MAIL_CONFIGURATION_SET", "mail"),
            ("QUEUE_URL_PREFIX", "https://queues.example.org/"),
            ("LETTER_FONTS", LETTER_FONTS),
        ];
        // What is measured here is the database, not the work of a password.
        let mut replacements = Extensions::new();
        replacements.insert(Work::CHEAP);
        let secrets = [("wechat-pay", secret.to_string())];
        let secrets = secrets.each_ref().map(|(name, value)| (*name, value.as_str()));
        let world = World::replacing(replacements, &variables, &secrets).await;
        clock.set(world.clock().clone()).unwrap();

        let mut router = Router::new();
        for area in AREAS {
            let routes = (area.actions)().router(world.environment()).await.unwrap();
            router = router.merge(routes.reset_fallback());
        }
        serve(wechat, cashier.clone());
        serve(callbacks, router.clone().layer(from_fn(as_the_distribution)));
        let mut consumers = HashMap::new();
        for action in template().consumers() {
            let consumer = Consumer::start(&world, &action).await;
            consumers.insert(action, consumer);
        }
        Self { client: Client::new(router), cashier: Client::new(cashier), consumers, world }
    }

    /// The API.
    #[must_use]
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// A signed-in applicant, whose address is the contact address of the sample.
    pub async fn applicant(&self) -> Caller {
        let applicant = self.world.applicant();
        let email = sample("contact_information")["email"].clone();
        self.world.put_account(&applicant, email.as_str().unwrap()).await;
        applicant
    }

    /// Imports the demonstration catalogue.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn import_catalogue(&self) {
        let catalogue: Value =
            serde_json::from_str(&read("infra/dev/data/demonstration-catalogue.json")).unwrap();
        let administrator = self.world.staff(&[StaffRole::Administrator]).await;
        let call = self.client.put("/api/staff/programmes").by(&administrator).json(&catalogue);
        let imported = call.send().await;
        assert!(imported.status.is_success(), "{}", imported.body);
        self.settle_down().await;
    }

    /// An action that consumes a queue.
    ///
    /// # Panics
    /// When it consumes none.
    #[must_use]
    pub fn consumer(&self, action: &str) -> &Consumer {
        self.consumers.get(action).unwrap_or_else(|| panic!("{action} consumes no queue"))
    }

    /// What waits in the outbox, oldest first.
    pub async fn waiting(&self) -> Vec<OutboxItem> {
        let items = self.world.items("OUTBOX").await.into_iter();
        let mut items: Vec<OutboxItem> =
            items.map(|item| serde_json::from_value(item).unwrap()).collect();
        items.sort_by_key(|item| item.id);
        items
    }

    /// Hands a message of the outbox to its consumer. It stays in the outbox:
    /// messages come twice.
    ///
    /// # Errors
    /// When the message would come again.
    pub async fn hand_over(&self, item: &OutboxItem) -> Result<(), Failure> {
        self.consumer(&item.action).take(&item.body).await
    }

    /// Takes a message out of the outbox.
    pub async fn forget(&self, item: &OutboxItem) {
        let outbox = self.world.environment().table("OUTBOX").unwrap();
        outbox.delete_all(vec![item.key()]).await.unwrap();
    }

    /// Hands over whatever waits, and what follows from it, until nothing does.
    /// Mails are left where they are: nobody reads them here.
    ///
    /// # Panics
    /// When a message fails.
    pub async fn settle_down(&self) {
        loop {
            let mut items = self.waiting().await;
            items.retain(|item| item.action != SendMail::ACTION);
            if items.is_empty() {
                return;
            }
            for item in items {
                self.hand_over(&item).await.unwrap();
                self.forget(&item).await;
            }
        }
    }

    /// Tells `inspect_document` that a file has arrived.
    ///
    /// # Panics
    /// When it fails.
    pub async fn inspect(&self, object: &str) {
        let notification = json!({ "Records": [{ "s3": { "object": { "key": object } } }] });
        self.consumer("inspect_document").take(&notification.to_string()).await.unwrap();
    }

    /// Runs a scheduled action once.
    ///
    /// # Errors
    /// What it fails with.
    pub async fn run(&self, action: &str) -> Result<Value, Failure> {
        Consumer::start(&self.world, action).await.invoke(json!({})).await
    }
}

impl Consumer {
    async fn start(world: &World, action: &str) -> Self {
        let area = AREAS.into_iter().find(|area| area.name == area_of(action)).unwrap();
        let handler = (area.actions)().start(world.environment(), action).await.unwrap();
        Self { action: action.to_owned(), handler }
    }

    /// Takes one message, as SQS would bring it.
    ///
    /// # Errors
    /// When the message would come again.
    pub async fn take(&self, body: &str) -> Result<(), Failure> {
        let event = json!({ "Records": [{ "messageId": "m-1", "body": body }] });
        let reply = self.invoke(event).await?;
        match reply["batchItemFailures"].as_array().map(Vec::as_slice) {
            Some([]) => Ok(()),
            _ => Err(format!("{} could not handle {body}", self.action).into()),
        }
    }

    async fn invoke(&self, event: Value) -> Result<Value, Failure> {
        (self.handler)(event).await
    }
}

/// A call with a new idempotency key.
#[must_use]
pub fn once(call: Call) -> Call {
    call.idempotency_key(&shared_platform::ids::OutboxId::new().to_string())
}

fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await });
}

/// The way to the service leads through the distribution.
async fn as_the_distribution(mut request: Request, next: Next) -> Response {
    let origin = HeaderValue::from_static(ORIGIN_SECRET);
    request.headers_mut().insert(ORIGIN_HEADER, origin);
    next.run(request).await
}
