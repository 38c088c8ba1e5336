//! Demonstration data, put in through the front door: over HTTP, as clients do.
//! Only the first administrator is invited by invoking a function directly, as
//! an operator would.

use std::time::{Duration, Instant};

use http::{HeaderName, Method, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::demonstration::{ApplicantSignIn, Demonstration, StaffSignIn, Student};
use crate::failure::OrFail;
use crate::front::mailbox;
use crate::invitation::NewColleague;
use crate::university::{PASSWORD, Person, University};
use crate::{Failure, challenge, totp, workspace};

/// Makes staff, the catalogue and an applicant.
///
/// # Errors
/// When a step is refused.
pub(crate) async fn seed(stack: &mut Demonstration) -> Result<(), Failure> {
    let client = Client::new();
    stack.staff.push(first_administrator(&client, stack).await?);
    let token = sign_in(&client, stack, stack.staff_with("administrator")?).await?;
    stack.staff.push(colleague(&client, stack, &token, "reviewer").await?);
    import_catalogue(&client, stack, &token).await?;
    stack.staff.push(colleague(&client, stack, &token, "registrar").await?);
    stack.staff.push(colleague(&client, stack, &token, "visa_officer").await?);
    stack.students = import_roster(&client, stack).await?;
    stack.applicant = Some(register_applicant(&client, stack).await?);
    Ok(())
}

async fn first_administrator(
    client: &Client,
    stack: &Demonstration,
) -> Result<StaffSignIn, Failure> {
    #[derive(Deserialize)]
    struct Invited {
        url: String,
    }
    let email = json!({ "email": "administrator@example.org" });
    let reply = invoke(client, stack, "InviteAdministratorFunction", &email).await?;
    let Invited { url } = reply.json()?;
    let code = url.split_once("#code=").map(|(_, code)| code);
    let code = code.ok_or_else(|| Failure::new(format!("no code in {url}")))?;
    let administrator = NewColleague {
        user_name: "demo-administrator".to_owned(),
        password: "Mind-The-Office-27".to_owned(),
    };
    administrator.accept(client, &stack.front, code).await
}

/// A colleague of one role.
async fn colleague(
    client: &Client,
    stack: &Demonstration,
    token: &str,
    role: &str,
) -> Result<StaffSignIn, Failure> {
    let email = &format!("{role}@example.org");
    let headers = [
        (header::AUTHORIZATION, format!("Bearer {token}")),
        (HeaderName::from_static("idempotency-key"), format!("demonstration-{role}")),
    ];
    let url = format!("{}/api/staff/invitations", stack.front);
    let invitation = json!({ "email": email, "roles": [role] });
    let reply = client.send_json(Method::POST, &url, &headers, &invitation).await?;
    reply.successful("inviting demonstration staff")?;
    let code = code_in_mail(client, stack, email, "/invitation#code=").await?;
    let colleague = NewColleague {
        user_name: format!("demo-{}", role.replace('_', "-")),
        password: "Read-Each-Passport-27".to_owned(),
    };
    colleague.accept(client, &stack.front, &code).await
}

/// Puts those on the roster of whom the university says a number; not the stranger,
/// whose number is nobody's.
async fn import_roster(client: &Client, stack: &Demonstration) -> Result<Vec<Student>, Failure> {
    let token = sign_in(client, stack, stack.staff_with("registrar")?).await?;
    let file = workspace::path("infra/dev/data/demonstration-roster.csv");
    let roster = std::fs::read_to_string(&file).or_fail(file.display())?;
    let headers = [
        (header::AUTHORIZATION, format!("Bearer {token}")),
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
    ];
    let url = format!("{}/api/staff/roster", stack.front);
    let reply = client.send(Method::PUT, &url, &headers, roster.clone().into()).await?;
    let import: Import = reply.successful("importing the demonstration roster")?.json()?;
    if let Some(id) = import.id {
        import_written(client, stack, &token, &format!("roster/imports/{id}")).await?;
    }
    let known = University::people()?.into_iter();
    let students = known.filter_map(|Person { login, student_number }| {
        let number = student_number.filter(|number| roster.contains(number))?;
        Some(Student { number, login, password: PASSWORD.to_owned() })
    });
    Ok(students.collect())
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

async fn import_catalogue(
    client: &Client,
    stack: &Demonstration,
    token: &str,
) -> Result<(), Failure> {
    let file = workspace::path("infra/dev/data/demonstration-catalogue.json");
    let catalogue = std::fs::read(&file).or_fail(file.display())?;
    let headers = [
        (header::AUTHORIZATION, format!("Bearer {token}")),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    let url = format!("{}/api/staff/programmes", stack.front);
    let reply = client.send(Method::PUT, &url, &headers, catalogue.into()).await?;
    let import: Import = reply.successful("importing the demonstration catalogue")?.json()?;
    let Some(id) = import.id else { return Ok(()) };
    import_written(client, stack, token, &format!("imports/{id}")).await
}

/// What the reply to an import says of it.
#[derive(Deserialize)]
struct Import {
    id: Option<String>,
}

/// Waits until all of an import is written.
async fn import_written(
    client: &Client,
    stack: &Demonstration,
    token: &str,
    import: &str,
) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Progress {
        state: String,
    }
    let headers = [(header::AUTHORIZATION, format!("Bearer {token}"))];
    let url = format!("{}/api/staff/{import}", stack.front);
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline {
        let reply = client.send(Method::GET, &url, &headers, Vec::new().into()).await?;
        let progress: Progress = reply.successful("looking at the import")?.json()?;
        if progress.state == "done" {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!("{import} was not written")))
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
    let code = code_in_mail(client, stack, &applicant.email, "/activate#code=").await?;
    let url = format!("{}/api/activations", stack.front);
    let reply = client.send_json(Method::POST, &url, &[], &json!({ "code": code })).await?;
    reply.successful("activating the demonstration applicant")?;
    Ok(applicant)
}

/// Waits for the mail with a link, and takes the code out of it.
async fn code_in_mail(
    client: &Client,
    stack: &Demonstration,
    address: &str,
    link: &str,
) -> Result<String, Failure> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        let mails = mailbox::read(client, &stack.emulator).await?;
        let mut theirs = mails.iter().filter(|mail| mail.is_to(address));
        if let Some(code) = theirs.find_map(|mail| mail.code(link)) {
            return Ok(code);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!("no mail with a link {link}… came to {address}")))
}
