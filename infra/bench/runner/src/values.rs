//! What the parameters and resources of a template are in a benchmark: made up,
//! by rule.

use crate::caller::TokenKey;

/// The region that the functions believe to be in.
pub(crate) const REGION: &str = "eu-central-1";
/// The account that they believe to be in.
const ACCOUNT: &str = "000000000000";

/// The value of a parameter that the root template is deployed with.
pub(crate) fn parameter(name: &str, default: Option<String>, key: &TokenKey) -> String {
    match name {
        "AccessTokenKeys" => key.public(),
        "OriginSecret" => "an-origin-secret-of-the-benchmark".to_owned(),
        "MailFrom" => "office@example.org".to_owned(),
        _ => match default {
            Some(default) => default,
            None if name.ends_with("Url") => "https://apply.example.org".to_owned(),
            None => format!("bench-{name}"),
        },
    }
}

/// What CloudFormation itself knows (`AWS::Region`).
pub(crate) fn pseudo_parameter(name: &str) -> Option<&'static str> {
    match name {
        "Region" => Some(REGION),
        "AccountId" => Some(ACCOUNT),
        "Partition" => Some("aws"),
        "URLSuffix" => Some("amazonaws.com"),
        "StackName" => Some("bench"),
        _ => None,
    }
}

/// `!Ref` of a resource of this kind.
pub(crate) fn reference(kind: &str, name: &str) -> String {
    match kind {
        "AWS::SQS::Queue" => format!("https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"),
        "AWS::SNS::Topic" => attribute(kind, name, "Arn"),
        _ => name.to_owned(),
    }
}

/// `!GetAtt` of a resource of this kind.
pub(crate) fn attribute(kind: &str, name: &str, attribute: &str) -> String {
    match attribute.ends_with("Arn") {
        true => {
            let service = kind.split("::").nth(1).unwrap_or_default().to_lowercase();
            format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{name}")
        }
        false => format!("{name}.{attribute}"),
    }
}

/// The secret of this name in the parameter store. What an action wants in
/// another form than 32 bytes in base64 has its own line.
pub(crate) fn secret(name: &str, key: &TokenKey) -> String {
    match name {
        "access-token-signing-key" => key.secret(),
        _ => "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".to_owned(),
    }
}
