#!/usr/bin/env bash
# Yes and no in a table of LibreOffice (ODS), as it is saved where one does not work in English.
#
# Expected: a boolean cell has `office:boolean-value="true"`; what it shows (TRUE, WAHR, VRAI) is for people.
# Happens:  pandas with its own engine for ODS reads what is shown: True for "TRUE" alone. WAHR, VRAI and
#           ИСТИНА are False, without an error, and so is "true". calamine, also as the engine of pandas,
#           pyexcel-ods3 and SheetJS read the value.
# Matters:  partner universities and embassies send such tables: "insured", "on campus", "paid" all become
#           no, which is the answer that nobody looks twice at.
# Seen:     pandas 3.1.1 with odfpy 1.4.1, python-calamine 0.9.1, pyexcel-ods3 0.6.1, npm xlsx 0.18.5,
#           2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages xlsx@0.18.5
python pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 pyexcel-ods3==0.6.1

cat >table.py <<'PYTHON'
import pandas, pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

SHOWN = [("true", "TRUE"), ("true", "WAHR"), ("true", "VRAI"), ("true", "ИСТИНА"), ("true", "true"), ("false", "FALSCH")]
document = OpenDocumentSpreadsheet()
table = Table(name="students")
for value, shown in [(None, "insured"), *SHOWN]:
    cell = TableCell(valuetype="boolean", booleanvalue=value) if value else TableCell(valuetype="string")
    cell.addElement(P(text=shown))
    row = TableRow()
    row.addElement(cell)
    table.addElement(row)
document.spreadsheet.addElement(table)
document.save("table.ods")

print("shown:", [shown for _, shown in SHOWN])
print("pandas:", pandas.read_excel("table.ods", engine="odf")["insured"].tolist())
print("pandas with calamine:", pandas.read_excel("table.ods", engine="calamine")["insured"].tolist())
print("pyexcel-ods3:", [row[0] for row in pyexcel_ods3.get_data("table.ods")["students"][1:]])
PYTHON

cat >table.mjs <<'JS'
import XLSX from "xlsx";

const rows = XLSX.utils.sheet_to_json(XLSX.readFile("table.ods").Sheets.students, { header: 1 });
console.log("SheetJS:", rows.slice(1).flat());
JS

both() {
    "$python" table.py && node table.mjs
}

expect both <<'SEEN'
shown: ['TRUE', 'WAHR', 'VRAI', 'ИСТИНА', 'true', 'FALSCH']
pandas: [True, False, False, False, False, False]
pandas with calamine: [True, True, True, True, True, False]
pyexcel-ods3: [True, True, True, True, True, False]
SheetJS: [ true, true, true, true, true, false ]
SEEN
