import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Condition, Context, Fields, PartSpec } from "../spec";
import { texts as words } from "../texts/en";
import {
  fieldName,
  idOf,
  labelOf,
  nameOf,
  narrowed,
  placed,
  rowsAt,
  showLabel,
  showValue,
  valueAt,
  withValue,
} from "../values";
import { SUBMITTED } from "./context";
import { SECTIONS, sectionOf } from "./sections";
import { texts as en } from "./texts/en";
import { texts as zh } from "./texts/zh";

const PLAIN: Context = {
  facts: { researchArea: false, studyDates: false, recommenders: 0, studyPlanWords: 200, isMinor: false },
  isMissing: () => false,
};

/** Every field and list of a section, shown or not, with the name of its label. */
function labels(parts: readonly PartSpec[], place = ""): string[] {
  return parts.flatMap((part) => {
    if ("heading" in part || "document" in part) return [];
    if ("group" in part) return labels(part.parts, `${place}${part.group}.`);
    if ("list" in part) return [place + part.list, ...labels(part.parts, `${place}${part.list}.`)];
    return [place + part.name];
  });
}

function headings(parts: readonly PartSpec[]): string[] {
  return parts.flatMap((part) => ("heading" in part ? [part.heading] : []));
}

/** Every part, also within groups and lists. */
function all(parts: readonly PartSpec[]): PartSpec[] {
  return parts.flatMap((part) => ("parts" in part ? [part, ...all(part.parts)] : [part]));
}

const EVERY_PART = SECTIONS.flatMap(({ parts }) => all(parts));

function factsOf(condition: Condition): string[] {
  if (condition.if === "allOf") return condition.conditions.flatMap(factsOf);
  return condition.if === "fact" ? [condition.fact] : [];
}

const pointers = (section: string, fields: Fields, context = PLAIN) =>
  placed(sectionOf(section), fields, context).map(({ pointer }) => pointer);

test("every_field_heading_and_choice_has_its_text_in_both_languages_and_no_text_is_left_over", () => {
  for (const texts of [en, zh]) {
    for (const { name, parts } of SECTIONS) {
      expect(Object.keys(texts.fields[name] ?? {}).sort()).toEqual(labels(parts).sort());
    }
    expect(Object.keys(texts.headings).sort()).toEqual(SECTIONS.flatMap(({ parts }) => headings(parts)).sort());
    const lists = new Map(
      EVERY_PART.flatMap((part) =>
        "choices" in part && part.choices ? [[part.choices.name, part.choices.values] as const] : [],
      ),
    );
    expect(Object.keys(texts.choices).sort()).toEqual([...lists.keys()].sort());
    for (const [list, values] of lists) {
      expect(Object.keys(texts.choices[list] ?? {}).sort(), list).toEqual([...values].sort());
    }
  }
});

test("every_fact_that_the_table_looks_at_is_one_that_the_site_knows", () => {
  const facts = EVERY_PART.flatMap((part) => {
    const counts = "list" in part ? [part.least] : "leastWords" in part && part.leastWords ? [part.leastWords] : [];
    const optional = "optional" in part && typeof part.optional === "object" ? [part.optional] : [];
    const conditions = [...(part.shown ? [part.shown] : []), ...optional];
    return [
      ...conditions.flatMap(factsOf),
      ...counts.flatMap((count) => (typeof count === "number" ? [] : [count.fact])),
    ];
  });
  expect([...new Set(facts)].sort()).toEqual(Object.keys(SUBMITTED.facts).sort());
});

test("a_field_may_stay_empty_where_the_table_says_so", () => {
  const optional = (section: string, fields: Fields) => {
    const context = { ...PLAIN, facts: { ...PLAIN.facts, researchArea: true } };
    return placed(sectionOf(section), fields, context).flatMap(({ pointer, optional }) => (optional ? [pointer] : []));
  };
  expect(optional("study_plan", {})).toContain("/supervisorName");
  expect(optional("study_plan", { supervisorContact: "eino@example.org" })).not.toContain("/supervisorName");
  expect(optional("basic_information", { mrzLine1: " " })).toContain("/mrzLine2");
  expect(optional("basic_information", { mrzLine1: "P<FIN" })).not.toContain("/mrzLine2");
  const supporter = (kind: string) => optional("additional_information", { supporter: { kind } });
  expect(supporter("person")).toContain("/supporter/organisation");
  expect(supporter("organisation")).not.toContain("/supporter/organisation");
  expect(supporter("scholarship")).toContain("/supporter/phone");
  expect(supporter("person")).not.toContain("/supporter/phone");
});

interface Schema {
  $ref?: string;
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
}

