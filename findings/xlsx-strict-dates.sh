#!/usr/bin/env bash
# A roster saved as "Strict Open XML Spreadsheet", a kind that Excel offers beside its own.
#
# Expected: an .xlsx is an .xlsx. Whoever knows only the usual namespaces says so; whoever opens it reads
#           the same dates.
# Happens:  in this kind dates stand as texts of ISO 8601. calamine, SheetJS and read-excel-file read it
#           all. openpyxl opens it as a workbook without any sheet and merely warns. exceljs reads names
#           and numbers right and the date with parseFloat: 2004-02-29 becomes 2004, the 2,004th day of
#           Excel's count: 26 June 1905, a proper date.
# Matters:  students are met by passport number and date of birth; everybody born in 2004 would be born on
#           one day of 1905, and a check that a birthday is past lets it in.
# Seen:     exceljs 4.4.0, xlsx 0.18.5, read-excel-file 9.3.17, openpyxl 3.1.5, python-calamine 0.9.1,
#           made by xlsxwriter 3.3.1 and put into the strict form, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages exceljs@4.4.0 xlsx@0.18.5 read-excel-file@9.3.17
python xlsxwriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1

cat >strict.py <<'PYTHON'
import datetime, re, warnings, zipfile
import openpyxl, python_calamine, xlsxwriter

ROWS = [("LX0001", datetime.date(2004, 2, 29)), ("LX0002", datetime.date(2004, 9, 1)), ("LX0003", datetime.date(2005, 3, 1))]
book = xlsxwriter.Workbook("usual.xlsx")
sheet = book.add_worksheet("roster")
day = book.add_format({"num_format": "yyyy-mm-dd"})
for line, (number, born) in enumerate(ROWS):
    sheet.write_string(line, 0, number)
    sheet.write_datetime(line, 1, datetime.datetime.combine(born, datetime.time()), day)
book.close()

USUAL = "http://schemas.openxmlformats.org/"
STRICT = {
    "spreadsheetml/2006/main": "spreadsheetml/main",
    "drawingml/2006/main": "drawingml/main",
    "officeDocument/2006/relationships": "officeDocument/relationships",
    "officeDocument/2006/extended-properties": "officeDocument/extendedProperties",
    "officeDocument/2006/docPropsVTypes": "officeDocument/docPropsVTypes",
}

def iso(cell):
    return f'{cell[1]} t="d"><v>{datetime.date(1899, 12, 30) + datetime.timedelta(int(cell[2]))}</v>'

with zipfile.ZipFile("usual.xlsx") as usual, zipfile.ZipFile("strict.xlsx", "w") as strict:
    for name in usual.namelist():
        part = usual.read(name).decode()
        for old, new in STRICT.items():
            part = part.replace(USUAL + old, "http://purl.oclc.org/ooxml/" + new)
        if name == "xl/workbook.xml":
            part = part.replace("<workbook ", '<workbook conformance="strict" ', 1)
        if name == "xl/worksheets/sheet1.xml":
            part = re.sub(r'(<c r="B\d" s="1")><v>(\d+)</v>', iso, part)
        strict.writestr(name, part)

warnings.simplefilter("ignore")
for file in ["usual.xlsx", "strict.xlsx"]:
    print(file)
    print("  openpyxl:", {sheet.title: [str(row[1].date()) for row in sheet.values] for sheet in openpyxl.load_workbook(file)})
    rows = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    print("  calamine:", [str(row[1]) for row in rows])
PYTHON

cat >strict.mjs <<'JS'
import ExcelJS from "exceljs";
import XLSX from "xlsx";
import readExcelFile from "read-excel-file/node";

const day = (date) => date.toISOString().slice(0, 10);
for (const file of ["usual.xlsx", "strict.xlsx"]) {
  console.log(file);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const rows = [];
  book.worksheets[0].eachRow((row) => rows.push(day(row.values[2])));
  console.log("  exceljs:", rows.join(" "));
  const sheet = XLSX.readFile(file).Sheets.roster;
  console.log("  SheetJS:", XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false }).map((row) => row[1]).join(" "));
  const [{ data }] = await readExcelFile(file);
  console.log("  read-excel-file:", data.map((row) => day(row[1])).join(" "));
}
JS

both() {
    "$python" strict.py && node strict.mjs
}

expect both <<'SEEN'
usual.xlsx
  openpyxl: {'roster': ['2004-02-29', '2004-09-01', '2005-03-01']}
  calamine: ['2004-02-29', '2004-09-01', '2005-03-01']
strict.xlsx
  openpyxl: {}
  calamine: ['2004-02-29', '2004-09-01', '2005-03-01']
usual.xlsx
  exceljs: 2004-02-29 2004-09-01 2005-03-01
  SheetJS: 2004-02-29 2004-09-01 2005-03-01
  read-excel-file: 2004-02-29 2004-09-01 2005-03-01
strict.xlsx
  exceljs: 1905-06-26 1905-06-26 1905-06-27
  SheetJS: 2004-02-29 2004-09-01 2005-03-01
  read-excel-file: 2004-02-29 2004-09-01 2005-03-01
SEEN
