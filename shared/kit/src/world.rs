//! A world of one test: its own database, its own keys, its own clock.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::Extensions;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared_domain::account::Contact;
use shared_platform::actions::{Actions, Failure};
use shared_platform::auth::{AccessClaims, AccountKind, StaffRole, TokenSigner};
use shared_platform::auth::{account_key, session_key};
use shared_platform::clock::Clock;
use shared_platform::environment::{Environment, Seams};
use shared_platform::ids::{AccountId, OutboxId, SessionId};
use shared_platform::locale::Locale;
use shared_platform::outbox::{Delivery, Message, OutboxItem};
use shared_platform::store::{Item, Key, Query};

use crate::bucket::{self, Bucket};
use crate::client::Client;
use crate::meanwhile::Meanwhile;
use crate::{Breakdown, Calls, services, template};

/// What the distribution shows the functions of a test world.
pub const ORIGIN_SECRET: &str = "the distribution of a test";

/// Everything a test of an area needs around its actions.
pub struct World {
    environment: Environment,
    clock: Clock,
    signer: TokenSigner,
    bucket: Bucket,
    calls: Calls,
    breakdown: Breakdown,
    meanwhile: Meanwhile,
}

/// A person who is signed in.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The person's account.
    pub account: AccountId,
    /// A valid access token.
    pub token: String,
    claims: AccessClaims,
}

impl World {
    /// A world in which it is 2027-03-01, ten in the morning in Beijing.
    pub async fn new() -> Self {
        Self::with(&[], &[]).await
    }

    /// The same with more variables and secrets.
    pub async fn with(variables: &[(&str, &str)], secrets: &[(&str, &str)]) -> Self {
        Self::replacing(Extensions::new(), variables, secrets).await
    }

    /// The same, where actions find these values in place of their own.
    pub async fn replacing(
        replacements: Extensions,
        variables: &[(&str, &str)],
        secrets: &[(&str, &str)],
    ) -> Self {
        let clock = Clock::standing_at("2027-03-01T02:00:00Z".parse().unwrap());
        Self::at(clock, replacements, variables, secrets).await
    }

    /// The same by another clock: that of the machine, for what talks with programs
    /// that read it.
    pub async fn at(
        clock: Clock,
        replacements: Extensions,
        variables: &[(&str, &str)],
        secrets: &[(&str, &str)],
    ) -> Self {
        let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(der.as_ref()).unwrap();
        let signing_key = STANDARD.encode(der.as_ref());
        let mut all_secrets: HashMap<String, String> = HashMap::from([
            ("access-token-signing-key".to_owned(), signing_key.clone()),
            ("challenge-secret".to_owned(), "a challenge secret for tests".to_owned()),
            ("account-secrets-key".to_owned(), STANDARD.encode([7u8; 32])),
        ]);
        all_secrets
            .extend(secrets.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));

        let mut all: HashMap<String, String> = [
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "AKIATEST"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("STAGE", "test"),
            ("ORIGIN_SECRETS", ORIGIN_SECRET),
            ("PUBLIC_URL", "https://apply.example.org"),
            ("SECRETS_PATH", "/sojourn/test"),
            ("UPLOADS_BUCKET", bucket::NAME),
            ("MAIL_FROM", "Sojourn <no-reply@apply.example.org>"),
        ]
        .into_iter()
        .chain(variables.iter().copied())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
        let public_key = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        all.insert("ACCESS_TOKEN_KEYS".to_owned(), public_key);
        all.insert("AWS_ENDPOINT_URL_DYNAMODB".to_owned(), start_dynamodb().await);
        let bucket = Bucket::default();
        let services = services::start(all_secrets, &bucket).await;
        all.entry("AWS_ENDPOINT_URL".to_owned()).or_insert(services);
        for (name, _) in template().tables() {
            all.insert(format!("{name}_TABLE"), name);
        }

