//! What a Lambda is given at start: its variables, the clients it asks for and
//! the clock. An action takes only what it needs, so that nothing else is built.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use secrecy::SecretString;

use crate::clock::Clock;
use crate::store::Table;
use crate::trust;

/// How long SES may take to answer.
const MAIL_PATIENCE: Duration = Duration::from_secs(5);

/// The function cannot start: a variable or a secret is missing or malformed.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// An environment variable is not set.
    #[error("the environment variable {0} is not set")]
    MissingVariable(String),
    /// A variable or secret does not hold what it must.
    #[error("{0} is malformed")]
    Malformed(String),
    /// A secret could not be read.
    #[error("the secret {0} could not be read")]
    Secret(String, #[source] Box<dyn std::error::Error + Send + Sync>),
    /// The binary has no action of the name in `_HANDLER`.
    #[error("there is no action called {0}")]
    UnknownAction(String),
}

/// The environment of a running function. Clones share their clients.
#[derive(Clone)]
pub struct Environment {
    inner: Arc<Inner>,
}

struct Inner {
    variables: HashMap<String, String>,
    clock: Clock,
    sdk: SdkConfig,
    dynamodb: OnceLock<aws_sdk_dynamodb::Client>,
    s3: OnceLock<aws_sdk_s3::Client>,
    seams: Seams,
}

/// Where tests reach into an environment. The service leaves them as they are.
#[derive(Debug, Clone)]
pub struct Seams {
    /// How many times as long as the service a call may take.
    pub patience: u32,
    /// What sees every call of DynamoDB and S3.
    pub interceptors: Vec<SharedInterceptor>,
    /// What actions find by its type in place of their own.
    pub replacements: http::Extensions,
}

impl Default for Seams {
    fn default() -> Self {
        Self { patience: 1, interceptors: Vec::new(), replacements: http::Extensions::new() }
    }
}

impl Environment {
    /// The environment of this process.
    ///
    /// # Errors
    /// [`InitError::MissingVariable`] when the Lambda service did not set what it always sets.
    pub fn of_process() -> Result<Self, InitError> {
        Self::new(std::env::vars().collect(), Clock::system(), Seams::default())
    }

    /// An environment of these variables and this clock.
    ///
    /// # Errors
    /// [`InitError::MissingVariable`] without region or credentials.
    pub fn new(
        variables: HashMap<String, String>,
        clock: Clock,
        seams: Seams,
    ) -> Result<Self, InitError> {
        let sdk = sdk_config(&variables, seams.patience)?;
        let inner =
            Inner { variables, clock, sdk, dynamodb: OnceLock::new(), s3: OnceLock::new(), seams };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The clock of this environment.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.inner.clock.clone()
    }

    /// An environment variable.
    ///
    /// # Errors
    /// [`InitError::MissingVariable`] when it is not set or empty.
    pub fn variable(&self, name: &str) -> Result<&str, InitError> {
        match self.inner.variables.get(name).map(String::as_str) {
            Some(value) if !value.is_empty() => Ok(value),
            _ => Err(InitError::MissingVariable(name.to_owned())),
        }
    }

    /// The table whose name is in the variable `<NAME>_TABLE`.
    ///
    /// # Errors
    /// [`InitError::MissingVariable`] when the variable is not set.
    pub fn table(&self, name: &str) -> Result<Table, InitError> {
        let table = self.variable(&format!("{name}_TABLE"))?;
        Ok(Table::new(self.dynamodb(), table))
    }

