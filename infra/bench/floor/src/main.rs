//! hello with a client of DynamoDB as the SDK makes it, which trusts what the
//! system trusts, and one call in the handler: what no action can be faster than
//! while it uses the SDK so.

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Region};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https();
    let credentials = Credentials::new(
        std::env::var("AWS_ACCESS_KEY_ID")?,
        std::env::var("AWS_SECRET_ACCESS_KEY")?,
        None,
        None,
        "environment",
    );
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(std::env::var("AWS_REGION")?))
        .credentials_provider(credentials)
        .endpoint_url(std::env::var("AWS_ENDPOINT_URL")?)
        .http_client(http);
    let client = Client::from_conf(config.build());
    run(service_fn(|_: Request| async {
        let key = AttributeValue::S("a key".to_owned());
        let request = client.get_item().table_name("T").key("pk", key.clone()).key("sk", key);
        request.send().await?;
        Ok::<_, Error>(Response::new(Body::from("found nothing")))
    }))
    .await
}