        let (calls, breakdown) = (Calls::default(), Breakdown::default());
        let meanwhile = Meanwhile::default();
        let seams = Seams {
            // A loaded machine: tests wait longer for their database.
            patience: 20,
            interceptors: vec![
                SharedInterceptor::new(calls.clone()),
                SharedInterceptor::new(breakdown.clone()),
                SharedInterceptor::new(meanwhile.clone()),
            ],
            replacements,
        };
        let environment = Environment::new(all, clock.clone(), seams).unwrap();
        let signer = TokenSigner::new(&signing_key.into()).unwrap();
        Self { environment, clock, signer, bucket, calls, breakdown, meanwhile }
    }

    /// The environment that actions are started in.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The DynamoDB calls made so far.
    #[must_use]
    pub const fn calls(&self) -> &Calls {
        &self.calls
    }

    /// What lets a function die at a call, for tests of what it leaves behind.
    #[must_use]
    pub const fn breakdown(&self) -> &Breakdown {
        &self.breakdown
    }

    /// Lets something happen at the last moment, once: after the next action has read,
    /// and before it commits. The test needs threads (`flavor = "multi_thread"`), since
    /// the action waits in the middle of a call.
    pub fn before_next_commit(&self, happening: impl Future<Output = ()> + Send + 'static) {
        self.meanwhile.before_next_commit(happening);
    }

    /// The bucket of uploads.
    #[must_use]
    pub const fn bucket(&self) -> &Bucket {
        &self.bucket
    }

    /// The world's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// A client of the HTTP actions.
    pub async fn client(&self, actions: &Actions) -> Client {
        Client::new(actions.router(&self.environment).await.expect("the actions start"))
    }

    /// Hands one message to the action that consumes a queue, as SQS would.
    ///
    /// # Errors
    /// When the message failed and would come again.
    pub async fn deliver(
        &self,
        actions: &Actions,
        action: &str,
        message: &impl serde::Serialize,
    ) -> Result<(), Failure> {
        let body = serde_json::to_string(message).unwrap();
        let event = serde_json::json!({ "Records": [{ "messageId": "m-1", "body": body }] });
        let reply = actions.invoke(&self.environment, action, event).await?;
        match reply["batchItemFailures"].as_array().map(Vec::as_slice) {
            Some([]) => Ok(()),
            _ => Err("the message failed".into()),
        }
    }

    /// A signed-in applicant with an account id of their own.
    #[must_use]
    pub fn applicant(&self) -> Caller {
        self.caller(AccountKind::Applicant, "tester.anna", &[])
    }

    /// Puts the account of an applicant there, with this address.
    pub async fn put_account(&self, applicant: &Caller, email: &str) {
        let account = Contact {
            user_name: applicant.claims.name.clone(),
            email: email.to_owned(),
            email_of_roster: false,
            locale: Locale::En,
            time_zone: "Europe/Helsinki".to_owned(),
            notice_mails: true,
            vanishes_at: None,
        };
        self.put("ACCOUNTS", Item::new(account_key(applicant.account), &account).unwrap()).await;
    }

    /// A signed-in member of staff, with what their standing rests on.
    pub async fn staff(&self, roles: &[StaffRole]) -> Caller {
        let caller = self.caller(AccountKind::Staff, "staff.member", roles);
        self.set_roles(&caller, roles).await;
        let session = session_key(caller.account, caller.claims.sid);
        self.put("ACCOUNTS", Item::new(session, &serde_json::json!({})).unwrap()).await;
        caller
    }

    /// Gives a member of staff other roles. Their token still says the old ones.
    pub fn set_roles(
        &self,
        caller: &Caller,
        roles: &[StaffRole],
    ) -> impl Future<Output = ()> + Send + use<> {
        let account = serde_json::json!({
            "sessionGeneration": caller.claims.generation,
            "roles": roles,
        });
        self.put("ACCOUNTS", Item::new(account_key(caller.account), &account).unwrap())
    }

    /// Ends the session of a member of staff. Their token still names it.
    pub fn end_session(&self, caller: &Caller) -> impl Future<Output = ()> + Send + use<> {
        let session = session_key(caller.account, caller.claims.sid);
        let accounts = self.environment.table("ACCOUNTS").unwrap();
        async move { accounts.delete_all(vec![session]).await.unwrap() }
    }

    fn caller(&self, kind: AccountKind, name: &str, roles: &[StaffRole]) -> Caller {
        let claims = AccessClaims {
            sub: AccountId::new(),
            sid: SessionId::new(),
            generation: 1,
            kind,
            name: name.to_owned(),
            roles: roles.to_vec(),
        };
        self.sign_at(claims, self.clock.now())
    }

    /// The same person with a new token, after time has passed.
    #[must_use]
    pub fn renewed(&self, caller: &Caller) -> Caller {
        self.sign_at(caller.claims.clone(), self.clock.now())
    }

    /// The same person with a token that has run out.
    #[must_use]
    pub fn expired(&self, caller: &Caller) -> Caller {
        self.sign_at(
            caller.claims.clone(),
            shared_platform::clock::seconds_after(self.clock.now(), -3600),
        )
    }

    fn sign_at(&self, claims: AccessClaims, now: jiff::Timestamp) -> Caller {
        let (token, _) = self.signer.sign(claims.clone(), now).unwrap();
        Caller { account: claims.sub, token, claims }
    }

    /// What the outbox holds, oldest first.
    pub async fn outbox(&self) -> Vec<OutboxItem> {
        let mut items: Vec<OutboxItem> =
            serde_dynamo::from_items(self.scan("OUTBOX").await).unwrap();
        items.sort_by_key(|item| item.id);
        items
    }

    /// The messages of one kind in the outbox, oldest first.
    pub async fn sent<M: Message>(&self) -> Vec<M> {
        messages(&self.outbox().await)
    }

    /// Takes everything out of the outbox, as the relay does; oldest first.
    pub async fn take_outbox(&self) -> Vec<OutboxItem> {
        let items = self.outbox().await;
        let keys: Vec<Key> = items.iter().map(OutboxItem::key).collect();
        for keys in keys.chunks(25) {
            self.environment.table("OUTBOX").unwrap().delete_all(keys.to_vec()).await.unwrap();
        }
        items
    }

    /// Hands an item of the outbox to its consumer, as its queue would.
    ///
    /// # Errors
    /// When the message failed and would come again.
    pub async fn hand_over(&self, actions: &Actions, item: &OutboxItem) -> Result<(), Failure> {
        let body: Value = serde_json::from_str(&item.body).unwrap();
        self.deliver(actions, &item.action, &body).await
    }

    /// Hands a message to its consumer, as its queue would.
    ///
    /// # Errors
    /// When the message failed and would come again.
    pub async fn consume<M: Message>(&self, actions: &Actions, message: M) -> Result<(), Failure> {
        let delivery = Delivery { id: OutboxId::new(), message };
        self.deliver(actions, M::ACTION, &delivery).await
    }

    /// The audit entries of a subject, oldest first.
    pub async fn audit(&self, subject: impl std::fmt::Display) -> Vec<Value> {
        self.list("AUDIT", &format!("SUBJECT#{subject}")).await
    }

    /// All values of a partition.
    pub async fn list<T: DeserializeOwned>(&self, table: &str, pk: &str) -> Vec<T> {
        let table = self.environment.table(table).unwrap();
        table.list(Query::partition(pk).limit(1000)).await.unwrap().items
    }

    /// The value under a key.
    pub async fn get<T: DeserializeOwned>(&self, table: &str, key: &Key) -> Option<T> {
        self.environment.table(table).unwrap().get(key).await.unwrap()
    }

    /// Writes an item, over whatever stands there.
    pub fn put(&self, table: &str, item: Item) -> impl Future<Output = ()> + Send + use<> {
        let anything = shared_platform::store::Condition::item_missing()
            .or(shared_platform::store::Condition::item_exists());
        let table = self.environment.table(table).unwrap();
        async move { table.put(item, anything).await.unwrap() }
    }

    /// Everything that a table holds.
    pub async fn items(&self, table: &str) -> Vec<Value> {
        let items = self.scan(table).await.into_iter();
        items.map(|item| serde_dynamo::from_item(item).unwrap()).collect()
    }

    /// Everything that a table holds, as text, in an order of its own: for tests
    /// of what must not be in it, and of what did not change.
    pub async fn dump(&self, table: &str) -> String {
        let items = self.scan(table).await;
        let mut lines: Vec<String> =
            items.into_iter().map(AttributeValue::M).map(describe).collect();
        lines.sort();
        lines.join("\n")
    }

    /// All items of a table.
    async fn scan(&self, table: &str) -> Vec<HashMap<String, AttributeValue>> {
        let name = self.environment.variable(&format!("{table}_TABLE")).unwrap().to_owned();
        let pages = self.environment.dynamodb().scan().table_name(name).into_paginator().items();
        pages.send().collect::<Result<_, _>>().await.unwrap()
    }
}

/// The messages of one kind among items of the outbox.
#[must_use]
pub fn messages<M: Message>(items: &[OutboxItem]) -> Vec<M> {
    let deliveries = items.iter().filter_map(|item| item.delivery().unwrap());
    deliveries.map(|delivery| delivery.message).collect()
}

/// An attribute as text, maps in the order of their names.
fn describe(value: AttributeValue) -> String {
    match value {
        AttributeValue::M(map) => {
            let sorted: std::collections::BTreeMap<String, String> =
                map.into_iter().map(|(name, value)| (name, describe(value))).collect();
            format!("{sorted:?}")
        }
        AttributeValue::L(list) => {
            format!("{:?}", list.into_iter().map(describe).collect::<Vec<_>>())
        }
        plain => format!("{plain:?}"),
    }
}

/// Starts a database of its own with the template's tables; answers its address.
async fn start_dynamodb() -> String {
    let database = dynoxide::Database::memory().expect("a database in memory");
    for (_, table) in template().tables() {
        let request = serde_json::from_value(table).expect("a CreateTable request");
        database.create_table(request).expect("the table can be made");
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    format!("http://{address}")
}
