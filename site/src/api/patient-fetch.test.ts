import { expect, test, vi } from "vitest";
import { patientFetch } from "./patient-fetch";
import type { Credentials } from "./patient-fetch";

const URL = "https://sojourn.example.org/api/applications";
const nobody: Credentials = { token: () => null, refresh: async () => null, language: () => "en-GB" };
const noPause = async () => undefined;

/** A line that answers with these statuses in turn; 0 stands for no answer. */
function line(...statuses: number[]) {
  return vi.fn(async (_request: Request) => {
    const status = statuses.shift() ?? 200;
    if (status === 0) throw new TypeError("Failed to fetch");
    return new Response(status === 204 ? null : "{}", { status });
  });
}

const post = (headers: Record<string, string> = {}) => new Request(URL, { method: "POST", body: "{}", headers });

test("a_get_is_tried_again_when_the_line_or_the_service_fails", async () => {
  const send = line(0, 503, 200);
  expect((await patientFetch(nobody, send, noPause)(new Request(URL))).status).toBe(200);
  expect(send).toHaveBeenCalledTimes(3);
});

test("it_gives_up_at_some_point", async () => {
  const send = line(0, 0, 0, 0, 0, 0);
  await expect(patientFetch(nobody, send, noPause)(new Request(URL))).rejects.toThrow();
  expect(send).toHaveBeenCalledTimes(4);
});

test("a_refusal_is_final", async () => {
  const send = line(404, 200);
  expect((await patientFetch(nobody, send, noPause)(new Request(URL))).status).toBe(404);
});

test("a_post_without_a_key_is_sent_once", async () => {
  const send = line(0, 200);
  await expect(patientFetch(nobody, send, noPause)(post())).rejects.toThrow();
  expect(send).toHaveBeenCalledTimes(1);
});

test("a_post_with_a_key_is_tried_again_with_the_same_key_and_body", async () => {
  const send = line(0, 502, 201);
  const answer = await patientFetch(nobody, send, noPause)(post({ "Idempotency-Key": "one-intent" }));
  expect(answer.status).toBe(201);
  const sent = await Promise.all(
    send.mock.calls.map(async ([request]) => [request.headers.get("Idempotency-Key"), await request.text()]),
  );
  expect(sent).toEqual(Array(3).fill(["one-intent", "{}"]));
});

test("a_refused_token_is_renewed_once_and_the_request_sent_again", async () => {
  const send = line(401, 200);
  const refresh = vi.fn(async () => "new");
  const answer = await patientFetch({ ...nobody, token: () => "old", refresh }, send, noPause)(post());
  expect(answer.status).toBe(200);
  expect(refresh).toHaveBeenCalledWith("old");
  expect(send.mock.calls.map(([request]) => request.headers.get("Authorization"))).toEqual([
    "Bearer old",
    "Bearer new",
  ]);
});

test("a_renewed_token_that_is_refused_too_is_not_renewed_again", async () => {
  const refresh = vi.fn(async () => "new");
  const answer = await patientFetch({ ...nobody, token: () => "old", refresh }, line(401, 401), noPause)(post());
  expect(answer.status).toBe(401);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a_refused_sign_in_renews_nothing", async () => {
  const refresh = vi.fn(async () => "new");
  expect((await patientFetch({ ...nobody, refresh }, line(401), noPause)(post())).status).toBe(401);
  expect(refresh).not.toHaveBeenCalled();
});

test("answers_are_asked_for_in_the_language_of_the_page", async () => {
  const send = line(200);
  await patientFetch({ ...nobody, language: () => "zh-CN" }, send, noPause)(new Request(URL));
  expect(send.mock.calls[0]?.[0].headers.get("Accept-Language")).toBe("zh-CN");
});
