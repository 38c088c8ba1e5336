//! Every function may do what the template lists for it, and nothing else: each
//! role is taken on and tried out on the running system.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, DeleteRequest, KeysAndAttributes, TransactWriteItem,
    WriteRequest,
};
use shared_kit::{Template, template};
use shared_platform::{Environment, InitError};
use system_tests::areas::{actions, area_of, message_consumers};
use system_tests::emulator::{Emulator, function_id, queue_id, table_id};
use system_tests::system::System;
use tokio::task::JoinSet;
use yaml_serde::Value;

/// An action of AWS and what it may be done to: `dynamodb:GetItem AccountsTable`.
type Permission = String;

/// What a role may hold and is not tried: taking messages and stream records
/// would take them from the function whose they are.
/// (Nor is the set that mails are sent with: the emulator does not look at it.)
const NOT_TRIED: [&str; 6] = [
    "ses:SendEmail configuration-set",
    "sqs:ReceiveMessage ",
    "dynamodb:DescribeStream ",
    "dynamodb:GetRecords ",
    "dynamodb:GetShardIterator ",
    "dynamodb:ListStreams ",
];

const SECRETS: [&str; 5] = [
    "access-token-signing-key",
    "account-secrets-key",
    "challenge-secret",
    "university-client-secret",
    "wechat-pay",
];

