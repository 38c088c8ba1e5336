import type { ComponentChildren } from "preact";

export type TagColour = "grey" | "blue" | "yellow" | "orange" | "green" | "red";

/** The state of something, as a coloured word. */
export function Tag({ colour, children }: { colour: TagColour; children: ComponentChildren }) {
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}
