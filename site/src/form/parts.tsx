import { Fragment } from "preact";
import type { ComponentChildren } from "preact";
import { countryChoices, languageChoices } from "../domain/places";
import { isSaid } from "../domain/words";
import type { Words } from "../domain/words";
import { useLanguage } from "../hooks/language";
import { Button } from "../ui/button";
import { focusField } from "../ui/error-summary";
import { CheckboxField, RadiosField, SelectField, TextArea, TextField } from "../ui/fields";
import { HintAndError } from "../ui/form-group";
import { Said } from "../ui/said";
import { useTexts } from "../ui/use-texts";
import type { Say } from "./say";
import { countOf, isOptional, isShown } from "./spec";
import type { Context, Fields, FieldSpec, FieldValue, ListSpec, PartSpec } from "./spec";
import { TypedDate, TypedMonth } from "./typed-dates";
import { useFormTexts } from "./use-texts";
import type { FormWords } from "./use-wording";
import { idOf, labelOf, nameOf, rowsAt } from "./values";

/** What all parts of a section share. */
export interface Sheet {
  section: string;
  say: Say<FormWords>;
  context: Context;
  /** The text of each error, by the pointer within the section. */
  errors: Partial<Record<string, string>>;
  /** What is worth a second look, likewise. */
  warnings?: Partial<Record<string, string>>;
  change: (pointer: string, value: FieldValue) => void;
  /** Whether a field is as it was filled in for the reader. */
  isPrefilled?: (pointer: string) => boolean;
  /** What has to be read before a field is answered. */
  above?: (pointer: string) => ComponentChildren;
  /** Draws the upload of a document, where the form has any. */
  document?: (slot: string) => ComponentChildren;
  /** The version that a tick agrees to, where the form has such a tick. */
  agreement?: string;
}

interface PartsProps {
  sheet: Sheet;
  parts: readonly PartSpec[];
  /** The fields around them: of the section, the group or the row. */
  fields: Fields;
  /** Where these stand, as "/education/0"; the section itself is "". */
  place: string;
}

/** The parts that are asked for now. */
export function Parts({ sheet, parts, fields, place }: PartsProps) {
  return (
    <>
      {parts.map((part) => {
        const pointer = `${place}/${nameOf(part)}`;
        if (!isShown(part, fields, sheet.context, pointer)) return null;
        if ("heading" in part) return <Heading key={`heading ${pointer}`} say={sheet.say} name={part.heading} />;
        if ("document" in part) return <Fragment key={pointer}>{sheet.document?.(part.document)}</Fragment>;
        if ("list" in part) return <Rows key={pointer} sheet={sheet} list={part} fields={fields} place={place} />;
        if ("group" in part) {
          const inner = (fields[part.group] ?? {}) as Fields;
          return <Parts key={`group ${pointer}`} sheet={sheet} parts={part.parts} fields={inner} place={pointer} />;
        }
        return (
          <Fragment key={pointer}>
            {sheet.above?.(pointer)}
            <Field
              sheet={sheet}
              spec={part}
              pointer={pointer}
              value={fields[part.name]}
              optional={isOptional(part, fields, sheet.context, pointer)}
            />
          </Fragment>
        );
      })}
    </>
  );
}

function Heading({ say, name }: { say: Say<FormWords>; name: string }) {
  const note = say(({ labels }) => labels.headings[name]?.[1] ?? "");
  return (
    <>
      <h2 class="govuk-heading-m">
        <Said words={say(({ labels }) => labels.headings[name]?.[0] ?? "")} />
      </h2>
      {isSaid(note) && (
        <p class="govuk-body">
          <Said words={note} />
        </p>
      )}
    </>
  );
}

/** What stands among the labels for a pointer: the label itself, or the hint after it. */
const inLabels =
  ({ section }: Sheet, pointer: string, place: 0 | 1) =>
  ({ labels }: FormWords) =>
    labels.fields[section]?.[labelOf(pointer)]?.[place] ?? "";

/** Rows, each with its number and a button that removes it, and one that adds another (S49, S52). */
function Rows({ sheet, list, fields, place }: { sheet: Sheet; list: ListSpec; fields: Fields; place: string }) {
  const t = useFormTexts();
  const pointer = `${place}/${list.list}`;
  const id = idOf(pointer);
  const titleIn = inLabels(sheet, pointer, 0);
  const rowName = (index: number) => sheet.say((words) => words.texts.row(titleIn(words), index + 1));
  const least = countOf(list.least, sheet.context);
  const rows = rowsAt(fields, `/${list.list}`, least);
  const set = (changed: readonly Fields[]) => sheet.change(pointer, changed);
  return (
    <section class="site-rows" aria-labelledby={`${id}-heading`}>
      <h2 class="govuk-heading-m" id={`${id}-heading`}>
        <Said words={sheet.say(titleIn)} />
      </h2>
      <HintAndError id={id} hint={hintOf(sheet, pointer)} error={sheet.errors[pointer]} />
      {rows.map((row, index) => (
        <fieldset class="govuk-fieldset site-card" key={index}>
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
            <Said words={rowName(index)} />
          </legend>
          <Parts
            sheet={{ ...sheet, change: (inner, value) => changeRow(inner, value, rows, set, sheet, pointer) }}
            parts={list.parts}
            fields={row}
            place={`${pointer}/${index}`}
          />
          {rows.length > least && (
            <Button
              secondary
              onClick={() => {
                set(rows.filter((_, other) => other !== index));
                focusField(id);
              }}
            >
              {t.remove}
              <span class="govuk-visually-hidden">
                {" "}
                <Said words={rowName(index)} />
              </span>
            </Button>
          )}
        </fieldset>
      ))}
      <Button secondary id={id} onClick={() => set([...rows, {}])}>
        <Said words={sheet.say((words) => words.texts.addTo(titleIn(words)))} />
      </Button>
    </section>
  );
}

