"""Reads letters back, by others than those who made them: `check_letters.py FOLDER FONTS`.

FOLDER has what the example `random_names` of shared-letter wrote. Of each letter:
- the text that pypdf and PDFium extract, each for itself, is what stands on it;
- its fonts are embedded, and subsets;
- each character looks as FreeType draws it from the font itself, where PDFium has drawn it from
  the font in the PDF, and is not the font's box;
- its QR code, read from the picture, is its link.
What was refused could not be set. Several processes share the work.
"""

import json
import os
import re
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import groupby
from pathlib import Path

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FOLDER, FONTS = Path(sys.argv[1]), Path(sys.argv[2])
FILES = {"han": "NotoSansSC_400Regular.ttf", "latin": "NotoSans_400Regular.ttf"}
# Pixels for a point. Strokes of the names are then about five pixels wide.
SCALE = 6
# How far, in pixels, ink may lie from where the other picture has it: less than half a stroke.
TOLERANCE = 2
# How much of a character's ink may lie farther: the two programs round corners differently.
LARGEST_DIFFERENCE = 0.01


def main():
    letters = [json.loads(line) for line in (FOLDER / "letters.jsonl").read_text().splitlines()]
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        complaints = [each for found in processes.map(check, letters, chunksize=8) for each in found]
    for complaint in complaints:
        print(complaint)
    made = sum("pdf" in letter for letter in letters)
    print(f"{len(letters)} letters: {made} set, {len(letters) - made} refused, {len(complaints)} complaints")
    # A letter that refuses everything would pass all the rest.
    sys.exit(bool(complaints) or made < len(letters) / 3)


def check(letter):
    about = " and ".join(letter["names"])
    if "pdf" not in letter:
        return [f"{about}: {each!r} was refused and could be set" for each in letter["refused"] if settable(each)]
    path = FOLDER / letter["pdf"]
    checks = [text_complaints(letter, path), font_complaints(path), picture_complaints(letter, path)]
    return [f"{path.name} ({about}): {complaint}" for found in checks for complaint in found]


def text_complaints(letter, path):
    expected = one_line(" ".join(letter["lines"]))
    extracted = {
        "pypdf": pypdf.PdfReader(path).pages[0].extract_text(),
        "PDFium": pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range(),
    }
    for tool, text in extracted.items():
        text = one_line(text)
        if text != expected:
            at = next((i for i, (a, b) in enumerate(zip(text, expected)) if a != b), min(len(text), len(expected)))
            yield f"{tool} reads {text[at - 8 : at + 24]!r} for {expected[at - 8 : at + 24]!r}"
        for label, value in letter["facts"]:
            if without_spaces(unicodedata.normalize("NFC", label + value)) not in without_spaces(text):
                yield f"{tool} does not read {label}: {value}"


def one_line(text):
    """The text with each end of a line, and the gap between a label and its value, as one space."""
    return " ".join(text.split())


def without_spaces(text):
    return "".join(text.split())


def font_complaints(path):
    fonts = pypdf.PdfReader(path).pages[0]["/Resources"]["/Font"]
    for font in (font.get_object() for font in fonts.values()):
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        if "/FontFile2" not in descriptor:
            yield f"{font['/BaseFont']} is not embedded"
        if not re.fullmatch(r"/[A-Z]{6}\+NotoSans(SC)?-Regular", font["/BaseFont"]):
            yield f"{font['/BaseFont']} is no subset of a font of ours"
    if len(fonts) != len(FILES):
        yield f"it has {len(fonts)} fonts"


def picture_complaints(letter, path):
    page = pypdfium2.PdfDocument(path)[0]
    found = [code.text for code in zxingcpp.read_barcodes(page.render(scale=3, grayscale=True).to_pil())]
    if found != [letter["link"]]:
        yield f"its QR code says {found}"
    placed = letter["placed"]
    boxes = [each["character"] for each in placed if is_box(each["face"], each["character"])]
    if boxes:
        yield f"{boxes} are boxes"
    # The part of the page where they stand, with room for what reaches beyond its place.
    left, top = (min((each[side] - each["size"] for each in placed), default=0) for side in ("x", "baseline"))
    left, top = max(int(left), 0), max(int(top) - 20, 0)
    bottom = max((each["baseline"] for each in placed), default=0) + 20
    picture = ink(page.render(scale=SCALE, grayscale=True, crop=(left, max(page.get_height() - bottom, 0), 0, top)).to_pil())
    lines = groupby(placed, key=lambda each: (each["baseline"], each["size"]))
    for line in (list(line) for _, line in lines):
        for before, each, after in zip([None] + line, line, line[1:] + [None]):
            difference = differences(picture, (left, top), each, [before, after])
            if max(difference) > LARGEST_DIFFERENCE:
                missing, surplus = difference
                yield f"{each['character']!r} looks different: {missing:.3f} missing, {surplus:.3f} surplus"


def differences(picture, origin, each, neighbours):
    """How much of the ink of a character is missing on the page, and how much of the ink in its
    place is neither its own nor its neighbours'."""
    size = SCALE * each["size"]
    x, baseline = (SCALE * (each[key] - start) for key, start in zip(("x", "baseline"), origin))
    width = SCALE * each["width"]
    box = (int(x - size), int(baseline - 1.5 * size), int(x + width + size), int(baseline + 0.7 * size))
    drawn = picture.crop(box)

    def expected(character):
        picture = Image.new("L", (box[2] - box[0], box[3] - box[1]), 255)
        at = (SCALE * (character["x"] - origin[0]) - box[0], baseline - box[1])
        face = font(character["face"], size)
        ImageDraw.Draw(picture).text(at, character["character"], 0, face, "ls")
        return ink(picture)

    own = expected(each)
    allowed = own
    for neighbour in filter(None, neighbours):
        allowed = ImageChops.logical_or(allowed, expected(neighbour))
    place = Image.new("1", drawn.size)
    # Neither the line above nor the one below reaches into it.
    above, below = int(baseline - 1.1 * size) - box[1], int(baseline + 0.3 * size) - box[1]
    cell = (int(x - box[0]), above, int(x + width - box[0]), below)
    place.paste(drawn.crop(cell), cell)
    if not amount(own):
        return (0 if each["character"].isspace() else 1, 0)
    return beside(own, drawn), beside(place, allowed)


def ink(picture):
    return picture.point(lambda gray: 255 if gray < 128 else 0, "1")


def amount(picture):
    return picture.histogram()[-1]


def beside(one, other):
    """How much of the ink of one is away from that of the other."""
    near = other.convert("L").filter(ImageFilter.MaxFilter(2 * TOLERANCE + 1)).convert("1")
    away = ImageChops.logical_and(one, ImageChops.invert(near))
    return amount(away) / max(amount(one), 1)


@cache
def font(face, size):
    return ImageFont.truetype(FONTS / FILES[face], size, layout_engine=ImageFont.Layout.BASIC)


@cache
def is_box(face, character):
    """Whether a character looks like one that no font has."""
    large = font(face, 40)
    mask = large.getmask(character)
    box = large.getmask("\uffff")
    return mask.size == box.size and bytes(mask) == bytes(box)


def settable(text):
    """Whether one character by itself, not joined and not turned, is in a font of ours."""
    if len(text) > 1 or unicodedata.category(text)[0] in "MC" or unicodedata.bidirectional(text) in ("R", "AL"):
        return False
    name = unicodedata.name(text, "")
    face = "han" if name.startswith("CJK UNIFIED") or text == "〇" else "latin"
    return not is_box(face, text)


main()
