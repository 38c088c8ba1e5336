import { beforeEach, expect, test } from "vitest";
import { named, openPage, press, refused, serve, text } from "../../testing/page";
import type { Answers } from "../../testing/page";
import { go } from "../../hooks/place";
import { noteWanted } from "../led-on";
import UniversitySignInPage from "./university-sign-in";

const FINISH = "POST /api/sessions/university";

let finish: Answers[string];
let calls: string[];

async function comeBack(query: string): Promise<void> {
  go(`/sign-in/university${query}`, { replace: true });
  calls = serve({
    [FINISH]: (body) => finish(body),
    "GET /api/university-sign-ins": () => ({ offered: true }),
    "POST /api/university-sign-ins": () => refused(429, "too_many_requests"),
  });
  await openPage(<UniversitySignInPage />);
}

const SESSION = {
  accessToken: "t",
  expiresAt: "2027-03-01T02:10:00Z",
  account: { id: "acc_1", userName: "s-2026LX0001", kind: "applicant", roles: [], locale: "en" },
};

beforeEach(() => {
  finish = () => SESSION;
});

test("who_comes_back_with_a_code_is_signed_in_at_once_and_the_code_leaves_the_address", async () => {
  finish = (body) => {
    expect(body).toEqual({ state: "s", proof: "c", issuer: "https://id.example.edu.cn" });
    return SESSION;
  };
  await comeBack("?code=c&state=s&iss=https%3A%2F%2Fid.example.edu.cn");
  expect(calls.filter((call) => call === FINISH)).toHaveLength(1);
  expect(location.pathname).toBe("/services");
  expect(location.href).not.toContain("code=");
});

test("a_ticket_of_cas_is_the_same", async () => {
  finish = (body) => {
    expect(body).toEqual({ state: "s", proof: "ST-1" });
    return SESSION;
  };
  await comeBack("?state=s&ticket=ST-1");
  expect(location.pathname).toBe("/services");
});

test("a_university_that_does_not_answer_leaves_the_two_other_ways", async () => {
  finish = () => refused(503, "university_sign_in_unavailable");
  await comeBack("?code=c&state=s");
  expect(text()).toContain("The service says university_sign_in_unavailable.");
  expect(named("Sign in")).toBeDefined();
  expect(named("Claim your student record")).toBeDefined();
  expect(named("University account")).toBeDefined();
});

test("who_turned_back_at_the_university_is_asked_for_nothing_and_can_begin_again", async () => {
  await comeBack("?error=access_denied&state=s");
  expect(calls).not.toContain(FINISH);
  expect(text()).toContain("You did not finish signing in at the university.");
  await press("University account");
  expect(text()).toContain("too_many_requests");
});

test("who_was_on_the_way_to_a_page_is_led_on_to_it_and_only_ever_to_one_of_this_site", async () => {
  for (const [wanted, expected] of [
    ["/registration", "/registration"],
    ["https://example.org/", "/services"],
    ["//example.org/", "/services"],
  ] as const) {
    noteWanted(wanted);
    await comeBack("?code=c&state=s");
    expect(location.pathname).toBe(expected);
    // It counts once.
    await comeBack("?code=c&state=s");
    expect(location.pathname).toBe("/services");
  }
});

test("who_tries_again_after_a_mistake_is_still_on_the_way", async () => {
  noteWanted("/registration");
  finish = () => refused(503, "university_sign_in_unavailable");
  await comeBack("?code=c&state=s");
  await press("University account");
  finish = () => SESSION;
  await comeBack("?code=c&state=s");
  expect(location.pathname).toBe("/registration");
});
