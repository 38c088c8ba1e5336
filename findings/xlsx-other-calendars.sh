#!/usr/bin/env bash
# Birthdays in cells that show another calendar: Thai, Islamic, Japanese, or the Chinese day of the week.
#
# Expected: the cell holds the same count of days whatever it shows. Readers take all of them for dates or
#           say that they do not know; who gives the text that is shown counts the years as Excel does.
# Happens:  read-excel-file gives the Islamic and the Japanese one as the bare number 38046. openpyxl and
#           calamine read those, and take the day of the week (aaaa) for a number. SheetJS shows the Thai
#           one with our year, the Japanese one as "ggg2004年2月29日", and the Islamic one as 1423/02/29:
#           581 taken from the year, month and day kept, which is a day of another year. exceljs takes
#           a number with a literal d behind a backslash (0\d) for a date.
# Matters:  partner universities in Thailand, Japan and the Gulf send such tables. Students are met by the
#           date of birth: who imports the text that SheetJS shows meets nobody, or somebody else.
# Seen:     npm xlsx 0.18.5, exceljs 4.4.0, read-excel-file 9.3.17, openpyxl 3.1.5, python-calamine 0.9.1,
#           made by xlsxwriter 3.3.1, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages xlsx@0.18.5 exceljs@4.4.0 read-excel-file@9.3.17
python xlsxwriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1

cat >formats.json <<'JSON'
["yyyy-mm-dd", "[$-1070000]d/mm/yyyy", "B2yyyy/mm/dd", "[$-411]ggge\"年\"m\"月\"d\"日\"", "[$-804]aaaa", "0\\d"]
JSON

cat >formats.py <<'PYTHON'
import json
import openpyxl, python_calamine, xlsxwriter

formats = json.load(open("formats.json"))
book = xlsxwriter.Workbook("formats.xlsx")
sheet = book.add_worksheet("births")
for line, each in enumerate(formats):
    sheet.write_number(line, 0, 38046, book.add_format({"num_format": each}))
book.close()

def said(value):
    return str(value)[:10]

by_openpyxl = [row[0] for row in openpyxl.load_workbook("formats.xlsx").active.values]
by_calamine = [row[0] for row in python_calamine.CalamineWorkbook.from_path("formats.xlsx").get_sheet_by_index(0).to_python()]
for each, one, other in zip(formats, by_openpyxl, by_calamine):
    print(f"{each}: openpyxl {said(one)}, calamine {said(other)}")
PYTHON

cat >formats.mjs <<'JS'
import fs from "node:fs";
import XLSX from "xlsx";
import ExcelJS from "exceljs";
import readExcelFile from "read-excel-file/node";

const said = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
const sheet = XLSX.readFile("formats.xlsx").Sheets.births;
const book = new ExcelJS.Workbook();
await book.xlsx.readFile("formats.xlsx");
const [{ data }] = await readExcelFile("formats.xlsx");
JSON.parse(fs.readFileSync("formats.json")).forEach((each, line) => {
  const cell = `A${line + 1}`;
  console.log(`${each}: SheetJS ${sheet[cell].w}, exceljs ${said(book.worksheets[0].getCell(cell).value)}, read-excel-file ${said(data[line][0])}`);
});
const year = (calendar) => new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { year: "numeric", timeZone: "UTC" }).format(new Date("2004-02-29"));
console.log("By ICU the year is:", ["buddhist", "islamic-civil", "japanese"].map(year).join(", "));
JS

both() {
    "$python" formats.py && node formats.mjs
}

expect both <<'SEEN'
yyyy-mm-dd: openpyxl 2004-02-29, calamine 2004-02-29
[$-1070000]d/mm/yyyy: openpyxl 2004-02-29, calamine 2004-02-29
B2yyyy/mm/dd: openpyxl 2004-02-29, calamine 2004-02-29
[$-411]ggge"年"m"月"d"日": openpyxl 2004-02-29, calamine 2004-02-29
[$-804]aaaa: openpyxl 38046, calamine 38046.0
0\d: openpyxl 38046, calamine 38046.0
yyyy-mm-dd: SheetJS 2004-02-29, exceljs 2004-02-29, read-excel-file 2004-02-29
[$-1070000]d/mm/yyyy: SheetJS 29/02/2004, exceljs 2004-02-29, read-excel-file 2004-02-29
B2yyyy/mm/dd: SheetJS 1423/02/29, exceljs 2004-02-29, read-excel-file 38046
[$-411]ggge"年"m"月"d"日": SheetJS ggg2004年2月29日, exceljs 2004-02-29, read-excel-file 38046
[$-804]aaaa: SheetJS $aaaa, exceljs 38046, read-excel-file 2004-02-29
0\d: SheetJS 38046d, exceljs 2004-02-29, read-excel-file 38046
By ICU the year is: 2547 BE, 1425 AH, 16 Heisei
SEEN
