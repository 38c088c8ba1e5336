//! Counting what work costs: DynamoDB calls, round trips, hashes of passwords.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// The DynamoDB calls made through an environment, and what else it counts.
#[derive(Debug, Clone, Default)]
pub struct Calls {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    operations: Vec<String>,
    under_way: usize,
    round_trips: usize,
    hashes: usize,
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

    /// How many passwords were hashed.
    #[must_use]
    pub fn hashes(&self) -> usize {
        self.state.lock().unwrap().hashes
    }

    /// Counts the hashing of a password.
    pub fn note_hash(&self) {
        self.state.lock().unwrap().hashes += 1;
    }
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
        let operation = config.load::<Metadata>().map(|metadata| metadata.name().to_owned());
        let mut state = self.state.lock().unwrap();
        state.operations.push(operation.unwrap_or_default());
        if state.under_way == 0 {
            state.round_trips += 1;
        }
        state.under_way += 1;
        Ok(())
    }

    fn read_after_execution(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mut state = self.state.lock().unwrap();
        state.under_way = state.under_way.saturating_sub(1);
        Ok(())
    }
}
