import type { Action } from "../hooks/use-action";
import { Button } from "./button";
import { ProblemSummary } from "./error-summary";
import { useTexts } from "./use-texts";

/** Asks for the next page of a list, where there is one. */
export function MoreButton({ hasMore, more }: { hasMore: boolean; more: Action<[]> }) {
  const texts = useTexts();
  if (!hasMore) return null;
  return (
    <>
      <ProblemSummary problem={more.problem} />
      <Button secondary busy={more.busy} onClick={() => void more.run()}>
        {texts.showMore}
      </Button>
    </>
  );
}
