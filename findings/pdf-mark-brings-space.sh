#!/usr/bin/env bash
# A letter with a mark that Unicode has no single character for (M̧ of the Marshall Islands, q̇) in a PDF.
#
# Expected: the shaper places the mark on the letter, the PDF says which glyph is which, and the word is
#           read as it was typed.
# Happens:  on paper it is right. But the mark is a glyph moved back over its letter, and readers take the
#           way forward again for a gap: M̧ajol reads "M̧ ajol", with WeasyPrint's PDF and pypdf, with
#           typst's and PDFium, and whether the mark lies above or below. Ng̃a happens to be read right.
# Matters:  a name that is read from a letter has one word more than the passport. Letters that are one
#           character (NFC) do not have it, and the letters of Doc 9303 are.
# Seen:     WeasyPrint 70.0, typst 0.15.0, pypdf 7.1.1, PyPI pypdfium2 5.15.2,
#           npm @expo-google-fonts/noto-sans 0.4.2 (Noto Sans 2.015), 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages @expo-google-fonts/noto-sans@0.4.2
python weasyprint==70.0 typst==0.15.0 pypdf==7.1.1 pypdfium2==5.15.2
"$python" -c 'import weasyprint' 2>import.log || not_run "WeasyPrint needs Pango"
mkdir fonts && cp node_modules/@expo-google-fonts/noto-sans/400Regular/*.ttf fonts/font.ttf

cat >letters.py <<'PYTHON'
import pathlib
import pypdf, pypdfium2, typst, weasyprint

STYLE = f"<style>@font-face {{ font-family: F; src: url('{pathlib.Path('fonts/font.ttf').absolute().as_uri()}') }} p {{ font-family: F }}</style>"

for typed in ["M\u0327ajol", "aq\u0307b", "Ng\u0303a", "Nguyễn"]:
    weasyprint.HTML(string=f"<meta charset=utf-8>{STYLE}<p>{typed}").write_pdf("weasyprint.pdf")
    pathlib.Path("page.typ").write_text(f'#set text(font: "Noto Sans")\n{typed}')
    typst.compile("page.typ", output="typst.pdf", font_paths=["fonts"], ignore_system_fonts=True)
    by_pypdf = pypdf.PdfReader("weasyprint.pdf").pages[0].extract_text().strip()
    by_pdfium = [pypdfium2.PdfDocument(f"{made}.pdf")[0].get_textpage().get_text_range().strip() for made in ["weasyprint", "typst"]]
    print(f"{typed}: WeasyPrint by pypdf {by_pypdf}, WeasyPrint by PDFium {by_pdfium[0]}, typst by PDFium {by_pdfium[1]}")
PYTHON

expect "$python" letters.py <<SEEN
$(printf 'M\u0327ajol: WeasyPrint by pypdf M\u0327 ajol, WeasyPrint by PDFium M\u0327 ajol, typst by PDFium M\u0327 ajol')
$(printf 'aq\u0307b: WeasyPrint by pypdf aq\u0307 b, WeasyPrint by PDFium aq\u0307 b, typst by PDFium aq\u0307 b')
$(printf 'Ng\u0303a: WeasyPrint by pypdf Ng\u0303a, WeasyPrint by PDFium Ng\u0303a, typst by PDFium Ng\u0303a')
Nguyễn: WeasyPrint by pypdf Nguyễn, WeasyPrint by PDFium Nguyễn, typst by PDFium Nguyễn
SEEN
