import { useDocuments, useApplication } from "../../api/reading";
import type { Application } from "../../api/types";
import { checklistOf, takesDocuments } from "../../domain/application-state";
import { isOnItsWay, slotsOf } from "../../domain/slots";
import type { Slot } from "../../domain/slots";
import { SlotSection } from "../../form/documents/slot-section";
import { inOne } from "../../form/say";
import { useDocumentTexts } from "../../form/documents/use-texts";
import { useLanguage } from "../../hooks/language";
import { usePolling } from "../../hooks/use-polling";
import { paths } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { ButtonLink } from "../../ui/button";
import { useTexts } from "../../ui/use-texts";
import { folderOf } from "../folder";
import { AskedHere } from "../revision";
import { useApplyingTexts } from "../use-texts";

/** The documents that the programme asks for (S54), each slot with its upload. */
export default function DocumentsPage({ applicationId }: { applicationId: string }) {
  const t = useApplyingTexts().documents;
  const texts = useTexts();
  const { read } = useLanguage();
  const say = inOne(useDocumentTexts());
  const application = useApplication(applicationId);
  const documents = useDocuments(applicationId);
  const waiting = documents.content?.items.some((document) => isOnItsWay(document)) ?? false;
  usePolling(waiting, documents.reload);

  return (
    <ApplicationPage title={texts.application.documents} application={application} applicationId={applicationId}>
      <p class="govuk-body">{t.lead}</p>
      <Await loaded={application}>
        {(application) => (
          <Await loaded={documents}>
            {({ items }) => (
              <>
                <AskedHere
                  application={application}
                  items={(application.revision?.items ?? []).filter(({ slot }) => slot)}
                />
                {inOrder(application, slotsOf(checklistOf(application), items)).map((slot) => (
                  <SlotSection
                    key={slot.row.slot}
                    folder={folderOf(application)}
                    slot={slot}
                    name={read(slot.row.name)}
                    say={say}
                    reload={documents.reload}
                  />
                ))}
                <ButtonLink
                  href={(application.state === "draft" ? paths.reviewAndSubmit : paths.application)({ applicationId })}
                >
                  {application.state === "draft" ? t.continue : texts.application.backToTasks}
                </ButtonLink>
              </>
            )}
          </Await>
        )}
      </Await>
    </ApplicationPage>
  );
}

/** What can be changed comes first. */
function inOrder(application: Application, slots: readonly Slot[]): Slot[] {
  const open = ({ row }: Slot) => takesDocuments(application, row.slot);
  return [...slots.filter(open), ...slots.filter((slot) => !open(slot))];
}
