import { beforeEach, expect, test } from "vitest";
import { named, openPage, press, refused, serve, text } from "../../testing/page";
import type { Answers } from "../../testing/page";
import ActivatePage from "./activate";

const ACTIVATIONS = "POST /api/activations";

let answer: Answers[string];
let calls: string[];

async function openLink(hash: string): Promise<void> {
  history.replaceState(null, "", `/activate${hash}`);
  calls = serve({ [ACTIVATIONS]: (body) => answer(body) });
  await openPage(<ActivatePage />);
}

beforeEach(() => {
  answer = () => ({ userName: "tester" });
});

test("a_link_that_is_only_opened_activates_nothing", async () => {
  await openLink("#code=secret");
  expect(calls).toEqual([]);
  expect(location.href).not.toContain("secret");
});

test("a_person_activates_and_is_told_the_user_name", async () => {
  answer = (body) => {
    expect(body).toEqual({ code: "secret" });
    return { userName: "tester" };
  };
  await openLink("#code=secret");
  await press("Activate my account");
  expect(text()).toContain("Your user name is tester");
  expect(document.activeElement?.tagName).toBe("H1");
});

test.each([
  [422, "activation_code_invalid"],
  [409, "activation_address_taken"],
])("a_link_that_activates_nothing_any_more_leads_on_%s_%s", async (status, code) => {
  answer = () => refused(status, code);
  await openLink("#code=used");
  await press("Activate my account");
  expect(text()).toContain(`The service says ${code}.`);
  expect(named("Activate my account")).toBeUndefined();
  expect(named("Send the activation e-mail again")).toBeDefined();
});

test("a_line_that_breaks_lets_one_press_again", async () => {
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
  await openLink("#code=secret");
  await press("Activate my account");
  expect(text()).toContain("The service could not be reached.");
  expect(named("Activate my account")).toBeDefined();
});

test("a_link_that_lost_its_code_says_so", async () => {
  await openLink("");
  expect(text()).toContain("This link is not complete.");
  expect(named("Activate my account")).toBeUndefined();
});
