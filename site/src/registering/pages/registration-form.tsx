import { useState } from "preact/hooks";
import { useCatalogue } from "../../api/catalogue";
import type { Registration } from "../../api/types";
import { isOnItsWay } from "../../domain/slots";
import { useFormTexts } from "../../form/use-texts";
import { useLanguage } from "../../hooks/language";
import { usePolling } from "../../hooks/use-polling";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Done } from "../../ui/done";
import { Office } from "../../ui/office";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { FilledIn } from "../form/filled-in";
import { Guide } from "../form/guide";
import { RegistrationForm } from "../form/registration-form";
import { Rounds } from "../form/returned";
import { LetterLink } from "../letter-link";
import { StateOfRegistration, outlook } from "../state";
import { canBeFilledIn, useRegistration, useRegistrationDocuments } from "../use-registration";
import { useRegisteringTexts } from "../use-texts";
import { Window } from "../window";

/** The registration of a student for a semester: its form while it can be filled in, else how it stands (S72-S105). */
export default function RegistrationFormPage({ registrationId }: { registrationId: string }) {
  const texts = useTexts();
  const { read } = useLanguage();
  const t = useRegisteringTexts().registration;
  const registration = useRegistration(registrationId);
  const documents = useRegistrationDocuments(registrationId);
  const { content: catalogue } = useCatalogue();
  const waiting = documents.content?.items.some((document) => isOnItsWay(document)) ?? false;
  usePolling(waiting, documents.reload);
  const [generation, setGeneration] = useState(0);

  async function startAnew(): Promise<void> {
    await Promise.all([registration.reload(), documents.reload()]);
    setGeneration(generation + 1);
  }

  return (
    <Page
      title={texts.navigation.registration}
      caption={registration.content ? read(registration.content.semester.name) : undefined}
      back={{ href: paths.registration, text: t.back }}
    >
      <Await loaded={registration}>
        {(content) => (
          <Await loaded={documents}>
            {({ items }) => (
              <>
                <p class="govuk-body-l">
                  <StateOfRegistration {...content} />
                </p>
                <Done />
                <Standing registration={content} />
                <Guide />
                {canBeFilledIn(content) ? (
                  <RegistrationForm
                    key={generation}
                    registration={content}
                    loaded={registration}
                    documents={items}
                    loadedDocuments={documents}
                    startAnew={() => void startAnew()}
                  />
                ) : (
                  content.version > 0 && <FilledIn registration={content} documents={items} />
                )}
                <Rounds rounds={content.rounds} />
                {catalogue?.office && <Office office={catalogue.office} heading={t.ask} lead={t.askLead} />}
              </>
            )}
          </Await>
        )}
      </Await>
    </Page>
  );
}

/** Where it stands, and what follows: the window while that matters, else who has to do something. */
function Standing({ registration }: { registration: Registration }) {
  const { read } = useLanguage();
  const { separator } = useFormTexts();
  const t = useRegisteringTexts().registration;
  const { id, state, window, facts, openItems, rounds, enteredChina } = registration;
  // Who does not study now changes nothing, and is told why.
  if (state === "draft" || (state === "returned" && !canBeFilledIn(registration))) return <Window window={window} />;
  const verdicts = rounds.at(-1)?.verdicts ?? [];
  const returned = verdicts.filter(({ item }) => openItems.includes(item)).map(({ name }) => read(name));
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        {outlook(registration, t)}
        {state === "returned" && (enteredChina ? t.next.enteredChina : t.next.returned(returned.join(separator)))}
      </p>
      {state === "approved" && facts.inChina && <LetterLink registrationId={id} />}
    </div>
  );
}
