import type { SignInEntry } from "../api/types";
import { usePages } from "../hooks/use-pages";
import type { PageOf } from "../hooks/use-pages";
import { Await } from "./await";
import { Instant } from "./instant";
import { MoreButton } from "./more-button";
import { Tag } from "./tag";
import type { TagColour } from "./tag";
import { useTexts } from "./use-texts";

const COLOURS: Record<SignInEntry["outcome"], TagColour> = {
  signed_in: "green",
  wrong_password: "red",
  code_missing: "yellow",
  wrong_code: "red",
  temporary_password: "yellow",
  not_activated: "grey",
};

/** The sign-ins of an account, tries that failed among them, newest first. */
export function SignInLog({ read }: { read: (cursor?: string) => Promise<PageOf<SignInEntry>> }) {
  const texts = useTexts();
  const pages = usePages(read, []);
  const t = texts.signInLog;
  return (
    <Await loaded={pages.list}>
      {({ items }) => (
        <>
          {items.length === 0 ? <p class="govuk-body">{t.none}</p> : <Table entries={items} />}
          <MoreButton {...pages} />
        </>
      )}
    </Await>
  );
}

function Table({ entries }: { entries: readonly SignInEntry[] }) {
  const texts = useTexts();
  const t = texts.signInLog;
  return (
    <table class="govuk-table site-table">
      <caption class="govuk-table__caption govuk-visually-hidden">{t.title}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {[t.at, t.outcome, t.device, t.address].map((heading) => (
            <th key={heading} scope="col" class="govuk-table__header">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {entries.map((entry) => (
          <tr key={`${entry.at} ${entry.address}`} class="govuk-table__row">
            <th scope="row" class="govuk-table__header" data-label={t.at}>
              <Instant at={entry.at} />
            </th>
            <td class="govuk-table__cell" data-label={t.outcome}>
              <Tag colour={COLOURS[entry.outcome]}>{t.outcomes[entry.outcome]}</Tag>
            </td>
            <td class="govuk-table__cell" data-label={t.device}>
              {entry.device || texts.signInLog.unknownDevice}
            </td>
            <td class="govuk-table__cell site-anywhere" data-label={t.address}>
              {entry.address}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
