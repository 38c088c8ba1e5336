/** Lines below one another in a cell or beside a key. */
export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="govuk-list site-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
