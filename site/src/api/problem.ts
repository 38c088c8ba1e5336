import type { components } from "./schema";

type ProblemDocument = components["schemas"]["Problem"];
export type Changed = components["schemas"]["Changed"];

/** One thing wrong with what was sent: `pointer` says where (a JSON pointer). */
export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}

/** What the service wants before it takes the same again. */
export interface Asks {
  /** The wait, in seconds. */
  wait?: number | undefined;
  /** A solved challenge of at least this level. */
  challengeLevel?: number | null | undefined;
}

/**
 * Why a call did not succeed: either what the service answered (RFC 9457) or,
 * with status 0 and code `no_connection`, that no answer came at all.
 */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly status: number,
    readonly code: string,
    /** A sentence in the reader's language; empty where the site has its own. */
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly requestId?: string,
    readonly asks: Asks = {},
    /** What was changed elsewhere meanwhile, if it is about that. */
    readonly changes: readonly Changed[] = [],
  ) {
    super(`${status} ${code}`);
  }

  /** Reads a refusal. What is no problem document (a gateway's page) gets a code of its own. */
  static fromDocument(status: number, body: unknown, headers = new Headers()): Problem {
    const document: Partial<ProblemDocument> = typeof body === "object" && body !== null ? body : {};
    const code = document.code ?? (status >= 500 ? "unavailable" : "unexpected_answer");
    const wait = Number(headers.get("Retry-After") ?? 0) || undefined;
    const asks = { wait, challengeLevel: document.challengeLevel };
    const { detail = "", errors = [], requestId, changes = [] } = document;
    return new Problem(status, code, detail, errors, requestId, asks, changes);
  }

  /** No answer: the line is down, or it took too long. */
  static noConnection(): Problem {
    return new Problem(0, "no_connection", "");
  }
}

/** Whether `error` is a problem with this code. */
export function isProblem(error: unknown, code: string): error is Problem {
  return error instanceof Problem && error.code === code;
}

/** Whether `error` says that what was changed here was changed elsewhere meanwhile. */
export function isConflict(error: unknown): error is Problem {
  return isProblem(error, "version_conflict") || isProblem(error, "registration_changed");
}

/** The id of the field that a JSON pointer means: its last part. */
export function fieldOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

/** The text of each field's error, by the field's id: the pointer's last part, or what `idOf` makes of it. */
export function errorsByField(problem: Problem | null, idOf = fieldOf): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map(({ pointer, detail }) => [idOf(pointer), detail]));
}
