#!/usr/bin/env bash
# Letters with a dot below (ọ, ṣ: Vietnamese, Yoruba) set in Noto Sans.
#
# Expected: the font has them, each as one glyph, so the PDF's text has them as they were typed.
# Happens:  the font's ccmp feature, which every shaper applies, draws ọ as o and a dot, ṣ as s and the
#           same dot. WeasyPrint's PDF says that the dot stands for the whole first letter it was seen in:
#           "song ọ ṣ" reads "song oọ sọ". typst keeps them with
#           ActualText, which PDFium reads; pypdf, which does not, finds a control character. Capital Ọ
#           is one glyph: a test with names in capitals passes.
# Matters:  names are compared with, or copied from, the text of letters and certificates. On paper it
#           is right, and so is the font: without ccmp each of these letters is one glyph.
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

for typed in ["song ọ ṣ", "NGỌC"]:
    weasyprint.HTML(string=f"<meta charset=utf-8>{STYLE}<p>{typed}").write_pdf("weasyprint.pdf")
    pathlib.Path("page.typ").write_text(f'#set text(font: "Noto Sans")\n{typed}')
    typst.compile("page.typ", output="typst.pdf", font_paths=["fonts"], ignore_system_fonts=True)
    for made_by in ["weasyprint", "typst"]:
        file = f"{made_by}.pdf"
        by_pypdf = pypdf.PdfReader(file).pages[0].extract_text().strip()
        by_pdfium = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range().strip()
        by_pypdf = "".join(letter if letter.isprintable() else "?" for letter in by_pypdf)
        print(f"{typed}, made by {made_by}: pypdf {by_pypdf}, PDFium {by_pdfium}")
PYTHON

expect "$python" letters.py <<'SEEN'
song ọ ṣ, made by weasyprint: pypdf song oọ sọ, PDFium song oọ sọ
song ọ ṣ, made by typst: pypdf song o? s?, PDFium song ọ ṣ
NGỌC, made by weasyprint: pypdf NGỌC, PDFium NGỌC
NGỌC, made by typst: pypdf NGỌC, PDFium NGỌC
SEEN
