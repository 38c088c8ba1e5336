import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { activatedApplicant } from "./people";
import { passportPage, photo } from "./pictures";
import type { Picture } from "./pictures";
import { call } from "./service";
import type { Applicant } from "./steps";

/** Somebody with an application, made past the pages, which the journey walks. */
export interface Applied {
  applicant: Applicant;
  /** The application's id. */
  application: string;
  token: string;
}

/** What is applied for where nothing is to be paid, and so nothing to be waited for. */
const CHOICE = { intake: "2027-autumn", fundingCategory: "university_scholarship", admissionType: "bachelor" };

const SECTIONS = [
  "basic_information",
  "study_plan",
  "education_and_employment",
  "additional_information",
  "contact_information",
];

/** An application for "Software Engineering" that is submitted and waits for staff. */
export async function submittedApplication(page: Page): Promise<Applied> {
  const applied = await completeDraft(page);
  const { version } = await view(applied);
  await call("POST", `/api/applications/${applied.application}/submission`, {
    token: applied.token,
    body: { version, declaration: true },
  });
  return applied;
}

/** An application for "Software Engineering" that lacks nothing but to be submitted. */
export async function completeDraft(page: Page): Promise<Applied> {
  const applicant = await activatedApplicant(page);
  const { accessToken: token } = await call<{ accessToken: string }>("POST", "/api/sessions", {
    body: { name: applicant.userName, password: applicant.password },
  });
  const applied = { applicant, application: await start(token), token };
  for (const section of SECTIONS) await save(applied, section);
  await upload(applied, "passport_page", await passportPage(page));
  await upload(applied, "photo", await photo(page));
  await expect
    .poll(async () => (await documents(applied)).every(({ state }) => state === "clean"), { intervals: [200, 500] })
    .toBe(true);
  return applied;
}

async function start(token: string): Promise<string> {
  const found = await call<{ items: { id: string; name: { en: string } }[] }>(
    "GET",
    `/api/programmes?${new URLSearchParams({ ...CHOICE, text: "software" })}`,
  );
  const id = found.items[0]?.id ?? "";
  const { guide } = await call<{ guide: { version: string } }>("GET", `/api/programmes/${id}`);
  const { birthDate, nationality, highestEducation } = sample("basic_information");
  const eligibility = { birthDate, nationality, highestEducation };
  const started = await call<{ id: string }>("POST", "/api/applications", {
    token,
    headers: { "Idempotency-Key": token.slice(-40) },
    body: { ...CHOICE, programmeId: id, guideVersion: guide.version, eligibility },
  });
  return started.id;
}

/** What the sample applicant of all tests fills in. */
function sample(section: string): Record<string, unknown> {
  const file = new URL(`../../tests/samples/application/${section}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}

function view({ application, token }: Applied) {
  return call<{ version: number }>("GET", `/api/applications/${application}`, { token });
}

async function documents({ application, token }: Applied): Promise<{ state: string }[]> {
  return (await call<{ items: { state: string }[] }>("GET", `/api/applications/${application}/documents`, { token }))
    .items;
}

async function save(applied: Applied, section: string): Promise<void> {
  const { application, applicant, token } = applied;
  const own: Record<string, unknown> = {
    basic_information: { familyName: applicant.familyName },
    contact_information: { email: applicant.email },
  };
  const { version } = await view(applied);
  await call("PUT", `/api/applications/${application}/sections/${section}`, {
    token,
    body: { version, intent: "save_and_next", fields: Object.assign(sample(section), own[section]) },
  });
}

async function upload({ application, token }: Applied, slot: string, file: Picture): Promise<void> {
  const announced = {
    slot,
    fileName: file.name,
    contentType: file.mimeType,
    sizeBytes: file.buffer.length,
    sha256: createHash("sha256").update(file.buffer).digest("base64"),
  };
  const { items } = await call<{ items: { upload: { url: string; headers: Record<string, string> } }[] }>(
    "POST",
    `/api/applications/${application}/documents`,
    { token, body: { files: [announced] } },
  );
  const { url, headers } = items[0]?.upload ?? { url: "", headers: {} };
  const { host: _host, "content-length": _length, ...signed } = headers;
  const sent = await fetch(url, { method: "PUT", headers: signed, body: new Uint8Array(file.buffer) });
  expect(sent.ok, `the upload answered ${sent.status}`).toBe(true);
}
