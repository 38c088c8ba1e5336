import type { Review } from "../api/types";
import { Tag } from "../components/tag";
import { useConsoleTexts } from "./use-console-texts";

/** What the automatic checks found. */
export function Findings({ findings }: { findings: Review["findings"] }) {
  const t = useConsoleTexts();
  if (findings.length === 0) return <span>{t.noFindings}</span>;
  const names: Partial<Record<string, string>> = t.findingNames;
  return (
    <ul class="govuk-list site-findings">
      {findings.map(({ code, severity }) => (
        <li key={code}>
          <Tag colour={severity === "blocking" ? "red" : "yellow"}>{names[code] ?? code}</Tag>
        </li>
      ))}
    </ul>
  );
}
