//! What people wrote, as it may stand in a mail: no character of it directs how
//! the mail around it is read.

/// A text as one line: line breaks and other control characters become spaces.
pub(crate) fn line(text: &str) -> String {
    let plain = text.chars().filter(|letter| !directs(*letter));
    let plain: String = plain.map(|letter| if breaks(letter) { ' ' } else { letter }).collect();
    plain.trim().to_owned()
}

/// A text that keeps its lines.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn breaks(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Whether a character changes the direction of what follows it: with these a
/// text can turn round the words around it.
fn directs(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(line("Anna\r\nBcc: all@example.org"), "Anna  Bcc: all@example.org");
        assert_eq!(line("a\u{2028}b\u{85}c\0d"), "a b c d");
    }

    #[test]
    fn lines_stay_but_nothing_else_that_controls() {
        assert_eq!(lines("One\u{7}\r\nTwo\n\nThree"), "One\nTwo\n\nThree");
    }

    #[test]
    fn no_text_turns_the_words_around_it_round() {
        let turning = "a\u{202e}b\u{2066}c\u{200f}d\u{61c}e";
        assert_eq!((line(turning), lines(turning)), ("abcde".to_owned(), "abcde".to_owned()));
    }

    #[test]
    fn names_of_all_languages_stay_as_they_are() {
        for name in ["José Ángel", "王小明", "أحمد", "Anna-Łucja O’Neil", "\u{1F600}"] {
            assert_eq!(line(name), name);
        }
    }
}
