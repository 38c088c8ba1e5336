import { paths } from "../../paths";
import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { intentKey, settle } from "../../api/idempotency";
import { Problem } from "../../api/problem";
import type { StaffRole } from "../../api/types";
import { ProblemSummary } from "../../ui/error-summary";
import { TextField } from "../../ui/fields";
import { Page } from "../../ui/page";
import { RolesField } from "../roles-field";
import { SubmitButton } from "../../ui/submit-button";
import { isEmail } from "../../domain/sign-in-names";
import { goWith } from "../../hooks/hand-over";
import { mistake, useForm } from "../../hooks/use-form";
import { useLanguage } from "../../hooks/language";

/** Inviting a colleague, or letting one who has lost the authenticator begin anew. */
export default function InvitePage() {
  const { texts } = useLanguage();
  const t = texts.invite;
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<StaffRole[]>([]);
  const form = useForm(
    { email: email.trim(), roles },
    ({ email, roles }, texts) => [
      ...(isEmail(email) ? [] : [mistake("email", texts.register.errors.email)]),
      ...(roles.length > 0 ? [] : [mistake("roles", texts.roles.missing)]),
    ],
    async () => {
      const body = { email: email.trim(), roles };
      const intent = `invite ${JSON.stringify(body)}`;
      const header = { "Idempotency-Key": intentKey(intent) };
      await reply(api.POST("/api/staff/invitations", { params: { header }, body })).catch((error: unknown) => {
        // A refusal is final; silence is not, and then the same key must be sent again.
        if (error instanceof Problem && error.status !== 0) settle(intent);
        throw error;
      });
      settle(intent);
      goWith(paths.staff, { done: "invited" });
    },
  );
  return (
    <Page
      title={t.title}
      caption={texts.console.name}
      back={{ href: paths.staff, text: texts.staff.title }}
      hasErrors={form.problem !== null}
    >
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
      <p class="govuk-body">{t.lead}</p>
      <form noValidate onSubmit={form.submit}>
        <TextField
          id="email"
          label={texts.register.labels.email}
          value={email}
          onValue={setEmail}
          type="email"
          inputMode="email"
          autocomplete="off"
          error={form.errors.email}
        />
        <RolesField value={roles} onValue={setRoles} error={form.errors.roles} />
        <SubmitButton form={form}>{t.submit}</SubmitButton>
      </form>
    </Page>
  );
}
