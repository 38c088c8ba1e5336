//! The deployment template of a work tree: which functions it has and what it
//! gives each, so that nothing of it is written down a second time here.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use yaml_serde::Value;

use crate::Failure;
use crate::caller::TokenKey;
use crate::values;

/// The template, with those that it nests.
pub(crate) struct Template<'a> {
    file: PathBuf,
    root: Value,
    key: &'a TokenKey,
    nested: HashMap<String, Template<'a>>,
}

/// A function as the template describes it.
pub(crate) struct Function {
    /// The binary that it runs: its area.
    pub(crate) binary: String,
    /// Its environment: what the template sets, and what Lambda itself says of it.
    pub(crate) variables: HashMap<String, String>,
}

/// A template where it is deployed: nested ones are given parameters.
#[derive(Clone, Copy)]
struct Deployed<'a> {
    template: &'a Template<'a>,
    by: Option<(&'a Deployed<'a>, &'a Value)>,
}

impl<'a> Template<'a> {
    /// Reads a template and those that it nests.
    ///
    /// # Errors
    /// When a file cannot be read or is no YAML.
    pub(crate) fn read(file: &Path, key: &'a TokenKey) -> Result<Self, Failure> {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| said(&error))?;
        let root: Value = yaml_serde::from_str(&text).map_err(|error| said(&error))?;
        let mut nested = HashMap::new();
        for (name, resource) in entries(get(&root, &["Resources"])) {
            if let Some(place) = place(resource) {
                let folder = file.parent().unwrap_or(Path::new("."));
                nested.insert(name.to_owned(), Self::read(&folder.join(place), key)?);
            }
        }
        Ok(Self { file: file.to_owned(), root, key, nested })
    }

    /// The names of the areas: the binaries that functions run.
    pub(crate) fn areas(&self) -> Vec<String> {
        let mut areas: Vec<String> =
            self.functions().filter_map(binary).map(str::to_owned).collect();
        areas.extend(self.nested.values().flat_map(Self::areas));
        areas.sort();
        areas.dedup();
        areas
    }

    /// The function of an action, if the template has one.
    ///
    /// # Errors
    /// When the template says something of it that there is no rule for.
    pub(crate) fn function(&self, action: &str) -> Result<Option<Function>, Failure> {
        Deployed { template: self, by: None }.function(action)
    }

    /// The headers that the distribution adds to what it lets through.
    ///
    /// # Errors
    /// When the template says something of them that there is no rule for.
    pub(crate) fn edge_headers(&self) -> Result<Vec<(String, String)>, Failure> {
        Deployed { template: self, by: None }.edge_headers()
    }

    /// The names of all actions.
    #[cfg(test)]
    fn actions(&self) -> Vec<String> {
        let own = self.functions().filter_map(|it| get(it, &["Properties", "Handler"])?.as_str());
        let nested = self.nested.values().flat_map(Self::actions);
        own.map(str::to_owned).chain(nested).collect()
    }

    fn resource(&self, name: &str) -> Option<&Value> {
        get(&self.root, &["Resources", name])
    }

    fn functions(&self) -> impl Iterator<Item = &Value> {
        entries(get(&self.root, &["Resources"]))
            .map(|(_, resource)| resource)
            .filter(|resource| kind(resource) == "AWS::Serverless::Function")
    }
}

