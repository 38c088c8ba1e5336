import type { ComponentChildren } from "preact";
import type { Words } from "../domain/words";
import { Said } from "./said";
import { useTexts } from "./use-texts";

/** What every field has. Its `id` is also where the error summary leads. */
export interface FieldProps {
  id: string;
  label: Words;
  hint?: Words | undefined;
  /** What is special about its value: that it was filled in for the reader. */
  mark?: Words | undefined;
  /** What is worth a second look; it keeps nothing back. */
  warning?: string | undefined;
  error?: string | undefined;
}

/** The ids of what describes a field, for aria-describedby. */
export function describedBy(
  { id, hint, mark, warning, error }: Omit<FieldProps, "label">,
  ...more: string[]
): string | undefined {
  const ids = [
    hint ? `${id}-hint` : "",
    mark ? `${id}-mark` : "",
    warning ? `${id}-warning` : "",
    error ? `${id}-error` : "",
    ...more,
  ].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function groupClass(error: string | undefined): string {
  return `govuk-form-group${error ? " govuk-form-group--error" : ""}`;
}

/** A label, its hint and its error around one control. */
export function LabelledGroup({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class={groupClass(field.error)}>
      <label class="govuk-label" for={field.id}>
        <Said words={field.label} />
      </label>
      <HintAndError {...field} />
      {children}
    </div>
  );
}

interface FieldsetProps extends FieldProps {
  /** Draws the legend as the page's question. */
  large?: boolean;
  children: ComponentChildren;
}

/** A legend, its hint and its error around several controls. */
export function FieldsetGroup({ large = false, children, ...field }: FieldsetProps) {
  return (
    <div class={groupClass(field.error)}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(field)}>
        <legend class={`govuk-fieldset__legend${large ? " govuk-fieldset__legend--m" : ""}`}>
          <Said words={field.label} />
        </legend>
        <HintAndError {...field} />
        {children}
      </fieldset>
    </div>
  );
}

/** What stands between the label of a field and its control. */
export function HintAndError({ id, hint, mark, warning, error }: Omit<FieldProps, "label">) {
  const texts = useTexts();
  return (
    <>
      {hint && (
        <div id={`${id}-hint`} class="govuk-hint">
          <Said words={hint} />
        </div>
      )}
      {mark && (
        <p id={`${id}-mark`} class="govuk-body-s site-mark">
          <Said words={mark} />
        </p>
      )}
      {warning && (
        <p id={`${id}-warning`} class="govuk-body site-warning">
          {warning}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{texts.errors.titlePrefix}: </span>
          {error}
        </p>
      )}
    </>
  );
}
