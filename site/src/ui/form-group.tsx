import type { ComponentChildren } from "preact";
import { useTexts } from "./use-texts";

/** What every field has. Its `id` is also where the error summary leads. */
export interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** The ids of what describes a field, for aria-describedby. */
export function describedBy({ id, hint, error }: FieldProps, ...more: string[]): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : "", ...more].filter(Boolean);
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
        {field.label}
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
        <legend class={`govuk-fieldset__legend${large ? " govuk-fieldset__legend--m" : ""}`}>{field.label}</legend>
        <HintAndError {...field} />
        {children}
      </fieldset>
    </div>
  );
}

/** The hint and the error of a field. */
export function HintAndError({ id, hint, error }: FieldProps) {
  const texts = useTexts();
  return (
    <>
      {hint && (
        <div id={`${id}-hint`} class="govuk-hint">
          {hint}
        </div>
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
