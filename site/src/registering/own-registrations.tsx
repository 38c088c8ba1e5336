import { api, reply } from "../api/client";
import { isProblem } from "../api/problem";
import type { OwnRegistration } from "../api/types";
import { useLanguage } from "../hooks/language";
import { useLoaded } from "../hooks/use-loaded";
import { paths } from "../paths";
import { Await } from "../ui/await";
import { DataTable } from "../ui/data-table";
import { Instant } from "../ui/instant";
import { StateOfRegistration } from "./state";
import { useRegisteringTexts } from "./use-texts";

/** Every semester for which the reader has registered, each with its letter. */
export function OwnRegistrations() {
  const t = useRegisteringTexts().own;
  const loaded = useLoaded(readOwn, []);
  return (
    <Await loaded={loaded}>
      {({ items }) =>
        items !== null && (
          <section aria-labelledby="registrations">
            <h2 class="govuk-heading-m" id="registrations">
              {t.heading}
            </h2>
            {items.length === 0 ? <p class="govuk-body">{t.none}</p> : <Registrations items={items} />}
          </section>
        )
      }
    </Await>
  );
}

/** The registrations; none where the account has no record. */
async function readOwn(): Promise<{ items: OwnRegistration[] | null }> {
  try {
    return await reply(api.GET("/api/registrations"));
  } catch (error) {
    if (isProblem(error, "not_found")) return { items: null };
    throw error;
  }
}

function Registrations({ items }: { items: readonly OwnRegistration[] }) {
  const { read } = useLanguage();
  const t = useRegisteringTexts().own;
  return (
    <DataTable
      caption={t.heading}
      items={items}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: t.semester,
          cell: ({ id, semester }) => (
            <a class="govuk-link" href={paths.registrationForm({ registrationId: id })}>
              {read(semester.name)}
            </a>
          ),
        },
        { heading: t.state, cell: (registration) => <StateOfRegistration {...registration} /> },
        {
          heading: t.submitted,
          cell: ({ submittedAt }) => (submittedAt ? <Instant at={submittedAt} /> : t.notSubmitted),
        },
        {
          heading: t.letter,
          cell: ({ id, letter }) =>
            letter ? (
              <a class="govuk-link" href={paths.letter({ registrationId: id })}>
                {t.letters[letter]}
              </a>
            ) : (
              t.noLetter
            ),
        },
      ]}
    />
  );
}
