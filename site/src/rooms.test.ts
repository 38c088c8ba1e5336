import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const SHARED = ["ui", "form", "api", "hooks", "domain", "paths", "texts"];

/** What the files of a folder may import besides each other. What is not named here puts the site together. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  account: SHARED,
  applying: SHARED,
  paying: SHARED,
  console: SHARED,
  frame: [...SHARED, "router"],
  form: ["ui", "api", "hooks", "domain", "paths", "texts"],
  ui: ["api", "hooks", "domain", "paths", "texts"],
  hooks: ["api", "domain", "paths", "texts"],
  api: ["hooks", "domain"],
  domain: ["api"],
  paths: [],
};

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));

/** The folder of a file below `src`; of a file beside the folders its name. */
const placeOf = (file: string) => (file.split("/")[0] ?? "").replace(/\.tsx?$/, "");

/** What a file imports from elsewhere in `src`, types too. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join("src", file), "utf8"));
  const within = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith("."));
  return within.map((name) => join(dirname(file), name)).filter((name) => !name.startsWith(".."));
}

test("no_room_imports_from_another_and_what_they_share_knows_no_room", () => {
  const trespasses = files
    .filter((file) => !/\.test\.tsx?$/.test(file) && placeOf(file) in MAY_IMPORT)
    .flatMap((file) => {
      const own = placeOf(file);
      const foreign = importsOf(file).filter((name) => ![own, ...(MAY_IMPORT[own] ?? [])].includes(placeOf(name)));
      return foreign.map((name) => `${file} imports ${name}`);
    });
  expect(trespasses).toEqual([]);
});

test("the_pages_of_a_room_are_all_in_the_table_of_routes", () => {
  const listed = importsOf("routes.ts").filter((name) => name.includes("/pages/"));
  const pages = files.filter((file) => file.includes("/pages/") && !file.includes(".test."));
  expect(listed.sort()).toEqual(pages.map((file) => file.replace(/\.tsx$/, "")).sort());
});
