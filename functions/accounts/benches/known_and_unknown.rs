//! `cargo dev bench names`: what a name that has an account costs beside one
//! that has none, in the actions that take a name from anybody. The two stand
//! in turns, in one run: machines are noisy, so the ratio of the medians counts.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared_domain::account::mails::ActivateAccount;
use shared_domain::notices::SendMail;
use shared_kit::{Client, World, secret_in};

/// How often each is asked, when the command does not say it.
const ROUNDS: usize = 41;
const KNOWN: &str = "anna.tester";
const UNKNOWN: &str = "nobody.here";
const PASSWORD: &str = "Willow-Lantern-27";

/// A question that anybody may ask about a name.
struct Question {
    what: &'static str,
    path: &'static str,
    /// The body for a name and a solved challenge.
    body: fn(&str, &str) -> Value,
    expected: u16,
}

const QUESTIONS: [Question; 4] = [
    Question {
        what: "sign in with a wrong password",
        path: "/api/sessions",
        body: |name, _| json!({ "name": name, "password": "Wrong-Password-1" }),
        expected: 401,
    },
    Question {
        what: "ask for a temporary password",
        path: "/api/passwords/requests",
        body: |name, challenge| json!({ "name": name, "challenge": challenge }),
        expected: 202,
    },
    Question {
        what: "ask for another activation link",
        path: "/api/activations/requests",
        body: |name, challenge| json!({ "name": name, "challenge": challenge }),
        expected: 202,
    },
    Question {
        what: "reset with a wrong temporary password",
        path: "/api/passwords/resets",
        body: |name, _| {
            json!({
                "name": name,
                "temporaryPassword": "Sj1-wrong",
                "password": "Another-Lantern-28",
                "passwordConfirmation": "Another-Lantern-28",
            })
        },
        expected: 422,
    },
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // cargo hands on what stands behind `--`, with a word of its own before.
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS);
    let world = World::new().await;
    let client = world.client(&accounts::actions()).await;
    join(&world, &client).await;
    println!("{:40} {:>12} {:>12} {:>8}", "medians in milliseconds", "known", "unknown", "ratio");
    for question in &QUESTIONS {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for round in 0..rounds {
            // The failures of the round before are forgotten, and who comes first changes.
            world.advance(Duration::from_secs(25 * 60 * 60));
            let mut turns = [(KNOWN, &mut known), (UNKNOWN, &mut unknown)];
            if round % 2 == 1 {
                turns.reverse();
            }
            for (name, times) in turns {
                times.push(ask(&client, question, name).await);
            }
        }
        let (known, unknown) = (median(known), median(unknown));
        let ratio = known / unknown;
        println!("{:40} {known:>12.2} {unknown:>12.2} {ratio:>8.3}", question.what);
    }
}

/// How long the reply took, in milliseconds.
async fn ask(client: &Client, question: &Question, name: &str) -> f64 {
    let body = (question.body)(name, &solved(client).await);
    let call = client.post(question.path).json(&body);
    let started = Instant::now();
    let reply = call.send().await;
    let took = started.elapsed();
    assert_eq!(reply.status.as_u16(), question.expected, "{}: {:#}", question.what, reply.body);
    took.as_secs_f64() * 1000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Registers the known name and activates its account.
async fn join(world: &World, client: &Client) {
    let form = json!({
        "userName": KNOWN,
        "email": format!("{KNOWN}@example.org"),
        "password": PASSWORD,
        "passwordConfirmation": PASSWORD,
        "agreementVersion": accounts::account::AGREEMENT_VERSION,
        "locale": "en",
        "challenge": solved(client).await,
    });
    let _ = client.post("/api/accounts").json(&form).send().await.expect(202);
    let mails = world.sent::<SendMail>().await;
    let code = mails.iter().rev().find_map(secret_in::<ActivateAccount>).unwrap();
    let code = json!({ "code": code });
    let _ = client.post("/api/activations").json(&code).send().await.expect(200);
}

async fn solved(client: &Client) -> String {
    let challenge = client.get("/api/challenges").send().await.expect(200).body;
    let challenge: altcha::Challenge = serde_json::from_value(challenge).unwrap();
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
    let payload = altcha::Payload { challenge, solution: solution.unwrap().unwrap() };
    STANDARD.encode(serde_json::to_vec(&payload).unwrap())
}
