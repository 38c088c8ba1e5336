//! infra/api.json: which route of the HTTP API invokes which function. It is made
//! from docs/openapi.json, and infra/edge.yaml includes it.
//!
//! An HTTP API imports OpenAPI 3.0, and our document is 3.1; of what it says an HTTP
//! API uses the paths, the methods and the names of the operations, and nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::failure::OrFail;
use crate::{Failure, workspace};

/// Where it is committed.
pub(crate) fn file() -> PathBuf {
    workspace::path("infra/api.json")
}

/// The definition that belongs to an API document.
///
/// # Errors
/// When the document is none.
pub(crate) fn of(document: &[u8]) -> Result<Vec<u8>, Failure> {
    let document: Document = serde_json::from_slice(document).or_fail("docs/openapi.json")?;
    let mut text =
        serde_json::to_vec_pretty(&Definition::of(document)).or_fail("infra/api.json")?;
    text.push(b'\n');
    Ok(text)
}

/// What is read of the API document.
#[derive(Deserialize)]
struct Document {
    paths: BTreeMap<String, BTreeMap<String, Operation>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operation {
    operation_id: String,
}

/// An OpenAPI document as an HTTP API imports it.
#[derive(Serialize)]
struct Definition {
    openapi: &'static str,
    info: Info,
    paths: BTreeMap<String, BTreeMap<String, Route>>,
}

/// The title is the name that the API gets.
#[derive(Serialize)]
struct Info {
    title: Sub,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Route {
    operation_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<Parameter>,
    /// OpenAPI asks for it.
    responses: BTreeMap<String, String>,
    #[serde(rename = "x-amazon-apigateway-integration")]
    integration: Integration,
}

/// A part of the path: an import warns of one that is not listed.
#[derive(Serialize)]
struct Parameter {
    name: String,
    r#in: &'static str,
    required: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Integration {
    r#type: &'static str,
    http_method: &'static str,
    payload_format_version: &'static str,
    credentials: GetAtt,
    uri: Sub,
}

/// What CloudFormation puts in when it deploys.
#[derive(Serialize)]
struct Sub {
    #[serde(rename = "Fn::Sub")]
    text: String,
}

#[derive(Serialize)]
struct GetAtt {
    #[serde(rename = "Fn::GetAtt")]
    path: [&'static str; 2],
}

impl Definition {
    fn of(document: Document) -> Self {
        let routes = |path: &str, operations: BTreeMap<String, Operation>| {
            let route = |(method, operation)| (method, Route::of(path, operation));
            operations.into_iter().map(route).collect()
        };
        let paths = document.paths.into_iter();
        Self {
            openapi: "3.0.1",
            info: Info { title: Sub::of("sojourn-${Stage}"), version: "1.0" },
            paths: paths.map(|(path, each)| (path.clone(), routes(&path, each))).collect(),
        }
    }
}

impl Route {
    /// The function of an operation has its name.
    fn of(path: &str, operation: Operation) -> Self {
        let function = format!("${{FunctionArnPrefix}}{}", operation.operation_id);
        let uri = format!(
            "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/{function}/invocations"
        );
        Self {
            operation_id: operation.operation_id,
            parameters: parameters(path),
            responses: BTreeMap::new(),
            integration: Integration {
                r#type: "aws_proxy",
                http_method: "POST",
                payload_format_version: "2.0",
                credentials: GetAtt { path: ["ApiRole", "Arn"] },
                uri: Sub::of(&uri),
            },
        }
    }
}

impl Sub {
    fn of(text: &str) -> Self {
        Self { text: text.to_owned() }
    }
}

/// The parts in braces of a path.
fn parameters(path: &str) -> Vec<Parameter> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| Parameter { name: name.to_owned(), r#in: "path", required: true }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn definition(document: &Value) -> Value {
        serde_json::from_slice(&of(document.to_string().as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_route_invokes_the_function_of_its_operations_name_with_the_apis_role() {
        let document = json!({ "openapi": "3.1.0", "paths": { "/api/reviews/{reviewId}/claim": {
            "post": { "operationId": "claim_review", "summary": "Takes a task.", "responses": {} },
        } } });
        let route = &definition(&document)["paths"]["/api/reviews/{reviewId}/claim"]["post"];
        assert_eq!(
            *route,
            json!({
                "operationId": "claim_review",
                "parameters": [{ "name": "reviewId", "in": "path", "required": true }],
                "responses": {},
                "x-amazon-apigateway-integration": {
                    "type": "aws_proxy",
                    "httpMethod": "POST",
                    "payloadFormatVersion": "2.0",
                    "credentials": { "Fn::GetAtt": ["ApiRole", "Arn"] },
                    "uri": { "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArnPrefix}claim_review/invocations" },
                },
            })
        );
    }

    #[test]
    fn the_committed_definition_is_what_the_document_says() {
        let document = std::fs::read(workspace::path("docs/openapi.json")).unwrap();
        let committed = std::fs::read(file()).unwrap();
        assert!(of(&document).unwrap() == committed, "run `cargo dev api`");
    }

    #[test]
    fn an_operation_without_a_name_is_refused() {
        let document = json!({ "paths": { "/api/reviews": { "get": { "responses": {} } } } });
        assert!(of(document.to_string().as_bytes()).is_err());
    }

    #[test]
    fn an_http_api_can_import_it() {
        let definition = definition(&json!({ "openapi": "3.1.0", "paths": {} }));
        assert_eq!(definition["openapi"], "3.0.1");
        assert_eq!(definition["info"]["title"], json!({ "Fn::Sub": "sojourn-${Stage}" }));
    }
}
