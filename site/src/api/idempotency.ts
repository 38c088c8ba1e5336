import { Problem } from "./problem";

/**
 * The Idempotency-Key of an intent ("start an application to this programme").
 * It stays the same over every retry, and over a reload of the page, until
 * `settle` says that the service has answered for good.
 */
export function intentKey(intent: string): string {
  const kept = sessionStorage.getItem(slot(intent));
  if (kept !== null) return kept;
  const key = randomKey();
  sessionStorage.setItem(slot(intent), key);
  return key;
}

/** Forgets the key: the next time is a new intent. */
export function settle(intent: string): void {
  sessionStorage.removeItem(slot(intent));
}

/** Makes a call that does the same however often it arrives, with the key of its intent. */
export async function callWithIntent<T>(
  intent: string,
  call: (header: { "Idempotency-Key": string }) => Promise<T>,
): Promise<T> {
  try {
    const answer = await call({ "Idempotency-Key": intentKey(intent) });
    settle(intent);
    return answer;
  } catch (error) {
    // A refusal is final; silence is not, and then the same key must be sent again.
    if (error instanceof Problem && error.status !== 0) settle(intent);
    throw error;
  }
}

function slot(intent: string): string {
  return `sojourn-intent ${intent}`;
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
