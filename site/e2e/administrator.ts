import { expect } from "@playwright/test";
import { call } from "./service";
import { oneTimeCode, staffWith } from "./stack";

/**
 * Runs once before all specs: an administrator signs in, in whose name specs
 * invite their own staff (`people.ts`). A one-time code works once, so each
 * spec signing in would wait for the others.
 */
export default async function signInAdministrator(): Promise<void> {
  const { userName, password, totpSecret } = staffWith("administrator");
  // Who set the stack up may have used the code of this half minute; the next one is good already.
  await expect(async () => {
    const body = { name: userName, password, totp: oneTimeCode(totpSecret, 1) };
    const { accessToken } = await call<{ accessToken: string }>("POST", "/api/sessions", { body });
    process.env.ADMINISTRATOR_TOKEN = accessToken;
  }).toPass({ intervals: [15_000], timeout: 60_000 });
}
