import { api, reply } from "../../api/client";
import type { StaffAccount, StaffPage } from "../../api/types";
import { usePages } from "../../hooks/use-pages";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { ButtonLink } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { Done } from "../../ui/done";
import { Instant } from "../../ui/instant";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { rolesText } from "../../ui/roles";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { useConsoleTexts } from "../use-texts";

/** Who works here and who is invited, for administrators. */
export default function StaffPageOfConsole() {
  const texts = useTexts();
  const pages = usePages(readStaff, []);
  // Invitations come with the first page; the ones after it bring accounts only.
  const t = useConsoleTexts().staff;
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      <Done />
      <ButtonLink href={paths.invite}>{t.invite}</ButtonLink>
      <Await loaded={pages.list}>
        {(page) => (
          <>
            <Colleagues accounts={page.items} />
            <MoreButton {...pages} />
            <h2 class="govuk-heading-m">{t.invitations}</h2>
            {page.invitations.length === 0 ? (
              <p class="govuk-body">{t.noInvitations}</p>
            ) : (
              <Invitations invitations={page.invitations} />
            )}
          </>
        )}
      </Await>
    </Page>
  );
}

function readStaff(cursor?: string) {
  return reply(api.GET("/api/staff/accounts", { params: { query: cursor ? { cursor } : {} } }));
}

function Colleagues({ accounts }: { accounts: readonly StaffAccount[] }) {
  const texts = useTexts();
  const t = useConsoleTexts().staff;
  return (
    <DataTable
      caption={t.title}
      items={accounts}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: t.userName,
          cell: ({ id, userName }) => (
            <a class="govuk-link" href={paths.colleague({ accountId: id })}>
              {userName}
            </a>
          ),
        },
        {
          heading: t.email,
          anywhere: true,
          cell: (account) => (
            <>
              {account.email} <EmailTrouble account={account} />
            </>
          ),
        },
        { heading: texts.roles.heading, cell: ({ roles }) => rolesText(roles, texts) },
        {
          heading: t.state,
          cell: ({ state }) => <Tag colour={state === "active" ? "green" : "grey"}>{t.states[state]}</Tag>,
        },
      ]}
    />
  );
}

/** Mails to this address come back. */
function EmailTrouble({ account }: { account: StaffAccount }) {
  const t = useConsoleTexts().staff;
  if (!account.emailTrouble) return null;
  return <Tag colour="red">{t.emailTrouble[account.emailTrouble.state]}</Tag>;
}

function Invitations({ invitations }: Pick<StaffPage, "invitations">) {
  const texts = useTexts();
  const t = useConsoleTexts().staff;
  return (
    <ul class="site-results">
      {invitations.map(({ id, email, roles, expiresAt }) => (
        <li key={id} class="site-card">
          <h3 class="govuk-heading-s site-anywhere">{email}</h3>
          <p class="govuk-body-s">
            {rolesText(roles, texts)}
            <br />
            {t.until}: <Instant at={expiresAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
