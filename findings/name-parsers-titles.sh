#!/usr/bin/env bash
# Names of students, taken apart by libraries that know English titles and degrees.
#
# Expected: parsers of names guess wrong in "NGUYEN VAN A". But "FAMILY, GIVEN" is told by its comma, and a word
#           is taken for a degree only where a name is left without it.
# Happens:  nameparser takes everything behind the comma for degrees when its first word may be one:
#           "UDDIN, MD RAHIM" has the suffix "MD RAHIM" and no given name; with "MOHAMMED RAHIM" it has.
#           "MD. RAHIM UDDIN" has the title "MD.". humanparser reads that right, and takes Ma for a
#           degree wherever it stands last or alone before a comma: "MA, LONG" and "LONG MA" have no
#           family name. nameparser reads those right, and leaves "ANH VI" without one.
# Matters:  many passports of Bangladesh write Mohammed as MD; Ma is a frequent family of China. Who
#           fills the fields of a form from the one field of a roster loses a part that is compulsory.
# Seen:     nameparser 2.6.0, npm humanparser 2.7.0, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages humanparser@2.7.0
python nameparser==2.6.0

echo '["UDDIN, MD RAHIM", "UDDIN, MOHAMMED RAHIM", "MD. RAHIM UDDIN", "MD RAHIM UDDIN", "MA, LONG", "LONG MA", "MA LONG", "ANH VI", "LI, V"]' >names.json

cat >names.py <<'PYTHON'
import json
from nameparser import HumanName

for written in json.load(open("names.json")):
    name = HumanName(written)
    parts = dict(title=name.title, given=f"{name.first} {name.middle}".strip(), family=name.last, suffix=name.suffix)
    print(f"nameparser {written!r}:", ", ".join(f"{part} {text}" for part, text in parts.items() if text))
PYTHON

cat >names.mjs <<'JS'
import fs from "node:fs";
import humanparser from "humanparser";

for (const written of JSON.parse(fs.readFileSync("names.json"))) {
  const { salutation, firstName, middleName, lastName, suffix } = humanparser.parseName(written);
  const parts = { title: salutation, given: [firstName, middleName].filter(Boolean).join(" "), family: lastName, suffix };
  const said = Object.entries(parts).filter(([, text]) => text).map(([part, text]) => `${part} ${text}`);
  console.log(`humanparser '${written}': ${said.join(", ")}`);
}
JS

both() {
    "$python" names.py && node names.mjs
}

expect both <<'SEEN'
nameparser 'UDDIN, MD RAHIM': family UDDIN, suffix MD RAHIM
nameparser 'UDDIN, MOHAMMED RAHIM': given MOHAMMED RAHIM, family UDDIN
nameparser 'MD. RAHIM UDDIN': title MD., given RAHIM, family UDDIN
nameparser 'MD RAHIM UDDIN': given MD RAHIM, family UDDIN
nameparser 'MA, LONG': given LONG, family MA
nameparser 'LONG MA': given LONG, family MA
nameparser 'MA LONG': given MA, family LONG
nameparser 'ANH VI': given ANH, suffix VI
nameparser 'LI, V': given V, family LI
humanparser 'UDDIN, MD RAHIM': given MD RAHIM, family UDDIN
humanparser 'UDDIN, MOHAMMED RAHIM': given MOHAMMED RAHIM, family UDDIN
humanparser 'MD. RAHIM UDDIN': given MD. RAHIM, family UDDIN
humanparser 'MD RAHIM UDDIN': given MD RAHIM, family UDDIN
humanparser 'MA, LONG': given LONG, suffix MA
humanparser 'LONG MA': given LONG, suffix MA
humanparser 'MA LONG': given MA, family LONG
humanparser 'ANH VI': given ANH, family VI
humanparser 'LI, V': given LI, suffix V
SEEN
