import { expect, test } from "vitest";
import { intentKey, settle } from "./idempotency";

test("an_intent_keeps_its_key_until_it_is_settled", () => {
  const key = intentKey("start prg_1");
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(intentKey("start prg_1")).toBe(key);
  settle("start prg_1");
  expect(intentKey("start prg_1")).not.toBe(key);
});

test("two_intents_have_two_keys", () => {
  expect(intentKey("start prg_1")).not.toBe(intentKey("start prg_2"));
});
