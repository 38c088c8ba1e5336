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

export type Shown = (fields: Fields, context: Context, pointer: string) => boolean;

/** One field: how it is asked for, and when. */
export interface FieldSpec {
  name: string;
  kind:
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
    | "tick";
  /** The list of choices, by its name among the texts. */
  choices?: string;
  optional?: boolean;
  shown?: Shown;
  autocomplete?: string;
  /** The fewest words of the answer; the field is then high enough for them. */
  leastWords?: (context: Context) => number;
}

/** Fields under a name of their own, as an address. */
export interface GroupSpec {
  group: string;
  parts: readonly PartSpec[];
  shown?: Shown;
}

/** Rows that can be added and removed (S49, S52). */
export interface ListSpec {
  list: string;
  /** How many rows there are at least, empty ones included. */
  least: (context: Context) => number;
  parts: readonly PartSpec[];
  shown?: Shown;
}

/** A heading, with a note where its texts have one. */
export interface HeadingSpec {
  heading: string;
  shown?: Shown;
}

export type PartSpec = FieldSpec | GroupSpec | ListSpec | HeadingSpec;

/** A section of a form: a page of the site. */
export interface SectionSpec<Name extends string = string> {
  name: Name;
  parts: readonly PartSpec[];
}

type More = Omit<FieldSpec, "name" | "kind">;
const kind =
  (kind: FieldSpec["kind"]) =>
  (name: string, more: More = {}): FieldSpec => ({ name, kind, ...more });

export const text = kind("text");
export const short = kind("short");
export const paragraphs = kind("paragraphs");
export const date = kind("date");
export const month = kind("month");
export const phone = kind("phone");
export const email = kind("email");
export const country = kind("country");
export const language = kind("language");
export const yesNo = kind("yesNo");
export const tick = kind("tick");
export const select = (name: string, choices: string, more: More = {}): FieldSpec => ({
  name,
  kind: "select",
  choices,
  ...more,
});
export const radios = (name: string, choices: string, more: More = {}): FieldSpec => ({
  name,
  kind: "radios",
  choices,
  ...more,
});

/** Shown where a field has one of these values. */
export const when =
  (name: string, ...values: readonly FieldValue[]): Shown =>
  (fields) =>
    values.includes(fields[name]);
/** Shown where a field has a value, and none of these. */
export const unless =
  (name: string, ...values: readonly FieldValue[]): Shown =>
  (fields) =>
    Boolean(fields[name]) && !values.includes(fields[name]);
/** Shown unless a box is ticked. */
export const unticked =
  (name: string): Shown =>
  (fields) =>
    fields[name] !== true;
/** Shown where the service asks for it, or it was given. */
export const whenMissing: Shown = (fields, context, pointer) =>
  context.isMissing(pointer) || Boolean(fields[pointer.slice(pointer.lastIndexOf("/") + 1)]);
