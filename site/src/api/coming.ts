// Actions that docs/openapi.json does not have yet, as they are agreed. Each goes when the document has it.
import type { components } from "./schema";

export type StaffRole = components["schemas"]["StaffRole"];

interface Nothing {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}
interface Answered<Reply> {
  200: { headers: Record<string, unknown>; content: { "application/json": Reply } };
}
interface Ask<Reply, Given = object> {
  parameters: Omit<Nothing, keyof Given> & Given;
  requestBody?: never;
  responses: Answered<Reply>;
}
interface Send<Body, Reply = undefined, Given = object> {
  parameters: Omit<Nothing, keyof Given> & Given;
  requestBody: { content: { "application/json": Body } };
  responses: Answered<Reply>;
}
interface Code {
  code: string;
}
interface Asked {
  password: string;
}
interface Page {
  query?: { cursor?: string };
}
interface Once {
  header: { "Idempotency-Key": string };
}
interface Of<Id extends string> {
  path: Record<Id, string>;
}

export interface DeletionReceipt {
  requestedAt: string;
  erasedAt: string;
  erased: { code: string; text: string; count: number }[];
  kept: { code: string; text: string; until?: string | null }[];
}
export interface Invitation {
  email: string;
  /** The name of the account, where there is one already. */
  userName?: string | null;
  roles: StaffRole[];
  invitedBy?: string | null;
  expiresAt: string;
  totpSecret: string;
  otpauthUrl: string;
}
export interface StaffAccount {
  id: string;
  userName: string;
  email: string;
  emailTrouble: components["schemas"]["EmailTrouble"] | null;
  roles: StaffRole[];
  state: "active" | "closed";
}
export interface StaffPage {
  items: StaffAccount[];
  invitations: { id: string; email: string; roles: StaffRole[]; expiresAt: string }[];
  next?: string | null;
}
type SignIns = components["schemas"]["SignInList"];
type Totp = Pick<Invitation, "totpSecret" | "otpauthUrl">;

export interface ComingPaths {
  "/api/invitations/views": { post: Send<Code, Invitation> };
  "/api/invitations/acceptances": {
    post: Send<
      {
        code: string;
        userName?: string | null;
        password: string;
        passwordConfirmation: string;
        locale: "en" | "zh";
        totp: string;
      },
      { userName: string; recoveryCodes: string[] }
    >;
  };
  "/api/deletion-receipts/views": { post: Send<Code, DeletionReceipt> };
  "/api/account/deletion": { post: Send<Asked, { dueAt: string }>; delete: Ask<undefined> };
  "/api/account/authenticator": {
    post: Send<Asked & { totp?: string; recoveryCode?: string }, Totp>;
    put: Send<{ totp: string }>;
  };
  "/api/account/recovery-codes": { post: Send<Asked, { recoveryCodes: string[] }> };
  "/api/staff/invitations": {
    post: Send<{ email: string; roles: StaffRole[] }, { id: string; expiresAt: string }, Once>;
  };
  "/api/staff/accounts": { get: Ask<StaffPage, Page> };
  "/api/staff/accounts/{accountId}": { delete: Ask<undefined, Of<"accountId">> };
  "/api/staff/accounts/{accountId}/roles": { put: Send<{ roles: StaffRole[] }, StaffAccount, Of<"accountId">> };
  "/api/staff/accounts/{accountId}/sessions": { delete: Ask<undefined, Of<"accountId">> };
  "/api/staff/accounts/{accountId}/sign-ins": { get: Ask<SignIns, Page & Of<"accountId">> };
}
