// What the pages ask of the service before `schema.ts` has it. Each entry goes when the schema brings it.
import type { components, operations, paths } from "./schema";

type Schemas = components["schemas"];

/** One route: what it takes and what it answers. */
interface Route<Answer, Path, Query, Body> {
  parameters: { query?: Query; header?: never; path: Path; cookie?: never };
  requestBody: Body;
  responses: {
    200: { headers: Record<string, unknown>; content: { "application/json": Answer } };
    "4XX": { headers: Record<string, unknown>; content: { "application/problem+json": Schemas["Problem"] } };
  };
}
type Reading<Answer, Path, Query = never> = Omit<Route<Answer, Path, Query, never>, "requestBody"> & {
  requestBody?: never;
};
type Sending<Answer, Path, Body> = Route<Answer, Path, never, { content: { "application/json": Body } }>;
type Listing<Answer, Query> = Omit<Route<Answer, never, Query, never>, "requestBody" | "parameters"> & {
  parameters: { query?: Query; header?: never; path?: never; cookie?: never };
  requestBody?: never;
};

interface ApplicationMore {
  guideVersion: string;
  appealUntil?: string | null;
}

export type Application = Schemas["Application"] & ApplicationMore;
export type ApplicationSummary = Schemas["ApplicationSummary"] & ApplicationMore;

export type HistoryEvent =
  | "started"
  | "submitted"
  | "fee_settled"
  | "revision_requested"
  | "resubmitted"
  | "revision_overdue"
  | "waitlisted"
  | "accepted"
  | "declined"
  | "appealed"
  | "reopened"
  | "category_changed"
  | "withdrawn";

export type ApplicationStatus = ApplicationSummary & {
  history: { at: string; event: HistoryEvent }[];
  next: {
    by: "applicant" | "office" | "nobody";
    what: string;
    text: string;
    until?: string | null;
    expectedOn?: string | null;
  };
};

type SecondLook =
  | { kind: "appeal"; at: string; text: string }
  | { kind: "reopening"; at: string; by: Schemas["Colleague"]; reason: string };

export type RevisionOfReview = {
  number: number;
  requestedBy: Schemas["Colleague"];
  requestedAt: string;
  dueAt: string;
  state: "open" | "answered" | "overdue" | "withdrawn";
  items: Schemas["RevisionItem"][];
};

export type ReviewDetails = Schemas["ReviewDetails"] & {
  /** Who pays for the studies now; the submission has who paid then. */
  fundingCategory: string;
  rounds: { round: number; submittedAt: string }[];
  revisions: RevisionOfReview[];
  slots: { slot: string; name: Schemas["Bilingual"] }[];
  secondLook?: SecondLook | null;
};

export interface Comparison {
  from: number;
  to: number;
  changes: { section: string; field: string; before: unknown; after: unknown }[];
  documents: Record<"added" | "removed" | "kept", { id: string; slot: string; fileName: string; url: string }[]>;
}

export type FoundApplication = Pick<
  Schemas["ApplicationSummary"],
  "id" | "programme" | "fundingCategory" | "admissionType" | "intake" | "state" | "fee" | "feeState" | "version"
> & { submittedAt?: string | null };

export interface FoundApplicant {
  account: { id: string; userName: string; email: string };
  applications: FoundApplication[];
}

export interface CatalogueChange {
  list: string;
  id: string;
  kind: "added" | "changed" | "removed";
  fields: string[];
}

export interface ImportReply {
  id?: string | null;
  changes: CatalogueChange[];
  unchanged: number;
}

export interface CatalogueImport {
  id: string;
  state: "applying" | "done";
  programmes: number;
  applied: number;
  startedAt: string;
  doneAt?: string | null;
}

type ApplicationPath = { applicationId: string };
type ReviewPath = { reviewId: string };
type StaffApplicationPath = { accountId: string; applicationId: string };

/** The routes to come. */
interface Coming {
  "/api/applications": {
    get: Listing<{ items: ApplicationSummary[]; next?: string | null }, { cursor?: string }>;
    post: operations["start_application"];
  };
  "/api/applications/{applicationId}": { get: Reading<Application, ApplicationPath> };
  "/api/applications/{applicationId}/status": { get: Reading<ApplicationStatus, ApplicationPath> };
  "/api/applications/{applicationId}/appeal": { post: Sending<Application, ApplicationPath, { text: string }> };
  "/api/reviews/{reviewId}": { get: Reading<ReviewDetails, ReviewPath> };
  "/api/reviews/{reviewId}/comparison": { get: Reading<Comparison, ReviewPath, { from: number; to: number }> };
  "/api/staff/applicants": { get: Listing<FoundApplicant, { name: string }> };
  "/api/staff/applicants/{accountId}/applications/{applicationId}/category": {
    put: Sending<unknown, StaffApplicationPath, { fundingCategory: string; reason: string; version: number }>;
  };
  "/api/staff/applicants/{accountId}/applications/{applicationId}/reopening": {
    post: Sending<unknown, StaffApplicationPath, { reason: string }>;
  };
  "/api/staff/programmes": {
    put: Omit<Listing<ImportReply, { dryRun: boolean }>, "requestBody"> & {
      requestBody: { content: { "application/json": Blob } };
    };
  };
  "/api/staff/imports/{importId}": { get: Reading<CatalogueImport, { importId: string }> };
}

/** The routes there are, with those to come in their place. */
export type Paths = Omit<paths, keyof Coming> & Coming;
