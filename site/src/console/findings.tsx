import type { Review, ReviewDetails } from "../api/types";
import { Tag } from "../ui/tag";
import { useTexts } from "../ui/use-texts";
import { useSlotName } from "./use-slot-name";
import { useConsoleTexts } from "./use-texts";

interface Props {
  findings: Review["findings"];
  /** What the documents are called, where the whole review is at hand. */
  slots?: ReviewDetails["slots"];
}

/** What the automatic checks found, and in which document. */
export function Findings({ findings, slots }: Props) {
  const texts = useTexts();
  const t = useConsoleTexts();
  const slotName = useSlotName(slots);
  if (findings.length === 0) return <span>{t.noFindings}</span>;
  const names: Partial<Record<string, string>> = t.findingNames;
  return (
    <ul class="govuk-list site-findings">
      {findings.map(({ code, severity, slot }) => (
        <li key={`${code} ${slot ?? ""}`}>
          <Tag colour={severity === "blocking" ? "red" : "yellow"}>
            {slot ? texts.errors.inField(slotName(slot), names[code] ?? code) : (names[code] ?? code)}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
