//! From glyphs to lines.

use crate::fonts::FaceName;
use crate::glyphs::{Glyph, advance};

/// No line begins with one of these.
const NOT_FIRST: &str = ",.;:!?)]}%”’»，。、；：！？）］｝》」』】〉…·";
/// No line ends with one of these.
const NOT_LAST: &str = "([{“‘«（［｛《「『【〈";

/// The lines of a paragraph that is `width` wide, in units of the size of the type. A
/// space where a line ends is left out. A word that is wider than a line is divided.
pub(crate) fn lines(glyphs: Vec<Glyph>, width: f32) -> Vec<Vec<Glyph>> {
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let filled = advance(&line) + glyph.advance;
        if filled > width && !line.is_empty() && glyph.character != ' ' {
            let at = last_opportunity(&line, &glyph).unwrap_or(line.len());
            let next = line.split_off(at);
            lines.push(trimmed(std::mem::replace(&mut line, next)));
        }
        line.push(glyph);
    }
    lines.push(trimmed(line));
    lines
}

/// The last place of a line at which it can be broken, with `next` behind it.
fn last_opportunity(line: &[Glyph], next: &Glyph) -> Option<usize> {
    let following = line.iter().skip(1).chain([next]);
    let pairs: Vec<(&Glyph, &Glyph)> = line.iter().zip(following).collect();
    pairs.iter().rposition(|(before, after)| can_break(before, after)).map(|place| place + 1)
}

fn can_break(before: &Glyph, after: &Glyph) -> bool {
    let (last, first) = (before.character, after.character);
    if NOT_FIRST.contains(first) || NOT_LAST.contains(last) || first == ' ' {
        return false;
    }
    let is_date = (last.is_ascii_digit() && "年月日".contains(first))
        || ("年月".contains(last) && first.is_ascii_digit());
    let is_han = before.face == FaceName::Han || after.face == FaceName::Han;
    // After a space, in an address of the web, and beside a Han character; not in a date.
    let is_address = last == '/' && first.is_ascii_alphabetic();
    last == ' ' || is_address || (is_han && !is_date)
}

fn trimmed(mut line: Vec<Glyph>) -> Vec<Glyph> {
    while line.last().is_some_and(|glyph| glyph.character == ' ') {
        line.pop();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::fonts::FaceName;
    use crate::glyphs::{Glyph, text as text_of};

    /// Lines of a text whose Han characters are one wide and others a half.
    fn broken(text: &str, width: f32) -> Vec<String> {
        let glyphs = text.chars().map(|character| {
            let (face, advance) = match character.is_ascii() {
                true => (FaceName::Latin, 0.5),
                false => (FaceName::Han, 1.0),
            };
            Glyph { character, face, id: 1, advance }
        });
        lines(glyphs.collect(), width).iter().map(|line| text_of(line)).collect()
    }

    #[test]
    fn words_stay_whole_and_lines_end_without_space() {
        assert_eq!(broken("one two three", 4.0), ["one two", "three"]);
        assert_eq!(broken("one two three", 3.5), ["one two", "three"]);
        assert_eq!(broken("one two", 9.0), ["one two"]);
    }

    #[test]
    fn han_breaks_between_characters_but_not_before_a_comma() {
        assert_eq!(broken("国际学生", 2.0), ["国际", "学生"]);
        assert_eq!(broken("国际，学生", 2.0), ["国", "际，", "学生"]);
        assert_eq!(broken("国际2026级", 3.5), ["国际", "2026级"]);
        assert_eq!(broken("国际（学生", 3.0), ["国际", "（学生"]);
    }

    #[test]
    fn a_chinese_date_stays_whole() {
        assert_eq!(broken("学习期限至2026年9月1日", 8.0), ["学习期限至", "2026年9月1日"]);
    }

    #[test]
    fn a_date_is_a_number_with_its_unit_and_neither_alone() {
        assert_eq!(broken("学2026级", 3.0), ["学2026", "级"]);
        assert_eq!(broken("今年今日", 3.0), ["今年今", "日"]);
        assert_eq!(broken("每年级", 2.0), ["每年", "级"]);
        assert_eq!(broken("国际26", 2.0), ["国际", "26"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_divided() {
        assert_eq!(broken("abcdefgh ij", 2.0), ["abcd", "efgh", "ij"]);
    }
}
