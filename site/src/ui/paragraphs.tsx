/** A plain text of several lines: blank lines part paragraphs, lines that begin with "- " are a list. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((part, index) => {
        const lines = part.split("\n");
        if (!lines.every((line) => line.startsWith("- "))) {
          return (
            <p class="govuk-body site-prewrapped" key={index}>
              {part}
            </p>
          );
        }
        return (
          <ul class="govuk-list govuk-list--bullet" key={index}>
            {lines.map((line) => (
              <li key={line}>{line.slice(2)}</li>
            ))}
          </ul>
        );
      })}
    </>
  );
}
