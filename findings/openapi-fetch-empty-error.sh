#!/usr/bin/env bash
# A failure without a body, read with openapi-fetch.
#
# Expected: `{ data, error }`: of a failed call `error` is set, as its types promise.
# Happens:  a failure with `Content-Length: 0` gives neither data nor error: exactly what a good 204
#           gives. Without that header `error` is the empty text, which is false too. `if (error)` takes
#           both for success; only `response.ok` knows.
# Matters:  a gateway, a firewall or a CDN in front of the API answers 502 or 413 without a body. "Your
#           application was submitted" is then shown to somebody whose application never arrived.
# Seen:     openapi-fetch 0.17.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages openapi-fetch@0.17.0

cat >calls.mjs <<'JS'
import createClient from "openapi-fetch";

const answers = [
  [204, null, {}],
  [502, null, { "content-length": "0" }],
  [502, "", {}],
  [413, "<h1>Too large</h1>", { "content-type": "text/html" }],
];
for (const [status, body, headers] of answers) {
  const client = createClient({
    baseUrl: "http://sojourn.invalid",
    fetch: async () => new Response(body, { status, headers }),
  });
  const { data, error, response } = await client.POST("/submission", { body: {} });
  console.log(`${status} ${JSON.stringify(headers)}: data ${data}, error ${JSON.stringify(error)}, ok ${response.ok}`);
}
JS

expect node calls.mjs <<'SEEN'
204 {}: data undefined, error undefined, ok true
502 {"content-length":"0"}: data undefined, error undefined, ok false
502 {}: data undefined, error "", ok false
413 {"content-type":"text/html"}: data undefined, error "<h1>Too large</h1>", ok false
SEEN
