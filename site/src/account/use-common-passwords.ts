import { useEffect } from "preact/hooks";
import { createStore, useStore } from "../hooks/store";

/** The commonest passwords in lower case, once they are loaded: the list that the service itself refuses. */
const common = createStore<ReadonlySet<string> | null>(null);
let loading: Promise<void> | null = null;

/** The commonest passwords; null until they are there. They are loaded when they are first `wanted`. */
export function useCommonPasswords(wanted: boolean): ReadonlySet<string> | null {
  useEffect(() => {
    if (wanted) void load();
  }, [wanted]);
  return useStore(common);
}

/** The commonest passwords, if they are there already. */
export const commonPasswords = () => common.get();

function load(): Promise<void> {
  loading ??= import("../../../functions/accounts/data/common-passwords.txt?raw").then(
    ({ default: text }) => common.set(new Set(text.trim().split("\n"))),
    // Without the list the service still refuses; the next password asks again.
    () => {
      loading = null;
    },
  );
  return loading;
}
