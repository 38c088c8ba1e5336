import type { Action } from "../hooks/use-action";
import { useLanguage } from "../hooks/language";
import { Button } from "./button";
import { ProblemSummary } from "./error-summary";

/** Asks for the next page of a list, where there is one. */
export function MoreButton({ hasMore, more }: { hasMore: boolean; more: Action<[]> }) {
  const { texts } = useLanguage();
  if (!hasMore) return null;
  return (
    <>
      {more.problem && <ProblemSummary problem={more.problem} />}
      <Button secondary busy={more.busy} onClick={() => void more.run()}>
        {texts.showMore}
      </Button>
    </>
  );
}
