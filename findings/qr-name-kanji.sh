#!/usr/bin/env bash
# A Chinese name in a QR code made with segno, which chooses the writing itself.
#
# Expected: the name goes in as bytes of UTF-8, as with PyPI qrcode, and every reader gives it back.
# Happens:  segno tries Latin-1, then Shift_JIS, then UTF-8, and takes the mode for kanji where the bytes
#           look like Shift_JIS, also when they are UTF-8. So 李娜 (letters that Japanese has, too) is
#           written as kanji and reads well; 王伟 is UTF-8; and 陈林, whose UTF-8 looks like three kanji,
#           is written as those: ZXing and jsQR read 髯域棊. Of two-letter names made of frequent
#           letters one in ten becomes another. Анна is kanji, Müller Latin-1 and Иванов Анна bytes of
#           Shift_JIS, the last two without saying so: ZXing guesses, and jsQR answers with an empty
#           text that is no failure. Naming encoding="utf-8", with eci=True or without, changes
#           nothing for 陈林; with mode="byte" beside it the name reads well.
# Matters:  a check of letters, a queue ticket or a card with the name in the code works for the names
#           that were tried and shows a stranger's for others; which ones, no list of letters tells.
# Seen:     segno 1.6.6, zxing-cpp 3.1.1 (PyPI), npm jsqr 1.4.0, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages jsqr@1.4.0
python segno==1.6.6 zxing-cpp==3.1.1 numpy==2.4.6

cat >read.mjs <<'JS'
import fs from "node:fs";
import jsqr from "jsqr";

const scale = 8;
for (const rows of JSON.parse(fs.readFileSync("codes.json"))) {
  const side = rows.length * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at++) {
    const dark = rows[Math.floor(at / side / scale)][Math.floor((at % side) / scale)];
    if (dark) pixels.fill(0, at * 4, at * 4 + 3);
  }
  console.log(JSON.stringify(jsqr(pixels, side, side)?.data ?? null));
}
JS

cat >codes.py <<'PYTHON'
import json, subprocess
import numpy, segno, zxingcpp

def rows(code):
    return [[int(dark) for dark in row] for row in code.matrix_iter(border=4)]

def read(code):
    picture = numpy.kron(255 * (1 - numpy.array(rows(code), numpy.uint8)), numpy.ones((8, 8), numpy.uint8))
    return zxingcpp.read_barcode(picture).text

names = ["李娜", "王伟", "陈林", "刘芳", "Nguyễn", "Анна", "Müller", "Иванов Анна"]
bytes_of_utf8 = dict(encoding="utf-8", mode="byte")
codes = [segno.make_qr(name) for name in names] + [segno.make_qr("陈林", **bytes_of_utf8)]
json.dump([rows(code) for code in codes], open("codes.json", "w"))
by_jsqr = subprocess.check_output(["node", "read.mjs"], text=True).splitlines()
for name, code, seen in zip([*names, "陈林 as told"], codes, by_jsqr):
    print(f"{name}: mode {code.mode}, ZXing {read(code)!r}, jsQR {seen}")
for how in [dict(encoding="utf-8"), dict(encoding="utf-8", eci=True)]:
    print("陈林 with", how, read(segno.make_qr("陈林", **how)))

def other(name):
    """Written as kanji, though Shift_JIS does not have its letters."""
    try:
        name.encode("shift_jis")
        return False
    except UnicodeEncodeError:
        return segno.make_qr(name).mode == "kanji"

families = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
givens = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
others = [name for name in (family + given for family in families for given in givens) if other(name)]
wrong = sum(read(segno.make_qr(name)) != name for name in others)
right = sum(read(segno.make_qr(name, **bytes_of_utf8)) == name for name in others)
print(f"of {len(families) * len(givens)} names {len(others)}; read as others {wrong}, as bytes of UTF-8 right {right}")
PYTHON

expect "$python" codes.py <<'SEEN'
李娜: mode kanji, ZXing '李娜', jsQR "李娜"
王伟: mode byte, ZXing '王伟', jsQR "王伟"
陈林: mode kanji, ZXing '髯域棊', jsQR "髯域棊"
刘芳: mode kanji, ZXing '蛻倩患', jsQR "蛻倩患"
Nguyễn: mode byte, ZXing 'Nguyễn', jsQR "Nguyễn"
Анна: mode kanji, ZXing 'Анна', jsQR "Анна"
Müller: mode byte, ZXing 'Müller', jsQR ""
Иванов Анна: mode byte, ZXing 'Иванов Анна', jsQR ""
陈林 as told: mode byte, ZXing '陈林', jsQR "陈林"
陈林 with {'encoding': 'utf-8'} 髯域棊
陈林 with {'encoding': 'utf-8', 'eci': True} 髯域棊
of 400 names 61; read as others 61, as bytes of UTF-8 right 61
SEEN
