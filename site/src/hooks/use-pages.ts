import { useAction } from "./use-action";
import { useLoaded } from "./use-loaded";

/** A page of a list, and where the next one begins. */
export interface PageOf<Item> {
  items: Item[];
  next?: string | null;
}

/** A list that is read page by page: the first at once, each next one when the reader asks. */
export function usePages<Item>(read: (cursor?: string) => Promise<PageOf<Item>>, inputs: readonly unknown[]) {
  const list = useLoaded(() => read(), inputs);
  const more = useAction(async () => {
    if (!list.content?.next) return;
    const page = await read(list.content.next);
    list.replace({ ...page, items: [...list.content.items, ...page.items] });
  });
  return { list, hasMore: Boolean(list.content?.next), more };
}
