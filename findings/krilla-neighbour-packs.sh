#!/usr/bin/env bash
# The bytes of one and the same PDF, made by krilla in two programs.
#
# Expected: krilla makes no dates and no random numbers by itself, so equal pages are equal files: a digest
#           of a letter can be kept, and a sample compared byte for byte.
# Happens:  they are equal within one build only. krilla packs with flate2, and flate2 packs with whatever
#           any other package of the build has asked of it: zip 9 asks for zlib-rs, in place of miniz_oxide.
#           The program that also has zip writes another file from the same lines of code; what is drawn is
#           the same.
# Matters:  a university issues a letter once and may be asked for it again. In a workspace even
#           `cargo test` of all and of one package (`-p`) are two builds with two files. Compare what is
#           unpacked, keep the file that was issued, and sign or number the facts rather than the bytes.
# Seen:     krilla 0.8.2, flate2 1.1.11, zip 9.4.1, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

page='
use krilla::Document;
use krilla::geom::{PathBuilder, Size};
use krilla::page::PageSettings;

fn main() {
    let mut document = Document::new();
    let size = Size::from_wh(200.0, 200.0).unwrap();
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    for step in 0..400_u16 {
        let mut path = PathBuilder::new();
        path.move_to(f32::from(step % 20) * 9.5, f32::from(step / 20) * 7.25);
        path.line_to(f32::from(step % 7) * 11.0, f32::from(step % 13) * 3.5);
        path.line_to(100.0, f32::from(step));
        surface.draw_path(&path.finish().unwrap());
    }
    surface.finish();
    page.finish();
    let file = std::env::args().nth(1).unwrap();
    std::fs::write(file, document.finish().unwrap()).unwrap();
}
'
krilla='krilla = { version = "=0.8.2", default-features = false }
flate2 = "=1.1.11"'
rust alone "$krilla" <<<"$page"
rust beside "$krilla
zip = \"=9.4.1\"" <<<"$page"

cat >compare.py <<'PYTHON'
import re, subprocess, sys, zlib

def made(program, name):
    subprocess.run([program, name], check=True)
    return open(name, "rb").read()

def drawn(file):
    for begin in re.finditer(rb"\nstream\n", file):
        try:
            return zlib.decompressobj().decompress(file[begin.end():])
        except zlib.error:
            continue

alone, again, beside = (made(program, name) for program, name in
                        ((sys.argv[1], "a"), (sys.argv[1], "b"), (sys.argv[2], "c")))
print("one program twice:", "equal" if alone == again else "different")
print("beside zip:", "equal" if alone == beside else "different")
print("what is drawn:", "equal" if drawn(alone) == drawn(beside) and drawn(alone) else "different")
PYTHON

expect python3 compare.py "$alone" "$beside" <<'SEEN'
one program twice: equal
beside zip: different
what is drawn: equal
SEEN
