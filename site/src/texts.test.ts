import { expect, test } from "vitest";
import { ROOMS } from "./routes";
import { importsOf, source } from "./testing/sources";

type Phrasebooks = Record<string, { texts: object }>;

const en = import.meta.glob<{ texts: object }>("./**/texts/en.ts", { eager: true });
const zh = import.meta.glob<{ texts: object }>("./**/texts/zh.ts", { eager: true });

/** Every text with its path; a function stands for the text it makes. */
function texts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value.call(null, "1", "2", "3"))]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

/** Every text of every room, with its path from the room on. */
const everywhere = (phrasebooks: Phrasebooks) =>
  Object.entries(phrasebooks).flatMap(([file, { texts: own }]) =>
    texts(own, file.replace(/^\.\/(.*)\/texts\/..\.ts$/, "$1:")),
  );

test("both_languages_have_the_same_texts", () => {
  // TypeScript sees to most keys; lists, and the labels of forms, it cannot count.
  const paths = (phrasebooks: Phrasebooks) => everywhere(phrasebooks).map(([path]) => path);
  expect(paths(zh).sort()).toEqual(paths(en).sort());
});

test("no_text_is_empty", () => {
  expect([...everywhere(en), ...everywhere(zh)].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("every_chinese_text_is_chinese", () => {
  const same = new Set([
    "ui:/errors/inField",
    "ui:/roles/separator",
    "form/documents:/formatSeparator",
    "applying:/programme/separator",
    "console:/catalogue/separator",
    "console:/applicants/withRemark",
    "form:/row",
    "form:/separator",
  ]);
  const foreign = everywhere(zh).filter(([path, text]) => !same.has(path) && !/\p{Script=Han}/u.test(text));
  expect(foreign).toEqual([]);
});

/** The files that come with a file, itself among them. */
function reached(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const next of importsOf(file)) reached(next, found);
  return found;
}

test("every_page_waits_for_the_texts_that_it_shows", async () => {
  const modules = import.meta.glob<Record<string, unknown>>("./**/use-texts.ts", { eager: true });
  const pages = [...source("routes.ts").matchAll(/page\((\w+), [^,]+, \(\) => import\("\.\/(.+?)"\)/g)];
  expect(pages.length).toBeGreaterThan(40);
  for (const [, room = "", page = ""] of pages) {
    // Those of the parts that every room uses are there from the start.
    const files = [...reached(`${page}.tsx`)].filter(
      (file) => file.endsWith("/use-texts.ts") && !file.startsWith("ui/"),
    );
    const shown = files.flatMap((file) =>
      Object.values(modules[`./${file}`] ?? {}).filter((each) => typeof each === "object"),
    );
    const waitedFor: readonly unknown[] = ROOMS[room as keyof typeof ROOMS].texts;
    expect(
      shown.every((each) => waitedFor.includes(each)),
      page,
    ).toBe(true);
  }
});