    /// A client of DynamoDB.
    #[must_use]
    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        let client = self.inner.dynamodb.get_or_init(|| {
            let mut config = aws_sdk_dynamodb::config::Builder::from(&self.inner.sdk);
            // The SDK's own variable for one service's endpoint.
            if let Ok(endpoint) = self.variable("AWS_ENDPOINT_URL_DYNAMODB") {
                config = config.endpoint_url(endpoint);
            }
            config.set_interceptors(self.inner.seams.interceptors.clone());
            aws_sdk_dynamodb::Client::from_conf(config.build())
        });
        client.clone()
    }

    /// A client of S3, made when it is first asked for: what only some replies
    /// need is asked for by them, since making it takes as long as a call.
    #[must_use]
    pub fn s3(&self) -> aws_sdk_s3::Client {
        let client = self.inner.s3.get_or_init(|| {
            let mut config = aws_sdk_s3::config::Builder::from(&self.inner.sdk);
            config.set_interceptors(self.inner.seams.interceptors.clone());
            aws_sdk_s3::Client::from_conf(config.build())
        });
        client.clone()
    }

    /// A client of SQS.
    #[must_use]
    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&self.inner.sdk)
    }

    /// A client of SES. It waits longer than others and never asks twice: SES
    /// sends a mail again that it is handed again, so a try after an answer that
    /// was slow would be a second mail.
    #[must_use]
    pub fn ses(&self) -> aws_sdk_ses::Client {
        let patience = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1) * self.inner.seams.patience)
            .operation_timeout(MAIL_PATIENCE)
            .build();
        let config = aws_sdk_ses::config::Builder::from(&self.inner.sdk)
            .timeout_config(patience)
            .retry_config(RetryConfig::disabled());
        aws_sdk_ses::Client::from_conf(config.build())
    }

    /// The secret `<SECRETS_PATH>/<name>` of the parameter store, decrypted.
    ///
    /// # Errors
    /// [`InitError::Secret`] when it cannot be read.
    pub async fn secret(&self, name: &str) -> Result<SecretString, InitError> {
        let path = format!("{}/{name}", self.variable("SECRETS_PATH")?);
        let reply = aws_sdk_ssm::Client::new(&self.inner.sdk)
            .get_parameter()
            .name(&path)
            .with_decryption(true)
            .send()
            .await
            .map_err(|error| InitError::Secret(path.clone(), Box::new(error)))?;
        let value = reply.parameter.and_then(|parameter| parameter.value);
        value.map(SecretString::from).ok_or(InitError::Malformed(path))
    }

    /// What a test put in the place of the service's own `T`, if it did.
    #[must_use]
    pub fn replacement<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.inner.seams.replacements.get().cloned()
    }
}

/// Region and credentials come from the variables that the Lambda service sets:
/// no profile is parsed and no metadata service asked.
fn sdk_config(variables: &HashMap<String, String>, patience: u32) -> Result<SdkConfig, InitError> {
    let variable = |name: &str| {
        variables.get(name).cloned().ok_or_else(|| InitError::MissingVariable(name.to_owned()))
    };
    let credentials = Credentials::new(
        variable("AWS_ACCESS_KEY_ID")?,
        variable("AWS_SECRET_ACCESS_KEY")?,
        variables.get("AWS_SESSION_TOKEN").cloned(),
        None,
        "environment",
    );
    let http_client = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(trust::of_aws(variables)?)
        .build_https();
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1) * patience)
        .operation_attempt_timeout(Duration::from_secs(1) * patience)
        .operation_timeout(Duration::from_secs(3) * patience)
        .build();
    let mut config = SdkConfig::builder()
        .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
        .region(Region::new(variable("AWS_REGION")?))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(http_client)
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard())
        .sleep_impl(aws_smithy_async::rt::sleep::SharedAsyncSleep::new(
            aws_smithy_async::rt::sleep::TokioSleep::new(),
        ))
        .time_source(aws_smithy_async::time::SystemTimeSource::new());
    config.set_endpoint_url(variables.get("AWS_ENDPOINT_URL").cloned());
    Ok(config.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(patience: u32) -> Environment {
        let variables = [
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "AKIATEST"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("STAGE", "test"),
            ("ORIGIN_SECRETS", ""),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let seams = Seams { patience, ..Seams::default() };
        Environment::new(variables, Clock::system(), seams).unwrap()
    }

    #[test]
    fn an_empty_variable_is_as_good_as_none() {
        let environment = environment(1);
        assert_eq!(environment.variable("STAGE").unwrap(), "test");
        for name in ["ORIGIN_SECRETS", "NOBODY_SET_IT"] {
            let missing = environment.variable(name).unwrap_err();
            assert!(matches!(&missing, InitError::MissingVariable(of) if of == name), "{missing}");
        }
    }

    #[test]
    fn a_mail_is_handed_over_once_however_long_that_takes() {
        for patience in [1, 20] {
            let ses = environment(patience).ses();
            let timeouts = ses.config().timeout_config().unwrap();
            let connecting = Duration::from_secs(u64::from(patience));
            assert_eq!(timeouts.connect_timeout(), Some(connecting));
            assert_eq!(timeouts.operation_timeout(), Some(Duration::from_secs(5)));
            assert_eq!(ses.config().retry_config().unwrap().max_attempts(), 1);
        }
    }
}
