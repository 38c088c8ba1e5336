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
) {
  const list = useLoaded(() => read(), inputs);
  const more = useAction(async () => {
    if (!list.content?.next) return;
    const { items, next = null } = await read(list.content.next);
    list.replace({ ...list.content, items: [...list.content.items, ...items], next });
  });
  return { list, hasMore: Boolean(list.content?.next), more };
}
