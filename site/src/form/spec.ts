/** The fields of a section, a group or a row, as the API has them. */
export type Fields = { readonly [name: string]: FieldValue };
export type FieldValue = string | boolean | null | undefined | readonly Fields[] | Fields;

/** What is known of the reader's case beside the form, by its name. */
export type Facts = Readonly<Record<string, boolean | number>>;

/** What conditions look at besides the fields around them. */
export interface Context {
  facts: Facts;
  /** Whether the service asks for what stands at a pointer, as "/education/1/gapReason". */
  isMissing: (pointer: string) => boolean;
}

/** When something holds. Fields are those beside it: of the same section, group or row. */
export type Condition =
  /** The field has one of these values. */
  | { if: "is"; field: string; values: readonly FieldValue[] }
  /** The field has a value, and none of these. */
  | { if: "isNot"; field: string; values: readonly FieldValue[] }
  | { if: "ticked"; field: string }
  | { if: "unticked"; field: string }
  | { if: "empty"; field: string }
  /** The fact is so, or is a number above zero. */
  | { if: "fact"; fact: string }
  | { if: "allOf"; conditions: readonly Condition[] }
  /** The service asks for the part itself, or it was given. */
  | { if: "missing" };

/** A number, or the fact that says how many. */
export type Count = number | { fact: string };

/** How a field is asked for. */
export type Kind =
  | "text"
  | "short"
  | "paragraphs"
  | "date"
  | "month"
  | "phone"
  | "email"
  | "country"
  | "language"
  | "select"
  | "radios"
  | "yesNo"
  | "tick"
  /** A box to tick under a text that has versions: the answer is the version agreed to. */
  | "agreement";

/** One field: how it is asked for, and when. */
export interface FieldSpec {
  name: string;
  kind: Kind;
  /** What can be chosen: the name of the list among the texts, and the values as they are offered. */
  choices?: { name: string; values: readonly string[] };
  /** Whether it may stay empty, or where. */
  optional?: boolean | Condition;
  shown?: Condition;
  autocomplete?: string;
  /** The fewest words of the answer; the field is then high enough for them. */
  leastWords?: Count;
}

/** Fields under a name of their own, as an address. */
export interface GroupSpec {
  group: string;
  parts: readonly PartSpec[];
  shown?: Condition;
}

/** Rows that can be added and removed (S49, S52). */
export interface ListSpec {
  list: string;
  /** How many rows there are at least, empty ones included. */
  least: Count;
  parts: readonly PartSpec[];
  shown?: Condition;
}

/** A heading, with a note where its texts have one. */
export interface HeadingSpec {
  heading: string;
  shown?: Condition;
}

/** A document to be uploaded beside what it proves: the slot that it goes into. */
export interface DocumentSpec {
  document: string;
  /** Whether it may be left out, or where. */
  optional?: boolean | Condition;
  shown?: Condition;
}

export type PartSpec = FieldSpec | GroupSpec | ListSpec | HeadingSpec | DocumentSpec;

/** A section of a form: a page of the site. `docs/forms.json` declares it. */
export interface SectionSpec<Name extends string = string> {
  name: Name;
  parts: readonly PartSpec[];
}

/** Whether a condition holds for the part at a pointer, which has these fields around it. */
export function holds(condition: Condition, fields: Fields, context: Context, pointer: string): boolean {
  const value = (name: string) => fields[name];
  const isEmpty = (name: string) => isBlank(value(name));
  switch (condition.if) {
    case "is":
      return condition.values.includes(value(condition.field));
    case "isNot":
      return !isEmpty(condition.field) && !condition.values.includes(value(condition.field));
    case "ticked":
      return value(condition.field) === true;
    case "unticked":
      return value(condition.field) !== true;
    case "empty":
      return isEmpty(condition.field);
    case "fact":
      return Boolean(context.facts[condition.fact]);
    case "allOf":
      return condition.conditions.every((each) => holds(each, fields, context, pointer));
    case "missing":
      return context.isMissing(pointer) || !isEmpty(pointer.slice(pointer.lastIndexOf("/") + 1));
  }
}

function isBlank(value: FieldValue): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** Whether a part is asked for now. */
export function isShown({ shown }: PartSpec, fields: Fields, context: Context, pointer: string): boolean {
  return !shown || holds(shown, fields, context, pointer);
}

/** Whether a field may stay empty now, or a document be left out. */
export function isOptional(
  { optional = false }: FieldSpec | DocumentSpec,
  fields: Fields,
  context: Context,
  pointer: string,
): boolean {
  return typeof optional === "boolean" ? optional : holds(optional, fields, context, pointer);
}

/** How many. */
export function countOf(count: Count, { facts }: Context): number {
  return typeof count === "number" ? count : Number(facts[count.fact]);
}
