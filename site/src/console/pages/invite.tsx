import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { callWithIntent } from "../../api/idempotency";
import type { StaffRole } from "../../api/types";
import { isEmail } from "../../domain/sign-in-names";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { TextField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { RolesField } from "../roles-field";
import { useConsoleTexts } from "../use-texts";

/** Inviting a colleague, or letting one who has lost the authenticator begin anew. */
export default function InvitePage() {
  const own = useConsoleTexts();
  const texts = useTexts();
  const t = own.invite;
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<StaffRole[]>([]);
  const form = useForm(
    { email: email.trim(), roles },
    ({ email, roles }) => [
      ...(isEmail(email) ? [] : [mistake("email", texts.errors.email)]),
      ...(roles.length > 0 ? [] : [mistake("roles", own.roles.missing)]),
    ],
    async () => {
      const body = { email: email.trim(), roles };
      await callWithIntent(`invite ${JSON.stringify(body)}`, (header) =>
        reply(api.POST("/api/staff/invitations", { params: { header }, body })),
      );
      goWith(paths.staff, { done: "invited" });
    },
  );
  return (
    <Page title={t.title} caption={texts.consoleName} back={{ href: paths.staff, text: own.staff.title }} errors={form}>
      <p class="govuk-body">{t.lead}</p>
      <form noValidate onSubmit={form.submit}>
        <TextField
          id="email"
          label={own.staff.email}
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
