import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import type { OwnLetter } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { useAction } from "../hooks/use-action";
import { mistake, useForm } from "../hooks/use-form";
import { Button } from "../ui/button";
import { DoneText } from "../ui/done";
import { PageProblem } from "../ui/error-summary";
import { RadiosField } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { SummaryList } from "../ui/summary-list";
import type { SummaryRow } from "../ui/summary-list";
import { useLetterTexts } from "./use-texts";

type Settled = NonNullable<OwnLetter["collection"]>;
type Slot = Pick<Settled["slots"][number], "day" | "starts">;

interface Props {
  registrationId: string;
  letter: OwnLetter;
  reload: () => Promise<void>;
}

/** A slot as one reads it. */
function useSlotText() {
  const { locale } = useLanguage();
  return ({ day, starts }: Slot) => `${showDate(day, locale)}, ${starts.slice(0, 5)}`;
}

/** Where and when a letter is collected, and the time that the student has booked (S103). */
export function Collection({ registrationId, letter, reload }: Props) {
  const { read } = useLanguage();
  const t = useLetterTexts().collection;
  const showSlot = useSlotText();
  const { collection, booking, state } = letter;
  if (!collection || state !== "ready") return null;
  const rows: SummaryRow[] = [
    { key: t.place, value: read(collection.place) },
    { key: t.hours, value: read(collection.hours) },
    ...(booking ? [{ key: t.booked, value: showSlot(booking) }] : []),
  ];
  return (
    <section aria-labelledby="collection">
      <h2 class="govuk-heading-m" id="collection">
        {t.heading}
      </h2>
      <SummaryList rows={rows} />
      <p class="govuk-body">{t.bring}</p>
      <Book registrationId={registrationId} slots={collection.slots} booking={booking ?? null} reload={reload} />
    </section>
  );
}

interface BookProps {
  registrationId: string;
  slots: Settled["slots"];
  booking: Slot | null;
  reload: () => Promise<void>;
}

function Book({ registrationId, slots, booking, reload }: BookProps) {
  const t = useLetterTexts().collection;
  const showSlot = useSlotText();
  const params = { path: { registrationId } };
  const [chosen, setChosen] = useState("");
  const [done, setDone] = useState("");
  const keyOf = ({ day, starts }: Slot) => `${day}T${starts}`;
  const free = slots.filter((slot) => slot.free > 0);
  const form = useForm(
    chosen,
    (chosen) => (chosen === "" ? [mistake("slot", t.slotMissing)] : []),
    async () => {
      setDone("");
      const slot = slots.find((slot) => keyOf(slot) === chosen);
      if (!slot) return;
      const body = { day: slot.day, starts: slot.starts };
      try {
        await reply(api.PUT("/api/registrations/{registrationId}/letter/collection", { params, body }));
        setDone(t.done);
      } finally {
        // Who was not fast enough sees what is left.
        setChosen("");
        await reload();
      }
    },
  );
  const cancel = useAction(async () => {
    setDone("");
    await reply(api.DELETE("/api/registrations/{registrationId}/letter/collection", { params }));
    await reload();
    setDone(t.cancelled);
  });
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <PageProblem of={cancel} />
      {done !== "" && <DoneText text={done} />}
      {free.length === 0 ? (
        <p class="govuk-body">{t.none}</p>
      ) : (
        <>
          <RadiosField
            id="slot"
            label={t.slot}
            value={chosen}
            onValue={setChosen}
            choices={free.map((slot) => ({ value: keyOf(slot), text: showSlot(slot), hint: t.free(slot.free) }))}
            error={form.errors.slot}
          />
          <SubmitButton form={form}>{booking ? t.change : t.book}</SubmitButton>
        </>
      )}
      {booking && (
        <Button secondary busy={cancel.busy} onClick={() => void cancel.run()}>
          {t.cancel}
        </Button>
      )}
    </form>
  );
}
