import { useEffect, useState } from "preact/hooks";
import type { FieldProblem } from "../api/problem";
import type { ReplyOf } from "../api/types";
import { useAction } from "../hooks/use-action";
import { Button } from "../ui/button";
import { ProblemSummary } from "../ui/error-summary";
import { useFormTexts } from "./use-texts";

/** Whether this says that a contact address is not confirmed yet (S13, S79). */
export function isUnconfirmed({ code }: FieldProblem): boolean {
  return code === "email_not_confirmed";
}

interface Props {
  /** Has a link sent to it, or learns that it is confirmed. */
  ask: () => Promise<ReplyOf<"request_contact_confirmation">>;
  /** The contact address as it is saved. */
  email: string;
  /** The address may be confirmed now: look again. */
  onMaybeConfirmed: () => void;
}

/** Says that the contact address is not confirmed, and has a link sent to it (S13, S79). */
export function ContactConfirmation({ ask, email, onMaybeConfirmed }: Props) {
  const t = useFormTexts().contact;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const send = useAction(async () => {
    const { email, state } = await ask();
    if (state === "sent") setSentTo(email);
    else onMaybeConfirmed();
  });

  useEffect(() => {
    if (sentTo === null) return;
    // Who comes back from their mail has perhaps opened the link.
    const look = () => document.hidden || onMaybeConfirmed();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [sentTo]);

  return (
    <div class="govuk-inset-text site-anywhere">
      <ProblemSummary problem={send.problem} />
      <p class="govuk-body">{t.unconfirmed(email)}</p>
      {/* Taken away while another is sent, so that it is read out again. */}
      <p class="govuk-body" role="status">
        {sentTo !== null && !send.busy && t.sent(sentTo)}
      </p>
      <Button secondary busy={send.busy} onClick={() => void send.run()}>
        {sentTo === null ? t.send(email) : t.sendAgain}
      </Button>
    </div>
  );
}
