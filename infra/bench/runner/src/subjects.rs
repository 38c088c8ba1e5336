//! What is started. Another function is measured by a line in [`MEASURED`].

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Failure;
use crate::caller::{Caller, TokenKey};
use crate::process::Start;
use crate::template::Template;

/// Of each area an action whose reply needs DynamoDB, and who calls it.
const MEASURED: [(&str, Caller); 9] = [
    ("activate", Caller::Nobody),
    ("view_programme", Caller::Nobody),
    ("view_application", Caller::Applicant),
    ("list_documents", Caller::Applicant),
    ("view_payment", Caller::Applicant),
    ("view_review", Caller::Staff),
    ("list_reviews", Caller::Staff),
    ("list_notices", Caller::Applicant),
    ("view_registration_window", Caller::Applicant),
];

/// A function to be started.
pub(crate) struct Subject {
    pub(crate) title: String,
    pub(crate) area: String,
    pub(crate) action: &'static str,
    pub(crate) start: Start,
}

/// The functions of a work tree that are measured; each area has one.
///
/// # Errors
/// When an area has none, or one cannot be given what it needs.
pub(crate) fn of_tree(
    tree: &Path,
    binaries: &Path,
    key: &TokenKey,
) -> Result<Vec<Subject>, Failure> {
    let template = Template::read(&tree.join("infra/template.yaml"), key)?;
    let headers = template.edge_headers()?;
    let mut subjects = Vec::new();
    for (action, caller) in MEASURED {
        let Some(function) = template.function(action)? else { continue };
        let start = Start {
            binary: binaries.join(&function.binary),
            variables: function.variables,
            event: event(tree, action, key.token(caller), &headers)
                .map_err(|error| format!("events/{action}.json: {error}"))?,
            asks: true,
        };
        let title = format!("{}: {action}", function.binary);
        subjects.push(Subject { title, area: function.binary, action, start });
    }
    match template.areas().into_iter().find(|area| !subjects.iter().any(|it| it.area == *area)) {
        Some(area) => {
            Err(format!("no action of {area} is measured: subjects.rs is to name one").into())
        }
        None => Ok(subjects),
    }
}

/// What every function is measured against.
pub(crate) fn hello_and_floor(tree: &Path, binaries: &Path) -> Result<[Start; 2], Failure> {
    let event = std::fs::read_to_string(tree.join("events/list_notices.json"))?;
    let start = |name: &str, asks| Start {
        binary: binaries.join(name),
        variables: HashMap::from([
            ("AWS_LAMBDA_FUNCTION_NAME".to_owned(), name.to_owned()),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE".to_owned(), "256".to_owned()),
        ]),
        event: event.clone(),
        asks,
    };
    Ok([start("hello", false), start("floor", true)])
}

/// The sample event of an action, as it comes through the distribution from
/// somebody who is signed in.
fn event(
    tree: &Path,
    action: &str,
    token: Option<String>,
    headers: &[(String, String)],
) -> Result<String, Failure> {
    let file: PathBuf = tree.join("events").join(action).with_extension("json");
    let mut event: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let sent = event.get_mut("headers").and_then(Value::as_object_mut).ok_or("no headers")?;
    for (name, value) in headers {
        sent.insert(name.to_lowercase(), value.as_str().into());
    }
    if let Some(token) = token {
        sent.insert("authorization".to_owned(), format!("Bearer {token}").into());
    }
    Ok(event.to_string())
}