impl Deployed<'_> {
    /// Asks this template, and then each that it nests, until one answers.
    fn first<T>(
        &self,
        ask: &dyn Fn(&Deployed<'_>) -> Result<Option<T>, Failure>,
    ) -> Result<Option<T>, Failure> {
        if let Some(answer) = ask(self)? {
            return Ok(Some(answer));
        }
        for (name, template) in &self.template.nested {
            let resource = self.template.resource(name).unwrap_or(&Value::Null);
            let nested = Deployed { template, by: Some((self, resource)) };
            if let Some(answer) = nested.first(ask)? {
                return Ok(Some(answer));
            }
        }
        Ok(None)
    }

    fn function(&self, action: &str) -> Result<Option<Function>, Failure> {
        self.first(&|deployed| {
            let mut functions = deployed.template.functions();
            let is_it = |function: &&Value| {
                get(function, &["Properties", "Handler"]).and_then(Value::as_str) == Some(action)
            };
            let Some(function) = functions.find(is_it) else { return Ok(None) };
            let binary = binary(function).ok_or_else(|| format!("{action} names no binary"))?;
            let variables = deployed
                .variables(action, function)
                .map_err(|error| format!("{action}: {error}"))?;
            Ok(Some(Function { binary: binary.to_owned(), variables }))
        })
    }

    fn variables(
        &self,
        action: &str,
        function: &Value,
    ) -> Result<HashMap<String, String>, Failure> {
        let globals = get(&self.template.root, &["Globals", "Function"]);
        let own = get(function, &["Properties"]);
        let both = || [globals, own].into_iter().flatten();
        let mut variables = HashMap::from([
            ("_HANDLER".to_owned(), action.to_owned()),
            ("AWS_LAMBDA_FUNCTION_NAME".to_owned(), action.to_owned()),
        ]);
        for settings in both() {
            if let Some(size) = get(settings, &["MemorySize"]) {
                variables.insert("AWS_LAMBDA_FUNCTION_MEMORY_SIZE".to_owned(), self.value(size)?);
            }
            for (name, value) in entries(get(settings, &["Environment", "Variables"])) {
                let value = self.value(value).map_err(|error| format!("{name}: {error}"))?;
                variables.insert(name.to_owned(), value);
            }
        }
        Ok(variables)
    }

    fn edge_headers(&self) -> Result<Vec<(String, String)>, Failure> {
        let found = self.first(&|deployed| {
            let mut headers = Vec::new();
            for (_, resource) in entries(get(&deployed.template.root, &["Resources"])) {
                let origins = get(resource, &["Properties", "DistributionConfig", "Origins"]);
                let origins = origins.and_then(Value::as_sequence).into_iter().flatten();
                let added = origins
                    .filter_map(|origin| get(origin, &["OriginCustomHeaders"])?.as_sequence())
                    .flatten();
                for header in added {
                    let part = |name: &str| {
                        let value = get(header, &[name]).ok_or("a header without name or value");
                        deployed.value(value?)
                    };
                    headers.push((part("HeaderName")?, part("HeaderValue")?));
                }
            }
            Ok((!headers.is_empty()).then_some(headers))
        })?;
        Ok(found.unwrap_or_default())
    }

    /// What a value of the template is once deployed.
    fn value(&self, value: &Value) -> Result<String, Failure> {
        let tagged = match value {
            Value::String(text) => return Ok(text.clone()),
            Value::Number(number) => return Ok(number.to_string()),
            Value::Bool(flag) => return Ok(flag.to_string()),
            Value::Tagged(tagged) => tagged,
            other => return Err(format!("there is no rule for {other:?}").into()),
        };
        let tag = tagged.tag.to_string();
        match (tag.trim_start_matches('!'), &tagged.value) {
            ("Ref", Value::String(name)) => self.reference(name),
            ("GetAtt", Value::String(path)) => self.attribute(path),
            ("Sub", Value::String(pattern)) => self.substituted(pattern),
            (tag, value) => Err(format!("there is no rule for !{tag} {value:?}").into()),
        }
    }

    fn reference(&self, name: &str) -> Result<String, Failure> {
        if let Some(name) = name.strip_prefix("AWS::") {
            let value = values::pseudo_parameter(name).map(str::to_owned);
            return value.ok_or_else(|| format!("there is no rule for AWS::{name}").into());
        }
        if let Some(resource) = self.template.resource(name) {
            return Ok(values::reference(kind(resource), name));
        }
        let parameter = get(&self.template.root, &["Parameters", name])
            .ok_or_else(|| format!("{} has no {name}", self.template.file.display()))?;
        if let Some((parent, resource)) = self.by
            && let Some(value) = get(resource, &["Properties", "Parameters", name])
        {
            return parent.value(value);
        }
        let default = get(parameter, &["Default"]).map(|value| self.value(value)).transpose()?;
        Ok(values::parameter(name, default, self.template.key))
    }

    fn attribute(&self, path: &str) -> Result<String, Failure> {
        let missing = || format!("{} has no {path}", self.template.file.display());
        let (name, attribute) = path.split_once('.').ok_or_else(missing)?;
        let resource = self.template.resource(name).ok_or_else(missing)?;
        let output = attribute.strip_prefix("Outputs.").zip(self.template.nested.get(name));
        match output {
            Some((output, template)) => {
                let value = get(&template.root, &["Outputs", output, "Value"]);
                let nested = Deployed { template, by: Some((self, resource)) };
                nested.value(value.ok_or_else(missing)?)
            }
            None => Ok(values::attribute(kind(resource), name, attribute)),
        }
    }

    fn substituted(&self, pattern: &str) -> Result<String, Failure> {
        let mut text = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').ok_or("a ${ without its }")?;
            text.push_str(before);
            text.push_str(&match name.contains('.') {
                true => self.attribute(name)?,
                false => self.reference(name)?,
            });
            rest = after;
        }
        text.push_str(rest);
        Ok(text)
    }
}

