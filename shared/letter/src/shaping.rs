//! From text to glyphs, or to the list of what cannot be set.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use harfrust::{BufferClusterLevel, Direction, Feature, Script, ShapeOptions, ShaperData, Tag, UnicodeBuffer, script};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::fonts::{self, FaceName, Fonts, UnusableFont};
use crate::writing::Writing;

/// Why a letter is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotSet {
    /// These have no glyph in the font of their script, or a mark has no place on its letter.
    #[error("no font has {}", .0.join(" "))]
    Characters(Vec<String>),
    /// The page is too short for it.
    #[error("the letter does not fit on its page")]
    TooLong,
    /// The PDF would break its own standard. Nothing that a fact can say leads here.
    #[error("the page cannot be written: {0}")]
    Unwritable(String),
}

/// What cannot be divided: a character with the marks on it.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    pub(crate) text: String,
    pub(crate) face: FaceName,
    pub(crate) glyphs: Vec<Glyph>,
}

impl Cluster {
    /// How wide it is, in units of the size of the type.
    pub(crate) fn advance(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// A glyph with the text that it stands for, in units of the size of the type.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) text: String,
    pub(crate) advance: f32,
    pub(crate) right: f32,
    pub(crate) up: f32,
}

/// Shapes the texts of one letter.
pub(crate) struct Shaper<'f> {
    han: FontRef<'f>,
    latin: FontRef<'f>,
    latin_data: ShaperData,
    /// What each glyph of the letter stands for. A PDF says it once for the whole document.
    meanings: HashMap<(FaceName, u32), String>,
    refused: BTreeSet<String>,
}

impl<'f> Shaper<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Result<Self, UnusableFont> {
        let han = fonts.face(FaceName::Han).font()?;
        let latin = fonts.face(FaceName::Latin).font()?;
        let latin_data = ShaperData::new(&latin);
        Ok(Self { han, latin, latin_data, meanings: HashMap::new(), refused: BTreeSet::new() })
    }

    /// The clusters of a text. What cannot be set is left out and remembered.
    pub(crate) fn shape(&mut self, text: &str) -> Vec<Cluster> {
        let text: String = text.nfc().collect();
        let mut clusters = Vec::new();
        for stretch in stretches(&text) {
            match stretch.writing {
                None => self.refuse(stretch.text),
                Some(writing) => clusters.extend(match FaceName::of(writing) {
                    FaceName::Han => self.one_by_one(stretch.text),
                    FaceName::Latin => self.with_marks(stretch.text, writing),
                }),
            }
        }
        clusters
    }

    /// Whether everything could be set.
    pub(crate) fn conclude(self) -> Result<(), CannotSet> {
        match self.refused.is_empty() {
            true => Ok(()),
            false => Err(CannotSet::Characters(self.refused.into_iter().collect())),
        }
    }

    fn refuse(&mut self, text: &str) {
        self.refused.insert(text.to_owned());
    }

    /// Characters that take nothing from each other.
    fn one_by_one(&mut self, text: &str) -> Vec<Cluster> {
        let metrics = self.han.glyph_metrics(Size::new(1.0), LocationRef::default());
        let mut clusters = Vec::new();
        for character in text.chars() {
            let text = character.to_string();
            let found = fonts::glyph(&self.han, character)
                .and_then(|id| Some((id.to_u32(), metrics.advance_width(id)?)));
            let Some((id, advance)) = found else {
                self.refuse(&text);
                continue;
            };
            let glyph = Glyph { id, text: text.clone(), advance, right: 0.0, up: 0.0 };
            clusters.extend(self.unambiguous(Cluster {
                text,
                face: FaceName::Han,
                glyphs: vec![glyph],
            }));
        }
        clusters
    }

    /// Letters with marks on them.
    fn with_marks(&mut self, text: &str, writing: Writing) -> Vec<Cluster> {
        let (placed, refused) = self.placed(text, writing);
        for text in refused {
            self.refuse(&text);
        }
        placed.into_iter().filter_map(|cluster| self.unambiguous(cluster)).collect()
    }

    fn placed(&self, text: &str, writing: Writing) -> (Vec<Cluster>, Vec<String>) {
        let shaper = self.latin_data.shaper(&self.latin).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script(writing));
        buffer.set_cluster_level(BufferClusterLevel::MonotoneGraphemes);
        let shaped = shaper.shape(buffer, ShapeOptions::new().features(&features(text)));
        let em = f32::from(u16::try_from(shaper.units_per_em()).unwrap_or(1000));
        let glyphs: Vec<_> = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).collect();

        let mut clusters = Vec::new();
        let mut refused = Vec::new();
        let mut groups = glyphs.chunk_by(|(a, _), (b, _)| a.cluster == b.cluster).peekable();
        while let Some(group) = groups.next() {
            let start = group.first().map_or(0, |(info, _)| info.cluster as usize);
            let end = groups
                .peek()
                .and_then(|next| next.first())
                .map_or(text.len(), |(info, _)| info.cluster as usize);
            let text = text.get(start..end).unwrap_or_default();
            let glyphs: Vec<Glyph> = group
                .iter()
                .map(|(info, position)| Glyph {
                    id: info.glyph_id,
                    text: String::new(),
                    advance: position.x_advance as f32 / em,
                    right: position.x_offset as f32 / em,
                    up: position.y_offset as f32 / em,
                })
                .collect();
            match well_set(text, glyphs) {
                Some(glyphs) => {
                    clusters.push(Cluster { text: text.to_owned(), face: FaceName::Latin, glyphs });
                }
                None => refused.push(text.to_owned()),
            }
        }
        (clusters, refused)
    }

    /// The cluster, unless one of its glyphs already stands for another text.
    fn unambiguous(&mut self, cluster: Cluster) -> Option<Cluster> {
        for glyph in &cluster.glyphs {
            let meaning =
                self.meanings.entry((cluster.face, glyph.id)).or_insert_with(|| glyph.text.clone());
            if *meaning != glyph.text {
                self.refuse(&cluster.text);
                return None;
            }
        }
        Some(cluster)
    }
}

