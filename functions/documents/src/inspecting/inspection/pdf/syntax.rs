//! The objects of a PDF: reading them, and writing them out again (ISO 32000-1, 7.3).

use std::io::Write as _;

/// How deep arrays and dictionaries may be nested.
const DEEPEST: usize = 60;
/// The longest name, after ISO 32000-1 annex C.
const LONGEST_NAME: usize = 127;

/// A value. Texts and numbers are kept as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Integer(i64),
    Real(Vec<u8>),
    /// A text with its delimiters.
    Text(Vec<u8>),
    /// A name with its escapes resolved.
    Name(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    /// Another object, by its number.
    Reference(u32),
}

/// Names and values, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dictionary(pub(super) Vec<(Vec<u8>, Object)>);

impl Dictionary {
    pub(super) fn get(&self, name: &[u8]) -> Option<&Object> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(super) fn name(&self, name: &[u8]) -> Option<&[u8]> {
        match self.get(name)? {
            Object::Name(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn integer(&self, name: &[u8]) -> Option<i64> {
        match self.get(name)? {
            Object::Integer(value) => Some(*value),
            _ => None,
        }
    }
}

/// Reads objects out of bytes, each value at the cost of one.
pub(super) struct Parser<'a, 'b> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// How many more values may be read of this file.
    pub(super) values_left: &'b mut usize,
}

impl<'a, 'b> Parser<'a, 'b> {
    pub(super) fn new(bytes: &'a [u8], at: usize, values_left: &'b mut usize) -> Self {
        Self { bytes, at, values_left }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Past white space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let end = self.rest().iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                self.at += end.unwrap_or(self.rest().len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The word if it stands here; then it is passed.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let is_here = self.rest().starts_with(word);
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    /// A number without a sign.
    pub(super) fn natural(&mut self) -> Option<u64> {
        self.skip_space();
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = self.rest().get(..digits)?;
        let value = str::from_utf8(text).ok()?.parse().ok()?;
        self.at += digits;
        Some(value)
    }

    /// The next value; nothing when what stands here is none.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        *self.values_left = self.values_left.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        self.skip_space();
        let rest = self.rest();
        match rest {
            [b'<', b'<', ..] => {
                self.at += 2;
                self.dictionary(depth).map(Object::Dictionary)
            }
            [b'<', ..] => self.hexadecimal(),
            [b'(', ..] => self.literal(),
            [b'/', ..] => {
                self.at += 1;
                Some(Object::Name(self.name()?))
            }
            [b'[', ..] => {
                self.at += 1;
                self.array(depth)
            }
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number(),
            _ if self.word(b"true") => Some(Object::Bool(true)),
            _ if self.word(b"false") => Some(Object::Bool(false)),
            _ if self.word(b"null") => Some(Object::Null),
            _ => None,
        }
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        let mut items = Vec::new();
        while !self.word(b"]") {
            items.push(self.nested(depth + 1)?);
        }
        Some(Object::Array(items))
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        let mut entries = Vec::new();
        while !self.word(b">>") {
            if self.peek()? != b'/' {
                return None;
            }
            self.at += 1;
            let name = self.name()?;
            entries.push((name, self.nested(depth + 1)?));
        }
        Some(Dictionary(entries))
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            match (byte, self.rest()) {
                (b'#', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    name.push(hex(*high) << 4 | hex(*low));
                    self.at += 2;
                }
                _ => name.push(byte),
            }
            if name.len() > LONGEST_NAME {
                return None;
            }
        }
        Some(name)
    }

    /// A number, or a reference, which begins like one.
    fn number(&mut self) -> Option<Object> {
        let rest = self.rest();
        let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.".contains(byte);
        let length = rest.iter().take_while(|byte| is_part(byte)).count();
        let text = rest.get(..length)?;
        self.at += length;
        let Some(value) = str::from_utf8(text).ok().and_then(|text| text.parse::<i64>().ok())
        else {
            return Some(Object::Real(text.to_vec()));
        };
        let behind_number = self.at;
        if let Ok(number) = u32::try_from(value)
            && self.natural().is_some()
            && self.word(b"R")
            && self.peek().is_none_or(|byte| is_space(byte) || is_delimiter(byte))
        {
            return Some(Object::Reference(number));
        }
        self.at = behind_number;
        Some(Object::Integer(value))
    }

    fn hexadecimal(&mut self) -> Option<Object> {
        let length = self.rest().iter().position(|byte| *byte == b'>')? + 1;
        let text = self.rest().get(..length)?;
        self.at += length;
        Some(Object::Text(text.to_vec()))
    }

    fn literal(&mut self) -> Option<Object> {
        let mut depth = 0_usize;
        let mut is_escaped = false;
        for (place, byte) in self.rest().iter().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let text = self.rest().get(..=place)?.to_vec();
                self.at += place + 1;
                return Some(Object::Text(text));
            }
        }
        None
    }
}

