import { useState } from "preact/hooks";
import { draftOf, partsOf } from "../domain/partial-date";
import type { PartialDate } from "../domain/partial-date";
import type { Words } from "../domain/words";
import { DateField } from "../ui/date-field";
import type { FieldProps } from "../ui/form-group";

interface Props extends FieldProps {
  /** What day, month and year are called. */
  parts?: Record<keyof PartialDate, Words> | undefined;
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
  const [parts, setParts] = useTyped(value, partsOf, monthOf);
  return (
    <DateField
      {...field}
      withoutDay
      value={parts}
      onValue={(typed) => {
        setParts(typed);
        onValue(monthOf(typed));
      }}
    />
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
