import { beforeEach, expect, test } from "vitest";
import { forgetSession, startSession } from "../api/session";
import { go } from "../hooks/place";
import { Pages } from "../router";
import type { Route } from "../router";
import { openPage, settled, text } from "../testing/page";
import { session } from "../testing/session";
import { SignedIn } from "./signed-in";

const page = (text: string) => ({ default: () => <h1>{text}</h1> });
/** Opens a site whose sign-in page comes when the answer is called. */
async function openSite(): Promise<() => Promise<void>> {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const routes: Route[] = [
    { pattern: "/account/sessions", audience: "account", load: async () => page("Sessions") },
    { pattern: "/sign-in", load: () => arrived.then(() => page("Sign in")) },
  ];
  const nothing = () => null;
  await openPage(
    <Pages
      routes={routes}
      notFound={{ pattern: "", load: async () => page("Not found") }}
      Door={SignedIn}
      Waiting={nothing}
      Failed={nothing}
    />,
  );
  return () => settled(arrive);
}

beforeEach(() => {
  go("/account/sessions");
  startSession(session("applicant"));
});

const address = () => location.pathname + location.search;

test("who_leaves_signed_out_is_not_led_back_to_the_page_of_before", async () => {
  const signInArrives = await openSite();
  expect(text()).toBe("Sessions");
  await settled(() => {
    forgetSession(false);
    go("/sign-in", { replace: true });
  });
  expect(address()).toBe("/sign-in");
  await signInArrives();
  expect(text()).toBe("Sign in");
  expect(address()).toBe("/sign-in");
});

test("whose_session_ends_on_a_page_is_led_to_sign_in_and_back", async () => {
  await openSite();
  expect(text()).toBe("Sessions");
  await settled(() => forgetSession(true));
  expect(address()).toBe("/sign-in?next=%2Faccount%2Fsessions");
});