#[tokio::test]
async fn every_function_may_do_what_its_role_lists_and_nothing_else() {
    let system = System::running().await;
    let emulator = system.emulator();
    let places = Places::of(&system, &template());
    let mut trials = JoinSet::new();
    for (action, listed) in listed_permissions() {
        let (emulator, places) = (emulator.clone(), places.clone());
        trials.spawn(async move { differences(&action, &listed, &emulator, &places).await });
    }
    let differences: Vec<String> = trials.join_all().await.concat();
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn no_role_lists_what_its_function_has_no_business_with() {
    let roles = listed_permissions();
    assert_eq!(roles.len(), actions().len());
    for (action, permissions) in &roles {
        for permission in permissions {
            let wrong = wrong_in(area_of(action), action, permission);
            assert!(!wrong, "{action} may {permission}");
        }
    }
}

#[test]
fn the_outbox_may_fill_the_queue_of_every_message_and_its_consumer_may_empty_it() {
    let roles = listed_permissions();
    for consumer in message_consumers() {
        let filling = ["relay", "sweep_outbox"].map(|sender| (sender, "SendMessage"));
        let emptying = ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"];
        for (action, verb) in filling.into_iter().chain(emptying.map(|verb| (consumer, verb))) {
            let permission = format!("sqs:{verb} {}", queue_id(consumer));
            assert!(roles[action].contains(&permission), "{action} may not {permission}");
        }
    }
}

/// What the areas are there for, in permissions.
fn wrong_in(area: &str, action: &str, permission: &str) -> bool {
    let (verb, place) = permission.split_once(' ').unwrap();
    match place {
        _ if verb == "dynamodb:Scan" || verb.contains('*') => true,
        _ if reads_persons(action, verb) => false,
        table if is_table(table) && !is_business_of(area, action, verb, table) => true,
        // The log of who did what is written, and never read or changed.
        "AuditTable" => verb != "dynamodb:PutItem",
        "OutboxTable" => verb != "dynamodb:PutItem" && !["relay", "sweep_outbox"].contains(&action),
        // What staff do in other areas counts only while their standing holds.
        "AccountsTable"
            if ["dynamodb:ConditionCheckItem", "dynamodb:BatchGetItem"].contains(&verb) =>
        {
            !["accounts", "admissions", "catalogue", "reviews", "semester"].contains(&area)
        }
        // A task is kept for who is still a reviewer.
        "AccountsTable"
            if verb == "dynamodb:GetItem"
                && ["open_review", "open_registration_review"].contains(&action) =>
        {
            false
        }
        // How a person is reached.
        "AccountsTable" => {
            let readers = [
                "send_mail",
                "view_review",
                "start_application",
                "request_contact_confirmation",
                "issue_student_claim",
                "view_registration",
                "save_registration_section",
                "request_registration_confirmation",
                "submit_registration",
                "view_own_letter",
            ];
            let reads = readers.contains(&action);
            area != "accounts" && !(reads && verb == "dynamodb:GetItem")
        }
        "PaymentsTable" => area != "payments",
        // Whole programmes and lists are written by imports alone.
        "ProgrammesTable" if ["dynamodb:PutItem", "dynamodb:DeleteItem"].contains(&verb) => {
            !["import_programmes", "apply_import"].contains(&action)
        }
        "parameter/wechat-pay" => area != "payments",
        "parameter/access-token-signing-key" => {
            !["sign_in", "refresh_session", "change_password", "finish_university_sign_in"]
                .contains(&action)
        }
        // Nobody else asks the university.
        "parameter/university-client-secret" => action != "finish_university_sign_in",
        place if place.starts_with("parameter/") => area != "accounts",
        // What is erased with an account goes from everywhere, and what its
        // owner takes out of an application from where files lie.
        place if place.starts_with("UploadsBucket/") && verb.starts_with("s3:Delete") => {
            let takes_out = ["erase_file", "inspect_document", "copy_documents"].contains(&action)
                && verb == "s3:DeleteObject";
            let from_an_application = takes_out && !place.starts_with("UploadsBucket/exports");
            action != "delete_due_accounts" && !from_an_application
        }
        place if place.starts_with("UploadsBucket/exports") => area != "accounts",
        // A letter is written once, and read by who has it or prints it.
        place if place.starts_with("UploadsBucket/letters") => {
            let reads = ["view_own_letter", "view_letter"].contains(&action);
            !(verb == "s3:PutObject" && action == "issue_letter" || verb == "s3:GetObject" && reads)
        }
        place if place.starts_with("UploadsBucket/quarantine") => area != "documents",
        place if place.starts_with("UploadsBucket/clean") => {
            let readers = [
                "view_review",
                "compare_rounds",
                "build_export",
                "view_registration_review",
                "view_permit_review",
            ];
            let reads = readers.contains(&action);
            area != "documents" && !(reads && verb == "s3:GetObject")
        }
        _ => false,
    }
}

fn is_table(place: &str) -> bool {
    place.split('/').next().is_some_and(|place| place.ends_with("Table"))
}

/// Whether an area has to do with a table in this way. The log, the outbox and what
/// staff's standing rests on belong to all areas, and have their own rules.
fn is_business_of(area: &str, action: &str, verb: &str, place: &str) -> bool {
    let table = place.split('/').next().unwrap();
    if ["AuditTable", "OutboxTable", "AccountsTable"].contains(&table) {
        return true;
    }
    // What is erased with an account goes from everywhere.
    if action == "delete_due_accounts" {
        return true;
    }
    // Who comes in by the university's identity gets the record with the account.
    if action == "finish_university_sign_in" && table == "RegistrationsTable" {
        return true;
    }
    let reads = ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"];
    let reads = reads.iter().any(|name| verb == format!("dynamodb:{name}"));
    let (writes_to, looks_into): (&[&str], &[&str]) = match area {
        "accounts" => (&["Limits"], &["Applications", "Notices"]),
        "catalogue" => (&["Programmes", "Limits"], &[]),
        "admissions" => (
            &["Applications", "Documents", "Programmes", "Reviews", "Registrations", "Limits"],
            &["Notices"],
        ),
        "documents" => (&["Documents", "Limits"], &["Applications", "Registrations"]),
        "payments" => (&["Payments"], &["Applications"]),
        "reviews" => (&["Reviews"], &[]),
        "semester" => (&["Registrations", "Documents", "Reviews", "Limits"], &["Programmes"]),
        "notices" => (&["Notices"], &[]),
        _ => panic!("which tables has {area}?"),
    };
    let is_of = |tables: &[&str]| tables.iter().any(|noun| table == format!("{noun}Table"));
    is_of(writes_to) || (reads && is_of(looks_into))
}

/// Whether the action gathers what there is of one person, in all tables.
fn reads_persons(action: &str, verb: &str) -> bool {
    let gathers = ["build_export", "request_deletion", "delete_due_accounts"];
    verb == "dynamodb:Query" && gathers.contains(&action)
}

/// What the template lists for the role of each action.
fn listed_permissions() -> BTreeMap<String, BTreeSet<Permission>> {
    let template = template();
    let functions = template.resources("AWS::Serverless::Function");
    let listed = functions.map(|(id, function)| {
        let action = function["Handler"].as_str().unwrap().to_owned();
        assert_eq!(id, function_id(&action));
        let policies = function["Policies"].as_sequence().into_iter().flatten();
        let statements = policies.flat_map(|policy| statements(&template, policy));
        (action, statements.flat_map(permissions).collect())
    });
    listed.collect()
}

/// The statements of a policy: its own, or those of one that functions share.
fn statements<'a>(template: &'a Template, policy: &'a Value) -> &'a [Value] {
    let document = match policy {
        Value::Tagged(reference) => {
            let mut shared = template.resources("AWS::IAM::ManagedPolicy");
            let found = shared.find(|(id, _)| reference.value.as_str() == Some(id));
            &found.expect("a policy of the templates").1["PolicyDocument"]
        }
        own => own,
    };
    document["Statement"].as_sequence().unwrap()
}

fn permissions(statement: &Value) -> Vec<Permission> {
    assert_eq!(statement["Effect"].as_str(), Some("Allow"));
    let actions = list(&statement["Action"]);
    let places: Vec<String> = list(&statement["Resource"]).into_iter().map(place).collect();
    let pairs = actions.iter().flat_map(|action| {
        let action = action.as_str().unwrap();
        places.iter().map(move |place| format!("{action} {place}"))
    });
    pairs.collect()
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_sequence().map_or_else(|| vec![value], |items| items.iter().collect())
}

/// A resource as tests name it: `AccountsTable`, `UploadsBucket/clean/*`, `parameter/wechat-pay`.
fn place(resource: &Value) -> String {
    let (tag, text) = match resource {
        Value::Tagged(tagged) => (tagged.tag.to_string(), tagged.value.as_str().unwrap()),
        plain => (String::new(), plain.as_str().unwrap()),
    };
    match tag.as_str() {
        "!GetAtt" => text.trim_end_matches(".Arn").to_owned(),
        "!Sub" if text.contains(":identity/") => "identity".to_owned(),
        "!Sub" if text.contains(":configuration-set/") => "configuration-set".to_owned(),
        "!Sub" => by_rule(text),
        _ => text.to_owned(),
    }
}

/// What is named by rule, and the bucket that the template is given.
fn by_rule(text: &str) -> String {
    let (prefix, name) = text.rsplit_once("${").and_then(|(_, text)| text.split_once('}')).unwrap();
    match prefix {
        "TableArnPrefix" => {
            let (noun, index) = name.split_at(name.find('/').unwrap_or(name.len()));
            table_id(noun) + index
        }
        "QueueArnPrefix" => queue_id(name),
        "SecretArnPrefix" => format!("parameter/{name}"),
        bucket => format!("{bucket}{name}"),
    }
}

/// What there is to try.
#[derive(Clone)]
struct Places {
    tables: Vec<(String, String)>,
    queues: Vec<(String, String)>,
    bucket: String,
}

impl Places {
    fn of(system: &System, template: &Template) -> Self {
        let stack = &system.demonstration;
        let those = |kind: &str| -> Vec<(String, String)> {
            let ids = template.resources(kind).map(|(id, _)| id.to_owned());
            ids.map(|id| (id.clone(), stack.resource(&id).unwrap().to_owned())).collect()
        };
        Self {
            tables: those("AWS::DynamoDB::Table"),
            queues: those("AWS::SQS::Queue"),
            bucket: stack.uploads_bucket.clone(),
        }
    }
}

/// Where what a role may do is not what it lists.
async fn differences(
    action: &str,
    listed: &BTreeSet<Permission>,
    emulator: &Emulator,
    places: &Places,
) -> Vec<String> {
    let environment = emulator.environment_of(action).await;
    let mut tried = Trials::default();
    tried.tables(&environment, places).await;
    tried.queues(&environment, places).await;
    tried.files(&environment, places).await;
    tried.secrets_and_mail(&environment).await;

    let tried = tried.outcomes;
    let untried = |permission: &&Permission| {
        let exempt = NOT_TRIED.iter().any(|kind| permission.starts_with(kind));
        !exempt && !tried.contains_key(*permission)
    };
    let untried = listed.iter().filter(untried);
    let untried = untried.map(|each| format!("{action} lists {each}, which nobody tries"));
    let wrong = tried
        .iter()
        .filter(|(permission, allowed)| **allowed != listed.contains(permission.as_str()));
    let wrong = wrong.map(|(permission, allowed)| match allowed {
        true => format!("{action} may {permission}, which its role does not list"),
        false => format!("{action} may not {permission}, which its role lists"),
    });
    untried.chain(wrong).collect()
}

/// Calls made as a role, and whether each was allowed. None of them changes
/// anything: those that could are made so that they fail once they are allowed.
#[derive(Default)]
struct Trials {
    outcomes: BTreeMap<Permission, bool>,
}

impl Trials {
    fn note<T, E>(&mut self, action: &str, place: &str, result: Result<T, SdkError<E>>)
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let denied = match &result {
            Ok(_) => false,
            Err(SdkError::ServiceError(error)) => {
                error.err().code().is_some_and(|code| code.starts_with("AccessDenied"))
            }
            Err(error) => panic!("{action} {place}: {error:?}"),
        };
        self.outcomes.insert(format!("{action} {place}"), !denied);
    }

    async fn tables(&mut self, environment: &Environment, places: &Places) {
        let dynamodb = environment.dynamodb();
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let nobody = || text("NOBODY");
        let exists = "attribute_exists(pk)";
        for (id, table) in &places.tables {
            let get = dynamodb.get_item().table_name(table).key("pk", nobody()).key("sk", nobody());
            self.note("dynamodb:GetItem", id, get.send().await);
            let key = HashMap::from([("pk".to_owned(), nobody()), ("sk".to_owned(), nobody())]);
            let keys = KeysAndAttributes::builder().keys(key).build().unwrap();
            let batch = dynamodb.batch_get_item().request_items(table, keys);
            self.note("dynamodb:BatchGetItem", id, batch.send().await);
            let put = dynamodb.put_item().table_name(table).item("pk", nobody());
            let put = put.item("sk", nobody()).condition_expression(exists);
            self.note("dynamodb:PutItem", id, put.send().await);
            let update = dynamodb.update_item().table_name(table).key("pk", nobody());
            let update = update.key("sk", nobody()).condition_expression(exists);
            let update = update.update_expression("SET nothing = :no");
            let update = update.expression_attribute_values(":no", text("no"));
            self.note("dynamodb:UpdateItem", id, update.send().await);
            let delete = dynamodb.delete_item().table_name(table).key("pk", nobody());
            let delete = delete.key("sk", nobody()).condition_expression(exists);
            self.note("dynamodb:DeleteItem", id, delete.send().await);
            let check = ConditionCheck::builder().table_name(table).key("pk", nobody());
            let check = check.key("sk", nobody()).condition_expression(exists).build().unwrap();
            let check = TransactWriteItem::builder().condition_check(check).build();
            let check = dynamodb.transact_write_items().transact_items(check);
            self.note("dynamodb:ConditionCheckItem", id, check.send().await);
            let delete = DeleteRequest::builder().key("pk", nobody()).key("sk", nobody()).build();
            let delete = WriteRequest::builder().delete_request(delete.unwrap()).build();
            let batch = dynamodb.batch_write_item().request_items(table, vec![delete]);
            self.note("dynamodb:BatchWriteItem", id, batch.send().await);
            let query = dynamodb.query().table_name(table).key_condition_expression("pk = :pk");
            let query = query.expression_attribute_values(":pk", nobody());
            self.note("dynamodb:Query", id, query.send().await);
            let scan = dynamodb.scan().table_name(table).limit(1);
            self.note("dynamodb:Scan", id, scan.send().await);
            let indexes: &[(&str, &str)] = match id.as_str() {
                "ReviewsTable" => &[("Queue", "queue"), ("Holder", "holder")],
                "RegistrationsTable" => &[("Wakes", "wakes"), ("Falls", "falls")],
                _ => &[],
            };
            for (index, attribute) in indexes {
                let query = dynamodb.query().table_name(table).index_name(*index);
                let query = query.key_condition_expression(format!("{attribute} = :value"));
                let query = query.expression_attribute_values(":value", nobody());
                let place = format!("{id}/index/{index}");
                self.note("dynamodb:Query", &place, query.send().await);
            }
        }
    }

    async fn queues(&mut self, environment: &Environment, places: &Places) {
        let sqs = environment.sqs();
        for (id, queue) in &places.queues {
            // A character that no message may have.
            let send = sqs.send_message().queue_url(queue).message_body("\u{1}");
            self.note("sqs:SendMessage", id, send.send().await);
            let delete = sqs.delete_message().queue_url(queue).receipt_handle("of-nothing");
            self.note("sqs:DeleteMessage", id, delete.send().await);
            let visibility = sqs.change_message_visibility().queue_url(queue);
            let visibility = visibility.receipt_handle("of-nothing").visibility_timeout(0);
            self.note("sqs:ChangeMessageVisibility", id, visibility.send().await);
            let attributes = sqs.get_queue_attributes().queue_url(queue);
            self.note("sqs:GetQueueAttributes", id, attributes.send().await);
        }
    }

    async fn files(&mut self, environment: &Environment, places: &Places) {
        let s3 = environment.s3();
        let bucket = &places.bucket;
        for folder in ["quarantine", "clean", "exports", "letters"] {
            let place = format!("UploadsBucket/{folder}/*");
            let key = format!("{folder}/nobody");
            let get = s3.get_object().bucket(bucket).key(&key);
            self.note("s3:GetObject", &place, get.send().await);
            // The checksum is that of something else.
            let put = s3.put_object().bucket(bucket).key(&key).body(b"nothing".to_vec().into());
            let put = put.checksum_sha256("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
            self.note("s3:PutObject", &place, put.send().await);
            let delete = s3.delete_object().bucket(bucket).key(&key);
            self.note("s3:DeleteObject", &place, delete.send().await);
            let delete = s3.delete_object().bucket(bucket).key(&key).version_id("none");
            self.note("s3:DeleteObjectVersion", &place, delete.send().await);
        }
        let list = s3.list_objects_v2().bucket(bucket).max_keys(1);
        self.note("s3:ListBucket", "UploadsBucket", list.send().await);
        let list = s3.list_object_versions().bucket(bucket).max_keys(1);
        self.note("s3:ListBucketVersions", "UploadsBucket", list.send().await);
    }

    async fn secrets_and_mail(&mut self, environment: &Environment) {
        for secret in SECRETS {
            let denied = match environment.secret(secret).await {
                Ok(_) => false,
                Err(InitError::Secret(_, cause)) => format!("{cause:?}").contains("AccessDenied"),
                Err(error) => panic!("{secret}: {error:?}"),
            };
            self.outcomes.insert(format!("ssm:GetParameter parameter/{secret}"), !denied);
        }
        // From an address that is not ours: refused once it is allowed.
        let ses = environment.ses();
        let mail = ses.send_email().source("nobody@example.com");
        self.note("ses:SendEmail", "identity", mail.send().await);
    }
}
