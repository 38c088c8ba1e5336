import { expect, test } from "vitest";
import type { Application, ChecklistItem, UploadedDocument } from "../api/types";
import { checklistItem } from "../testing/application";
import { checklistOf } from "./application-state";
import { isGap, isOnItsWay, roomIn, slotsOf } from "./slots";

const document = (id: string, state: UploadedDocument["state"], counts = state === "clean", slot = "transcript") =>
  ({ id, slot, state, counts, requestedAt: "2026-11-22T00:00:00Z" }) as UploadedDocument;

const slot = (part: Partial<ChecklistItem>, documents: UploadedDocument[], state: Application["state"] = "draft") => {
  const [first] = slotsOf(checklistOf({ checklist: [checklistItem(part)], state } as Application), documents);
  if (!first) throw new Error("a slot is missing");
  return first;
};

test("what_counts_is_what_the_service_says", () => {
  const documents = [document("1", "clean", false), document("2", "refused"), document("3", "clean")];
  expect(slot({}, documents).counting.map(({ id }) => id)).toEqual(["3"]);
});

test("a_translation_and_its_original_ask_for_each_other", () => {
  const checklist = [
    checklistItem({ slot: "diploma", required: false }),
    checklistItem({ slot: "diploma_translation", translationOf: "diploma" }),
  ];
  const gaps = (...used: string[]) =>
    slotsOf(
      checklistOf({ checklist } as Application),
      used.map((name) => document(name, "clean", true, name)),
    )
      .filter(isGap)
      .map(({ row: { slot } }) => slot);
  expect(gaps()).toEqual([]);
  expect(gaps("diploma")).toEqual(["diploma_translation"]);
  expect(gaps("diploma_translation")).toEqual(["diploma"]);
  expect(gaps("diploma", "diploma_translation")).toEqual([]);
});

test.each([
  ["a required slot without a document", {}, [], true],
  ["a required slot with a refused document", {}, [document("1", "refused")], true],
  ["a required slot that is filled", {}, [document("1", "clean")], false],
  ["an optional slot that is unused", { required: false }, [], false],
  ["an optional slot that is begun", { required: false, minCount: 2 }, [document("1", "clean")], true],
])("%s is a gap: %s %s %s", (_, part, documents, gap) => {
  expect([slot(part, documents)].some(isGap)).toBe(gap);
});

test("a_document_on_its_way_to_an_open_slot_is_waited_for", () => {
  const onItsWay = { ...document("2", "requested"), requestedAt: new Date().toISOString() };
  expect([slot({}, [document("1", "clean"), onItsWay])].some(isGap)).toBe(true);
  expect([slot({ required: false }, [onItsWay])].some(isGap)).toBe(true);
  expect([slot({}, [document("1", "clean"), onItsWay], "ready_for_review")].some(isGap)).toBe(false);
});

test("an_upload_that_has_not_come_after_ten_minutes_is_not_waited_for", () => {
  const asked = Date.parse("2026-11-22T00:00:00Z");
  expect(isOnItsWay(document("1", "requested"), asked + 9 * 60_000)).toBe(true);
  expect(isOnItsWay(document("1", "requested"), asked + 10 * 60_000)).toBe(false);
  expect(isOnItsWay(document("1", "clean"), asked)).toBe(false);
});

test("a_slot_for_several_files_is_full_of_what_counts_or_is_on_its_way", () => {
  const now = Date.parse("2026-11-22T00:01:00Z");
  const clean = document("1", "clean");
  expect(roomIn(slot({}, [clean]), now)).toBe(1);
  expect(roomIn(slot({}, [clean, document("2", "requested")]), now)).toBe(0);
  expect(roomIn(slot({}, [clean, document("2", "refused"), document("3", "clean", false)]), now)).toBe(1);
  // What never arrived can be chosen again.
  expect(roomIn(slot({}, [clean, document("2", "requested")]), now + 3_600_000)).toBe(1);
});

test("a_slot_for_one_file_takes_another_in_its_place", () => {
  expect(roomIn(slot({ maxCount: 1 }, [document("1", "clean")]))).toBe(1);
});
