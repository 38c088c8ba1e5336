//! The ID photo: an official portrait on a white or blue background (S39, S40).
//!
//! Only what can be measured without a person is measured: size, format, and the
//! colour of the border where no head or shoulder should be.

use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::Refusal;
use super::jpeg::Jpeg;

/// The least width, in pixels.
const MIN_WIDTH: u32 = 300;
/// The least height, in pixels.
const MIN_HEIGHT: u32 = 420;
/// The photo is decoded in memory, three bytes a pixel.
const MAX_PIXELS: u64 = 25_000_000;
/// Width per 1000 of height: from 33 × 55 mm to 5 × 6 cm prints.
const RATIO_PER_MILLE: std::ops::RangeInclusive<u64> = 600..=850;
/// Of 100 border pixels so many must be of the background's colour.
const BACKGROUND_PERCENT: usize = 80;

/// Refuses a photo that is too small, not a portrait, or on another background.
pub(super) fn check(photo: &Jpeg) -> Result<(), Refusal> {
    let (width, height) = photo.shown_size();
    if width < MIN_WIDTH || height < MIN_HEIGHT {
        return Err(Refusal::PhotoTooSmall);
    }
    let (wide, high) = (u64::from(width), u64::from(height));
    if !RATIO_PER_MILLE.contains(&(wide * 1000 / high)) {
        return Err(Refusal::PhotoNotPortrait);
    }
    if wide * high > MAX_PIXELS {
        return Err(Refusal::PictureTooLarge);
    }
    let pixels = photo.decode(ColorSpace::RGB)?;
    let colour_at = |x: u32, y: u32| -> Option<[u8; 3]> {
        let (x, y) = photo.orientation.stored_at(x, y, photo.width, photo.height);
        let at = 3
            * (usize::try_from(y).ok()? * usize::try_from(photo.width).ok()?
                + usize::try_from(x).ok()?);
        pixels.get(at..at + 3)?.try_into().ok()
    };
    let border: Vec<[u8; 3]> = border(width, height).filter_map(|(x, y)| colour_at(x, y)).collect();
    let mostly = |is_background: fn(&[u8; 3]) -> bool| {
        let matching = border.iter().filter(|&pixel| is_background(pixel)).count();
        matching * 100 >= border.len() * BACKGROUND_PERCENT
    };
    let is_background: fn(&[u8; 3]) -> bool = if mostly(is_white) {
        is_white
    } else if mostly(is_blue) {
        is_blue
    } else {
        return Err(Refusal::PhotoBackground);
    };
    let mut middle = middle(width, height).filter_map(|(x, y)| colour_at(x, y));
    if middle.any(|pixel| !is_background(&pixel)) { Ok(()) } else { Err(Refusal::PhotoBlank) }
}

/// Places in the middle of the photo, where the face is.
fn middle(width: u32, height: u32) -> impl Iterator<Item = (u32, u32)> {
    const STEPS: u32 = 20;
    (0..STEPS).flat_map(move |row| {
        let y = height / 4 + row * (height / 2) / STEPS;
        (0..STEPS).map(move |column| (width / 4 + column * (width / 2) / STEPS, y))
    })
}

/// The places where the background is expected: a band along the top, and beside
/// the head along the upper half of both sides. A few thousand at the most.
fn border(width: u32, height: u32) -> impl Iterator<Item = (u32, u32)> {
    let band = width / 25;
    let step = usize::try_from((width / 150).max(1)).unwrap_or(1);
    let top =
        (0..band).step_by(step).flat_map(move |y| (0..width).step_by(step).map(move |x| (x, y)));
    let sides = (band..height / 2).step_by(step).flat_map(move |y| {
        let left = (0..band).step_by(step);
        let right = (width - band..width).step_by(step);
        left.chain(right).map(move |x| (x, y))
    });
    top.chain(sides)
}

