//! Which characters a letter can have, and how each is written.

/// A way of writing that letters know how to set: from left to right, each
/// character by itself or with marks on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    Han,
    Latin,
    Greek,
    Cyrillic,
    /// Digits, punctuation, marks: they go with the letters around them.
    Common,
}

impl Writing {
    /// The writing of a character. None for what is refused: scripts that join their
    /// letters or run from right to left, and what shows nothing or hides something
    /// (controls, soft hyphens, selectors of variants, private characters). Radicals
    /// are refused too: a font gives them the glyphs of characters that they are not.
    pub(crate) const fn of(character: char) -> Option<Self> {
        Some(match character {
            'A'..='Z' | 'a'..='z' | 'ª' | 'º' => Self::Latin,
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2af}' => Self::Latin,
            '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' => Self::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Self::Cyrillic,
            ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{bf}' | '×' | '÷' => Self::Common,
            '\u{2b0}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => Self::Common,
            '\u{20a0}'..='\u{20bf}' | '\u{2116}' | '\u{2122}' => Self::Common,
            // Without the joiner of graphemes, which shows nothing.
            '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{1dc4}'..='\u{1dff}' => Self::Common,
            '\u{3001}'..='\u{303f}' | '\u{3041}'..='\u{30ff}' | '\u{ff01}'..='\u{ff5e}' => Self::Han,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}' => Self::Han,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Writing;

    #[test]
    fn names_of_passports_and_chinese_names_have_a_writing() {
        for name in ["NGUYỄN THỊ ÁNH", "Ólafur Þór", "Ғани Қожахмет", "ΓΕΩΡΓΊΟΥ", "O’Brien-D'Souza", "Oʻgʻli"] {
            assert!(name.chars().all(|letter| Writing::of(letter).is_some()), "{name}");
        }
        for name in ["欧阳䶮", "佐々木", "安娜·玛丽亚", "〇"] {
            assert!(name.chars().all(|letter| Writing::of(letter).is_some()), "{name}");
        }
    }

    #[test]
    fn what_shows_nothing_or_joins_its_letters_has_none() {
        for character in ['\0', '\t', '\n', '\u{a0}', '\u{ad}', '\u{34f}', '\u{200b}', '\u{200d}', '\u{202e}'] {
            assert_eq!(Writing::of(character), None, "{character:?}");
        }
        for character in ['ع', 'ש', 'ไ', 'क', '한', '⼈', '⻢', '\u{e000}', '\u{fe00}', '\u{e0100}', '😀'] {
            assert_eq!(Writing::of(character), None, "{character:?}");
        }
    }
}
