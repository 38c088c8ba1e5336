#!/usr/bin/env bash
# The name of an uploaded file, from the event of S3.
#
# Expected: `object.url_decoded_key` of aws_lambda_events is the key with + and %XX undone, as the field
#           of that name is in the library for Go, where reading an event fills it.
# Happens:  it is always None: it is read from the JSON like any other field, and S3 sends none.
#           `url_decoded_key.or(key)` compiles, passes with plain names and asks S3 for
#           "passport+%E9%A9%AC.pdf".
# Matters:  names of uploaded files have spaces and Chinese letters; the object is "not found" and the
#           document stays unchecked, but only for these applicants.
# Seen:     aws_lambda_events 1.2.1, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust event '
aws_lambda_events = { version = "=1.2.1", default-features = false, features = ["s3"] }
serde_json = "1"
' <<'RUST'
use aws_lambda_events::s3::S3Event;
use serde_json::json;

fn main() {
    let event: S3Event = serde_json::from_value(json!({ "Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "cn-north-1",
        "eventTime": "2026-09-01T08:00:00.000Z", "eventName": "ObjectCreated:Put",
        "userIdentity": { "principalId": "EXAMPLE" }, "requestParameters": { "sourceIPAddress": "192.0.2.1" },
        "responseElements": {},
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "uploads",
            "bucket": { "name": "uploads", "ownerIdentity": { "principalId": "EXAMPLE" }, "arn": "arn:aws-cn:s3:::uploads" },
            "object": { "key": "passport+%E9%A9%AC.pdf", "size": 1024, "eTag": "0", "sequencer": "00" },
        },
    }] }))
    .expect("an event");
    for record in event.records {
        println!("{:?} {:?}", record.s3.object.key, record.s3.object.url_decoded_key);
    }
}
RUST

expect "$event" <<'SEEN'
Some("passport+%E9%A9%AC.pdf") None
SEEN
