import { useEffect } from "preact/hooks";
import { useCodeOfLink } from "../hooks/use-code-of-link";

let kept = "";

/**
 * The code of the link that claims a record. Who must sign in first finds it here afterwards: it stays in memory, and
 * comes into no address and no storage.
 */
export function useCodeOfClaim(): string {
  const code = useCodeOfLink();
  if (code !== "") kept = code;
  return kept;
}

/** Forgets the code once the page that uses it is left. */
export function useCodeForOnce(): void {
  useEffect(
    () => () => {
      kept = "";
    },
    [],
  );
}
