//! A world with a university that signs people in, and students on its roster.

use accounts::work::Work;
use http::Extensions;
use http::header::SET_COOKIE;
use serde_json::{Value, json};
use shared_domain::ids::{ApplicationId, StudentId};
use shared_domain::samples;
use shared_domain::student::{Known, Student, StudentRecords, StudentState, student_key};
use shared_kit::{Client, Reply, World};
use shared_platform::ids::AccountId;
use shared_platform::store::Transaction;

use super::provider::{SECRET, University};

pub(crate) const NUMBER: &str = "2025LX0001";

/// One test's world.
pub(crate) struct Campus {
    pub(crate) world: World,
    pub(crate) client: Client,
    pub(crate) university: University,
}

/// A browser that has begun.
pub(crate) struct Begun {
    pub(crate) cookie: String,
    pub(crate) address: String,
}

impl Campus {
    /// Where the university runs OpenID Connect.
    pub(crate) async fn with_open_id() -> Self {
        Self::of(University::open_id).await
    }

    /// Where it runs CAS.
    pub(crate) async fn with_cas() -> Self {
        Self::of(University::cas).await
    }

    /// The same, where this claim or attribute says the student number, or the answers of
    /// CAS are had at this address of the university.
    pub(crate) async fn with(
        variables: impl Fn(&University) -> Vec<(&'static str, String)>,
        name: &'static str,
        value: impl Fn(&University) -> String,
    ) -> Self {
        Self::of(|university| {
            let others = variables(university).into_iter().filter(|(other, _)| *other != name);
            others.chain([(name, value(university))]).collect()
        })
        .await
    }

    async fn of(variables: impl Fn(&University) -> Vec<(&'static str, String)>) -> Self {
        let university = University::open().await;
        let variables = variables(&university);
        let variables: Vec<(&str, &str)> =
            variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut replacements = Extensions::new();
        replacements.insert(Work::CHEAP);
        let secrets = [("university-client-secret", SECRET)];
        let world = World::replacing(replacements, &variables, &secrets).await;
        let client = world.client(&accounts::actions()).await;
        Self { world, client, university }
    }

    /// A student on the roster; `change` says how this one differs.
    pub(crate) async fn student(&self, change: impl FnOnce(Student) -> Student) -> Student {
        let head = samples::application(AccountId::new(), ApplicationId::new());
        let student = Student {
            account: None,
            number: NUMBER.parse().unwrap(),
            state: StudentState::Enrolled { since: self.world.clock().now() },
            email: Some("anna@example.org".to_owned()),
            ..samples::student(&head)
        };
        let student = change(student);
        let records = StudentRecords::of(self.world.environment()).unwrap();
        let mut transaction = Transaction::without_author();
        records.create(&mut transaction, &student, &Known::default()).unwrap();
        transaction.commit().await.unwrap();
        student
    }

    /// The roster has another address of a student.
    pub(crate) async fn roster_says(&self, student: StudentId, email: &str) {
        let before = self.record(student).await;
        let after = Student { email: Some(email.to_owned()), ..before.clone() };
        let records = StudentRecords::of(self.world.environment()).unwrap();
        let mut transaction = Transaction::without_author();
        records.replace(&mut transaction, &before, &after).unwrap();
        transaction.commit().await.unwrap();
    }

    pub(crate) async fn record(&self, student: StudentId) -> Student {
        self.world.get("REGISTRATIONS", &student_key(student)).await.unwrap()
    }

    /// A browser begins.
    pub(crate) async fn begin(&self) -> Begun {
        let body = json!({ "agreementVersion": "2026-11" });
        let reply = self.client.post("/api/university-sign-ins").json(&body).send().await;
        let reply = reply.expect(201);
        let cookie = reply.headers[SET_COOKIE].to_str().unwrap();
        Begun {
            cookie: cookie.split(';').next().unwrap().to_owned(),
            address: reply.body["address"].as_str().unwrap().to_owned(),
        }
    }

    /// A browser comes back.
    pub(crate) async fn finish(&self, cookie: &str, state: &str, proof: &str) -> Reply {
        let body = json!({ "state": state, "proof": proof });
        let call = self.client.post("/api/sessions/university").json(&body);
        call.header("cookie", cookie).send().await
    }

    /// Somebody of whom the university says this signs in, from the beginning on.
    pub(crate) async fn sign_in(&self, said: Value) -> Reply {
        let begun = self.begin().await;
        let (state, proof) = self.university.sign_in(&begun.address, said);
        self.finish(&begun.cookie, &state, &proof).await
    }

    /// The student with the number signs in.
    pub(crate) async fn sign_in_as(&self, number: &str) -> Reply {
        self.sign_in(json!({ "student_number": number })).await
    }

    /// Everything that is stored, without limits and sign-ins that wait.
    pub(crate) async fn stored(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for table in ["ACCOUNTS", "AUDIT", "NOTICES", "OUTBOX", "REGISTRATIONS", "REVIEWS"] {
            all.extend(self.world.items(table).await);
        }
        all.retain(|item| !item["pk"].to_string().contains("UNIVERSITY#"));
        all
    }
}
