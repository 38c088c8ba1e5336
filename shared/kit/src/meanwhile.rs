//! What somebody else does at the last moment: after an action has read, and before it
//! commits.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use tokio::runtime::Handle;

type Happening = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Lets something happen once before the next transaction.
#[derive(Clone, Default)]
pub(crate) struct Meanwhile {
    happening: Arc<Mutex<Option<Happening>>>,
}

impl Meanwhile {
    pub(crate) fn before_next_commit(&self, happening: impl Future<Output = ()> + Send + 'static) {
        *self.happening.lock().unwrap() = Some(Box::pin(happening));
    }
}

impl std::fmt::Debug for Meanwhile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Meanwhile").finish_non_exhaustive()
    }
}

#[dyn_dispatch_hint]
impl Intercept for Meanwhile {
    fn name(&self) -> &'static str {
        "Meanwhile"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = config.load::<Metadata>().map(Metadata::name);
        if operation != Some("TransactWriteItems") {
            return Ok(());
        }
        // Taken, and the lock given back: what happens may commit transactions too.
        let happening = self.happening.lock().unwrap().take();
        if let Some(happening) = happening {
            tokio::task::block_in_place(|| Handle::current().block_on(happening));
        }
        Ok(())
    }
}
