#!/usr/bin/env bash
# A passport number set with some space between its letters, and a name that breaks at its hyphen.
#
# Expected: spacing of letters (Tc of PDF, letter-spacing of CSS) is looks: the text is E12345678 for every
#           reader. A hyphen at the end of a line is read as a hyphen.
# Happens:  with 2 points between letters of 10 points pdfminer.six and PyMuPDF read "E 1 2 3 4 5 6 7 8";
#           pypdf and PDFium keep it whole, as do all four with 1 point. PDFium gives the hyphen of
#           "NGUYEN-" above "SMITH" as U+5.15.2E, without a break of the line; "2027-" above "000123" stays.
#           What is printed twice to look bold PDFium reads once, the others twice.
# Matters:  numbers are spaced on letters and certificates so that people read them well. A check that
#           looks for the number in the text fails for a good letter, or passes for two readers of four;
#           and a comparison of names finds another letter where a family's two names meet.
# Seen:     reportlab 5.1.0 made it; pypdf 7.1.1, PyPI pypdfium2 5.15.2, pdfminer.six 20260107,
#           PyMuPDF 2.0, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

python reportlab==5.1.0 pypdf==7.1.1 pypdfium2==5.15.2 pdfminer.six==20260107 pymupdf==2.0

cat >letters.py <<'PYTHON'
import io
import pymupdf, pypdf, pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfgen.canvas import Canvas

def spaced(points):
    def draw(canvas):
        text = canvas.beginText(72, 700)
        text.setCharSpace(points)
        text.textOut("E12345678")
        canvas.drawText(text)
    return draw

def lines(*lines, down=12, right=0.0):
    def draw(canvas):
        for at, line in enumerate(lines):
            canvas.drawString(72 + at * right, 700 - at * down, line)
    return draw

LETTERS = {
    "1 point apart": spaced(1),
    "2 points apart": spaced(2),
    "a hyphen between letters": lines("NGUYEN-", "SMITH ANNA"),
    "a hyphen between digits": lines("LETTER 2027-", "000123"),
    "printed twice": lines("NGUYEN VAN AN", "NGUYEN VAN AN", down=0, right=0.3),
}
for name, draw in LETTERS.items():
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    pdf = file.getvalue()
    read = {
        "pypdf": pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(),
        "PDFium": pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
        "pdfminer.six": extract_text(io.BytesIO(pdf)),
        "PyMuPDF": pymupdf.open(stream=pdf)[0].get_text(),
    }
    print(name)
    for reader, text in read.items():
        print(f"  {reader}: {ascii(text.strip().replace(chr(13), ''))}")
PYTHON

expect "$python" letters.py <<'SEEN'
1 point apart
  pypdf: 'E12345678'
  PDFium: 'E12345678'
  pdfminer.six: 'E12345678'
  PyMuPDF: 'E12345678'
2 points apart
  pypdf: 'E12345678'
  PDFium: 'E12345678'
  pdfminer.six: 'E 1 2 3 4 5 6 7 8'
  PyMuPDF: 'E 1 2 3 4 5 6 7 8'
a hyphen between letters
  pypdf: 'NGUYEN-\nSMITH ANNA'
  PDFium: 'NGUYEN\ufffeSMITH ANNA'
  pdfminer.six: 'NGUYEN-\nSMITH ANNA'
  PyMuPDF: 'NGUYEN-\nSMITH ANNA'
a hyphen between digits
  pypdf: 'LETTER 2027-\n000123'
  PDFium: 'LETTER 2027-\n000123'
  pdfminer.six: 'LETTER 2027-\n000123'
  PyMuPDF: 'LETTER 2027-\n000123'
printed twice
  pypdf: 'NGUYEN VAN AN\nNGUYEN VAN AN'
  PDFium: 'NGUYEN VAN AN'
  pdfminer.six: 'NGUYEN VAN AN\nNGUYEN VAN AN'
  PyMuPDF: 'NGUYEN VAN AN\nNGUYEN VAN AN'
SEEN
