import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { focusTitle } from "./hooks/focus-title";
import { openPhrasebooks } from "./hooks/language";
import type { Phrasebook } from "./hooks/language";
import { currentPath, usePlace } from "./hooks/place";
import type { ParametersOf, PathTo } from "./paths";

/**
 * Whom a page is for: `account` is everybody who is signed in, `staff` whoever works here in whatever role,
 * `student_office` registrars and visa officers.
 */
export type Audience =
  "account" | "applicant" | "staff" | "student_office" | "registrar" | "visa_officer" | "administrator";

/** What varies in the paths of pages, by its name. */
export type Parameters = Readonly<Record<string, string>>;

/** What the pages of a room need beside their code. */
export interface Room {
  texts: readonly Phrasebook[];
  styles?: () => Promise<unknown>;
}

/** One page: the pattern of its path (":name" stands for a part that varies), who may see it, and where its code is. */
export interface Route {
  pattern: string;
  /** Whoever is not of it is led to sign in; without it everybody may see the page. */
  audience?: Audience | undefined;
  load: () => Promise<{ default: ComponentType<Parameters> }>;
}

/** A page of a room, whose component takes what varies in its path. */
export function page<Pattern extends string>(
  room: Room,
  path: Pattern | PathTo<Pattern>,
  load: () => Promise<{ default: ComponentType<ParametersOf<Pattern>> }>,
  audience?: Audience,
): Route {
  return {
    pattern: typeof path === "string" ? path : path.pattern,
    audience,
    async load() {
      const [code] = await Promise.all([load(), openPhrasebooks(room.texts), room.styles?.()]);
      // The names of the parameters are the pattern's, which `match` reads them from.
      return code as Awaited<ReturnType<Route["load"]>>;
    },
  };
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
    const parameters = match(route.pattern, path);
    if (parameters) return { route, parameters };
  }
  return { route: notFound, parameters: {} };
}

/** Starts to load the code of the current page, before there is anything to show it in. */
export function loadAhead(routes: readonly Route[], notFound: Route): void {
  void findRoute(routes, notFound, currentPath())
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
    focusTitle({ preventScroll: true });
  }, [key]);
}
