import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session as sessionOf } from "../testing/session";
import { accessToken, followOtherTabs, forgetSession, renewAccess, restoreSession, startSession } from "./session";

const session = (accessToken: string) => sessionOf("applicant", accessToken);

const refresh = vi.fn<(url: string) => Promise<Response>>();
const answer = (token: string) => Response.json(session(token));

beforeEach(() => {
  localStorage.clear();
  refresh.mockReset();
  vi.stubGlobal("fetch", refresh);
  startSession(session("old"));
});
afterEach(() => vi.unstubAllGlobals());

test("calls_that_fail_together_share_one_refresh", async () => {
  refresh.mockImplementation(async () => answer("new"));
  expect(await Promise.all([renewAccess("old"), renewAccess("old"), renewAccess("old")])).toEqual([
    "new",
    "new",
    "new",
  ]);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a_token_that_was_renewed_meanwhile_is_not_renewed_again", async () => {
  startSession(session("newer"));
  expect(await renewAccess("old")).toBe("newer");
  expect(refresh).not.toHaveBeenCalled();
});

test("a_session_that_is_over_signs_out", async () => {
  refresh.mockResolvedValue(new Response("{}", { status: 401 }));
  expect(await renewAccess("old")).toBeNull();
  expect(accessToken()).toBeNull();
});

test("an_outage_signs_nobody_out", async () => {
  refresh.mockResolvedValue(new Response("", { status: 503 }));
  await expect(renewAccess("old")).rejects.toThrow();
  expect(accessToken()).toBe("old");
});

test("after_a_failed_refresh_the_next_one_is_a_new_one", async () => {
  refresh.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await expect(renewAccess("old")).rejects.toThrow();
  refresh.mockImplementation(async () => answer("new"));
  expect(await renewAccess("old")).toBe("new");
});

test("a_first_visit_asks_nothing_of_the_service", async () => {
  forgetSession(false);
  await restoreSession();
  expect(refresh).not.toHaveBeenCalled();
});

test("a_later_visit_takes_the_session_up_again", async () => {
  vi.resetModules();
  const nextVisit = await import("./session");
  refresh.mockImplementation(async () => answer("new"));
  await nextVisit.restoreSession();
  expect(nextVisit.accessToken()).toBe("new");
});

test("who_signs_out_in_one_tab_is_signed_out_in_all", () => {
  followOtherTabs();
  dispatchEvent(new StorageEvent("storage", { key: "sojourn-language", newValue: null }));
  expect(accessToken()).toBe("old");
  dispatchEvent(new StorageEvent("storage", { key: "sojourn-session", newValue: null }));
  expect(accessToken()).toBeNull();
});