/// What of the font is left out. A ligature would stand for several letters, and a line
/// could break within it. And the font draws some letters, ọ among them, as a letter and a
/// mark, although it has them whole: that is done where another mark follows, and where
/// none does the whole letter is kept, so that it is read as it was typed.
fn features(text: &str) -> Vec<Feature> {
    let off = |tag: &[u8; 4], range: Range<usize>| Feature::new(Tag::new(tag), 0, range);
    let everywhere = [b"liga", b"clig", b"calt"].map(|tag| off(tag, 0..text.len()));
    let following = text.chars().skip(1).map(Some).chain([None]);
    let whole = text.char_indices().zip(following).filter_map(|((at, character), next)| {
        let alone = !is_combining_mark(character) && !next.is_some_and(is_combining_mark);
        alone.then(|| off(b"ccmp", at..at + character.len_utf8()))
    });
    everywhere.into_iter().chain(whole).collect()
}

/// The glyphs of a cluster with the text of each, if all of it is there and each mark
/// has its place.
fn well_set(text: &str, mut glyphs: Vec<Glyph>) -> Option<Vec<Glyph>> {
    let missing = glyphs.iter().any(|glyph| glyph.id == 0);
    if missing || text.chars().next().is_none_or(is_combining_mark) {
        return None;
    }
    if let [whole] = glyphs.as_mut_slice() {
        text.clone_into(&mut whole.text);
        return Some(glyphs);
    }
    // One glyph for each character, or for each that these are made of.
    let composed: Vec<char> = text.chars().collect();
    let characters = match composed.len() == glyphs.len() {
        true => composed,
        false => text.nfd().collect(),
    };
    if characters.len() != glyphs.len() {
        return None;
    }
    for (glyph, character) in glyphs.iter_mut().zip(&characters) {
        glyph.text = character.to_string();
    }
    marks_have_places(&characters, &glyphs).then_some(glyphs)
}

