import type { PartialDate } from "../domain/partial-date";
import type { Words } from "../domain/words";
import { useLanguage } from "../hooks/language";
import { FieldsetGroup } from "./form-group";
import type { FieldProps } from "./form-group";
import { Said } from "./said";
import { useTexts } from "./use-texts";

interface Props extends FieldProps {
  value: PartialDate;
  onValue: (value: PartialDate) => void;
  /** "bday" lets the browser fill it in. */
  autocomplete?: "bday";
  /** Asks for a month only. */
  withoutDay?: boolean;
  /** What its parts are called, where that is not said in the reader's language alone. */
  parts?: Record<keyof PartialDate, Words> | undefined;
}

/** A remembered date, or month, as short fields in the order the language writes them. */
export function DateField(props: Props) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { id, value, onValue, error, autocomplete, withoutDay = false } = props;
  const parts = language === "zh" ? (["year", "month", "day"] as const) : (["day", "month", "year"] as const);
  const order = parts.filter((part) => part !== "day" || !withoutDay);
  return (
    <FieldsetGroup {...props}>
      <div class="govuk-date-input">
        {order.map((part, index) => {
          const partId = index === 0 ? id : `${id}-${part}`;
          return (
            <div class="govuk-date-input__item" key={part}>
              <label class="govuk-label govuk-date-input__label" for={partId}>
                <Said words={(props.parts ?? texts.dates)[part]} />
              </label>
              <input
                class={`govuk-input govuk-date-input__input govuk-input--width-${part === "year" ? 4 : 2}${error ? " govuk-input--error" : ""}`}
                id={partId}
                name={`${id}-${part}`}
                inputMode="numeric"
                autocomplete={autocomplete && `${autocomplete}-${part}`}
                value={value[part]}
                aria-invalid={error ? true : undefined}
                onInput={(event) => onValue({ ...value, [part]: event.currentTarget.value })}
              />
            </div>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}
