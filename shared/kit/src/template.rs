//! What tests read out of the templates of infra/: nothing in them is listed twice.

use std::path::{Path, PathBuf};

use yaml_serde::Value;

/// The deployment templates of all parts.
pub struct Template {
    parts: Vec<Value>,
    api: serde_json::Value,
}

/// The templates of this repository.
#[must_use]
pub fn template() -> Template {
    let root = yaml("template.yaml");
    let stacks = root["Resources"].as_mapping().expect("Resources").values();
    let urls = stacks.map(|stack| &stack["Properties"]["TemplateURL"]);
    let parts = urls.map(|url| yaml(url.as_str().expect("the file of a part"))).collect();
    Template {
        parts,
        api: serde_json::from_str(&text("api.json")).expect("infra/api.json is JSON"),
    }
}

fn yaml(file: &str) -> Value {
    yaml_serde::from_str(&text(file)).unwrap_or_else(|error| panic!("infra/{file}: {error}"))
}

fn text(file: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../infra").join(file);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("infra/{file}: {error}"))
}

/// The value without its CloudFormation tag (`!Sub`, `!Ref`…).
fn untagged(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => &tagged.value,
        value => value,
    }
}

impl Template {
    /// The resources of all parts: logical id and resource.
    fn all(&self) -> impl Iterator<Item = (&str, &Value)> {
        let resources = self.parts.iter().map(|part| part["Resources"].as_mapping());
        let resources = resources.flat_map(|each| each.expect("Resources"));
        resources.map(|(id, resource)| (id.as_str().expect("a logical id"), resource))
    }

    /// The resources of a type: logical id and properties.
    pub fn resources(&self, kind: &str) -> impl Iterator<Item = (&str, &Value)> {
        let of_kind =
            self.all().filter(move |(_, resource)| resource["Type"].as_str() == Some(kind));
        of_kind.map(|(id, resource)| (id, &resource["Properties"]))
    }

    /// The HTTP routes: the action whose function is invoked, method in upper case, path.
    #[must_use]
    pub fn routes(&self) -> Vec<(String, String, String)> {
        let mut routes = Vec::new();
        for (path, methods) in self.api["paths"].as_object().expect("paths") {
            for (method, operation) in methods.as_object().expect("methods") {
                let uri = &operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"];
                let function =
                    uri.as_str().and_then(|uri| uri.split("${FunctionArnPrefix}").nth(1));
                let action = function.and_then(|function| function.strip_suffix("/invocations"));
                let action = action.expect("a function that is named by rule").to_owned();
                routes.push((action, method.to_uppercase(), path.clone()));
            }
        }
        routes
    }

    /// The handlers of all functions with the binary (area) each belongs to.
    #[must_use]
    pub fn functions(&self) -> Vec<(String, String)> {
        let functions = self
            .all()
            .filter(|(_, resource)| resource["Type"].as_str() == Some("AWS::Serverless::Function"));
        functions
            .map(|(_, resource)| {
                let handler = resource["Properties"]["Handler"].as_str().expect("a handler");
                let binary = resource["Metadata"]["BuildProperties"]["Binary"].as_str();
                (handler.to_owned(), binary.expect("a binary").to_owned())
            })
            .collect()
    }

    /// The actions that consume queues; a queue has the name of its consumer.
    #[must_use]
    pub fn consumers(&self) -> Vec<String> {
        let queues = self.resources("AWS::SQS::Queue").map(|(_, queue)| &queue["QueueName"]);
        let names = queues.map(|name| untagged(name).as_str().expect("a queue's name"));
        let actions = names.map(|name| name.strip_prefix("sojourn-${Stage}-").expect("by rule"));
        actions.filter(|action| !action.ends_with("-dead")).map(str::to_owned).collect()
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
