//! Which characters a letter can have, and in which font.

use crate::FaceName;

/// The font for a character. None for what is refused whether a font has it or not:
/// scripts that join their letters or run from right to left, marks by themselves, and
/// what shows nothing or hides something (controls, soft hyphens, selectors of variants,
/// private characters). Radicals are refused too: a font gives them the glyphs of
/// characters that they are not.
pub(crate) const fn face_of(character: char) -> Option<FaceName> {
    Some(match character {
        // Latin, with the letters of phonetic alphabets and those that stand above the line.
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => FaceName::Latin,
        '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' => {
            FaceName::Latin
        }
        // Greek, Cyrillic.
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => FaceName::Latin,
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => {
            FaceName::Latin
        }
        // Punctuation, currencies, № and ™.
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => FaceName::Latin,
        '\u{20a0}'..='\u{20bf}' | '\u{2116}' | '\u{2122}' => FaceName::Latin,
        // Han, with its punctuation, kana, and wide forms.
        '\u{3001}'..='\u{303f}' | '\u{3041}'..='\u{30ff}' | '\u{ff01}'..='\u{ff5e}' => {
            FaceName::Han
        }
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}' => {
            FaceName::Han
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::face_of;

    #[test]
    fn names_of_passports_and_chinese_names_have_a_font() {
        for name in [
            "NGUYỄN THỊ ÁNH",
            "Ólafur Þór",
            "Ғани Қожахмет",
            "ΓΕΩΡΓΊΟΥ",
            "O’Brien-D'Souza",
            "Oʻgʻli",
        ] {
            assert!(name.chars().all(|letter| face_of(letter).is_some()), "{name}");
        }
        for name in ["欧阳䶮", "佐々木", "安娜·玛丽亚", "〇"] {
            assert!(name.chars().all(|letter| face_of(letter).is_some()), "{name}");
        }
    }

    #[test]
    fn what_shows_nothing_or_joins_its_letters_has_none() {
        for character in
            ['\0', '\t', '\n', '\u{a0}', '\u{ad}', '\u{301}', '\u{200b}', '\u{200d}', '\u{202e}']
        {
            assert_eq!(face_of(character), None, "{character:?}");
        }
        for character in
            ['ع', 'ש', 'ไ', 'क', '한', '⼈', '⻢', '\u{e000}', '\u{fe00}', '\u{e0100}', '😀']
        {
            assert_eq!(face_of(character), None, "{character:?}");
        }
    }
}
