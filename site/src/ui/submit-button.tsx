import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { waitInWords } from "../domain/wait";
import type { Form } from "../hooks/use-form";
import { Button } from "./button";
import { useTexts } from "./use-texts";

/** Sends a form. After too many tries it counts down, while everything else on the page can be used. */
export function SubmitButton({
  form,
  warning = false,
  secondary = false,
  children,
}: {
  form: Pick<Form, "busy" | "wait">;
  warning?: boolean;
  secondary?: boolean;
  children: ComponentChildren;
}) {
  const texts = useTexts();
  const { busy, wait } = form;
  const [waited, setWaited] = useState(false);
  useEffect(() => setWaited((before) => before || wait > 0), [wait > 0]);
  return (
    <>
      {wait > 0 && (
        <p class="govuk-body" role="timer" aria-live="off">
          {texts.errors.wait(...waitInWords(wait))}
        </p>
      )}
      {/* Not every second is read out: only when it is over. */}
      <p class="govuk-visually-hidden" role="status">
        {waited && wait === 0 ? texts.errors.waited : ""}
      </p>
      <Button busy={busy || wait > 0} warning={warning} secondary={secondary}>
        {children}
      </Button>
    </>
  );
}
