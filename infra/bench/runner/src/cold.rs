//! Cold starts: spawn to first reply, and peak memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::process::Command;

use crate::Failure;
use crate::aws::Aws;
use crate::keys::TokenKey;
use crate::runtime_api::RuntimeApi;

/// How often each binary is started; all take turns, so that noise hits all.
const ROUNDS: usize = 25;

const APPLICATION: &str = "app_00000000000070008000000000000001";

/// A function to be started.
struct Subject {
    title: String,
    binary: PathBuf,
    handler: &'static str,
    event: String,
    times: Vec<Duration>,
    peak_kib: u64,
}

/// Starts every binary in turns and prints the table.
pub async fn run(areas: &Path, compared: &Path) -> Result<(), Failure> {
    let key = TokenKey::generate()?;
    let secrets = HashMap::from([
        ("access-token-signing-key".to_owned(), key.secret()),
        ("challenge-secret".to_owned(), "a challenge secret for the benchmark".to_owned()),
        (
            "account-secrets-key".to_owned(),
            "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".to_owned(),
        ),
    ]);
    let folder = std::env::temp_dir().join(format!("sojourn-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let aws = Aws::start(&folder, secrets).await?;
    let mut runtime = RuntimeApi::start().await?;
    let mut subjects = subjects(areas, compared, &key);
    for round in 0..=ROUNDS {
        for subject in &mut subjects {
            let (time, peak_kib) = start(subject, &aws, &mut runtime, &key).await?;
            // The first round only brings the binaries into memory.
            if round > 0 {
                subject.times.push(time);
                subject.peak_kib = subject.peak_kib.max(peak_kib);
            }
        }
    }
    print_table(&mut subjects)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Of each area an action whose reply takes one DynamoDB call.
fn subjects(areas: &Path, compared: &Path, key: &TokenKey) -> Vec<Subject> {
    let applicant = key.token("applicant");
    let staff = key.token("staff");
    let application = format!("/api/applications/{APPLICATION}");
    let of_area =
        |area: &str, handler, method: &str, path: &str, token: &str, body: Option<&str>| {
            let title = format!("{area}: {handler}");
            subject(title, areas.join(area), handler, event(method, path, token, body))
        };
    let beside = |name: &str| {
        subject(name.to_owned(), compared.join(name), "hello", event("GET", "/api/hello", "", None))
    };
    vec![
        beside("hello"),
        beside("first_call_ring"),
        beside("first_call_aws_lc"),
        beside("first_call_aws_lc_no_jitter"),
        of_area("accounts", "activate", "POST", "/api/activations", "", Some(r#"{"code":"x"}"#)),
        of_area("admissions", "view_application", "GET", &application, &applicant, None),
        of_area(
            "documents",
            "list_documents",
            "GET",
            &format!("{application}/documents"),
            &applicant,
            None,
        ),
        of_area(
            "payments",
            "view_payment",
            "GET",
            &format!("{application}/payment"),
            &applicant,
            None,
        ),
        of_area(
            "reviews",
            "view_review",
            "GET",
            "/api/reviews/rev_00000000000070008000000000000001",
            &staff,
            None,
        ),
        of_area("notices", "list_notices", "GET", "/api/notices", &applicant, None),
    ]
}

fn subject(title: String, binary: PathBuf, handler: &'static str, event: String) -> Subject {
    Subject { title, binary, handler, event, times: Vec::new(), peak_kib: 0 }
}

/// An event of an HTTP API, payload format 2.0.
fn event(method: &str, path: &str, token: &str, body: Option<&str>) -> String {
    let mut event = json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": { "content-type": "application/json", "authorization": format!("Bearer {token}") },
        "requestContext": {
            "accountId": "000000000000", "apiId": "bench", "domainName": "bench", "domainPrefix": "bench",
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.1", "userAgent": "bench" },
            "requestId": "bench", "routeKey": "$default", "stage": "$default",
            "time": "01/Jan/2027:00:00:00 +0000", "timeEpoch": 1_798_761_600_000_u64,
        },
        "isBase64Encoded": false,
    });
    if let Some(body) = body {
        event["body"] = body.into();
    }
    event.to_string()
}

async fn start(
    subject: &Subject,
    aws: &Aws,
    runtime: &mut RuntimeApi,
    key: &TokenKey,
) -> Result<(Duration, u64), Failure> {
    runtime.offer(subject.event.clone()).await;
    let mut command = Command::new(&subject.binary);
    command
        .env_clear()
        .envs(variables(subject.handler, aws, runtime, key))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let started = Instant::now();
    let mut child =
        command.spawn().map_err(|error| format!("{}: {error}", subject.binary.display()))?;
    let reply = runtime.reply().await.map_err(|error| format!("{}: {error}", subject.title))?;
    let time = reply.at - started;
    if !reply.body.starts_with("response") || reply.body.contains(r#""statusCode":5"#) {
        return Err(format!("{} failed: {}", subject.title, reply.body).into());
    }
    let peak_kib = child.id().and_then(peak_memory).unwrap_or_default();
    child.kill().await?;
    Ok((time, peak_kib))
}

fn variables(
    handler: &str,
    aws: &Aws,
    runtime: &RuntimeApi,
    key: &TokenKey,
) -> Vec<(String, String)> {
    let tables = [
        "ACCOUNTS",
        "APPLICATIONS",
        "AUDIT",
        "DOCUMENTS",
        "LIMITS",
        "NOTICES",
        "OUTBOX",
        "PAYMENTS",
        "PROGRAMMES",
        "REVIEWS",
    ];
    let mut variables: Vec<(String, String)> =
        tables.iter().map(|table| (format!("{table}_TABLE"), (*table).to_owned())).collect();
    let certificate = aws.certificate.display().to_string();
    let public_key = key.public();
    for (name, value) in [
        ("_HANDLER", handler),
        ("AWS_LAMBDA_RUNTIME_API", &runtime.address),
        ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "bench"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "AKIABENCH"),
        ("AWS_SECRET_ACCESS_KEY", "bench"),
        ("AWS_ENDPOINT_URL", &aws.endpoint),
        // The one root the functions trust in this run.
        ("SSL_CERT_FILE", &certificate),
        ("STAGE", "bench"),
        ("PUBLIC_URL", "https://apply.example.org"),
        ("SECRETS_PATH", "/sojourn/bench"),
        ("ACCESS_TOKEN_KEYS", &public_key),
        ("UPLOADS_BUCKET", "bench"),
    ] {
        variables.push((name.to_owned(), value.to_owned()));
    }
    variables
}

/// The most memory a process ever had resident, in KiB.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn print_table(subjects: &mut [Subject]) -> Result<(), Failure> {
    println!(
        "\n{ROUNDS} cold starts each, taking turns; spawn to first reply, real TLS, one core's worth of luck\n"
    );
    println!("| function | binary MB | median ms | 90 % ms | peak MB | of hello |");
    println!("|---|---:|---:|---:|---:|---:|");
    let mut hello = None;
    for subject in subjects {
        subject.times.sort();
        let at = |part: usize| {
            subject.times[(subject.times.len() - 1) * part / 10].as_secs_f64() * 1000.0
        };
        let median = at(5);
        let hello = *hello.get_or_insert(median);
        let size = std::fs::metadata(&subject.binary)?.len() as f64 / 1e6;
        println!(
            "| {} | {size:.1} | {median:.1} | {:.1} | {:.1} | {:.2} |",
            subject.title,
            at(9),
            subject.peak_kib as f64 / 1024.0,
            median / hello,
        );
    }
    Ok(())
}
