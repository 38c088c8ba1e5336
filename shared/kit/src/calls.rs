//! Counting what work costs: DynamoDB calls, round trips, capacity units.

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
        let operation = config.load::<Metadata>().map(Metadata::name).unwrap_or_default();
        let answer: Value = match context.response().body().bytes() {
            Some(body) => serde_json::from_slice(body).unwrap_or_default(),
            None => return Ok(()),
        };
        let charged = units_of(&answer["ConsumedCapacity"]);
        let mut state = self.state.lock().unwrap();
        match operation {
            "GetItem" | "BatchGetItem" | "Query" | "Scan" => state.units.read += charged,
            _ => state.units.write += charged,
        }
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

/// The units of an answer: of one table, or of several.
fn units_of(consumed: &Value) -> f64 {
    match consumed {
        Value::Array(tables) => tables.iter().map(units_of).sum(),
        table => table["CapacityUnits"].as_f64().unwrap_or_default(),
    }
}
