import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { createStore, useStore } from "./store";

/** Whom a page is for: `account` is everybody who is signed in. */
export type Audience = "account" | "applicant" | "staff" | "administrator";

/** One page: its path (":name" stands for a part that varies), who may see it, and where its code is. */
export interface Route {
  path: string;
  /** Whoever is not of it is led to sign in; without it everybody may see the page. */
  audience?: Audience;
  load: () => Promise<{ default: ComponentType<Parameters> }>;
}

/** The varying parts of the pages' paths. */
export type Parameters = Partial<
  Record<"programmeId" | "version" | "applicationId" | "reviewId" | "accountId", string>
>;

interface Place {
  path: string;
  query: URLSearchParams;
}

const here = createStore<Place>(readPlace());

function readPlace(): Place {
  return { path: location.pathname.replace(/(.)\/+$/, "$1"), query: new URLSearchParams(location.search) };
}

/** The path and the query of the page. */
export const usePlace = () => useStore(here);

/** Goes to a page of this site; `replace` leaves no step to come back to. */
export function go(url: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  here.set(readPlace());
}

/** Where to go after sign-in: only ever a page of this site, and none that asks to sign in. */
export function safeNext(next: string | null, otherwise: string): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return otherwise;
  return /^\/(console\/)?sign-in(?![^/?#])/.test(next) ? otherwise : next;
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

/** The values of `path` where it follows `pattern`; null where it does not. */
export function match(pattern: string, path: string): Parameters | null {
  const expected = pattern.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? "";
    if (part.startsWith(":") && value !== "") parameters[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parameters;
}

interface Shown {
  key: string;
  route: Route;
  Page: ComponentType<Parameters>;
  parameters: Parameters;
}

interface Pages {
  routes: readonly Route[];
  notFound: Route;
  /** Stands around the pages that are not for everybody. */
  Door: ComponentType<{ audience: Audience; path: string; children: ComponentChildren }>;
  /** Shown while the first page's code loads. */
  Waiting: ComponentType;
  /** Shown when a page's code did not arrive. */
  Failed: ComponentType;
}

/** The page of the current path. The one before stays until the code of the next is there. */
export function Pages({ routes, notFound, Door, Waiting, Failed }: Pages) {
  const { path } = usePlace();
  const [shown, setShown] = useState<Shown | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let current = true;
    const { route, parameters } = findRoute(routes, notFound, path);
    route.load().then(
      ({ default: Page }) => {
        if (!current) return;
        setFailed(false);
        setShown({ key: path, route, Page, parameters });
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [path]);

  useFocusOnNewPage(shown?.key);

  if (failed) return <Failed />;
  if (shown === null) return <Waiting />;
  const page = <shown.Page key={shown.key} {...shown.parameters} />;
  const { audience } = shown.route;
  if (!audience) return page;
  return (
    <Door audience={audience} path={shown.key}>
      {page}
    </Door>
  );
}

function findRoute(routes: readonly Route[], notFound: Route, path: string) {
  for (const route of routes) {
    const parameters = match(route.path, path);
    if (parameters) return { route, parameters };
  }
  return { route: notFound, parameters: {} };
}

/** Starts to load the code of the current page, before there is anything to show it in. */
export function loadAhead(routes: readonly Route[], notFound: Route): void {
  void findRoute(routes, notFound, here.get().path)
    .route.load()
    .catch(() => undefined);
}

let firstPage = true;

/** A new page is read from its heading and seen from its top; the first one is the browser's business. */
function useFocusOnNewPage(key: string | undefined): void {
  useLayoutEffect(() => {
    if (key === undefined) return;
    if (firstPage) {
      firstPage = false;
      return;
    }
    if (location.hash !== "") return;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [key]);
}