/// A mark that the font does not attach lies where the next letter begins; a second
/// mark that it does not stack lies on the first.
fn marks_have_places(characters: &[char], glyphs: &[Glyph]) -> bool {
    let mut taken: Vec<(u8, f32)> = Vec::new();
    characters.iter().zip(glyphs).skip(1).all(|(character, glyph)| {
        let place = (canonical_combining_class(*character), glyph.up);
        let attached = glyph.advance == 0.0 && (glyph.right, glyph.up) != (0.0, 0.0);
        let free = !taken.contains(&place);
        taken.push(place);
        is_combining_mark(*character) && attached && free
    })
}

const fn script(writing: Writing) -> Script {
    match writing {
        Writing::Greek => script::GREEK,
        Writing::Cyrillic => script::CYRILLIC,
        Writing::Latin | Writing::Common | Writing::Han => script::LATIN,
    }
}

/// A stretch of text in one writing; or one character that has none.
#[derive(Debug, PartialEq, Eq)]
struct Stretch<'t> {
    text: &'t str,
    writing: Option<Writing>,
}

/// Divides a text where its writing changes. What is common goes on with what it
/// follows, except with Han: digits between Han characters are no Han.
fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (mut writing, mut end) = (Writing::of(first), first.len_utf8());
        if writing.is_some() {
            for next in rest.chars().skip(1) {
                writing = match (writing, Writing::of(next)) {
                    (now, next) if now == next => now,
                    (Some(Writing::Common), Some(next)) if next != Writing::Han => Some(next),
                    (Some(now), Some(Writing::Common)) if now != Writing::Han => Some(now),
                    _ => break,
                };
                end += next.len_utf8();
            }
        }
        let (stretch, after) = rest.split_at(end);
        stretches.push(Stretch { text: stretch, writing });
        rest = after;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::path::Path;

    use unicode_normalization::is_nfc;

    use super::{Stretch, stretches};
    use crate::fonts::{FaceName, Fonts, glyph};
    use crate::writing::Writing;

    #[test]
    fn few_characters_share_a_glyph() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/dist");
        let fonts = Fonts::read(&folder).expect("`cargo dev test rules` packs the fonts");
        let mut meanings = HashMap::new();
        let mut shared = Vec::new();
        for character in ('\0'..=char::MAX).filter(|character| is_nfc(&character.to_string())) {
            let Some(face) = Writing::of(character).map(FaceName::of) else { continue };
            let Some(id) = glyph(&fonts.face(face).font().unwrap(), character) else { continue };
            if let Some(other) = meanings.insert((face, id), character) {
                shared.push((other, character));
            }
        }
        // Eleven pairs of Han characters that differ by a stroke, and two dashes: of a
        // pair, only the one that comes first is set on a letter.
        let pairs: String = shared.iter().map(|(one, other)| format!("{one}{other} ")).collect();
        assert_eq!(pairs, "㘽㦳 㖈䎛 㬻䐠 墫壿 㬺幐 㫚曶 㮣槩 㬵胶 〜～ 㶷𤈎 瑨𤨁 﨣𧺯 ");
        // Nearly all of the Han characters that are in use, and of the other letters.
        assert!(meanings.len() > 28_000, "{}", meanings.len());
    }

    #[test]
    fn digits_go_with_letters_and_not_with_han() {
        let divided = stretches("2026年 A1 Ж2");
        let expected = [
            ("2026", Some(Writing::Common)),
            ("年", Some(Writing::Han)),
            (" A1 ", Some(Writing::Latin)),
            ("Ж2", Some(Writing::Cyrillic)),
        ];
        assert_eq!(divided, expected.map(|(text, writing)| Stretch { text, writing }));
    }

    #[test]
    fn what_has_no_writing_is_a_stretch_of_its_own() {
        let divided = stretches("Aعש");
        let texts: Vec<&str> = divided.iter().map(|stretch| stretch.text).collect();
        assert_eq!(texts, ["A", "ع", "ש"]);
    }
}
