import type { Registration, RegistrationSection, UploadedDocument } from "../../api/types";
import { slotsOf } from "../../domain/slots";
import { contextOf } from "../../form/registration/context";
import { SECTIONS } from "../../form/registration/sections";
import { isShown } from "../../form/spec";
import type { Fields } from "../../form/spec";
import { idOf, placed, topOf } from "../../form/values";
import { Said } from "../../ui/said";
import { SummaryList } from "../../ui/summary-list";
import type { SummaryRow } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { checklistOf } from "../use-registration";
import { isAsked } from "./form-section";
import { useFormInBoth } from "./use-words";

interface Props {
  registration: Registration;
  documents: readonly UploadedDocument[];
  /** Where an entry can be changed, by the id of its field. */
  change?: (id: string) => string;
}

/** The form for reading: each section with the documents that prove it. */
export function FilledIn({ registration, documents, change }: Props) {
  const { wording, say } = useFormInBoth();
  const texts = useTexts();
  const context = contextOf(registration.facts);
  const slots = slotsOf(checklistOf(registration), documents);
  const changeAt = (id: string, isOpen: boolean): SummaryRow["change"] =>
    change && isOpen ? { href: change(id), text: texts.change } : undefined;
  const rowsOf = (name: RegistrationSection, fields: Fields, section: (typeof SECTIONS)[number]): SummaryRow[] => {
    const { missing } = registration.sections[name];
    const lacks = (pointer: string) => missing.some((gap) => topOf(gap.pointer) === topOf(pointer));
    const isOpen = registration.openSections.includes(name);
    const rows = placed(section, fields, context).map((field) => ({
      key: wording.heading(name, field.pointer),
      value: <span class="site-prewrapped">{wording.value(field)}</span>,
      change: changeAt(idOf(field.pointer), isOpen || lacks(field.pointer)),
    }));
    const papers = section.parts.flatMap((part) => {
      if (!("document" in part) || !isShown(part, fields, context, "")) return [];
      const slot = slots.find(({ row }) => row.slot === part.document);
      if (!slot) return [];
      const names = slot.counting.map(({ fileName }) => fileName).join(", ");
      return [{ key: slot.row.name, value: names || texts.notGiven, change: changeAt(slot.row.slot, slot.isOpen) }];
    });
    return [...rows, ...papers];
  };
  return (
    <>
      {SECTIONS.map((section) => {
        const fields = registration.sections[section.name].fields as Fields;
        if (!isAsked(section.parts, fields, context)) return null;
        return (
          <section key={section.name} aria-labelledby={`section-${section.name}`}>
            <h2 class="govuk-heading-m" id={`section-${section.name}`}>
              <Said words={say(({ sections }) => sections[section.name])} />
            </h2>
            <SummaryList rows={rowsOf(section.name, fields, section)} />
          </section>
        );
      })}
    </>
  );
}
