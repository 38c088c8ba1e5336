#!/usr/bin/env bash
# Passport numbers such as 12E45678 in a CSV, read by what guesses the types of columns.
#
# Expected: 12 times ten to the power of 45678 is no number that there is; the column stays text. If it is
#           taken for numbers, at least two numbers stay two.
# Happens:  where every row looks so, pandas, polars, pyarrow, DuckDB and d3-dsv make each of them
#           infinity: all passports are one and the same. One other row (E1234567) keeps the column
#           text, but for d3-dsv, which looks at each cell alone. PapaParse and csv-parse leave
#           12E45678 alone and make 1E05 the number 100000. Of leading zeros only DuckDB keeps any.
#           A column of 0x12 is 18 for pyarrow and DuckDB, and one of "Infinity" is a date for DuckDB:
#           31 December 9999.
# Matters:  people are met by passport number. A file of one country's students, whose numbers follow one
#           pattern, is where it happens; a test with mixed ones passes.
# Seen:     pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1, duckdb 2.0.1, d3-dsv 3.0.2, papaparse 5.7.1,
#           csv-parse 7.0.3, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages d3-dsv@3.0.2 papaparse@5.7.1 csv-parse@7.0.3
python pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1

cat >tables.py <<'PYTHON'
import pathlib
import duckdb, pandas, polars, pyarrow.csv

TABLES = {
    "long": "0042,12E45678\n0043,34E56789\n",
    "short": "0042,12E45\n0043,1E05\n",
    "mixed": "0042,12E45678\n0043,E1234567\n",
    "hexadecimal": "0042,0x12\n0043,0x34\n",
    "infinity": "0042,Infinity\n0043,Infinity\n",
}
for name, rows in TABLES.items():
    file = f"{name}.csv"
    pathlib.Path(file).write_text(f"number,passport\n{rows}")
    print(name)
    print("  pandas:", pandas.read_csv(file).astype(object).values.tolist())
    print("  polars:", [list(row) for row in polars.read_csv(file).rows()])
    print("  pyarrow:", [list(row.values()) for row in pyarrow.csv.read_csv(file).to_pylist()])
    print("  DuckDB:", [[str(cell) for cell in row] for row in duckdb.sql(f"from '{file}'").fetchall()])
PYTHON

cat >tables.mjs <<'JS'
import fs from "node:fs";
import { autoType, csvParse } from "d3-dsv";
import Papa from "papaparse";
import { parse } from "csv-parse/sync";

for (const name of ["long", "short", "mixed"]) {
  const table = fs.readFileSync(`${name}.csv`, "utf8");
  console.log(name);
  const show = (reader, rows) => console.log(`  ${reader}:`, rows.map((row) => Object.values(row)));
  show("d3-dsv", [...csvParse(table, autoType)]);
  show("PapaParse", Papa.parse(table, { header: true, dynamicTyping: true, skipEmptyLines: true }).data);
  show("csv-parse", parse(table, { columns: true, cast: true }));
}
JS

both() {
    "$python" tables.py && node tables.mjs
}

expect both <<'SEEN'
long
  pandas: [[42, inf], [43, inf]]
  polars: [[42, inf], [43, inf]]
  pyarrow: [[42, inf], [43, inf]]
  DuckDB: [['0042', 'inf'], ['0043', 'inf']]
short
  pandas: [[42, 1.2e+46], [43, 100000.0]]
  polars: [[42, 1.2e+46], [43, 100000.0]]
  pyarrow: [[42, 1.2e+46], [43, 100000.0]]
  DuckDB: [['0042', '1.2e+46'], ['0043', '100000.0']]
mixed
  pandas: [[42, '12E45678'], [43, 'E1234567']]
  polars: [[42, '12E45678'], [43, 'E1234567']]
  pyarrow: [[42, '12E45678'], [43, 'E1234567']]
  DuckDB: [['0042', '12E45678'], ['0043', 'E1234567']]
hexadecimal
  pandas: [[42, '0x12'], [43, '0x34']]
  polars: [[42, '0x12'], [43, '0x34']]
  pyarrow: [[42, 18], [43, 52]]
  DuckDB: [['0042', '18'], ['0043', '52']]
infinity
  pandas: [[42, inf], [43, inf]]
  polars: [[42, 'Infinity'], [43, 'Infinity']]
  pyarrow: [[42, inf], [43, inf]]
  DuckDB: [['0042', '9999-12-31'], ['0043', '9999-12-31']]
long
  d3-dsv: [ [ 42, Infinity ], [ 43, Infinity ] ]
  PapaParse: [ [ 42, '12E45678' ], [ 43, '34E56789' ] ]
  csv-parse: [ [ 42, '12E45678' ], [ 43, '34E56789' ] ]
short
  d3-dsv: [ [ 42, 1.2e+46 ], [ 43, 100000 ] ]
  PapaParse: [ [ 42, '12E45' ], [ 43, 100000 ] ]
  csv-parse: [ [ 42, 1.2e+46 ], [ 43, 100000 ] ]
mixed
  d3-dsv: [ [ 42, Infinity ], [ 43, 'E1234567' ] ]
  PapaParse: [ [ 42, '12E45678' ], [ 43, 'E1234567' ] ]
  csv-parse: [ [ 42, '12E45678' ], [ 43, 'E1234567' ] ]
SEEN
