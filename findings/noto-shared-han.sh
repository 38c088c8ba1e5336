#!/usr/bin/env bash
# Two Chinese characters that differ by a stroke, in Noto Sans SC.
#
# Expected: a font has one glyph for each character of names; only radicals and compatibility characters
#           (⼈, 樂) are drawn with another's, and those are found by normalising.
# Happens:  in eleven pairs two unified characters, which no normal form joins, have one glyph: 胶 and 㬵,
#           槩 and 㮣, 墫 and 壿, 曶 and 㫚, 瑨 and 𤨁 … A PDF says once what a glyph stands for: where both
#           stand in one document, WeasyPrint's reads as the one that came first; typst keeps the second
#           with ActualText, which PDFium reads and pypdf does not.
# Matters:  rare characters stand in names, and a letter is checked by its text. On paper nobody sees it.
# Seen:     npm @expo-google-fonts/noto-sans-sc 0.4.3 (Noto Sans SC 2.004), fonttools 4.68.0,
#           WeasyPrint 70.0, typst 0.15.0, pypdf 7.1.1, PyPI pypdfium2 5.15.2, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages @expo-google-fonts/noto-sans-sc@0.4.3
python fonttools==4.68.0 weasyprint==70.0 typst==0.15.0 pypdf==7.1.1 pypdfium2==5.15.2
"$python" -c 'import weasyprint' 2>import.log || not_run "WeasyPrint needs Pango"
mkdir fonts && cp node_modules/@expo-google-fonts/noto-sans-sc/400Regular/*.ttf fonts/font.ttf

cat >letters.py <<'PYTHON'
import pathlib, unicodedata
import pypdf, pypdfium2, typst, weasyprint
from fontTools.ttLib import TTFont

characters = {}
for code, glyph in sorted(TTFont("fonts/font.ttf").getBestCmap().items()):
    unified = unicodedata.name(chr(code), "").startswith("CJK UNIFIED") or code in range(0xFA0E, 0xFA2A)
    if unified and unicodedata.is_normalized("NFKC", chr(code)):
        characters.setdefault(glyph, []).append(chr(code))
print(*("".join(pair) for pair in characters.values() if len(pair) > 1))

STYLE = f"<style>@font-face {{ font-family: F; src: url('{pathlib.Path('fonts/font.ttf').absolute().as_uri()}') }} p {{ font-family: F }}</style>"
for typed in ["胶㬵", "㬵胶"]:
    weasyprint.HTML(string=f"<meta charset=utf-8>{STYLE}<p>{typed}").write_pdf("weasyprint.pdf")
    pathlib.Path("page.typ").write_text(f'#set text(font: "Noto Sans SC")\n{typed}')
    typst.compile("page.typ", output="typst.pdf", font_paths=["fonts"], ignore_system_fonts=True)
    for made_by in ["weasyprint", "typst"]:
        by_pypdf = pypdf.PdfReader(f"{made_by}.pdf").pages[0].extract_text().strip()
        by_pdfium = pypdfium2.PdfDocument(f"{made_by}.pdf")[0].get_textpage().get_text_range().strip()
        print(f"{typed}, made by {made_by}: pypdf {by_pypdf}, PDFium {by_pdfium}")
PYTHON

expect "$python" letters.py <<'SEEN'
㖈䎛 㘽㦳 㫚曶 㬵胶 㬺幐 㬻䐠 㮣槩 㶷𤈎 墫壿 瑨𤨁 﨣𧺯
胶㬵, made by weasyprint: pypdf 胶胶, PDFium 胶胶
胶㬵, made by typst: pypdf 胶胶, PDFium 胶㬵
㬵胶, made by weasyprint: pypdf 㬵㬵, PDFium 㬵㬵
㬵胶, made by typst: pypdf 㬵㬵, PDFium 㬵胶
SEEN
