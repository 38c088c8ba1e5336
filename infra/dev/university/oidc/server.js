// The university of the local run, as an OpenID provider: `server.js SETTINGS`, where
// SETTINGS is JSON with `port`, `page`, `clientSecret`. Anybody in ../people.json
// signs in by their login, with any password. It stops when its standard input closes.

import { readFileSync } from "node:fs";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

const { port, page, clientSecret } = JSON.parse(process.argv[2]);
const people = JSON.parse(readFileSync(new URL("../people.json", import.meta.url), "utf8"));
const issuer = `http://127.0.0.1:${port}`;

const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const key = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "local" };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "sojourn",
      client_secret: clientSecret,
      redirect_uris: [page],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ["of the local run"] },
  claims: { openid: ["sub"], student: ["student_number", "name", "email"] },
  // Standing with the letter of the protocol: claims are in the user info only.
  conformIdTokenClaims: true,
  findAccount: (_, login) => {
    const person = people.find((each) => each.login === login);
    if (!person) return undefined;
    const { studentNumber, familyName, givenName, email } = person;
    const claims = { sub: login, student_number: studentNumber, name: `${givenName} ${familyName}`, email };
    return { accountId: login, claims: () => claims };
  },
  // A university asks nobody whether its own service may know who they are.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid student");
    await grant.save();
    return grant;
  },
});

provider.listen(port, "127.0.0.1");
process.stdin.on("end", () => process.exit(0)).resume();