test("every_field_that_the_service_has_is_on_a_page_and_no_other", () => {
  const document = JSON.parse(readFileSync("../docs/openapi.json", "utf8")) as {
    components: { schemas: Record<string, Schema> };
  };
  const schemas = document.components.schemas;
  const resolved = ({ $ref, oneOf, ...schema }: Schema): Schema =>
    $ref ? resolved(schemas[$ref.split("/").at(-1) ?? ""] ?? {}) : oneOf ? resolved(oneOf.at(-1) ?? {}) : schema;
  const names = (schema: Schema, place = ""): string[] =>
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const inner = resolved(property);
      if (inner.items) return [place + name, ...names(resolved(inner.items), `${place}${name}.`)];
      return inner.properties ? names(inner, `${place}${name}.`) : [place + name];
    });
  const sections = schemas.Sections?.properties ?? {};
  expect(SECTIONS.map(({ name }) => name)).toEqual(Object.keys(sections));
  for (const { name, parts } of SECTIONS) {
    expect(labels(parts).sort()).toEqual(names(resolved(sections[name] ?? {})).sort());
  }
});

test("a_condition_shows_and_hides_its_fields", () => {
  expect(pointers("basic_information", { inChina: false })).not.toContain("/visaType");
  expect(pointers("basic_information", { inChina: true })).toContain("/visaType");
  expect(pointers("basic_information", { inChina: true, visaType: "none" })).not.toContain("/visaNo");
  expect(pointers("basic_information", { noFamilyName: true })).not.toContain("/familyName");
  expect(pointers("basic_information", {})).not.toContain("/religion");
  expect(pointers("basic_information", { religionConsent: true })).toContain("/religion");
  expect(pointers("additional_information", {})).not.toContain("/guardian/name");
  expect(pointers("additional_information", {}, { ...PLAIN, facts: { ...PLAIN.facts, isMinor: true } })).toContain(
    "/guardian/name",
  );
  expect(pointers("study_plan", {})).not.toContain("/researchArea");
  expect(pointers("study_plan", {}, SUBMITTED)).toContain("/recommenders/0/name");
});

test("the_reason_of_a_gap_is_asked_for_when_the_service_misses_it_and_stays_once_given", () => {
  const missing = { ...PLAIN, isMissing: (pointer: string) => pointer === "/education/1/gapReason" };
  expect(pointers("education_and_employment", {}, missing)).toContain("/education/1/gapReason");
  expect(pointers("education_and_employment", {}, missing)).not.toContain("/education/0/gapReason");
  expect(pointers("education_and_employment", { education: [{ gapReason: "Travels" }] })).toContain(
    "/education/0/gapReason",
  );
});

test("a_list_shows_as_many_rows_as_there_must_be", () => {
  expect(rowsAt({}, "/education", 2)).toEqual([{}, {}]);
  expect(rowsAt({ education: [{ start: "2020-09" }] }, "/education", 2)).toEqual([{ start: "2020-09" }, {}]);
});

test("a_value_is_changed_where_it_stands_and_nowhere_else", () => {
  const fields: Fields = { home: { city: "Lisbon" }, family: [{ name: "A" }, { name: "B" }] };
  expect(withValue(fields, "/home/street", "Rua 1")).toEqual({ ...fields, home: { city: "Lisbon", street: "Rua 1" } });
  expect(valueAt(withValue(fields, "/family/1/name", "C"), "/family/1/name")).toBe("C");
  expect(withValue(fields, "/family/1/name", "C").family).toEqual([{ name: "A" }, { name: "C" }]);
  expect(fields.family).toEqual([{ name: "A" }, { name: "B" }]);
});

test("a_field_is_named_with_its_row", () => {
  expect(labelOf("/education/1/start")).toBe("education.start");
  expect(idOf("/education/1/start")).toBe("education-1-start");
  expect(showLabel("education_and_employment", "/education/1/start", en, words)).toBe("Education 2: From");
  expect(showLabel("contact_information", "/receiver/address/city", en, words)).toBe("Receiver's city and region");
});

test("whatever_staff_can_re_open_has_a_name_of_its_own", () => {
  for (const { name, parts } of SECTIONS) {
    for (const texts of [en, zh]) {
      const names = parts.filter((part) => !("heading" in part)).map((part) => fieldName(name, nameOf(part), texts));
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((text) => /^[a-z]/.test(text))).toEqual([]);
    }
  }
});

test("a_section_is_narrowed_to_what_is_open_below_its_headings", () => {
  const section = sectionOf("contact_information");
  const names = (keep: "these" | "others") => narrowed(section, ["mobile", "receiver"], keep).parts.map(nameOf);
  expect(names("these")).toEqual(["reach", "mobile", "letter", "receiver"]);
  expect(names("others")).not.toContain("mobile");
  expect([...names("these"), ...names("others")].sort()).toEqual(
    [...section.parts.map(nameOf), "reach", "letter"].sort(),
  );
});

test("values_are_shown_in_words", () => {
  const fields = { gender: "female", nationality: "PT", birthDate: "2004-03-31", noFamilyName: true, inChina: false };
  const shown = placed(sectionOf("basic_information"), fields, PLAIN);
  const told = Object.fromEntries(
    shown.map((field) => [
      field.pointer,
      showValue(field, en, { texts: words, notGiven: "Not given", locale: "en-GB" }),
    ]),
  );
  expect(told).toMatchObject({
    "/gender": "Female",
    "/nationality": "Portugal",
    "/birthDate": "31 March 2004",
    "/noFamilyName": "Yes",
    "/inChina": "No",
    "/passportNo": "Not given",
  });
});
