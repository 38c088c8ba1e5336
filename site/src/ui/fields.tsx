import { useTexts } from "./use-texts";
// The type of an input is cast where it varies: Preact types each kind of input apart.
import { Fragment } from "preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Choice } from "../domain/choice";
import { plain } from "../domain/words";
import type { Words } from "../domain/words";
import { describedBy, FieldsetGroup, LabelledGroup } from "./form-group";
import type { FieldProps } from "./form-group";
import { Said } from "./said";

interface ValueProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
}

interface TextFieldProps extends ValueProps {
  type?: "text" | "email" | "search" | "tel";
  autocomplete?: string;
  inputMode?: "text" | "numeric" | "email" | "tel";
  /** How wide, where the length of the answer is known: in characters. */
  width?: 10 | 20;
  spellcheck?: boolean;
  disabled?: boolean;
  maxLength?: number;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { id, value, onValue, error, type = "text", autocomplete, inputMode, width, disabled, maxLength } = props;
  return (
    <LabelledGroup {...props}>
      <input
        class={`govuk-input${error ? " govuk-input--error" : ""}${width ? ` govuk-input--width-${width}` : ""}`}
        id={id}
        name={id}
        type={type as "text"}
        value={value}
        autocomplete={autocomplete}
        inputMode={inputMode}
        spellcheck={props.spellcheck ?? false}
        // A phone would begin a name with a capital.
        autocapitalize={autocomplete === "username" ? "none" : undefined}
        disabled={disabled}
        maxLength={maxLength}
        aria-describedby={describedBy(props)}
        aria-invalid={error ? true : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </LabelledGroup>
  );
}

/** A password, which the reader can have shown. `describing` names what else describes it (the meter). */
export function PasswordField(props: ValueProps & { autocomplete: string; describing?: string }) {
  const texts = useTexts();
  const [shown, setShown] = useState(false);
  const { id, value, onValue, error, autocomplete, describing } = props;
  return (
    <LabelledGroup {...props}>
      <div class="govuk-input__wrapper govuk-password-input__wrapper site-password">
        <input
          class={`govuk-input govuk-password-input__input${error ? " govuk-input--error" : ""}`}
          id={id}
          name={id}
          type={(shown ? "text" : "password") as "password"}
          value={value}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={describedBy(props, ...(describing ? [describing] : []))}
          aria-invalid={error ? true : undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <button
          type="button"
          class="govuk-button govuk-button--secondary govuk-password-input__toggle"
          aria-controls={id}
          aria-label={shown ? texts.password.hide : texts.password.show}
          onClick={() => setShown(!shown)}
        >
          {shown ? texts.password.hideShort : texts.password.showShort}
        </button>
      </div>
    </LabelledGroup>
  );
}

/** Several lines of text. */
export function TextArea(props: ValueProps & { rows?: number }) {
  const { id, value, onValue, error, rows = 5 } = props;
  return (
    <LabelledGroup {...props}>
      <textarea
        class={`govuk-textarea${error ? " govuk-textarea--error" : ""}`}
        id={id}
        name={id}
        rows={rows}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={error ? true : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </LabelledGroup>
  );
}

/** One choice of many. Where none need be made, the first entry, with an empty value, is `empty`. */
export function SelectField(props: ValueProps & { choices: readonly Choice[]; empty?: string }) {
  const { id, value, onValue, error, choices, empty } = props;
  return (
    <LabelledGroup {...props}>
      <select
        class={`govuk-select${error ? " govuk-select--error" : ""}`}
        id={id}
        name={id}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {plain(choice.text)}
          </option>
        ))}
      </select>
    </LabelledGroup>
  );
}

/** One choice of a few. The first radio carries the field's id, so that the error summary leads to it. */
export function RadiosField(props: ValueProps & { choices: readonly Choice[]; large?: boolean; inline?: boolean }) {
  const { id, value, onValue, choices, inline = false } = props;
  return (
    <FieldsetGroup {...props}>
      <div class={`govuk-radios${inline ? " govuk-radios--inline govuk-radios--small" : ""}`}>
        {choices.map((choice, index) => {
          const choiceId = index === 0 ? id : `${id}-${choice.value}`;
          return (
            <div class="govuk-radios__item" key={choice.value}>
              <input
                class="govuk-radios__input"
                id={choiceId}
                name={id}
                type="radio"
                value={choice.value}
                checked={value === choice.value}
                aria-describedby={choice.hint ? `${choiceId}-hint` : undefined}
                onChange={() => onValue(choice.value)}
              />
              <label class="govuk-label govuk-radios__label" for={choiceId}>
                <Said words={choice.text} />
              </label>
              {choice.hint && (
                <div id={`${choiceId}-hint`} class="govuk-hint govuk-radios__hint">
                  {choice.hint}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}

interface CheckboxesProps extends FieldProps {
  value: readonly string[];
  onValue: (value: string[]) => void;
  choices: readonly Choice[];
  /** What stands below a choice that is made. */
  more?: (choice: Choice) => ComponentChildren;
}

/** Any number of a few choices. The first tick carries the field's id, so that the error summary leads to it. */
export function CheckboxesField(props: CheckboxesProps) {
  const { id, value, onValue, choices, more } = props;
  return (
    <FieldsetGroup {...props}>
      <div class="govuk-checkboxes">
        {choices.map((choice, index) => {
          const choiceId = index === 0 ? id : `${id}-${choice.value}`;
          const isChosen = value.includes(choice.value);
          return (
            <Fragment key={choice.value}>
              <div class="govuk-checkboxes__item">
                <input
                  class="govuk-checkboxes__input"
                  id={choiceId}
                  name={id}
                  type="checkbox"
                  value={choice.value}
                  checked={isChosen}
                  aria-describedby={choice.hint ? `${choiceId}-hint` : undefined}
                  onChange={(event) => {
                    const others = value.filter((each) => each !== choice.value);
                    onValue(event.currentTarget.checked ? [...others, choice.value] : others);
                  }}
                />
                <label class="govuk-label govuk-checkboxes__label" for={choiceId}>
                  <Said words={choice.text} />
                </label>
                {choice.hint && (
                  <div id={`${choiceId}-hint`} class="govuk-hint govuk-checkboxes__hint">
                    {choice.hint}
                  </div>
                )}
              </div>
              {isChosen && more && <div class="govuk-checkboxes__conditional">{more(choice)}</div>}
            </Fragment>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}

/** A day to be chosen, as a due date. */
export function DayField(props: ValueProps) {
  const { id, value, onValue, error } = props;
  return (
    <LabelledGroup {...props}>
      <input
        class={`govuk-input govuk-input--width-10${error ? " govuk-input--error" : ""}`}
        id={id}
        name={id}
        type="date"
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={error ? true : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </LabelledGroup>
  );
}

interface CheckboxProps {
  id: string;
  label: Words;
  error?: string | undefined;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  small?: boolean;
}

/** One tick. */
export function CheckboxField({ id, label, error, checked, onChecked, small = false }: CheckboxProps) {
  const texts = useTexts();
  return (
    <div class={`govuk-form-group${error ? " govuk-form-group--error" : ""}`}>
      {error && (
        <p id={`${id}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{texts.errors.titlePrefix}: </span>
          {error}
        </p>
      )}
      <div class={`govuk-checkboxes${small ? " govuk-checkboxes--small" : ""}`}>
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            name={id}
            type="checkbox"
            checked={checked}
            aria-describedby={error ? `${id}-error` : undefined}
            onChange={(event) => onChecked(event.currentTarget.checked)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            <Said words={label} />
          </label>
        </div>
      </div>
    </div>
  );
}
