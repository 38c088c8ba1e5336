//! The API is reached through the distribution and in no other way: what comes
//! past it could say any client address it likes.

use dev::client::Client;
use http::Method;
use serde_json::Value;
use system_tests::system::System;

#[tokio::test]
async fn what_comes_past_the_distribution_is_refused() {
    let stack = System::running().await.demonstration;
    let http = Client::new();
    let past =
        format!("{}/_aws/execute-api/{}/$default/api/catalogue", stack.emulator, stack.api_id);
    let reply = http.send(Method::GET, &past, &[], Vec::new().into()).await.unwrap();
    assert_eq!(reply.status.as_u16(), 403);
    let problem: Value = reply.json().unwrap();
    assert_eq!(problem["code"], "not_through_the_distribution");

    let through = format!("{}/api/catalogue", stack.front);
    let reply = http.send(Method::GET, &through, &[], Vec::new().into()).await.unwrap();
    assert_eq!(reply.status.as_u16(), 200);
}