/** A row that is only shown becomes one that is there, once something is typed into it. */
function changeRow(
  inner: string,
  value: FieldValue,
  rows: readonly Fields[],
  set: (rows: readonly Fields[]) => void,
  sheet: Sheet,
  list: string,
): void {
  const path = inner.slice(list.length + 1).split("/");
  if (path.length !== 2) return sheet.change(inner, value);
  const [index = "", field = ""] = path;
  set(rows.map((row, number) => (number === Number(index) ? { ...row, [field]: value } : row)));
}

/** The hint of a field or a list; none where it needs none. */
function hintOf(sheet: Sheet, pointer: string): Words | undefined {
  const hint = sheet.say(inLabels(sheet, pointer, 1));
  return isSaid(hint) ? hint : undefined;
}

const YES_NO = ["yes", "no"] as const;

interface FieldProps {
  sheet: Sheet;
  spec: FieldSpec;
  pointer: string;
  value: FieldValue;
  optional: boolean;
}

function Field({ sheet, spec, pointer, value, optional }: FieldProps) {
  const { locale } = useLanguage();
  const texts = useTexts();
  const { say } = sheet;
  const nameIn = inLabels(sheet, pointer, 0);
  const { leastWords } = spec;
  const field = {
    id: idOf(pointer),
    label: say((words) => (optional ? words.texts.optional(nameIn(words)) : nameIn(words))),
    hint: leastWords
      ? say(({ texts }) => texts.wordsAtLeast(countOf(leastWords, sheet.context)))
      : hintOf(sheet, pointer),
    mark: sheet.isPrefilled?.(pointer) ? say(({ texts }) => texts.prefilled) : undefined,
    warning: sheet.warnings?.[pointer],
    error: sheet.errors[pointer],
  };
  const asText = {
    value: typeof value === "string" ? value : "",
    onValue: (typed: string) => sheet.change(pointer, typed === "" ? null : typed),
  };
  const autocomplete = spec.autocomplete ? { autocomplete: spec.autocomplete } : {};
  const list = spec.choices?.name ?? "";
  const choices = (spec.choices?.values ?? []).map((value) => ({
    value,
    text: say(({ labels }) => labels.choices[list]?.[value] ?? value),
  }));
  const parts = {
    day: say(({ texts }) => texts.dateParts.day),
    month: say(({ texts }) => texts.dateParts.month),
    year: say(({ texts }) => texts.dateParts.year),
  };
  switch (spec.kind) {
    case "text":
      return <TextField {...field} {...asText} {...autocomplete} />;
    case "short":
      return <TextField {...field} {...asText} {...autocomplete} width={20} />;
    case "email":
      return <TextField {...field} {...asText} {...autocomplete} type="email" inputMode="email" />;
    case "phone":
      return <TextField {...field} {...asText} {...autocomplete} type="tel" inputMode="tel" width={20} />;
    case "paragraphs":
      return <TextArea {...field} {...asText} rows={spec.leastWords ? 15 : 4} />;
    case "date":
      return (
        <TypedDate
          {...field}
          {...(spec.autocomplete === "bday" && { autocomplete: "bday" })}
          parts={parts}
          value={asText.value}
          onValue={(typed) => sheet.change(pointer, typed)}
        />
      );
    case "month":
      return (
        <TypedMonth {...field} parts={parts} value={asText.value} onValue={(typed) => sheet.change(pointer, typed)} />
      );
    case "country":
      return <SelectField {...field} {...asText} choices={countryChoices(locale)} empty={texts.choose} />;
    case "language":
      return <SelectField {...field} {...asText} choices={languageChoices(locale)} empty={texts.choose} />;
    case "select":
      return <SelectField {...field} {...asText} choices={choices} empty={texts.choose} />;
    case "radios":
      return <RadiosField {...field} {...asText} choices={choices} inline={choices.length <= 3} />;
    case "yesNo":
      return (
        <RadiosField
          {...field}
          inline
          choices={YES_NO.map((value) => ({ value, text: say(({ texts }) => texts.yesNo[value]) }))}
          value={typeof value === "boolean" ? (value ? "yes" : "no") : ""}
          onValue={(chosen) => sheet.change(pointer, chosen === "yes")}
        />
      );
    case "tick":
      return (
        <CheckboxField
          id={field.id}
          small
          label={say(nameIn)}
          error={field.error}
          checked={value === true}
          onChecked={(checked) => sheet.change(pointer, checked)}
        />
      );
    case "agreement":
      return (
        <CheckboxField
          id={field.id}
          label={say(nameIn)}
          error={field.error}
          // Who agreed to an earlier version has not agreed to this one.
          checked={value === sheet.agreement}
          onChecked={(checked) => sheet.change(pointer, checked ? sheet.agreement : null)}
        />
      );
  }
}
