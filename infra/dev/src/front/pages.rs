//! The pages under /dev.

use std::fmt::Write;

use axum::Json;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use http::{StatusCode, header};
use serde_json::json;

use super::html::{page, text, text_with_links};
use super::{Front, mailbox};
use crate::{Failure, api_document, totp};

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::BAD_GATEWAY, self.to_string()).into_response()
    }
}

/// Where everything is, and how to sign in.
pub(super) async fn index(State(front): State<Front>) -> Html<String> {
    let stack = front.stack();
    let mut rows = String::new();
    if let Some(applicant) = &stack.applicant {
        row(&mut rows, "/", "applicant", &applicant.user_name, &applicant.password, None);
    }
    for student in &stack.students {
        let name = format!("{} (at the university)", student.login);
        row(&mut rows, "/sign-in", &student.number, &name, &student.password, None);
    }
    for staff in &stack.staff {
        let code = totp::current_code(&staff.totp_secret).unwrap_or_default();
        let roles = staff.roles.join(", ");
        row(
            &mut rows,
            "/console",
            &roles,
            &staff.user_name,
            &staff.password,
            Some((&code, &staff.totp_secret)),
        );
    }
    page(
        "Local run",
        &format!(
            "<ul><li><a href=/>The site</a><li><a href=/console>The staff console</a>\
             <li><a href=/dev/mailbox>Mailbox</a>: every mail that was sent\
             <li><a href=/dev/cashier>Cashier</a>: plays the payment provider\
             <li><a href=/openapi.json>API document</a></ul>\
             <h2>Demonstration sign-ins</h2><table><tr><th>Role<th>User name<th>Password<th>Code now{rows}</table>\
             <p>Codes change every 30 seconds: reload this page, or run <code>cargo dev totp SECRET</code>.</p>"
        ),
    )
}

fn row(
    rows: &mut String,
    at: &str,
    role: &str,
    name: &str,
    password: &str,
    code: Option<(&str, &str)>,
) {
    let code = code.map_or_else(String::new, |(code, secret)| {
        format!("<code>{}</code><br><small>{}</small>", text(code), text(secret))
    });
    // Writing to a String does not fail.
    let _ = write!(
        rows,
        "<tr><td><a href={at}>{}</a><td><code>{}</code><td><code>{}</code><td>{code}",
        text(role),
        text(name),
        text(password)
    );
}

/// Every mail that was sent, to read.
pub(super) async fn mailbox(State(front): State<Front>) -> Result<Html<String>, Failure> {
    let mails = mailbox::read(&front.client, &front.stack().emulator).await?;
    let mut content = String::from(
        "<p><a href=/dev>Local run</a> · newest first · <a href=/dev/mailbox.json>as JSON</a></p>",
    );
    if mails.is_empty() {
        content.push_str("<p>No mail was sent yet.</p>");
    }
    for mail in mails {
        // Writing to a String does not fail.
        let _ = write!(
            content,
            "<article><h2>{}</h2><p>from {} to {}, {}</p><pre>{}</pre></article>",
            text(&mail.subject),
            text(&mail.from),
            text(&mail.to.join(", ")),
            text(mail.sent_at.as_str().unwrap_or_default()),
            text_with_links(mail.text.as_deref().unwrap_or_default())
        );
    }
    Ok(page("Mailbox", &content))
}

/// Every mail that was sent, for programs.
pub(super) async fn mailbox_json(State(front): State<Front>) -> Result<Response, Failure> {
    let mails = mailbox::read(&front.client, &front.stack().emulator).await?;
    Ok(Json(json!({ "items": mails })).into_response())
}

/// The committed API document.
pub(super) async fn api_document() -> Response {
    match std::fs::read(api_document::file()) {
        Ok(document) => ([(header::CONTENT_TYPE, "application/json")], document).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, "docs/openapi.json is missing: run `cargo dev api`")
            .into_response(),
    }
}