/// White, with the grey of a shadow and the tint of a lamp.
fn is_white(&[red, green, blue]: &[u8; 3]) -> bool {
    let darkest = red.min(green).min(blue);
    darkest >= 190 && red.max(green).max(blue) - darkest <= 40
}

/// Blue from sky to navy: clearly bluer than red, and not green.
fn is_blue(&[red, green, blue]: &[u8; 3]) -> bool {
    blue >= 90 && blue.saturating_sub(red) >= 30 && blue.saturating_sub(green) >= 10
}

#[cfg(test)]
mod tests {
    use super::super::{Purpose, inspect, samples};
    use super::*;
    use shared_domain::document::ContentType;

    fn verdict(file: &[u8]) -> Result<(), Refusal> {
        inspect(file, ContentType::Jpeg, Purpose::IdPhoto).map(|_| ())
    }

    const WHITE: [u8; 3] = [250, 250, 248];
    const BLUE: [u8; 3] = [67, 142, 219];

    #[test]
    fn a_portrait_on_white_or_blue_passes() {
        for background in [WHITE, BLUE, [0, 191, 243], [225, 228, 232], [20, 40, 120]] {
            assert_eq!(verdict(&samples::portrait(600, 800, background)), Ok(()), "{background:?}");
        }
    }

    #[test]
    fn another_background_is_refused() {
        for background in
            [[200, 30, 40], [60, 140, 70], [128, 128, 128], [240, 220, 150], [0, 0, 0]]
        {
            assert_eq!(
                verdict(&samples::portrait(600, 800, background)),
                Err(Refusal::PhotoBackground),
                "{background:?}"
            );
        }
    }

    #[test]
    fn half_white_and_half_blue_is_no_background() {
        let split = samples::jpeg_painted(600, 800, |x, _| if x < 300 { WHITE } else { BLUE });
        assert_eq!(verdict(&split), Err(Refusal::PhotoBackground));
    }

    #[test]
    fn the_least_size_passes_and_one_pixel_less_is_refused() {
        assert_eq!(verdict(&samples::portrait(300, 420, WHITE)), Ok(()));
        assert_eq!(verdict(&samples::portrait(299, 420, WHITE)), Err(Refusal::PhotoTooSmall));
        assert_eq!(verdict(&samples::portrait(300, 419, WHITE)), Err(Refusal::PhotoTooSmall));
    }

    #[test]
    fn a_landscape_or_square_photo_is_refused() {
        for (width, height) in [(800, 600), (600, 600), (420, 900)] {
            assert_eq!(
                verdict(&samples::portrait(width, height, WHITE)),
                Err(Refusal::PhotoNotPortrait),
                "{width} × {height}"
            );
        }
    }

    #[test]
    fn a_photo_must_be_jpeg() {
        let png = inspect(&samples::png(600, 800), ContentType::Png, Purpose::IdPhoto);
        assert_eq!(png, Err(Refusal::PhotoNotJpeg));
    }

    #[test]
    fn a_photo_stored_on_its_side_is_judged_as_it_is_shown() {
        // Shown upright the top is white and the bottom red; stored, the top lies left or right.
        let red = [200, 30, 40];
        for (orientation, top_is_left) in [(6, true), (8, false)] {
            let stored = samples::jpeg_painted(800, 600, |x, _| {
                let is_near_top = if top_is_left { x < 450 } else { x >= 350 };
                if is_near_top { WHITE } else { red }
            });
            let exif = samples::exif_with_gps(orientation);
            let file = samples::with_segments(&stored, &[(0xE1, &exif)]);
            assert_eq!(verdict(&file), Ok(()), "orientation {orientation}");
        }
    }

    #[test]
    fn a_photo_that_cannot_be_decoded_is_refused() {
        let broken = samples::without_huffman_tables(&samples::portrait(600, 800, WHITE));
        assert_eq!(verdict(&broken), Err(Refusal::FileDamaged));
    }
}
