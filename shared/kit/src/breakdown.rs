//! A function that dies in the middle: from some call on, AWS is out of reach.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// Lets so many calls of DynamoDB and S3 through, and none after them.
#[derive(Debug, Clone, Default)]
pub struct Breakdown {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// How many calls come through yet; all when not said.
    left: Option<usize>,
    kept_back: bool,
}

impl Breakdown {
    /// Lets `calls` more calls through.
    pub fn after(&self, calls: usize) {
        *self.state.lock().unwrap() = State { left: Some(calls), kept_back: false };
    }

    /// Lets all calls through again; answers whether one had been kept back.
    pub fn repaired(&self) -> bool {
        std::mem::take(&mut *self.state.lock().unwrap()).kept_back
    }
}

#[dyn_dispatch_hint]
impl Intercept for Breakdown {
    fn name(&self) -> &'static str {
        "Breakdown"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mut state = self.state.lock().unwrap();
        match &mut state.left {
            None => Ok(()),
            Some(0) => {
                state.kept_back = true;
                Err("the function has died".into())
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}
