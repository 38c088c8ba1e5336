import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useOwnAccount } from "../../api/own-account";
import type { Account } from "../../api/types";
import { ownZone } from "../../domain/time";
import { zoneChoices } from "../../domain/zones";
import { useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { PageProblem } from "../../ui/error-summary";
import { CheckboxField, RadiosField, SelectField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { AccountPage } from "../account-page";
import { useAccountTexts } from "../use-texts";

/** Language of mails, time zone, and whether notices come by mail too. */
export default function PreferencesPage() {
  const t = useAccountTexts().preferences;
  return <AccountPage title={t.title}>{(account) => <Preferences account={account} />}</AccountPage>;
}

function Preferences({ account }: { account: Account }) {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = own.preferences;
  const { replace } = useOwnAccount();
  const [locale, setLocale] = useState(account.locale);
  const [timeZone, setTimeZone] = useState(account.timeZone);
  const [noticeMails, setNoticeMails] = useState(account.noticeMails);
  const device = ownZone();
  const form = useForm(
    { locale, timeZone, noticeMails },
    () => [],
    async () => {
      replace(await reply(api.PUT("/api/account", { body: { locale, timeZone, noticeMails } })));
      goWith(paths.account, { done: "preferences_saved" });
    },
  );

  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <RadiosField
        id="locale"
        label={own.account.locale}
        hint={t.localeHint}
        value={locale}
        onValue={(value) => setLocale(value === "zh" ? "zh" : "en")}
        choices={(["en", "zh"] as const).map((value) => ({ value, text: own.account.locales[value] }))}
        error={form.errors.locale}
      />
      <SelectField
        id="timeZone"
        label={own.account.timeZone}
        hint={t.timeZoneHint}
        value={timeZone}
        onValue={setTimeZone}
        choices={zoneChoices([account.timeZone, device])}
        error={form.errors.timeZone}
      />
      {timeZone !== device && (
        <p class="govuk-body">
          <button type="button" class="site-link-button" onClick={() => setTimeZone(device)}>
            {t.useDevice(device)}
          </button>
        </p>
      )}
      {account.kind === "applicant" && (
        <>
          <CheckboxField
            id="noticeMails"
            label={t.noticeMails}
            checked={noticeMails}
            onChecked={setNoticeMails}
            error={form.errors.noticeMails}
          />
          <p class="govuk-hint">{t.noticeMailsHint}</p>
        </>
      )}
      <SubmitButton form={form}>{texts.save}</SubmitButton>
    </form>
  );
}
