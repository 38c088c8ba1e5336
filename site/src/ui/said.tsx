import type { Words } from "../domain/words";

/** Words; in two languages each is marked as what it is, so that screen readers change their voice. */
export function Said({ words }: { words: Words }) {
  if (typeof words === "string") return <>{words}</>;
  return (
    // In one piece: a legend is drawn as a table, which would swallow the space between two.
    <span>
      <span lang="zh-CN">{words.zh}</span> <span lang="en">{words.en}</span>
    </span>
  );
}