/// Writes a value; `number_of` gives the new number of a referenced object.
pub(super) fn write(
    object: &Object,
    output: &mut Vec<u8>,
    number_of: &mut impl FnMut(u32) -> Option<u32>,
) {
    match object {
        Object::Null => output.extend(b"null"),
        Object::Bool(true) => output.extend(b"true"),
        Object::Bool(false) => output.extend(b"false"),
        Object::Integer(value) => append(output, format_args!("{value}")),
        Object::Real(text) | Object::Text(text) => output.extend(text),
        Object::Name(name) => write_name(name, output),
        Object::Array(items) => {
            output.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    output.push(b' ');
                }
                write(item, output, number_of);
            }
            output.push(b']');
        }
        Object::Dictionary(dictionary) => {
            output.extend(b"<<");
            for (name, value) in &dictionary.0 {
                write_name(name, output);
                output.push(b' ');
                write(value, output, number_of);
            }
            output.extend(b">>");
        }
        Object::Reference(number) => match number_of(*number) {
            Some(number) => append(output, format_args!("{number} 0 R")),
            None => output.extend(b"null"),
        },
    }
}

fn write_name(name: &[u8], output: &mut Vec<u8>) {
    output.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && *byte != b'#' && !is_delimiter(*byte) {
            output.push(*byte);
        } else {
            append(output, format_args!("#{byte:02X}"));
        }
    }
}

/// Writing to memory does not fail.
pub(super) fn append(output: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    let _ = output.write_fmt(text);
}

/// The bytes that a text stands for.
pub(super) fn text_bytes(text: &[u8]) -> Vec<u8> {
    match text {
        [b'<', inner @ .., b'>'] => {
            let digits: Vec<u8> = inner
                .iter()
                .filter(|byte| byte.is_ascii_hexdigit())
                .map(|byte| hex(*byte))
                .collect();
            let byte = |pair: &[u8]| {
                pair.first().copied().unwrap_or_default() << 4
                    | pair.get(1).copied().unwrap_or_default()
            };
            digits.chunks(2).map(byte).collect()
        }
        [b'(', inner @ .., b')'] => unescaped(inner),
        _ => Vec::new(),
    }
}

fn unescaped(mut text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    while let [first, behind @ ..] = text {
        text = behind;
        let (b'\\', [escaped, behind @ ..]) = (*first, text) else {
            bytes.push(*first);
            continue;
        };
        let digits = text.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
        if digits > 0 {
            let (octal, behind) = text.split_at(digits);
            let value =
                octal.iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            bytes.push(value.to_le_bytes()[0]);
            text = behind;
            continue;
        }
        match escaped {
            b'\n' | b'\r' => {}
            b'n' | b'r' | b't' | b'b' | b'f' => bytes.push(b' '),
            other => bytes.push(*other),
        }
        text = behind;
    }
    bytes
}

fn hex(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or_default()
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

pub(super) fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}
