import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import type { FieldProblem } from "../api/problem";
import { useAction } from "../hooks/use-action";
import { Button } from "../ui/button";
import { ProblemSummary } from "../ui/error-summary";
import { useApplyingTexts } from "./use-texts";

/** Whether this says that a contact address is not confirmed yet (S13). */
export function isUnconfirmed({ code }: FieldProblem): boolean {
  return code === "email_not_confirmed";
}

interface Props {
  applicationId: string;
  /** The contact address as it is saved. */
  email: string;
  /** The address may be confirmed now: look again. */
  onMaybeConfirmed: () => void;
}

/** Says that the contact address is not confirmed, and has a link sent to it (S13). */
export function ContactConfirmation({ applicationId, email, onMaybeConfirmed }: Props) {
  const t = useApplyingTexts().contact;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const send = useAction(async () => {
    const params = { path: { applicationId } };
    const { email, state } = await reply(api.POST("/api/applications/{applicationId}/contact-email", { params }));
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
