import { useEffect, useRef } from "preact/hooks";
import { useAction } from "./use-action";
import { useLoaded } from "./use-loaded";

/** A page of a list, and where the next one begins. */
export interface PageOf<Item> {
  items: Item[];
  next?: string | null;
}

/**
 * A list that is read page by page: the first at once, each next one when the
 * reader asks. What stands beside the items stays as the first page has it.
 */
export function usePages<Page extends PageOf<unknown>>(
  read: (cursor?: string) => Promise<Page>,
  inputs: readonly unknown[],
  language?: string,
) {
  const list = useLoaded(() => read(), inputs, language);
  const shown = useRef(list.content);
  shown.current = list.content;
  const more = useAction(async () => {
    const before = list.content;
    if (!before?.next) return;
    const { items, next = null } = await read(before.next);
    // What goes on from another list, or from what has been read again meanwhile, belongs to nothing that is shown.
    if (shown.current !== before) return;
    list.replace({ ...before, items: [...before.items, ...items], next });
  });
  useEffect(() => more.report(null), inputs);
  return { list, hasMore: Boolean(list.content?.next), more };
}
