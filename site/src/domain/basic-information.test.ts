import { expect, test } from "vitest";
import { en } from "../texts/en";
import { describe, draftFrom, fieldsOf } from "./basic-information";

test("a_draft_comes_back_as_it_was_saved", () => {
  const draft = {
    ...draftFrom({}),
    familyName: "TESTER",
    noGivenName: true,
    nationality: "PT",
    birthDate: { year: "2004", month: "3", day: "" },
  };
  expect(draftFrom(fieldsOf(draft))).toEqual(draft);
});

test("an_emptied_field_is_sent_as_none", () => {
  expect(fieldsOf({ ...draftFrom({ birthPlace: "Lisbon" }), birthPlace: "  " }).birthPlace).toBeNull();
});

test("a_section_is_described_in_words", () => {
  const fields = { gender: "female", nationality: "PT", birthDate: "2004-03-31", noFamilyName: true } as const;
  const words = Object.fromEntries(describe(fields, en, "en-GB").map(({ id, value }) => [id, value]));
  expect(words).toMatchObject({
    gender: "Female",
    nationality: "Portugal",
    birthDate: "31 March 2004",
    familyName: "My passport has no family name",
    passportNo: "Not given",
  });
});

test("a_code_that_no_browser_knows_is_shown_as_it_is", () => {
  const words = describe({ birthCountry: "ATLANTIS" }, en, "en-GB");
  expect(words.find(({ id }) => id === "birthCountry")?.value).toBe("ATLANTIS");
});
