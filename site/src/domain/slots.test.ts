import { expect, test } from "vitest";
import type { Application, ChecklistItem, UploadedDocument } from "../api/types";
import { isGap, isOnItsWay, slotsOf } from "./slots";

const row = (part: Partial<ChecklistItem>): ChecklistItem => ({
  slot: "transcript",
  name: { en: "Transcript", zh: "成绩单" },
  required: true,
  contentTypes: ["application/pdf"],
  maxBytes: 1000,
  minCount: 1,
  maxCount: 2,
  ...part,
});

const document = (id: string, state: UploadedDocument["state"]) =>
  ({ id, slot: "transcript", state, requestedAt: "2026-11-22T00:00:00Z" }) as UploadedDocument;

const slot = (part: Partial<ChecklistItem>, documents: UploadedDocument[]) => {
  const [first] = slotsOf({ checklist: [row(part)] } as Application, documents);
  if (!first) throw new Error("a slot is missing");
  return first;
};

test("the_newest_clean_documents_count_as_many_as_the_slot_takes", () => {
  const documents = [document("1", "clean"), document("2", "refused"), document("3", "clean"), document("4", "clean")];
  expect(slot({}, documents).counting.map(({ id }) => id)).toEqual(["3", "4"]);
});

test.each([
  ["a required slot without a document", {}, [], true],
  ["a required slot with a refused document", {}, [document("1", "refused")], true],
  ["a required slot that is filled", {}, [document("1", "clean")], false],
  ["an optional slot that is unused", { required: false }, [], false],
  ["an optional slot that is begun", { required: false, minCount: 2 }, [document("1", "clean")], true],
])("%s is a gap: %s %s %s", (_, part, documents, gap) => {
  expect(isGap(slot(part, documents))).toBe(gap);
});

test("an_upload_that_has_not_come_after_ten_minutes_is_not_waited_for", () => {
  const asked = Date.parse("2026-11-22T00:00:00Z");
  expect(isOnItsWay(document("1", "requested"), asked + 9 * 60_000)).toBe(true);
  expect(isOnItsWay(document("1", "requested"), asked + 10 * 60_000)).toBe(false);
  expect(isOnItsWay(document("1", "clean"), asked)).toBe(false);
});
