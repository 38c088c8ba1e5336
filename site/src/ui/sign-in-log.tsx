import type { SignInEntry } from "../api/types";
import { usePages } from "../hooks/use-pages";
import type { PageOf } from "../hooks/use-pages";
import { Await } from "./await";
import { DataTable } from "./data-table";
import { Instant } from "./instant";
import { MoreButton } from "./more-button";
import { Tag } from "./tag";
import type { TagColour } from "./tag";
import { useTexts } from "./use-texts";

const COLOURS: Record<SignInEntry["outcome"], TagColour> = {
  signed_in: "green",
  signed_in_at_university: "green",
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
          {items.length === 0 ? <p class="govuk-body">{t.none}</p> : <Entries entries={items} />}
          <MoreButton {...pages} />
        </>
      )}
    </Await>
  );
}

function Entries({ entries }: { entries: readonly SignInEntry[] }) {
  const t = useTexts().signInLog;
  return (
    <DataTable
      caption={t.title}
      items={entries}
      keyOf={({ at, address }) => `${at} ${address}`}
      columns={[
        { heading: t.at, cell: ({ at }) => <Instant at={at} /> },
        { heading: t.outcome, cell: ({ outcome }) => <Tag colour={COLOURS[outcome]}>{t.outcomes[outcome]}</Tag> },
        { heading: t.device, cell: ({ device }) => device || t.unknownDevice },
        { heading: t.address, anywhere: true, cell: ({ address }) => address },
      ]}
    />
  );
}
