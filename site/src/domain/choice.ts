import type { Words } from "./words";

/** One of the things a field can be set to. */
export interface Choice<Text extends Words = Words> {
  value: string;
  text: Text;
  hint?: string | undefined;
}
