import { locale } from "../hooks/language";
import { createStore, useStore } from "../hooks/store";
import type { Session } from "./types";

/** Somebody who is signed in. */
export type Reader = Session["account"];

/** Who is signed in. The access token lives in memory only; what lasts is the server's HttpOnly cookie. */
export type SignedIn = { state: "signed_in"; account: Reader; accessToken: string };
type SessionState =
  | { state: "unknown" }
  /** `ended`: somebody was signed in until a moment ago, and did not ask to leave. */
  | { state: "signed_out"; ended: boolean }
  | SignedIn;

const session = createStore<SessionState>({ state: "unknown" });

/** Says that this browser may hold a session, so that a first visit asks nothing of the server. */
const MAY_HOLD_SESSION = "sojourn-session";

/** The pauses after tries that failed at start, in milliseconds. */
const PAUSES = [1000, 3000, 0];

/** Who is signed in, kept up to date. */
export const useSession = () => useStore(session);

/** Who is signed in; null where nobody is, or it is not known yet. */
export function useReader(): Reader | null {
  const current = useSession();
  return current.state === "signed_in" ? current.account : null;
}

/** The access token in use. */
export function accessToken(): string | null {
  const current = session.get();
  return current.state === "signed_in" ? current.accessToken : null;
}

/** Takes over the session that a sign-in or a refresh answered. */
export function startSession({ account, accessToken }: Session): void {
  localStorage.setItem(MAY_HOLD_SESSION, "1");
  session.set({ state: "signed_in", account, accessToken });
}

/** Forgets the session in this page. `ended` is false when the reader asked for it. */
export function forgetSession(ended: boolean): void {
  localStorage.removeItem(MAY_HOLD_SESSION);
  session.set({ state: "signed_out", ended });
}

/** At start: takes up the session of an earlier visit, if there may be one. */
export async function restoreSession(): Promise<void> {
  if (localStorage.getItem(MAY_HOLD_SESSION) === null) {
    session.set({ state: "signed_out", ended: false });
    return;
  }
  for (const pause of PAUSES) {
    try {
      await renewAccess("");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  // The service cannot be reached; the cookie stays for a later try.
  session.set({ state: "signed_out", ended: false });
}

/** Who signs out in one tab is signed out in all. Call once. */
export function followOtherTabs(): void {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === MAY_HOLD_SESSION && newValue === null) session.set({ state: "signed_out", ended: false });
  });
}

let renewal: Promise<string | null> | null = null;

/**
 * A new access token in place of the `refused` one; null when the session has
 * ended. Calls that come while one is under way share it, and one tab waits for
 * another, because the server takes a refresh token twice for a theft.
 */
export function renewAccess(refused: string): Promise<string | null> {
  const current = accessToken();
  if (current !== null && current !== refused) return Promise.resolve(current);
  renewal ??= oneTabAtATime(refresh).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function refresh(): Promise<string | null> {
  const response = await fetch("/api/sessions/refresh", {
    method: "POST",
    headers: { "Accept-Language": locale() },
  });
  if (response.ok) {
    const renewed = (await response.json()) as Session;
    startSession(renewed);
    return renewed.accessToken;
  }
  // Only a clear no ends the session: an outage does not sign anybody out.
  if (response.status === 401 || response.status === 403) {
    forgetSession(true);
    return null;
  }
  throw new Error(`refreshing the session answered ${response.status}`);
}

async function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request("sojourn-refresh", work) : await work();
}
