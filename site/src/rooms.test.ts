import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { importsOf, isTest, source, SOURCES } from "./testing/sources";

const SHARED = ["ui", "form", "form/application", "form/registration", "api", "hooks", "domain", "paths"];

/** The files that put the site together, and the folder that only tests use: they may import anything. */
const TOGETHER = ["app", "main", "router", "routes", "testing"];

/** What the files of a folder may import besides each other. A new room is named here. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  account: SHARED,
  applying: SHARED,
  paying: SHARED,
  registering: SHARED,
  letters: SHARED,
  console: SHARED,
  frame: [...SHARED, "router"],
  "form/application": ["form", "ui", "api", "hooks", "domain"],
  "form/registration": ["form", "ui", "api", "hooks", "domain"],
  // The engine knows no form.
  form: ["ui", "api", "hooks", "domain"],
  ui: ["api", "hooks", "domain", "paths"],
  hooks: ["api", "domain"],
  api: ["hooks", "domain"],
  domain: ["api"],
  paths: [],
};

/** The folder of a file below `src`; of a file beside the folders its name. */
function placeOf(file: string): string {
  const form = /^form\/(application|registration)\//.exec(file);
  if (form) return `form/${form[1]}`;
  return (file.split("/")[0] ?? "").replace(/\.tsx?$/, "");
}

test("no_room_imports_from_another_and_what_they_share_knows_no_room", () => {
  const trespasses = SOURCES.filter((file) => !isTest(file)).flatMap((file) => {
    const own = placeOf(file);
    if (TOGETHER.includes(own)) return [];
    const allowed = MAY_IMPORT[own] ?? [];
    if (!(own in MAY_IMPORT)) return [`${file} is in no room that rooms.test.ts knows`];
    const foreign = importsOf(file).filter((name) => ![own, ...allowed].includes(placeOf(name)));
    return foreign.map((name) => `${file} imports ${name}`);
  });
  expect(trespasses).toEqual([]);
});

test("the_pages_of_a_room_are_all_in_the_table_of_routes", () => {
  const pages = SOURCES.filter((file) => file.includes("/pages/") && !isTest(file));
  const listed = importsOf("routes.ts").filter((file) => file.includes("/pages/"));
  expect(listed.sort()).toEqual(pages.sort());
});

test("every_class_that_has_a_style_has_it_where_it_is_used", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".scss"));
  const sheets = new Map<string, string[]>();
  for (const file of files) {
    for (const [, name = ""] of source(file).matchAll(/\.(site-[\w-]+)/g)) {
      sheets.set(name, [...(sheets.get(name) ?? []), placeOf(file)]);
    }
  }
  const unstyled = SOURCES.filter((file) => !isTest(file)).flatMap((file) => {
    // Those that come with the first page, and that of the room itself.
    const loaded = ["ui", "frame", "form", placeOf(file)];
    const used = [...source(file).matchAll(/site-[\w-]+/g)].map(([name]) => name);
    const lacking = used.filter(
      (name) => sheets.has(name) && !sheets.get(name)?.some((sheet) => loaded.includes(sheet)),
    );
    return lacking.map((name) => `${file}: ${name}`);
  });
  expect(sheets.size).toBeGreaterThan(50);
  expect(unstyled).toEqual([]);
});
