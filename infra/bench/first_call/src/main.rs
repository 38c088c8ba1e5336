//! hello with one GetItem in init and one in the handler, as the actions do it.
//! The feature says which crypto library does TLS.

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[cfg(feature = "ring")]
const CRYPTO: CryptoMode = CryptoMode::Ring;
#[cfg(not(feature = "ring"))]
const CRYPTO: CryptoMode = CryptoMode::AwsLc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_conf(
        aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("id", "secret", None, None, "bench"))
            .endpoint_url(std::env::var("AWS_ENDPOINT_URL")?)
            .http_client(
                aws_smithy_http_client::Builder::new()
                    .tls_provider(Provider::Rustls(CRYPTO))
                    .build_https(),
            )
            .build(),
    );
    get(&client).await?;
    run(service_fn(|_: Request| async {
        get(&client).await?;
        Ok::<_, Error>(Response::new(Body::from("found nothing")))
    }))
    .await
}

async fn get(client: &Client) -> Result<(), Error> {
    let key = AttributeValue::S("WARM".to_owned());
    let request = client.get_item().table_name("T").key("pk", key.clone()).key("sk", key);
    request.send().await?;
    Ok(())
}
