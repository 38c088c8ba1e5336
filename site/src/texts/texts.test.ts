import { expect, test } from "vitest";
import { en as applicationEn } from "./application/en";
import { zh as applicationZh } from "./application/zh";
import { en as consoleEn } from "./console/en";
import { zh as consoleZh } from "./console/zh";
import { en as ofEveryPage } from "./en";
import { zh as ofEveryPageZh } from "./zh";

const en = { ...ofEveryPage, ofApplications: applicationEn, ofConsole: consoleEn };
const zh = { ...ofEveryPageZh, ofApplications: applicationZh, ofConsole: consoleZh };

/** Every text with its path; a function stands for the text it makes. */
function texts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value.call(null, "1", "2", "3"))]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

test("both_languages_have_the_same_texts", () => {
  // TypeScript sees to the keys; lists it cannot count.
  expect(texts(zh).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
});

test("a_text_is_empty_in_both_languages_or_in_none", () => {
  const empty = (catalogue: object) => texts(catalogue).filter(([, text]) => text.trim() === "");
  expect(empty(zh)).toEqual(empty(en));
});

test("every_chinese_text_is_chinese", () => {
  const same = new Set([
    "/errors/inField",
    "/documents/formatSeparator",
    "/roles/separator",
    "/ofApplications/programme/separator",
    "/ofConsole/catalogue/separator",
    "/ofConsole/applicants/withRemark",
  ]);
  const foreign = texts(zh).filter(([path, text]) => text !== "" && !same.has(path) && !/\p{Script=Han}/u.test(text));
  expect(foreign).toEqual([]);
});
