import { countryName, languageName } from "../domain/places";
import { showDate } from "../domain/time";
import type { Labels } from "./labels";
import { countOf, isOptional, isShown } from "./spec";
import type { Context, Fields, FieldSpec, FieldValue, PartSpec, SectionSpec } from "./spec";
import type { FormTexts } from "./texts/en";

/** A field of a section, a row or a group, where it stands now. */
export interface Placed {
  spec: FieldSpec;
  /** Its JSON pointer within the section, as "/education/0/start". */
  pointer: string;
  value: FieldValue;
  /** Whether it may stay empty. */
  optional: boolean;
}

/** The id of a field on its page. */
export function idOf(pointer: string): string {
  return pointer.replace(/^\//, "").replaceAll("/", "-");
}

/** The name of a pointer's label among the texts. */
export function labelOf(pointer: string): string {
  return pointer
    .replace(/^\//, "")
    .replace(/\/\d+(?=\/|$)/g, "")
    .replaceAll("/", ".");
}

/** The value at a pointer. */
export function valueAt(fields: Fields, pointer: string): FieldValue {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
    fields,
  ) as FieldValue;
}

/** The fields with another value at a pointer. */
export function withValue(fields: Fields, pointer: string, value: FieldValue): Fields {
  return changed(fields, pointer.split("/").slice(1), value) as Fields;
}

function changed(inner: unknown, [step, ...rest]: string[], value: FieldValue): unknown {
  if (step === undefined) return value;
  if (Array.isArray(inner))
    return inner.map((row, index) => (index === Number(step) ? changed(row, rest, value) : row));
  const fields = (inner ?? {}) as Record<string, unknown>;
  return { ...fields, [step]: changed(fields[step], rest, value) };
}

/** The rows of a list: those there are, and empty ones up to the fewest there must be. */
export function rowsAt(fields: Fields, pointer: string, least: number): Fields[] {
  const rows = [...((valueAt(fields, pointer) ?? []) as Fields[])];
  while (rows.length < least) rows.push({});
  return rows;
}

/** Everything that is asked for now, in the order of the page. */
export function placed(section: SectionSpec, fields: Fields, context: Context): Placed[] {
  return placedParts(section.parts, fields, "", context);
}

function placedParts(parts: readonly PartSpec[], fields: Fields, place: string, context: Context): Placed[] {
  return parts.flatMap((part): Placed[] => {
    const name = nameOf(part);
    const pointer = `${place}/${name}`;
    if (!isShown(part, fields, context, pointer)) return [];
    if ("heading" in part || "document" in part) return [];
    if ("group" in part) return placedParts(part.parts, (fields[name] ?? {}) as Fields, pointer, context);
    if ("list" in part) {
      return rowsAt(fields, `/${name}`, countOf(part.least, context)).flatMap((inner, index) =>
        placedParts(part.parts, inner, `${pointer}/${index}`, context),
      );
    }
    return [{ spec: part, pointer, value: fields[name], optional: isOptional(part, fields, context, pointer) }];
  });
}

/** What a part is called in the API. */
export function nameOf(part: PartSpec): string {
  if ("heading" in part) return part.heading;
  if ("group" in part) return part.group;
  if ("document" in part) return part.document;
  return "list" in part ? part.list : part.name;
}

/** The section with only these of its fields, lists and groups, each below its heading; or with all others. */
export function narrowed<Section extends SectionSpec>(
  section: Section,
  names: readonly string[],
  keep: "these" | "others",
): Section {
  const parts: PartSpec[] = [];
  let heading: PartSpec | null = null;
  for (const part of section.parts) {
    if ("heading" in part) heading = part;
    else if (names.includes(nameOf(part)) === (keep === "these")) {
      parts.push(...(heading ? [heading, part] : [part]));
      heading = null;
    }
  }
  return { ...section, parts };
}

/** The name of the field, list or group of a section that a pointer leads into. */
export function topOf(pointer: string): string {
  return pointer.split("/")[1] ?? "";
}

/** The label of a field, with its row before it where there is one, and whether it may stay empty. */
export function showLabel(section: string, pointer: string, { fields }: Labels, texts: FormTexts): string {
  const labels = fields[section] ?? {};
  const label = labels[labelOf(pointer)]?.[0] ?? "";
  const row = /^\/(\w+)\/(\d+)\//.exec(pointer);
  return row ? `${texts.row(labels[row[1] ?? ""]?.[0] ?? "", Number(row[2]) + 1)}: ${label}` : label;
}

/** What a field, a list or a group of a section is called. */
export function fieldName(section: string, name: string, { fields, groups }: Labels): string {
  return fields[section]?.[name]?.[0] ?? groups[name] ?? name;
}

/** Whether there is an answer: a box that is not ticked is none. */
export function isGiven({ spec, value }: Placed): boolean {
  return spec.kind === "tick" ? value === true : value !== null && value !== undefined && value !== "";
}

/** What values are shown with, beside the labels of their form. */
interface ValueWords {
  texts: FormTexts;
  notGiven: string;
  locale: string;
}

/** A value in words. */
export function showValue({ spec, value }: Placed, { choices }: Labels, words: ValueWords): string {
  const { texts, notGiven, locale } = words;
  if (spec.kind === "tick") return value === true ? texts.ticked : texts.unticked;
  if (typeof value === "boolean") return texts.yesNo[value ? "yes" : "no"];
  if (typeof value !== "string" || value === "") return notGiven;
  switch (spec.kind) {
    case "select":
    case "radios":
      return choices[spec.choices?.name ?? ""]?.[value] ?? value;
    case "country":
      return countryName(value, locale);
    case "language":
      return languageName(value, locale);
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(value) ? showDate(value, locale) : value;
    default:
      return value;
  }
}
