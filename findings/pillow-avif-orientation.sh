#!/usr/bin/env bash
# A turned photo saved as AVIF with Pillow, and then once more in another form.
#
# Expected: `exif` is something that is written; the next file gets the same. And a picture whose Exif says
#           "turned" is turned, or says so, for whoever opens it.
# Happens:  Pillow moves the orientation from the caller's Exif object into the file (irot): the object has
#           lost it, and each JPEG, WebP or PNG that is saved with it afterwards lies on its side. After
#           JPEG, WebP, PNG, TIFF and MPO the object is as it was. The AVIF itself has no orientation in
#           its Exif: Pillow gives it back from irot (pixels lying, orientation 6), sharp shows the
#           pixels upright and no orientation, and exifr finds none.
# Matters:  previews of passport pages are made in two forms, from one Exif. The order of two lines
#           decides whether staff see the page upright.
# Seen:     Pillow 13.0.0 (libavif 1.4.2), sharp 0.35.5, exifr 7.1.3, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages sharp@0.35.5 exifr@7.1.3
python pillow==13.0.0

cat >photo.py <<'PYTHON'
from PIL import Image

ORIENTATION, MAKE = 0x112, 0x10F
photo = Image.new("RGB", (640, 320), "white")

def exif():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "A phone"
    return exif

for file in ["a.jpg", "a.webp", "a.png", "a.tif", "a.mpo", "a.avif"]:
    kept = exif()
    photo.save(file, exif=kept)
    print(f"{file}: the object holds {dict(kept)}")

both = exif()
photo.save("first.avif", exif=both)
photo.save("second.jpg", exif=both)
both = exif()
photo.save("first.jpg", exif=both)
photo.save("second.avif", exif=both)
for file in ["first.avif", "second.jpg", "first.jpg", "second.avif"]:
    with Image.open(file) as image:
        print(f"{file} in Pillow: {image.size}, orientation {image.getexif().get(ORIENTATION)}")
PYTHON

cat >photo.mjs <<'JS'
import sharp from "sharp";
import exifr from "exifr";

for (const file of ["first.avif", "second.jpg", "first.jpg", "second.avif"]) {
  const { width, height, orientation } = await sharp(file).metadata();
  console.log(`${file} in sharp: ${width}x${height}, orientation ${orientation}; in exifr: ${await exifr.orientation(file)}`);
}
JS

both() {
    "$python" photo.py && node photo.mjs
}

expect both <<'SEEN'
a.jpg: the object holds {274: 6, 271: 'A phone'}
a.webp: the object holds {274: 6, 271: 'A phone'}
a.png: the object holds {274: 6, 271: 'A phone'}
a.tif: the object holds {274: 6, 271: 'A phone'}
a.mpo: the object holds {274: 6, 271: 'A phone'}
a.avif: the object holds {271: 'A phone'}
first.avif in Pillow: (640, 320), orientation 6
second.jpg in Pillow: (640, 320), orientation None
first.jpg in Pillow: (640, 320), orientation 6
second.avif in Pillow: (640, 320), orientation 6
first.avif in sharp: 320x640, orientation undefined; in exifr: undefined
second.jpg in sharp: 640x320, orientation undefined; in exifr: undefined
first.jpg in sharp: 640x320, orientation 6; in exifr: 6
second.avif in sharp: 320x640, orientation undefined; in exifr: undefined
SEEN
