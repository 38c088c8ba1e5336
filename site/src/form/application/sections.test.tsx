import { render } from "preact";
import { useState } from "preact/hooks";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { SectionName } from "../../api/types";
import { LanguageProvider } from "../../hooks/language";
import { speakEverywhere } from "../../testing/page";
import { Parts } from "../parts";
import type { Context, Fields, Kind } from "../spec";
import { idOf, placed, withValue } from "../values";
import { SECTIONS, sectionOf } from "./sections";
import { useApplicationWording } from "./use-wording";

const CONTEXT: Context = {
  facts: { researchArea: false, studyDates: false, recommenders: 0, studyPlanWords: 200, isMinor: false },
  isMissing: () => false,
};

let kept: Fields = {};

function Sheet({ section }: { section: SectionName }) {
  const [fields, setFields] = useState<Fields>(kept);
  kept = fields;
  const sheet = {
    section,
    say: useApplicationWording().say,
    context: CONTEXT,
    errors: { "/education/0/start": "Enter a month." },
    change: (pointer: string, value: Parameters<typeof withValue>[2]) =>
      setFields((current) => withValue(current, pointer, value)),
  };
  return <Parts sheet={sheet} parts={sectionOf(section).parts} fields={fields} place="" />;
}

async function show(section: SectionName): Promise<void> {
  kept = {};
  document.body.innerHTML = "<div id='root'></div>";
  const root = document.getElementById("root");
  if (!root) throw new Error("no root");
  await act(() =>
    render(
      <LanguageProvider>
        <Sheet section={section} />
      </LanguageProvider>,
      root,
    ),
  );
}

const field = <E extends HTMLElement = HTMLInputElement>(id: string) => document.getElementById(id) as E | null;
const button = (name: string) =>
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent?.trim() === name);

async function type(id: string, value: string): Promise<void> {
  const input = field(id);
  if (!input) throw new Error(`no field ${id}`);
  await act(() => {
    input.value = value;
    input.dispatchEvent(new Event(input.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  });
}

async function press(name: string): Promise<void> {
  await act(() => button(name)?.click());
}

beforeEach(() => speakEverywhere("en"));

test("what_is_typed_into_rows_and_dates_is_kept_where_it_belongs", async () => {
  await show("education_and_employment");
  await type("education-1-institution", "Example University");
  await type("education-0-start", "9");
  await type("education-0-start-year", "2020");
  expect(kept.education).toEqual([{ start: "2020-09" }, { institution: "Example University" }]);
});

test("rows_are_added_and_removed_but_not_below_the_fewest", async () => {
  await show("education_and_employment");
  expect(button("Remove Education 1")).toBeUndefined();
  await press("Add another: Education");
  await type("education-0-institution", "First");
  await type("education-2-institution", "Third");
  await press("Remove Education 2");
  expect(kept.education).toEqual([{ institution: "First" }, { institution: "Third" }]);
  expect(field("education-1-institution")?.value).toBe("Third");
});

test("an_error_stands_at_its_field", async () => {
  await show("education_and_employment");
  expect(field("education-0-start-error")?.textContent).toContain("Enter a month.");
});

test("an_answer_asks_for_what_depends_on_it", async () => {
  await show("basic_information");
  expect(field("chinaPlace")).toBeNull();
  await act(() => field("inChina")?.click());
  expect(kept.inChina).toBe(true);
  expect(field("chinaPlace")).not.toBeNull();
  expect(field("visaNo")).toBeNull();
  await type("visaType", "x1");
  expect(field("visaNo")).not.toBeNull();
});

/** What each kind is drawn as: a kind that is not drawn fails here. */
const CONTROLS: Record<Kind, string> = {
  text: "input[type=text], input:not([type])",
  short: "input",
  paragraphs: "textarea",
  date: "input",
  month: "input",
  phone: "input[type=tel]",
  email: "input[type=email]",
  country: "select",
  language: "select",
  select: "select",
  radios: "input[type=radio]",
  yesNo: "input[type=radio]",
  tick: "input[type=checkbox]",
  agreement: "input[type=checkbox]",
};

test("every_field_that_is_asked_for_is_drawn_as_its_kind", async () => {
  for (const section of SECTIONS) {
    await show(section.name);
    const wrong = placed(section, {}, CONTEXT).filter(
      ({ spec, pointer }) => !field(idOf(pointer))?.matches(CONTROLS[spec.kind]),
    );
    expect(wrong).toEqual([]);
  }
});

test("choices_are_offered_in_the_order_of_the_table", async () => {
  await show("basic_information");
  const offered = [...(field<HTMLSelectElement>("occupation")?.options ?? [])].map(({ text }) => text);
  expect(offered.slice(1, 3)).toEqual(["Student", "Employee"]);
  expect(offered).toHaveLength(19);
});

test("every_section_is_drawn", async () => {
  for (const section of [
    "basic_information",
    "study_plan",
    "education_and_employment",
    "additional_information",
    "contact_information",
  ] as const) {
    await show(section);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids.length, section).toBeGreaterThan(5);
    expect(ids).toEqual([...new Set(ids)]);
    const unlabelled = [...document.querySelectorAll("label, legend, h2")].filter(({ textContent }) => !textContent);
    expect(unlabelled).toEqual([]);
  }
});
