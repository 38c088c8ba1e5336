import { expect, test } from "vitest";
import { openPage, press, refused, serve, settled, text, type } from "../testing/page";
import VerifyLetterPage from "./pages/verify-letter";

const GOOD = { state: "valid", number: "VE-2027-000042", initials: "N. V. A.", validUntil: "2027-10-06" };
const UNKNOWN = { state: "not_known", number: null, initials: null, validUntil: null };

let asked: unknown;

async function openAt(hash: string, answer: unknown = GOOD): Promise<string[]> {
  history.replaceState(null, "", `/verify-letter${hash}`);
  const calls = serve({
    "POST /api/letter-checks": (body) => {
      asked = body;
      return answer;
    },
  });
  await openPage(<VerifyLetterPage />);
  return calls;
}

test("what_was_scanned_leaves_the_address_and_is_asked_about_once_somebody_says_so", async () => {
  const calls = await openAt("#VE-2027-000042.3F8ZK2M7QWERTY0123456789AB");
  expect(location.href).not.toContain("3F8ZK2M7");
  expect(text()).toContain("VE-2027-000042");
  expect(calls).toEqual([]);
  await press("Verify");
  expect(asked).toEqual({ number: "VE-2027-000042", code: "3F8ZK2M7QWERTY0123456789AB" });
  expect(text()).toContain("This letter is good");
  expect(text()).toContain("N. V. A.");
});

test("a_letter_that_another_one_has_replaced_is_not_good", async () => {
  await openAt("#VE-2027-000042.3F8ZK2M7QWERTY0123456789AB", { ...GOOD, state: "replaced" });
  await press("Verify");
  expect(text()).toContain("another one has replaced it");
});

test("a_link_whose_sign_was_escaped_on_the_way_is_read_too", async () => {
  await openAt("");
  await settled(() => {
    location.hash = "#VE-2027-000043.3F8ZK2M7QWERTY0123456789AB";
  });
  expect(text()).toContain("VE-2027-000043");
});

test("who_types_gives_number_and_code", async () => {
  const calls = await openAt("", UNKNOWN);
  await press("Verify");
  expect(calls).toEqual([]);
  expect(text()).toContain("Enter the number of the letter");
  await type("number", " VE-2027-000042 ");
  await type("code", "7kq2m-x0zc9");
  await press("Verify");
  expect(asked).toEqual({ number: "VE-2027-000042", code: "7kq2m-x0zc9" });
  expect(text()).toContain("This letter is not known");
  await press("Verify another letter");
  expect(text()).toContain("Check code");
});

test("who_asks_too_often_is_told", async () => {
  await openAt("", refused(429, "too_many_requests"));
  await type("number", "VE-2027-000042");
  await type("code", "7KQ2M-X0ZC9");
  await press("Verify");
  expect(text()).not.toContain("This letter");
});
