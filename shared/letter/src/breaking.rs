//! From clusters to lines.

use crate::fonts::FaceName;
use crate::shaping::Cluster;

/// No line begins with one of these.
const NOT_FIRST: &str = ",.;:!?)]}%”’»，。、；：！？）］｝》」』】〉…·";
/// No line ends with one of these.
const NOT_LAST: &str = "([{“‘«（［｛《「『【〈";

/// The lines of a paragraph that is `width` wide, in units of the size of the type. A
/// space where a line ends is left out. A word that is wider than a line is divided.
pub(crate) fn lines(clusters: Vec<Cluster>, width: f32) -> Vec<Vec<Cluster>> {
    let mut lines = Vec::new();
    let mut line: Vec<Cluster> = Vec::new();
    let mut filled = 0.0;
    for cluster in clusters {
        filled += cluster.advance();
        if filled > width && !line.is_empty() && cluster.text != " " {
            let at = last_opportunity(&line, &cluster).unwrap_or(line.len());
            let next = line.split_off(at);
            lines.push(trimmed(std::mem::replace(&mut line, next)));
            filled = line.iter().chain([&cluster]).map(Cluster::advance).sum();
        }
        line.push(cluster);
    }
    lines.push(trimmed(line));
    lines
}

/// The last place of a line at which it can be broken, with `next` behind it.
fn last_opportunity(line: &[Cluster], next: &Cluster) -> Option<usize> {
    let following = line.iter().skip(1).chain([next]);
    let pairs: Vec<(&Cluster, &Cluster)> = line.iter().zip(following).collect();
    pairs.iter().rposition(|(before, after)| can_break(before, after)).map(|place| place + 1)
}

fn can_break(before: &Cluster, after: &Cluster) -> bool {
    if NOT_FIRST.contains(&after.text) || NOT_LAST.contains(&before.text) || after.text == " " {
        return false;
    }
    let is_digit = |cluster: &Cluster| cluster.text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = (is_digit(before) && "年月日".contains(&after.text))
        || ("年月".contains(&before.text) && is_digit(after));
    let is_han = before.face == FaceName::Han || after.face == FaceName::Han;
    // After a space, in an address of the web, and beside a Han character; not in a date.
    before.text == " " || (before.text == "/" && !is_digit(after)) || (is_han && !is_date)
}

fn trimmed(mut line: Vec<Cluster>) -> Vec<Cluster> {
    while line.last().is_some_and(|cluster| cluster.text == " ") {
        line.pop();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::fonts::FaceName;
    use crate::shaping::{Cluster, Glyph};

    /// Lines of a text whose Han characters are one wide and others a half.
    fn broken(text: &str, width: f32) -> Vec<String> {
        let clusters = text.chars().map(|character| {
            let text = character.to_string();
            let (face, advance) = match character.is_ascii() {
                true => (FaceName::Latin, 0.5),
                false => (FaceName::Han, 1.0),
            };
            let glyph = Glyph { id: 1, text: text.clone(), advance, right: 0.0, up: 0.0 };
            Cluster { text, face, glyphs: vec![glyph] }
        });
        let text = |line: Vec<Cluster>| line.into_iter().map(|cluster| cluster.text).collect();
        lines(clusters.collect(), width).into_iter().map(text).collect()
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
        assert_eq!(broken("国际（学生", 3.0), ["国际", "（学生"]);
    }

    #[test]
    fn a_chinese_date_stays_whole() {
        assert_eq!(broken("学习期限至2026年9月1日", 8.0), ["学习期限至", "2026年9月1日"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_divided() {
        assert_eq!(broken("abcdefgh ij", 2.0), ["abcd", "efgh", "ij"]);
    }
}
