//! Counting what work costs: DynamoDB calls, round trips, capacity units.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::Value;

/// The DynamoDB calls made through an environment.
#[derive(Debug, Clone, Default)]
pub struct Calls {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    operations: Vec<String>,
    under_way: usize,
    round_trips: usize,
    units: Units,
    partitions: BTreeMap<String, Uses>,
}

/// How often a partition was used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// By calls that read.
    pub read: usize,
    /// By items of calls that write, conditions included.
    pub written: usize,
}

/// Capacity units of DynamoDB, as the database says that it charges them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Units {
    /// Read units.
    pub read: f64,
    /// Write units, those of indexes included.
    pub write: f64,
}

impl Calls {
    /// Forgets what was counted so far.
    pub fn reset(&self) {
        *self.state.lock().unwrap() = State::default();
    }

    /// The names of the operations called, in order.
    #[must_use]
    pub fn operations(&self) -> Vec<String> {
        self.state.lock().unwrap().operations.clone()
    }

    /// How many round trips stood one after the other: calls under way at the
    /// same time count as one.
    #[must_use]
    pub fn round_trips(&self) -> usize {
        self.state.lock().unwrap().round_trips
    }

    /// What was charged.
    #[must_use]
    pub fn units(&self) -> Units {
        self.state.lock().unwrap().units
    }

    /// How often each partition was used, by its key.
    #[must_use]
    pub fn partitions(&self) -> BTreeMap<String, Uses> {
        self.state.lock().unwrap().partitions.clone()
    }
}

/// Whether a call is one of DynamoDB.
fn is_counted(config: &ConfigBag) -> bool {
    config.load::<Metadata>().is_some_and(|metadata| metadata.service() == "DynamoDB")
}

#[dyn_dispatch_hint]
impl Intercept for Calls {
    fn name(&self) -> &'static str {
        "Calls"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !is_counted(config) {
            return Ok(());
        }
        let operation = config.load::<Metadata>().map(|metadata| metadata.name().to_owned());
        let mut state = self.state.lock().unwrap();
        state.operations.push(operation.unwrap_or_default());
        if state.under_way == 0 {
            state.round_trips += 1;
        }
        state.under_way += 1;
        Ok(())
    }

    /// Asks the database to say what it charges.
    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !is_counted(config) {
            return Ok(());
        }
        let request = context.request_mut();
        let Some(body) = request.body().bytes() else { return Ok(()) };
        let mut asked: Value = serde_json::from_slice(body)?;
        let mut keys = Vec::new();
        partition_keys(&asked, &mut keys);
        let writes = !reads(config);
        let mut state = self.state.lock().unwrap();
        for key in keys {
            let uses = state.partitions.entry(key).or_default();
            let of_kind = if writes { &mut uses.written } else { &mut uses.read };
            *of_kind += 1;
        }
        drop(state);
        asked["ReturnConsumedCapacity"] = "TOTAL".into();
        let body = serde_json::to_vec(&asked)?;
        request.headers_mut().insert("content-length", body.len().to_string());
        *request.body_mut() = SdkBody::from(body);
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !is_counted(config) {
            return Ok(());
        }
        let answer: Value = match context.response().body().bytes() {
            Some(body) => serde_json::from_slice(body).unwrap_or_default(),
            None => return Ok(()),
        };
        let charged = units_of(&answer["ConsumedCapacity"]);
        let mut state = self.state.lock().unwrap();
        let of_kind = if reads(config) { &mut state.units.read } else { &mut state.units.write };
        *of_kind += charged;
        Ok(())
    }

    fn read_after_execution(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !is_counted(config) {
            return Ok(());
        }
        let mut state = self.state.lock().unwrap();
        state.under_way = state.under_way.saturating_sub(1);
        Ok(())
    }
}

/// Whether a call is one that reads.
fn reads(config: &ConfigBag) -> bool {
    let operation = config.load::<Metadata>().map(Metadata::name).unwrap_or_default();
    matches!(operation, "GetItem" | "BatchGetItem" | "Query" | "Scan")
}

/// The partition keys that a request names: of its items, and of what it queries.
fn partition_keys(request: &Value, found: &mut Vec<String>) {
    match request {
        Value::Object(fields) => {
            let queried = fields.get("KeyConditionExpression").and_then(Value::as_str);
            let name =
                queried.and_then(|all| all.split_whitespace().find(|it| it.starts_with(':')));
            let named = name.map(|name| &request["ExpressionAttributeValues"][name]["S"]);
            let named = [named, Some(&request["pk"]["S"])].into_iter().flatten();
            found.extend(named.filter_map(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| partition_keys(field, found));
        }
        Value::Array(all) => all.iter().for_each(|one| partition_keys(one, found)),
        _ => {}
    }
}

/// The units of an answer: of one table, or of several.
fn units_of(consumed: &Value) -> f64 {
    match consumed {
        Value::Array(tables) => tables.iter().map(units_of).sum(),
        table => table["CapacityUnits"].as_f64().unwrap_or_default(),
    }
}
