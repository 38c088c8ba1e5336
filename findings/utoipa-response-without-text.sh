#!/usr/bin/env bash
# A response that utoipa is told nothing more about than its status.
#
# Expected: `(status = 204)` stands in the document as a response with an empty description: OpenAPI 3.1,
#           which the document says it is, demands the property.
# Happens:  the response is `{}`. A validator that goes by the specification's schema refuses the
#           document; with a description of one letter it takes it.
# Matters:  one handler without a word about its reply makes the document of the whole API invalid for
#           whoever imports it by the rules (a gateway, a generator in another language), while Rust
#           compiles and openapi-typescript, from which a site is typed, takes it.
# Seen:     utoipa 6.0.0, openapi-spec-validator 0.9.0, openapi-typescript 7.13.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

python openapi-spec-validator==0.9.0
node_packages openapi-typescript@7.13.0

rust document '
serde_json = "1"
utoipa = "=6.0.0"
' <<'RUST'
use utoipa::OpenApi;

#[utoipa::path(delete, path = "/drafts/{id}", params(("id" = String, Path)), responses((status = 204)))]
#[expect(dead_code, reason = "only described")]
fn silent() {}

#[utoipa::path(delete, path = "/drafts/{id}", params(("id" = String, Path)), responses((status = 204, description = "x")))]
#[expect(dead_code, reason = "only described")]
fn described() {}

#[derive(OpenApi)]
#[openapi(paths(silent))]
struct Silent;

#[derive(OpenApi)]
#[openapi(paths(described))]
struct Described;

fn main() {
    let document = match std::env::args().nth(1).as_deref() {
        Some("silent") => Silent::openapi(),
        _ => Described::openapi(),
    };
    println!("{}", serde_json::to_string(&document).expect("a document"));
}
RUST

judge() {
    local kind
    for kind in silent described; do
        "$document" "$kind" >"$kind.json"
        grep -o '"openapi":"[^"]*"\|"responses":{"204":{[^}]*}' "$kind.json"
        "$work/venv/bin/openapi-spec-validator" "$kind.json" >verdict 2>&1 && echo "$kind: valid" ||
            echo "$kind: $(grep -o "'description' is a required property" verdict | head -1)"
        npx --no-install openapi-typescript "$kind.json" --output "$kind.ts" >/dev/null 2>&1 && echo "  typed"
    done
}

expect judge <<'SEEN'
"openapi":"3.1.0"
"responses":{"204":{}
silent: 'description' is a required property
  typed
"openapi":"3.1.0"
"responses":{"204":{"description":"x"}
described: valid
  typed
SEEN
