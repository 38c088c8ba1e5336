import { useOwnAccount } from "../../api/own-account";
import type { Account } from "../../api/types";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Done } from "../../ui/done";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { rolesText } from "../../ui/roles";
import { SummaryList } from "../../ui/summary-list";
import type { SummaryRow } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/** The reader's account, and everything that can be done about it. */
export default function OwnAccountPage() {
  const t = useAccountTexts().account;
  const account = useOwnAccount();
  return (
    <Page title={t.title}>
      <Done />
      <Await loaded={account}>{(account) => <Sections account={account} />}</Await>
    </Page>
  );
}

function Sections({ account }: { account: Account }) {
  const texts = useTexts();
  const t = useAccountTexts().account;
  const isStaff = account.kind === "staff";
  const change = (href: string) => ({ href, text: texts.change });
  const details: SummaryRow[] = [
    { key: t.userName, value: account.userName },
    {
      key: t.email,
      value: account.emailConfirmed ? account.email : t.emailOfRoster(account.email),
      change: change(paths.email),
    },
    { key: t.password, value: "••••••••", change: change(paths.password) },
    ...(isStaff ? [{ key: texts.roles.heading, value: rolesText(account.roles, texts) }] : []),
    { key: t.since, value: <Instant at={account.createdAt} /> },
    ...(account.agreement ? [{ key: t.agreement, value: t.agreementVersion(account.agreement.version) }] : []),
  ];
  const preferences: SummaryRow[] = [
    { key: t.locale, value: t.locales[account.locale], change: change(paths.preferences) },
    { key: t.timeZone, value: account.timeZone, change: change(paths.preferences) },
    {
      key: t.noticeMails,
      value: account.noticeMails ? t.noticeMailsOn : t.noticeMailsOff,
      change: change(paths.preferences),
    },
  ];
  return (
    <>
      <Section id="details" heading={t.detailsHeading}>
        <SummaryList rows={details} />
      </Section>
      <Section id="preferences" heading={t.preferencesHeading}>
        <SummaryList rows={preferences} />
      </Section>
      <Section id="security" heading={t.securityHeading}>
        <Ways
          ways={[
            { href: paths.sessions, ...t.ways.sessions },
            { href: paths.signIns, ...t.ways.signIns },
            ...(isStaff
              ? [
                  { href: paths.authenticator, ...t.ways.authenticator },
                  {
                    href: paths.recoveryCodes,
                    title: t.ways.recoveryCodes.title,
                    text: texts.recoveryCodes.left(account.recoveryCodesLeft ?? 0),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section id="data" heading={t.dataHeading}>
        <Ways
          ways={[
            { href: paths.export, ...t.ways.export },
            ...(isStaff ? [] : [{ href: paths.deletion, ...t.ways.deletion }]),
          ]}
        />
      </Section>
    </>
  );
}

function Section({ id, heading, children }: { id: string; heading: string; children: preact.ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {heading}
      </h2>
      {children}
    </section>
  );
}

interface Way {
  href: string;
  title: string;
  text: string;
}

function Ways({ ways }: { ways: readonly Way[] }) {
  return (
    <ul class="govuk-task-list">
      {ways.map(({ href, title, text }) => (
        <li key={href} class="govuk-task-list__item govuk-task-list__item--with-link">
          <div class="govuk-task-list__name-and-hint">
            <a class="govuk-link govuk-task-list__link" href={href}>
              {title}
            </a>
            <div class="govuk-task-list__hint">{text}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}
