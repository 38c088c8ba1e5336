import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Every source file below `src`, tests among them. */
export const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));

export const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** What a source file says. */
export const source = (file: string) => readFileSync(join("src", file), "utf8");

const imports = new Map<string, string[]>();

/** The files of `src` that a file imports, types and pages that load later too. */
export function importsOf(file: string): string[] {
  // Tests ask again for what many pages have in common.
  const known = imports.get(file) ?? readImports(file);
  imports.set(file, known);
  return known;
}

function readImports(file: string): string[] {
  const within = ts.preProcessFile(source(file)).importedFiles.filter(({ fileName }) => fileName.startsWith("."));
  return within.flatMap(({ fileName }) => {
    const path = join(dirname(file), fileName);
    return [path, `${path}.ts`, `${path}.tsx`].filter((name) => existsSync(join("src", name)) && /\.tsx?$/.test(name));
  });
}
