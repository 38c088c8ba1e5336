import { countryChoices, languageChoices } from "../domain/places";
import { useLanguage } from "../hooks/language";
import { Button } from "../ui/button";
import { focusField } from "../ui/error-summary";
import { CheckboxField, RadiosField, SelectField, TextArea, TextField } from "../ui/fields";
import { HintAndError } from "../ui/form-group";
import { useTexts } from "../ui/use-texts";
import type { Labels } from "./labels";
import { countOf, isOptional, isShown } from "./spec";
import type { Context, Fields, FieldSpec, FieldValue, ListSpec, PartSpec } from "./spec";
import { TypedDate, TypedMonth } from "./typed-dates";
import { useFormTexts } from "./use-texts";
import { idOf, labelOf, nameOf, rowsAt } from "./values";

/** What all parts of a section share. */
export interface Sheet {
  section: string;
  labels: Labels;
  context: Context;
  /** The text of each error, by the pointer within the section. */
  errors: Partial<Record<string, string>>;
  change: (pointer: string, value: FieldValue) => void;
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
        if ("heading" in part)
          return <Heading key={`heading ${pointer}`} words={sheet.labels.headings[part.heading]} />;
        if ("list" in part) return <Rows key={pointer} sheet={sheet} list={part} fields={fields} place={place} />;
        if ("group" in part) {
          const inner = (fields[part.group] ?? {}) as Fields;
          return <Parts key={`group ${pointer}`} sheet={sheet} parts={part.parts} fields={inner} place={pointer} />;
        }
        return (
          <Field
            key={pointer}
            sheet={sheet}
            spec={part}
            pointer={pointer}
            value={fields[part.name]}
            optional={isOptional(part, fields, sheet.context, pointer)}
          />
        );
      })}
    </>
  );
}

function Heading({ words = [] }: { words?: readonly string[] | undefined }) {
  const [heading, note] = words;
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      {note && <p class="govuk-body">{note}</p>}
    </>
  );
}

/** Rows, each with its number and a button that removes it, and one that adds another (S49, S52). */
function Rows({ sheet, list, fields, place }: { sheet: Sheet; list: ListSpec; fields: Fields; place: string }) {
  const t = useFormTexts();
  const pointer = `${place}/${list.list}`;
  const id = idOf(pointer);
  const [title = "", hint] = sheet.labels.fields[sheet.section]?.[labelOf(pointer)] ?? [];
  const least = countOf(list.least, sheet.context);
  const rows = rowsAt(fields, `/${list.list}`, least);
  const set = (changed: readonly Fields[]) => sheet.change(pointer, changed);
  return (
    <section class="site-rows" aria-labelledby={`${id}-heading`}>
      <h2 class="govuk-heading-m" id={`${id}-heading`}>
        {title}
      </h2>
      <HintAndError id={id} label={title} hint={hint} error={sheet.errors[pointer]} />
      {rows.map((row, index) => (
        <fieldset class="govuk-fieldset site-card" key={index}>
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{t.row(title, index + 1)}</legend>
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
              <span class="govuk-visually-hidden"> {t.row(title, index + 1)}</span>
            </Button>
          )}
        </fieldset>
      ))}
      <Button secondary id={id} onClick={() => set([...rows, {}])}>
        {t.addTo(title)}
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
  const t = useFormTexts();
  const [name = "", hint] = sheet.labels.fields[sheet.section]?.[labelOf(pointer)] ?? [];
  const field = {
    id: idOf(pointer),
    label: optional ? t.optional(name) : name,
    hint: spec.leastWords ? t.wordsAtLeast(countOf(spec.leastWords, sheet.context)) : hint,
    error: sheet.errors[pointer],
  };
  const asText = {
    value: typeof value === "string" ? value : "",
    onValue: (typed: string) => sheet.change(pointer, typed === "" ? null : typed),
  };
  const autocomplete = spec.autocomplete ? { autocomplete: spec.autocomplete } : {};
  const words = sheet.labels.choices[spec.choices?.name ?? ""] ?? {};
  const choices = (spec.choices?.values ?? []).map((value) => ({ value, text: words[value] ?? value }));
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
          value={asText.value}
          onValue={(typed) => sheet.change(pointer, typed)}
        />
      );
    case "month":
      return <TypedMonth {...field} value={asText.value} onValue={(typed) => sheet.change(pointer, typed)} />;
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
          choices={Object.entries(t.yesNo).map(([value, text]) => ({ value, text }))}
          value={typeof value === "boolean" ? (value ? "yes" : "no") : ""}
          onValue={(chosen) => sheet.change(pointer, chosen === "yes")}
        />
      );
    case "tick":
      return (
        <CheckboxField
          id={field.id}
          small
          label={name}
          error={field.error}
          checked={value === true}
          onChecked={(checked) => sheet.change(pointer, checked)}
        />
      );
  }
}
