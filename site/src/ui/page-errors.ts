import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";

/** Changes how many summaries of errors the page around shows. */
type Count = (change: (shown: number) => number) => void;

export const PageErrors = createContext<Count>(() => undefined);

/** Lets the page around know that it shows errors: its title then says so first. */
export function useErrorsOfPage(hasErrors: boolean): void {
  const count = useContext(PageErrors);
  useEffect(() => {
    if (!hasErrors) return;
    count((shown) => shown + 1);
    return () => count((shown) => shown - 1);
  }, [hasErrors]);
}
