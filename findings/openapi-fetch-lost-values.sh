#!/usr/bin/env bash
# What openapi-fetch does not send.
#
# Expected: a Date in a query is written as in JSON (in a body it is); a Blob as a body is sent as it is,
#           as `fetch` does; a path parameter that is missing is an error.
# Happens:  a query of a Date or of an empty list is left out without a word. A Blob or URLSearchParams
#           as a body becomes `{}` in JSON. A missing path parameter goes out as the text `{id}`.
# Matters:  "decided since 1 September" asked for with a Date lists everything; a scan handed over as a
#           Blob arrives as an empty object, which the service may well accept as "nothing to change".
# Seen:     openapi-fetch 0.17.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages openapi-fetch@0.17.0

cat >calls.mjs <<'JS'
import createClient from "openapi-fetch";

const client = createClient({
  baseUrl: "http://sojourn.invalid",
  fetch: async (request) => {
    console.log(`${request.method} ${request.url} ${request.headers.get("content-type")} "${await request.text()}"`);
    return new Response("{}");
  },
});
const since = new Date("2026-09-01T00:00:00Z");
await client.GET("/reviews", { params: { query: { since, kind: [] } } });
await client.GET("/reviews", { params: { query: { since: since.toISOString() } } });
await client.POST("/reviews", { body: { since } });
await client.PUT("/scan", { body: new Blob(["%PDF-"], { type: "application/pdf" }) });
await client.POST("/form", { body: new URLSearchParams({ a: "1" }) });
await client.GET("/reviews/{id}/notes", { params: { path: { id: undefined } } });
JS

expect node calls.mjs <<'SEEN'
GET http://sojourn.invalid/reviews null ""
GET http://sojourn.invalid/reviews?since=2026-09-01T00%3A00%3A00.000Z null ""
POST http://sojourn.invalid/reviews application/json "{"since":"2026-09-01T00:00:00.000Z"}"
PUT http://sojourn.invalid/scan application/json "{}"
POST http://sojourn.invalid/form application/json "{}"
GET http://sojourn.invalid/reviews/%7Bid%7D/notes null ""
SEEN
