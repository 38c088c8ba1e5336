/** One of the things a field can be set to. */
export interface Choice {
  value: string;
  text: string;
  hint?: string | undefined;
}
