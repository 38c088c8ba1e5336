#!/usr/bin/env bash
# A CSV for a Chinese office, answered through lambda_http.
#
# Expected: the bytes of a reply reach the browser: as text where they are UTF-8, else in base64.
# Happens:  lambda_http decodes a text reply by the charset that it names and sends UTF-8 on, under
#           the old header. A file in GB18030 arrives in UTF-8 and still says charset=gb18030. The
#           byte order mark of a file in UTF-8 is gone, and a content-length that the handler has set
#           (as axum does for every body of a known size) still counts it: three bytes never come, and
#           what passes the reply on breaks it off or answers 502. Any content-encoding, also identity,
#           or a type that is no text (here application/octet-stream) leaves the bytes as they are.
# Matters:  Excel in China reads a CSV without a byte order mark as GBK. Roster and statistics for the
#           office would open as rubbish, and a test of the handler alone sees the right bytes.
# Seen:     lambda_http 1.3.2, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust reply '
axum = { version = "=0.8.9", default-features = false }
lambda_http = { version = "=1.3.2", default-features = false, features = ["apigw_http"] }
lambda_runtime = { version = "=1.5.0", default-features = false }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
tower = { version = "0.5", features = ["util"] }
' <<'RUST'
use axum::body::Body;
use axum::http::{Response, header};
use lambda_http::{Adapter, Error, Request, request::LambdaRequest};
use serde_json::json;
use tower::ServiceExt as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let name_in_gb18030 = b"\xd0\xd5\xc3\xfb"; // 姓名
    let name_after_mark = "\u{feff}姓名".as_bytes();
    for (content_type, encoding, bytes) in [
        ("text/csv; charset=gb18030", None, &name_in_gb18030[..]),
        ("text/csv; charset=utf-8", None, name_after_mark),
        ("text/csv; charset=gb18030", Some("identity"), &name_in_gb18030[..]),
        ("application/octet-stream", None, name_after_mark),
    ] {
        let handler = tower::service_fn(move |_: Request| async move {
            let reply = Response::builder().header(header::CONTENT_TYPE, content_type);
            let reply = reply.header(header::CONTENT_LENGTH, bytes.len());
            let reply = match encoding {
                Some(encoding) => reply.header(header::CONTENT_ENCODING, encoding),
                None => reply,
            };
            Ok::<_, Error>(reply.body(Body::from(bytes))?)
        });
        let event: LambdaRequest = serde_json::from_value(json!({
            "version": "2.0", "routeKey": "$default", "rawPath": "/", "rawQueryString": "", "headers": {},
            "isBase64Encoded": false,
            "requestContext": { "http": { "method": "GET", "path": "/" }, "stage": "$default", "timeEpoch": 0 },
        }))?;
        let event = lambda_runtime::LambdaEvent::new(event, lambda_runtime::Context::default());
        let reply = serde_json::to_value(Adapter::from(handler).oneshot(event).await?)?;
        let (text, is_base64) = (reply["body"].as_str().unwrap_or_default(), &reply["isBase64Encoded"]);
        let length = reply["headers"]["content-length"].as_str().unwrap_or("none");
        println!("{content_type} {encoding:?}: {text:?}, base64 {is_base64}, content-length {length}");
        assert_eq!(reply["headers"]["content-type"], content_type);
    }
    Ok(())
}
RUST

expect "$reply" <<'SEEN'
text/csv; charset=gb18030 None: "姓名", base64 false, content-length 4
text/csv; charset=utf-8 None: "姓名", base64 false, content-length 9
text/csv; charset=gb18030 Some("identity"): "0NXD+w==", base64 true, content-length 4
application/octet-stream None: "77u/5aeT5ZCN", base64 true, content-length 9
SEEN
