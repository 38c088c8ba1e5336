import { useState } from "preact/hooks";
import { draftOf, partsOf } from "../../domain/partial-date";
import type { PartialDate } from "../../domain/partial-date";
import { useLanguage } from "../../language";
import { DateField } from "../date-field";
import { FieldsetGroup } from "../form-group";
import type { FieldProps } from "../form-group";

interface Props extends FieldProps {
  /** As the service keeps it: "2004-03-31", or what there is of it so far. */
  value: string;
  onValue: (value: string | null) => void;
}

/** A date kept as text, while its parts stand as they are typed. */
export function TypedDate({ value, onValue, autocomplete, ...field }: Props & { autocomplete?: "bday" }) {
  const [parts, setParts] = useTyped(value, partsOf, draftOf);
  return (
    <DateField
      {...field}
      {...(autocomplete && { autocomplete })}
      value={parts}
      onValue={(typed) => {
        setParts(typed);
        onValue(draftOf(typed));
      }}
    />
  );
}

/** A month of a year, kept as "2021-09". */
export function TypedMonth({ value, onValue, ...field }: Props) {
  const { language, texts } = useLanguage();
  const [parts, setParts] = useTyped(value, partsOf, monthOf);
  const order = language === "zh" ? (["year", "month"] as const) : (["month", "year"] as const);
  const { id, error } = field;
  return (
    <FieldsetGroup {...field}>
      <div class="govuk-date-input">
        {order.map((part, index) => {
          const partId = index === 0 ? id : `${id}-${part}`;
          return (
            <div class="govuk-date-input__item" key={part}>
              <label class="govuk-label govuk-date-input__label" for={partId}>
                {texts.dates[part]}
              </label>
              <input
                class={`govuk-input govuk-date-input__input govuk-input--width-${part === "year" ? 4 : 2}${error ? " govuk-input--error" : ""}`}
                id={partId}
                name={`${id}-${part}`}
                inputMode="numeric"
                value={parts[part]}
                aria-invalid={error ? true : undefined}
                onInput={(event) => {
                  const typed = { ...parts, [part]: event.currentTarget.value };
                  setParts(typed);
                  onValue(monthOf(typed));
                }}
              />
            </div>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}

/** The parts as typed, until the value becomes another one than they make. */
function useTyped(
  value: string,
  read: (value: string) => PartialDate,
  write: (parts: PartialDate) => string | null,
): [PartialDate, (parts: PartialDate) => void] {
  const [typed, setTyped] = useState(() => read(value));
  return [(write(typed) ?? "") === value ? typed : read(value), setTyped];
}

function monthOf({ year, month }: PartialDate): string | null {
  const [y, m] = [year.trim(), month.trim()].map((part) => part.replaceAll("-", ""));
  if (!y && !m) return null;
  return /^\d{4}$/.test(y ?? "") && /^\d{1,2}$/.test(m ?? "") ? `${y}-${m?.padStart(2, "0")}` : `${y}-${m}`;
}
