//! Demonstration data, put in through the front door: over HTTP, as clients do.
//! Only the first staff accounts are made by invoking a function directly, as
//! an operator would.

use std::time::{Duration, Instant};

use http::{Method, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::demonstration::{ApplicantSignIn, Demonstration, StaffSignIn};
use crate::failure::OrFail;
use crate::front::mailbox::{self, Mail};
use crate::{Failure, challenge, totp, workspace};

/// Makes staff, the catalogue and an applicant.
///
/// # Errors
/// When a step is refused.
pub(crate) async fn seed(stack: &mut Demonstration) -> Result<(), Failure> {
    let client = Client::new();
    for role in ["administrator", "reviewer"] {
        let sign_in = create_staff_account(&client, stack, role).await?;
        stack.staff.push(sign_in);
    }
    import_catalogue(&client, stack).await?;
    stack.applicant = Some(register_applicant(&client, stack).await?);
    Ok(())
}

async fn create_staff_account(
    client: &Client,
    stack: &Demonstration,
    role: &str,
) -> Result<StaffSignIn, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Created {
        user_name: String,
        password: String,
        totp_secret: String,
    }
    let account = json!({
        "userName": format!("demo-{role}"),
        "email": format!("{role}@example.org"),
        "roles": [role],
    });
    let reply = invoke(client, stack, "CreateStaffAccountFunction", &account).await?;
    let created: Created = reply.json()?;
    Ok(StaffSignIn {
        user_name: created.user_name,
        roles: vec![role.to_owned()],
        password: created.password,
        totp_secret: created.totp_secret,
    })
}

/// Invokes a function as the emulator's root, whose signature is not checked.
async fn invoke(
    client: &Client,
    stack: &Demonstration,
    function: &str,
    payload: &Value,
) -> Result<Reply, Failure> {
    let name = stack.resource(function)?;
    let url = format!("{}/2015-03-31/functions/{name}/invocations", stack.emulator);
    let root = "AWS4-HMAC-SHA256 Credential=test/20270101/us-east-1/lambda/aws4_request, \
        SignedHeaders=host, Signature=none";
    let headers = [(header::AUTHORIZATION, root.to_owned())];
    let reply = client.send_json(Method::POST, &url, &headers, payload).await?;
    match reply.headers.get("x-amz-function-error") {
        None => reply.successful(function),
        Some(_) => Err(Failure::new(format!("{function} failed: {reply}"))),
    }
}

async fn import_catalogue(client: &Client, stack: &Demonstration) -> Result<(), Failure> {
    let file = workspace::path("infra/dev/data/demonstration-catalogue.json");
    let catalogue = std::fs::read(&file).or_fail(file.display())?;
    let token = sign_in(client, stack, stack.staff_with("administrator")?).await?;
    let headers = [
        (header::AUTHORIZATION, format!("Bearer {token}")),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    let url = format!("{}/api/staff/programmes", stack.front);
    let reply = client.send(Method::PUT, &url, &headers, catalogue.into()).await?;
    reply.successful("importing the demonstration catalogue")?;
    Ok(())
}

async fn sign_in(
    client: &Client,
    stack: &Demonstration,
    staff: &StaffSignIn,
) -> Result<String, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Session {
        access_token: String,
    }
    let session = json!({
        "name": staff.user_name,
        "password": staff.password,
        "totp": totp::current_code(&staff.totp_secret)?,
    });
    let url = format!("{}/api/sessions", stack.front);
    let reply = client.send_json(Method::POST, &url, &[], &session).await?;
    let session: Session = reply.successful("signing in as demonstration staff")?.json()?;
    Ok(session.access_token)
}

async fn register_applicant(
    client: &Client,
    stack: &Demonstration,
) -> Result<ApplicantSignIn, Failure> {
    let applicant = ApplicantSignIn {
        user_name: "tester-anna".to_owned(),
        email: "anna.tester@example.org".to_owned(),
        password: "Try-The-Journey-27".to_owned(),
    };
    let registration = json!({
        "userName": applicant.user_name,
        "email": applicant.email,
        "password": applicant.password,
        "passwordConfirmation": applicant.password,
        "agreementVersion": "2026-11",
        "locale": "en",
        "challenge": challenge::solved(client, &stack.front).await?,
    });
    let url = format!("{}/api/accounts", stack.front);
    let reply = client.send_json(Method::POST, &url, &[], &registration).await?;
    reply.successful("registering the demonstration applicant")?;
    let code = activation_code(client, stack, &applicant.email).await?;
    let url = format!("{}/api/activations", stack.front);
    let reply = client.send_json(Method::POST, &url, &[], &json!({ "code": code })).await?;
    reply.successful("activating the demonstration applicant")?;
    Ok(applicant)
}

/// Waits for the activation mail and takes the code out of its link.
async fn activation_code(
    client: &Client,
    stack: &Demonstration,
    address: &str,
) -> Result<String, Failure> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        let mails = mailbox::read(client, &stack.emulator).await?;
        if let Some(code) =
            mails.iter().filter(|mail| mail.is_to(address)).find_map(Mail::activation_code)
        {
            return Ok(code);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!("no mail with an activation link came to {address}")))
}
