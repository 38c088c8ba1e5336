import createClient from "openapi-fetch";
import { locale } from "../hooks/language";
import { patientFetch } from "./patient-fetch";
import { Problem } from "./problem";
import type { paths } from "./schema";
import { accessToken, renewAccess } from "./session";

/** Every route of the API, with the types of its document. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: patientFetch({ token: accessToken, refresh: renewAccess, language: locale }),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's content, or a thrown `Problem`. */
export async function reply<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw Problem.noConnection();
  }
  if (!answer.response.ok) throw problemOf(answer);
  return answer.data as T;
}

function problemOf({ error, response }: Answer<unknown>): Problem {
  return Problem.fromDocument(response.status, error, response.headers);
}
