import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isOptional } from "../spec";
import type { Condition, Fields, PartSpec } from "../spec";
import { idOf, nameOf, placed } from "../values";
import { contextOf } from "./context";
import { itemOf } from "./items";
import { SECTIONS, sectionOf } from "./sections";
import { texts as en } from "./texts/en";
import { texts as zh } from "./texts/zh";

const FACTS = { inChina: true, isNew: false, contractProven: false, insuranceProven: false, permitProven: false };

const parts = SECTIONS.flatMap(({ parts }) => parts);

const pointers = (section: string, fields: Fields, facts = FACTS) =>
  placed(sectionOf(section), fields, contextOf(facts)).map(({ pointer }) => pointer);

test("every_field_and_choice_of_a_registration_has_its_text_in_both_languages_and_none_is_left_over", () => {
  for (const texts of [en, zh]) {
    for (const { name, parts } of SECTIONS) {
      const fields = parts.filter((part) => !("document" in part)).map(nameOf);
      expect(Object.keys(texts.fields[name]).sort()).toEqual(fields.sort());
      expect(texts.sections[name]).toBeTruthy();
    }
    expect(Object.keys(texts.sections)).toEqual(SECTIONS.map(({ name }) => name));
    const lists = parts.flatMap((part) => ("choices" in part && part.choices ? [part.choices] : []));
    expect(Object.keys(texts.choices).sort()).toEqual(lists.map(({ name }) => name).sort());
    const choices: Record<string, Record<string, string>> = texts.choices;
    for (const { name, values } of lists) expect(Object.keys(choices[name] ?? {}).sort()).toEqual([...values].sort());
  }
});

test("what_has_to_be_read_says_as_much_in_one_language_as_in_the_other", () => {
  // S109: they stand beside each other, line by line.
  expect(zh.regulations.rules).toHaveLength(en.regulations.rules.length);
  expect(zh.guide.steps).toHaveLength(en.guide.steps.length);
  expect(zh.payment.ways).toHaveLength(en.payment.ways.length);
  for (const [section, fields] of Object.entries(en.fields)) {
    const chinese: Record<string, readonly string[]> = zh.fields[section as keyof typeof zh.fields];
    for (const [field, words] of Object.entries(fields)) expect(chinese[field]).toHaveLength(words.length);
  }
});

function factsOf(condition: Condition): string[] {
  if (condition.if === "allOf") return condition.conditions.flatMap(factsOf);
  return condition.if === "fact" ? [condition.fact] : [];
}

test("every_fact_that_a_registration_is_asked_by_is_one_that_the_service_tells", () => {
  const conditions = parts.flatMap((part) => {
    const optional = "optional" in part && typeof part.optional === "object" ? [part.optional] : [];
    return [...(part.shown ? [part.shown] : []), ...optional];
  });
  expect([...new Set(conditions.flatMap(factsOf))].sort()).toEqual(Object.keys(FACTS).sort());
});

interface Document {
  components: { schemas: Record<string, { properties?: Record<string, unknown>; enum?: string[] }> };
}

test("every_field_and_document_of_a_registration_is_on_the_page_and_no_other", () => {
  const { components } = JSON.parse(readFileSync("../docs/openapi.json", "utf8")) as Document;
  const { schemas } = components;
  expect(SECTIONS.map(({ name }) => name)).toEqual(schemas.RegistrationSection?.enum);
  for (const { name, parts } of SECTIONS) {
    const schema = schemas[`${name.slice(0, 1).toUpperCase()}${name.slice(1)}Fields`];
    const fields = parts.filter((part) => !("document" in part)).map(nameOf);
    expect(fields.sort()).toEqual(Object.keys(schema?.properties ?? {}).sort());
  }
  const slots = parts.flatMap((part) => ("document" in part ? [part.document] : []));
  expect(slots.sort()).toEqual([...(schemas.RegistrationSlot?.enum ?? [])].sort());
});

test("no_two_fields_of_the_page_have_the_same_id", () => {
  // All sections stand on one page.
  const ids = parts.map((part) => idOf(`/${nameOf(part)}`));
  expect(new Set(ids).size).toBe(ids.length);
});

test("who_is_abroad_is_asked_for_no_residence_insurance_or_permit", () => {
  const abroad = { ...FACTS, inChina: false };
  for (const section of ["residence", "insurance", "permit"]) {
    expect(pointers(section, {}, abroad)).toEqual([]);
    expect(pointers(section, {})).not.toEqual([]);
  }
});

test("a_branch_asks_for_what_belongs_to_it", () => {
  expect(pointers("passport", { passportChanged: false })).toEqual(["/passportChanged"]);
  expect(pointers("passport", { passportChanged: true })).toContain("/passportNo");
  expect(pointers("residence", { residence: "on_campus" })).not.toContain("/contractHolder");
  expect(pointers("residence", { residence: "off_campus" })).toContain("/contractHolder");
  expect(pointers("tuition", { payment: "remittance" })).toContain("/remittanceClaim");
});

test("what_staff_have_seen_before_needs_no_proof", () => {
  const proof = (section: string, name: string): PartSpec | undefined =>
    sectionOf(section).parts.find((part) => nameOf(part) === name);
  const insurance = proof("insurance", "insurance_proof");
  if (!insurance || !("document" in insurance)) throw new Error("no document");
  const optional = (facts: typeof FACTS) => isOptional(insurance, {}, contextOf(facts), "");
  expect([optional(FACTS), optional({ ...FACTS, insuranceProven: true })]).toEqual([false, true]);
});

test("what_is_returned_is_known_by_its_sections", () => {
  expect(itemOf("tuition")).toBe("payment");
  expect(itemOf("permit")).toBe("visa");
  expect(itemOf("contact")).toBeUndefined();
});
