import type { Page } from "@playwright/test";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import type { Challenge } from "altcha-lib/types";
import { call } from "./service";
import { oneTimeCode } from "./stack";
import { foundInMail, newApplicant } from "./steps";
import type { Applicant } from "./steps";

/** Somebody who has registered and activated, past the pages, which the journey walks. */
export async function activatedApplicant(page: Page): Promise<Applicant> {
  const applicant = await registeredApplicant();
  const link = await foundInMail(page, applicant.email, /\S*\/activate#code=\S+/);
  await call("POST", "/api/activations", { body: { code: codeOf(link) } });
  return applicant;
}

/** Somebody who has registered and not yet opened the link in the mail. */
export async function registeredApplicant(): Promise<Applicant> {
  const applicant = newApplicant();
  const { userName, email, password } = applicant;
  const challenge = await call<Challenge>("GET", "/api/challenges");
  const solution = await solveChallenge({ challenge, deriveKey });
  const solved = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
  const form = { userName, email, password, passwordConfirmation: password, agreementVersion: "2026-11", locale: "en" };
  await call("POST", "/api/accounts", { body: { ...form, challenge: solved } });
  return applicant;
}

/** Somebody of the staff, ready to sign in. */
export interface Colleague {
  userName: string;
  password: string;
  totpSecret: string;
}

/** A new colleague with these roles: each spec brings its own, because a one-time code works once. */
export async function newColleague(page: Page, ...roles: string[]): Promise<Colleague> {
  const { userName, email, password } = newApplicant();
  const token = process.env.ADMINISTRATOR_TOKEN ?? "";
  const headers = { "Idempotency-Key": userName };
  await call("POST", "/api/staff/invitations", { token, headers, body: { email, roles } });
  const code = codeOf(await foundInMail(page, email, /\S*\/invitation#code=\S+/));
  const { totpSecret } = await call<{ totpSecret: string }>("POST", "/api/invitations/views", { body: { code } });
  const account = { userName, password, passwordConfirmation: password, locale: "en" };
  await call("POST", "/api/invitations/acceptances", {
    body: { ...account, code, totp: oneTimeCode(totpSecret) },
  });
  return { userName, password, totpSecret };
}

/** The code in the link of a mail. */
function codeOf(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get("code") ?? "";
}
