#!/usr/bin/env bash
# What serde writes, against the schema that utoipa gives for it.
#
# Expected: a derived schema takes what the derived Serialize writes; flatten in particular, since utoipa
#           knows the attribute.
# Happens:  three flattened fields give a schema that refuses serde's own output:
#           - a map: its `additionalProperties` stand in one part of an allOf and judge the properties
#             of the other parts too (a text beside a map of numbers is "not an integer");
#           - an Option of a structure that is None: serde writes nothing, the schema wants all or null;
#           - a variant without data of an enum without a tag: serde writes {"Open": null}, the schema
#             says the bare text "Open".
#           A flattened enum with `tag` is right. Fields with skip_serializing or skip_deserializing
#           stand in neither direction, and of a name that differs by direction only the field's own.
# Matters:  a state that owns its data is a flattened enum, and the API's document is what the site is
#           typed from. A client that checks replies refuses good ones; one that does not never learns.
# Seen:     utoipa 6.0.0 with jsonschema 4.26.0 (Python) as the judge, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

python jsonschema==4.26.0

rust schemas '
serde = { version = "1", features = ["derive"] }
serde_json = "1"
utoipa = "=6.0.0"
' <<'RUST'
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use utoipa::{OpenApi, ToSchema};

#[derive(Serialize, ToSchema)]
struct Grounds {
    note: String,
}

#[derive(Serialize, ToSchema)]
#[serde(tag = "stage")]
enum Tagged {
    Draft,
    Submitted { at: u64 },
}

#[derive(Serialize, ToSchema)]
enum Untagged {
    Open,
    Closed { at: u64 },
}

#[derive(Serialize, ToSchema)]
struct WithTagged {
    id: String,
    #[serde(flatten)]
    stage: Tagged,
}

#[derive(Serialize, ToSchema)]
struct WithMap {
    #[serde(flatten)]
    stage: Tagged,
    #[serde(flatten)]
    counts: BTreeMap<String, u64>,
}

#[derive(Serialize, ToSchema)]
struct WithOption {
    id: String,
    #[serde(flatten)]
    grounds: Option<Grounds>,
}

#[derive(Serialize, ToSchema)]
struct WithUntagged {
    id: String,
    #[serde(flatten)]
    stage: Untagged,
}

#[derive(Serialize, ToSchema)]
struct OneWay {
    kept: String,
    #[serde(skip_deserializing)]
    only_in_replies: String,
    #[serde(rename(serialize = "out", deserialize = "in"))]
    both: String,
}

#[derive(OpenApi)]
#[openapi(components(schemas(WithTagged, WithMap, WithOption, WithUntagged, OneWay)))]
struct Document;

fn main() {
    let id = || "a".to_owned();
    let one_way = OneWay { kept: id(), only_in_replies: id(), both: id() };
    let values = json!([
        ["WithTagged", WithTagged { id: id(), stage: Tagged::Submitted { at: 1 } }],
        ["WithTagged", WithTagged { id: id(), stage: Tagged::Draft }],
        ["WithMap", WithMap { stage: Tagged::Draft, counts: BTreeMap::from([(id(), 1)]) }],
        ["WithOption", WithOption { id: id(), grounds: Some(Grounds { note: id() }) }],
        ["WithOption", WithOption { id: id(), grounds: None }],
        ["WithUntagged", WithUntagged { id: id(), stage: Untagged::Closed { at: 1 } }],
        ["WithUntagged", WithUntagged { id: id(), stage: Untagged::Open }],
        ["OneWay", one_way],
    ]);
    println!("{}", json!({ "document": Document::openapi(), "values": values }));
}
RUST

cat >judge.py <<'PYTHON'
import json, subprocess, sys
from jsonschema import Draft202012Validator

made = json.loads(subprocess.check_output([sys.argv[1]]))
components = made["document"]["components"]
for name, value in made["values"]:
    schema = {"$ref": f"#/components/schemas/{name}", "components": components}
    verdict = "taken" if Draft202012Validator(schema).is_valid(value) else "refused"
    print(name, json.dumps(value), verdict)
print("OneWay has", sorted(components["schemas"]["OneWay"]["properties"]))
PYTHON

expect "$python" judge.py "$schemas" <<'SEEN'
WithTagged {"at": 1, "id": "a", "stage": "Submitted"} taken
WithTagged {"id": "a", "stage": "Draft"} taken
WithMap {"a": 1, "stage": "Draft"} refused
WithOption {"id": "a", "note": "a"} taken
WithOption {"id": "a"} refused
WithUntagged {"Closed": {"at": 1}, "id": "a"} taken
WithUntagged {"Open": null, "id": "a"} refused
OneWay {"kept": "a", "only_in_replies": "a", "out": "a"} refused
OneWay has ['both', 'kept']
SEEN
