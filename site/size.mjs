// What a first visit costs on the line: prints it, and fails above the budget.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** The most that a first page may weigh, compressed, in bytes. */
const BUDGET = 60 * 1024;

const assets = readdirSync("dist/assets");
const weigh = (file) => gzipSync(readFileSync(`dist/${file}`)).length;
const only = (pattern) => {
  const found = assets.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${pattern} should name one file of dist/assets, not ${found.length}`);
  return `assets/${found[0]}`;
};

/** What the page itself asks for, before any of it has run. */
const named = [...readFileSync("dist/index.html", "utf8").matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)].map(
  ([, file]) => file,
);
// The heavier of the two languages.
const firstPage = ["index.html", ...named, only(/^ui-zh-.*\.js$/), only(/^home-.*\.js$/)];
for (const file of firstPage) console.log(`${String(weigh(file)).padStart(7)}  ${file}`);
const first = firstPage.map(weigh).reduce((sum, size) => sum + size);
const whole = ["index.html", ...assets.map((name) => `assets/${name}`)].map(weigh).reduce((sum, size) => sum + size);
console.log(
  `${String(first).padStart(7)}  first page, gzip (budget ${BUDGET})\n${String(whole).padStart(7)}  everything, gzip`,
);
if (first > BUDGET) process.exit(1);
