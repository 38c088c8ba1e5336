//! What tests read out of infra/template.yaml: nothing in it is listed twice.

use std::path::Path;

use yaml_serde::Value;

/// The deployment template.
pub struct Template {
    root: Value,
}

/// The template of this repository.
#[must_use]
pub fn template() -> Template {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/template.yaml");
    let text = std::fs::read_to_string(path).expect("infra/template.yaml");
    Template { root: yaml_serde::from_str(&text).expect("the template is YAML") }
}

/// The value without its CloudFormation tag (`!Sub`, `!Ref`…).
fn untagged(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => &tagged.value,
        value => value,
    }
}

impl Template {
    /// The resources of a type: logical id and properties.
    pub fn resources(&self, kind: &str) -> impl Iterator<Item = (&str, &Value)> {
        let resources = self.root["Resources"].as_mapping().expect("Resources");
        resources
            .iter()
            .filter(move |(_, resource)| resource["Type"].as_str() == Some(kind))
            .map(|(id, resource)| (id.as_str().unwrap(), &resource["Properties"]))
    }

    /// The HTTP routes: handler, method in upper case, path.
    #[must_use]
    pub fn routes(&self) -> Vec<(String, String, String)> {
        let mut routes = Vec::new();
        for (_, function) in self.resources("AWS::Serverless::Function") {
            let handler = function["Handler"].as_str().expect("a handler");
            for event in
                function["Events"].as_mapping().into_iter().flat_map(|events| events.values())
            {
                if event["Type"].as_str() == Some("HttpApi") {
                    let route = &event["Properties"];
                    let method = route["Method"].as_str().expect("a method").to_uppercase();
                    let path = route["Path"].as_str().expect("a path").to_owned();
                    routes.push((handler.to_owned(), method, path));
                }
            }
        }
        routes
    }

    /// The handlers of all functions with the binary (area) each belongs to.
    #[must_use]
    pub fn functions(&self) -> Vec<(String, String)> {
        let functions = self.root["Resources"].as_mapping().expect("Resources").values();
        functions
            .filter(|resource| resource["Type"].as_str() == Some("AWS::Serverless::Function"))
            .map(|resource| {
                let handler = resource["Properties"]["Handler"].as_str().expect("a handler");
                let binary = resource["Metadata"]["BuildProperties"]["Binary"].as_str();
                (handler.to_owned(), binary.expect("a binary").to_owned())
            })
            .collect()
    }

    /// The logical ids of the queues that are worked from, without dead letters.
    #[must_use]
    pub fn queues(&self) -> Vec<String> {
        let queues = self.resources("AWS::SQS::Queue").map(|(id, _)| id.to_owned());
        queues.filter(|id| id.ends_with("Queue")).collect()
    }

    /// The actions that consume queues: the queue's logical id and the handler.
    #[must_use]
    pub fn consumers(&self) -> Vec<(String, String)> {
        let source = |mapping: &Value, property: &str| {
            untagged(&mapping[property]).as_str().unwrap_or_default().to_owned()
        };
        let mappings = self.resources("AWS::Lambda::EventSourceMapping");
        let consumers = mappings.filter_map(|(_, mapping)| {
            let queue = source(mapping, "EventSourceArn").strip_suffix(".Arn")?.to_owned();
            let function = source(mapping, "FunctionName");
            let handler = self.root["Resources"][function.as_str()]["Properties"]["Handler"]
                .as_str()?
                .to_owned();
            Some((queue, handler))
        });
        consumers.collect()
    }

    /// The tables as `CreateTable` requests: (`ACCOUNTS` of `AccountsTable`, request).
    pub(super) fn tables(&self) -> Vec<(String, serde_json::Value)> {
        self.resources("AWS::DynamoDB::Table")
            .map(|(id, properties)| {
                let name = id.strip_suffix("Table").expect("a table's id ends so").to_uppercase();
                let request = serde_json::json!({
                    "TableName": name,
                    "AttributeDefinitions": json(&properties["AttributeDefinitions"]),
                    "KeySchema": json(&properties["KeySchema"]),
                    "GlobalSecondaryIndexes": json(&properties["GlobalSecondaryIndexes"]),
                    "BillingMode": "PAY_PER_REQUEST",
                });
                (name, without_nulls(request))
            })
            .collect()
    }
}

fn json(value: &Value) -> serde_json::Value {
    serde_json::to_value(untagged(value)).expect("plain YAML")
}

fn without_nulls(mut value: serde_json::Value) -> serde_json::Value {
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    value
}
