import type { Review } from "../api/types";
import { useLanguage } from "../language";
import { Tag } from "./tag";

/** What the automatic checks found. */
export function Findings({ findings }: { findings: Review["findings"] }) {
  const { texts } = useLanguage();
  if (findings.length === 0) return <span>{texts.console.noFindings}</span>;
  const names: Partial<Record<string, string>> = texts.console.findingNames;
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