/// The value at a path of names.
fn get<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// The names of a mapping and what is under them.
fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    let mapping = value.and_then(Value::as_mapping).into_iter().flatten();
    mapping.filter_map(|(name, value)| Some((name.as_str()?, value)))
}

fn kind(resource: &Value) -> &str {
    get(resource, &["Type"]).and_then(Value::as_str).unwrap_or_default()
}

fn binary(function: &Value) -> Option<&str> {
    get(function, &["Metadata", "BuildProperties", "Binary"])?.as_str()
}

/// The file of a nested template, relative to the one that nests it.
fn place(resource: &Value) -> Option<&str> {
    let property = match kind(resource) {
        "AWS::CloudFormation::Stack" => "TemplateURL",
        "AWS::Serverless::Application" => "Location",
        _ => return None,
    };
    get(resource, &["Properties", property])?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of a template in a folder that goes with the value.
    struct Folder(PathBuf);

    impl Folder {
        fn with(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            for (file, text) in files {
                std::fs::write(folder.join(file), text).unwrap();
            }
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn every_function_of_the_system_gets_what_its_template_gives() {
        let key = TokenKey::generate().unwrap();
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
        let template = Template::read(&file, &key).unwrap();
        let headers = template.edge_headers().unwrap();
        let (_, shown) = headers.iter().find(|(name, _)| name == "x-origin-secret").unwrap();
        let mut actions = template.actions();
        assert!(actions.len() > 50, "only {} functions are found", actions.len());
        while let Some(action) = actions.pop() {
            let function = template.function(&action).unwrap().unwrap();
            assert_eq!(function.variables.get("_HANDLER"), Some(&action));
            let admitted = function.variables.get("ORIGIN_SECRETS").unwrap();
            assert!(admitted.split(',').any(|secret| secret == shown), "{action}");
        }
    }

    #[test]
    fn a_nested_template_is_given_what_the_one_above_says() {
        let root = "
            Parameters: { Stage: { Type: String, Default: dev } }
            Resources:
              Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: data.yaml } }
              Area:
                Type: AWS::CloudFormation::Stack
                Properties:
                  TemplateURL: area.yaml
                  Parameters: { Name: !Sub 'sojourn-${Stage}', Bucket: !GetAtt Data.Outputs.Bucket }
        ";
        let data = "
            Resources: { Uploads: { Type: AWS::S3::Bucket } }
            Outputs: { Bucket: { Value: !Ref Uploads } }
        ";
        let area = "
            Globals: { Function: { Environment: { Variables: { NAME: !Ref Name, BUCKET: !Ref Bucket } } } }
            Parameters: { Name: { Type: String }, Bucket: { Type: String } }
            Resources:
              Act:
                Type: AWS::Serverless::Function
                Metadata: { BuildProperties: { Binary: area } }
                Properties:
                  Handler: act
                  Environment: { Variables: { QUEUE: !Ref Queue, COUNT: 3 } }
              Queue: { Type: AWS::SQS::Queue }
        ";
        let files = [("root.yaml", root), ("data.yaml", data), ("area.yaml", area)];
        let folder = Folder::with("nested", &files);
        let key = TokenKey::generate().unwrap();
        let template = Template::read(&folder.0.join("root.yaml"), &key).unwrap();
        assert_eq!(template.areas(), ["area"]);
        let function = template.function("act").unwrap().unwrap();
        assert_eq!(function.binary, "area");
        for (name, value) in [
            ("NAME", "sojourn-dev"),
            ("BUCKET", "Uploads"),
            ("QUEUE", "https://sqs.eu-central-1.amazonaws.com/000000000000/Queue"),
            ("COUNT", "3"),
        ] {
            assert_eq!(function.variables.get(name).map(String::as_str), Some(value));
        }
    }

    #[test]
    fn what_there_is_no_rule_for_is_named() {
        let root = "
            Resources:
              Act:
                Type: AWS::Serverless::Function
                Metadata: { BuildProperties: { Binary: area } }
                Properties: { Handler: act, Environment: { Variables: { ODD: !Cidr [a, 1, 2] } } }
        ";
        let folder = Folder::with("odd", &[("root.yaml", root)]);
        let key = TokenKey::generate().unwrap();
        let template = Template::read(&folder.0.join("root.yaml"), &key).unwrap();
        let refused = template.function("act").err().unwrap().to_string();
        assert!(refused.starts_with("act: ODD: there is no rule for !Cidr"), "{refused}");
    }
}
