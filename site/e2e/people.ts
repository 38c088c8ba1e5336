import { randomInt } from "node:crypto";
import { request as send } from "node:http";

import type { Page } from "@playwright/test";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import type { Challenge } from "altcha-lib/types";
import { baseUrl } from "./stack";
import { foundInMail, newApplicant } from "./steps";
import type { Applicant } from "./steps";

/** Somebody who has registered and activated, past the pages, which the journey walks. */
export async function activatedApplicant(page: Page): Promise<Applicant> {
  const applicant = await registeredApplicant();
  const link = await foundInMail(page, applicant.email, /\S*\/activate#code=\S+/);
  await call("POST", "/api/activations", { code: new URLSearchParams(new URL(link).hash.slice(1)).get("code") });
  return applicant;
}

/** Somebody who has registered and not yet opened the link in the mail. */
export async function registeredApplicant(): Promise<Applicant> {
  const applicant = newApplicant();
  const { userName, email, password } = applicant;
  const challenge = (await call("GET", "/api/challenges")) as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  await call("POST", "/api/accounts", {
    userName,
    email,
    password,
    passwordConfirmation: password,
    agreementVersion: "2026-11",
    locale: "en",
    challenge: Buffer.from(JSON.stringify({ challenge, solution })).toString("base64"),
  });
  return applicant;
}

/** Each process of the tests has a network address of its own, and so limits of its own. */
const OWN_ADDRESS = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;

/** One call of the API. */
async function call(method: string, path: string, body?: object): Promise<unknown> {
  const url = new URL(path, baseUrl());
  const headers = body ? { "Content-Type": "application/json" } : {};
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = send(url, { method, headers, localAddress: OWN_ADDRESS, family: 4 }, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("error", reject);
    request.end(body && JSON.stringify(body));
  });
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
