//! From text to glyphs, or to the list of what cannot be set.

use std::collections::{BTreeSet, HashMap};

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::fonts::{FaceName, Fonts, UnusableFont};
use crate::writing;

/// Why a letter is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotSet {
    /// These are in no font of a letter, or not as one character.
    #[error("no font has {}", .0.join(" "))]
    Characters(Vec<String>),
    /// The page is too short for it.
    #[error("the letter does not fit on its page")]
    TooLong,
    /// The PDF would break its own standard. Nothing that a fact can say leads here.
    #[error("the page cannot be written: {0}")]
    Unwritable(String),
}

/// A character with its glyph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    pub(crate) face: FaceName,
    pub(crate) id: u32,
    /// How wide it is, in units of the size of the type.
    pub(crate) advance: f32,
}

/// How wide a stretch of text is, in units of the size of the type.
pub(crate) fn advance(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// The characters of a stretch of text.
pub(crate) fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}

/// Finds the glyphs of one letter. Each character has its own, and nothing is moved or
/// joined: what programs read from the page is then what was typed. A mark that is set on
/// a letter by itself would be read with spaces around it, so a letter must have its marks
/// in one character; all letters of Doc 9303 and of Vietnamese do.
pub(crate) struct Glyphs<'f> {
    han: FontRef<'f>,
    latin: FontRef<'f>,
    /// What each glyph of the letter stands for. A PDF says it once for the whole document.
    meanings: HashMap<(FaceName, u32), char>,
    refused: BTreeSet<String>,
}

impl<'f> Glyphs<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Result<Self, UnusableFont> {
        let [han, latin] = [FaceName::Han, FaceName::Latin].map(|name| fonts.face(name).font());
        Ok(Self { han: han?, latin: latin?, meanings: HashMap::new(), refused: BTreeSet::new() })
    }

    /// The glyphs of a text. What cannot be set is left out and remembered.
    pub(crate) fn of(&mut self, text: &str) -> Vec<Glyph> {
        let characters: Vec<char> = text.nfc().collect();
        let with_marks = characters.chunk_by(|_, next| is_combining_mark(*next));
        let mut glyphs = Vec::new();
        for with_marks in with_marks {
            let found = match with_marks {
                [character] => self.glyph(*character),
                _ => None,
            };
            match found {
                Some(glyph) => glyphs.push(glyph),
                None => _ = self.refused.insert(with_marks.iter().collect()),
            }
        }
        glyphs
    }

    /// Whether everything could be set.
    pub(crate) fn conclude(self) -> Result<(), CannotSet> {
        match self.refused.is_empty() {
            true => Ok(()),
            false => Err(CannotSet::Characters(self.refused.into_iter().collect())),
        }
    }

    fn glyph(&mut self, character: char) -> Option<Glyph> {
        let face = writing::face_of(character)?;
        let font = match face {
            FaceName::Han => &self.han,
            FaceName::Latin => &self.latin,
        };
        // The first glyph of a font is the box for what it has not.
        let id = font.charmap().map(character).filter(|id| id.to_u32() != 0)?;
        // In the font's own units: scaled by skrifa, widths are rounded, and the PDF would say
        // after each letter how it differs from the font.
        let units = f32::from(font.head().ok()?.units_per_em());
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = metrics.advance_width(id)? / units;
        let glyph = Glyph { character, face, id: id.to_u32(), advance };
        let meaning = *self.meanings.entry((face, glyph.id)).or_insert(character);
        (meaning == character).then_some(glyph)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use unicode_normalization::is_nfc;

    use super::Glyphs;
    use crate::fonts::Fonts;
    use crate::writing::face_of;

    #[test]
    fn few_characters_share_a_glyph() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/dist");
        let fonts = Fonts::read(&folder).expect("`cargo dev test rules` packs the fonts");
        let mut glyphs = Glyphs::new(&fonts).unwrap();
        let mut second = String::new();
        for character in ('\0'..=char::MAX).filter(|character| is_nfc(&character.to_string())) {
            let found = glyphs.glyph(character).is_some();
            if let (false, Some(face)) = (found, face_of(character)) {
                let alone = Glyphs::new(&fonts).unwrap().glyph(character);
                second.extend(alone.map(|glyph| glyph.character));
                assert!(alone.is_none_or(|glyph| glyph.face == face));
            }
        }
        // Of eleven pairs of Han characters that differ by a stroke, and of two dashes.
        assert_eq!(second, "㦳䎛䐠壿幐曶槩胶～𤈎𤨁𧺯");
        // Nearly all Han characters that are in use, and the other letters.
        assert!(glyphs.meanings.len() > 28_000, "{}", glyphs.meanings.len());
    }
}
