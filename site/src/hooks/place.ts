import { createStore, useStore } from "./store";

interface Place {
  path: string;
  query: URLSearchParams;
}

mendLink();
const here = createStore<Place>(readPlace());

/** Gateways that look into mails write the "#" of a link as "%23"; then its code would be taken for a part of the path. */
function mendLink(): void {
  const [path = "", ...hash] = location.pathname.split("%23");
  if (hash.length > 0) history.replaceState(null, "", `${path}${location.search}#${hash.join("#")}`);
}

function readPlace(): Place {
  return { path: location.pathname.replace(/(.)\/+$/, "$1"), query: new URLSearchParams(location.search) };
}

/** The path and the query of the page. */
export const usePlace = () => useStore(here);

/** The path of the page, outside a component. */
export const currentPath = () => here.get().path;

/** Goes to a page of this site; `replace` leaves no step to come back to. */
export function go(url: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  here.set(readPlace());
}

/** Lets links within the site change the page without loading it anew. Call once. */
export function followLinks(): void {
  addEventListener("popstate", () => here.set(readPlace()));
  document.addEventListener("click", (event) => {
    const url = pageOfClick(event);
    if (url === null) return;
    event.preventDefault();
    go(url);
  });
}

function pageOfClick(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const link = (event.target as Element).closest("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return null;
  const href = link.getAttribute("href") ?? "#";
  return href.startsWith("#") ? null : link.pathname + link.search + link.hash;
}
