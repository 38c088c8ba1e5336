import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { LanguageProvider, speak } from "../language";
import { go, Pages } from "../router";
import type { Route } from "../router";
import { forgetSession, startSession } from "../session";
import { SignedIn } from "./signed-in";

const SESSION = {
  accessToken: "token",
  expiresAt: "2026-11-22T00:10:00Z",
  account: { id: "acc_1", userName: "tester", kind: "applicant" as const, roles: [], locale: "en" as const },
};
const page = (text: string) => ({ default: () => <h1>{text}</h1> });
const site = document.createElement("div");

/** Does it, and waits until the pages that follow are drawn. */
async function settled(work: () => void): Promise<void> {
  await act(async () => work());
  for (let round = 0; round < 3; round++) await act(() => new Promise<void>((resolve) => setTimeout(resolve)));
}

/** Opens a site whose sign-in page comes when the answer is called. */
async function openSite(): Promise<() => Promise<void>> {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const routes: Route[] = [
    { path: "/account/sessions", audience: "account", load: async () => page("Sessions") },
    { path: "/sign-in", load: () => arrived.then(() => page("Sign in")) },
  ];
  const nothing = () => null;
  await settled(() =>
    render(
      <LanguageProvider>
        <Pages
          routes={routes}
          notFound={{ path: "", load: async () => page("Not found") }}
          Door={SignedIn}
          Waiting={nothing}
          Failed={nothing}
        />
      </LanguageProvider>,
      site,
    ),
  );
  return () => settled(arrive);
}

beforeAll(() => speak("en"));
beforeEach(() => {
  go("/account/sessions");
  startSession(SESSION);
});
afterEach(() => settled(() => render(null, site)));

const address = () => location.pathname + location.search;

test("who_leaves_signed_out_is_not_led_back_to_the_page_of_before", async () => {
  const signInArrives = await openSite();
  expect(site.textContent).toBe("Sessions");
  await settled(() => {
    forgetSession(false);
    go("/sign-in", { replace: true });
  });
  expect(address()).toBe("/sign-in");
  await signInArrives();
  expect(site.textContent).toBe("Sign in");
  expect(address()).toBe("/sign-in");
});

test("whose_session_ends_on_a_page_is_led_to_sign_in_and_back", async () => {
  await openSite();
  expect(site.textContent).toBe("Sessions");
  await settled(() => forgetSession(true));
  expect(address()).toBe("/sign-in?next=%2Faccount%2Fsessions");
});
