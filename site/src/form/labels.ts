/** What the parts of one form are called, in one language. */
export interface Labels {
  /** The label of each field, and a hint where it needs one: by section, and by the pointer without row numbers. */
  fields: Record<string, Record<string, readonly string[]>>;
  /** Each heading, and a note where it has one. */
  headings: Record<string, readonly string[]>;
  /** What groups are called where they are spoken of: on the page their heading is. */
  groups: Record<string, string>;
  /** The choices of each list. */
  choices: Record<string, Record<string, string>>;
}
