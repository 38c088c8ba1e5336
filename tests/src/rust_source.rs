//! As much of Rust's grammar as it takes to find the texts in a source file and
//! the calls they stand in.

/// A piece of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name or keyword.
    Word(String),
    /// The content of a string literal, as it is written.
    Text(String),
    /// Any other sign; of a number, its digits one by one.
    Sign(char),
}

impl Token {
    fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }

    /// The name, if it is one.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The tokens of a source without its comments and its tests.
#[must_use]
pub fn tokens(source: &str) -> Vec<Token> {
    without_tests(&lex(source))
}

/// The names of the tests in a source.
#[must_use]
pub fn tests(source: &str) -> Vec<String> {
    let tokens = lex(source);
    let mut names = Vec::new();
    for at in 0..tokens.len() {
        if !(tokens[at].is('#') && tokens.get(at + 1).is_some_and(|token| token.is('['))) {
            continue;
        }
        let attribute = group(&tokens[at + 1..]);
        let path = attribute.split(|token| token.is('(')).next().unwrap_or_default();
        if path.last().and_then(Token::word) == Some("test") {
            let after = &tokens[at + attribute.len() + 3..];
            let function = after.iter().position(|token| token.word() == Some("fn")).unwrap();
            names.extend(after[function + 1].word().map(str::to_owned));
        }
    }
    names
}

fn lex(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let next = &rest[first.len_utf8()..];
        rest = match first {
            '/' if next.starts_with('/') => next.split_once('\n').map_or("", |(_, after)| after),
            '/' if next.starts_with('*') => next.split_once("*/").map_or("", |(_, after)| after),
            '"' => {
                let end = end_of_string(next);
                tokens.push(Token::Text(next[..end].to_owned()));
                &next[end + 1..]
            }
            'r' if next.starts_with('#') || next.starts_with('"') => {
                let hashes = next.len() - next.trim_start_matches('#').len();
                let closing = format!("\"{}", "#".repeat(hashes));
                match next[hashes..].strip_prefix('"').and_then(|text| text.split_once(&closing)) {
                    Some((text, after)) => {
                        tokens.push(Token::Text(text.to_owned()));
                        after
                    }
                    None => next,
                }
            }
            '\'' => after_quote(next),
            _ if first.is_alphabetic() || first == '_' => {
                let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
                let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                &rest[end..]
            }
            _ if first.is_whitespace() => next,
            sign => {
                tokens.push(Token::Sign(sign));
                next
            }
        };
    }
    tokens
}

/// Where the string ends that begins with `text`.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.find(|letter| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    });
    end.expect("a string that ends")
}

/// What comes after a character literal, or after the quote of a lifetime.
fn after_quote(text: &str) -> &str {
    let mut letters = text.char_indices();
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some(_)) => text[2..].split_once('\'').map_or("", |(_, after)| after),
        (Some(_), Some((at, '\''))) => &text[at + 1..],
        _ => text,
    }
}

/// The tokens without the items under `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let marker = lex("#[cfg(test)]");
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        if rest.starts_with(&marker) {
            let item = &rest[marker.len()..];
            let end = item.iter().position(|token| token.is('{') || token.is(';')).unwrap();
            let body = if item[end].is('{') { group(&item[end..]).len() + 1 } else { 0 };
            rest = &item[end + 1 + body..];
        } else {
            kept.push(first.clone());
            rest = &rest[1..];
        }
    }
    kept
}

/// What stands in the brackets that `tokens` begin with.
///
/// # Panics
/// When they begin with none, or with one that is not closed.
#[must_use]
pub fn group(tokens: &[Token]) -> &[Token] {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        if "([{".contains(|sign| token.is(sign)) {
            depth += 1;
        } else if ")]}".contains(|sign| token.is(sign)) {
            depth -= 1;
        }
        if depth == 0 {
            return &tokens[1..at.max(1)];
        }
    }
    panic!("a bracket is not closed");
}

/// The parts of `tokens` between its own commas.
#[must_use]
pub fn arguments(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0;
    let parts = tokens.split(|token| {
        if "([{".contains(|sign| token.is(sign)) {
            depth += 1;
        } else if ")]}".contains(|sign| token.is(sign)) {
            depth -= 1;
        }
        depth == 0 && token.is(',')
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// A function of a source file.
#[derive(Debug, Clone, Copy)]
pub struct Function<'a> {
    /// Its name.
    pub name: &'a str,
    /// From the bracket of its parameters to the brace of its body.
    pub head: &'a [Token],
    /// What it does.
    pub body: &'a [Token],
}

/// The functions in a source, those in others too.
#[must_use]
pub fn functions(tokens: &[Token]) -> Vec<Function<'_>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(name) = tokens.get(at + 1).and_then(Token::word) else { continue };
        if token.word() != Some("fn") {
            continue;
        }
        let rest = &tokens[at + 2..];
        let end = rest.iter().position(|token| token.is('{') || token.is(';')).unwrap();
        if rest[end].is('{') {
            found.push(Function { name, head: &rest[..end], body: group(&rest[end..]) });
        }
    }
    found
}

/// The calls of functions called `name`: the brackets' content.
pub fn calls<'a>(tokens: &'a [Token], name: &[&str]) -> impl Iterator<Item = &'a [Token]> {
    let path = lex(&name.join("::"));
    let starts = (0..tokens.len()).filter(move |at| tokens[*at..].starts_with(&path));
    let length = name.len() * 3 - 2;
    let after = starts.map(move |at| &tokens[at + length..]);
    after.filter(|rest| rest.first().is_some_and(|token| token.is('('))).map(group)
}
