/** What a request needs from the session. */
export interface Credentials {
  /** The access token in use, if somebody is signed in. */
  token(): string | null;
  /** Gets a new access token; null when the session has ended. */
  refresh(refused: string): Promise<string | null>;
  /** The language answers should come in, as an Accept-Language value. */
  language(): string;
}

/** The waits between tries, in milliseconds. A GET is tried once more often than this has entries. */
const PAUSES = [500, 1500, 4000];
/** How long one try may take, in milliseconds. */
const TIME_LIMIT = 20_000;
const PASSING = new Set([429, 502, 503, 504]);

/**
 * A `fetch` for bad lines. It adds the token and the language, asks for a new
 * token once when the old one is refused, and tries again where that cannot do
 * anything twice: GET, and POST that carries an Idempotency-Key.
 */
export function patientFetch(credentials: Credentials, send = sendOnce, pause = wait) {
  return async (request: Request): Promise<Response> => {
    const token = credentials.token();
    const response = await sendPatiently(withHeaders(request, token, credentials.language()), send, pause);
    if (response.status !== 401 || token === null) return response;

    const renewed = await credentials.refresh(token);
    if (renewed === null) return response;
    return sendPatiently(withHeaders(request, renewed, credentials.language()), send, pause);
  };
}

function withHeaders(request: Request, token: string | null, language: string): Request {
  const copy = request.clone();
  copy.headers.set("Accept-Language", language);
  if (token !== null) copy.headers.set("Authorization", `Bearer ${token}`);
  return copy;
}

async function sendPatiently(request: Request, send: typeof sendOnce, pause: typeof wait): Promise<Response> {
  const repeatable = request.method === "GET" || request.headers.has("Idempotency-Key");
  for (const milliseconds of repeatable ? PAUSES : []) {
    try {
      const response = await send(request.clone());
      if (!PASSING.has(response.status)) return response;
      if (isTooLongToWait(response)) return response;
    } catch {
      // No answer: try again.
    }
    await pause(milliseconds * (0.75 + Math.random() / 2));
  }
  return send(request);
}

/** A limit that opens later than we would wait is for the reader to know. */
function isTooLongToWait(response: Response): boolean {
  return Number(response.headers.get("Retry-After") ?? 0) > 5;
}

async function sendOnce(request: Request): Promise<Response> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIME_LIMIT);
  try {
    return await fetch(request, { signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
