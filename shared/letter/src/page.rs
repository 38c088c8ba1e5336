//! The page: what stands where.

use jiff::civil::Date;
use serde::Serialize;

use crate::breaking;
use crate::fonts::{FaceName, Fonts};
use crate::glyphs::{self, Glyph, Glyphs, advance};
use crate::squares::Squares;
use crate::{Bilingual, CannotSet, Issuer, Letter};

// A4, in points.
pub(crate) const WIDTH: f32 = 595.276;
pub(crate) const HEIGHT: f32 = 841.89;
pub(crate) const LEFT: f32 = 62.0;
const COLUMN: f32 = WIDTH - 2.0 * LEFT;
const TOP: f32 = 40.0;
/// Where what is written must have ended: below is the office's address.
const FOOT: f32 = 780.0;
const LABELS: f32 = 168.0;
const QR_SIDE: f32 = 84.0;
/// A university's seal has a diameter of 42 mm.
const SEAL: f32 = 119.0;

/// A letter that has been set.
#[derive(Debug, Clone)]
pub struct Page {
    pub(crate) title: Bilingual,
    pub(crate) author: String,
    pub(crate) number: String,
    pub(crate) issued: Date,
    pub(crate) blocks: Vec<Block>,
}

/// What stands on the page, in the order in which it is read.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Text { role: Role, lines: Vec<Line> },
    Rule { y: f32 },
    Seal { center: (f32, f32), radius: f32 },
    Squares { squares: Squares, left: f32, top: f32, side: f32 },
}

/// What a text is to those who have the page read to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Paragraph(Option<&'static str>),
    Label,
    Value,
}

const CHINESE: Role = Role::Paragraph(Some("zh-CN"));
const ENGLISH: Role = Role::Paragraph(Some("en"));
const BOTH: Role = Role::Paragraph(None);

/// One line of text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) x: f32,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) glyphs: Vec<Glyph>,
}

/// A character as it stands on the page: for those who check its picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// The font.
    pub face: FaceName,
    /// What is written.
    pub character: char,
    /// Where it begins, in points from the left.
    pub x: f32,
    /// Where letters stand, in points from the top.
    pub baseline: f32,
    /// The size of the type, in points.
    pub size: f32,
    /// How wide it is, in points.
    pub width: f32,
}

/// Sets a letter.
///
/// # Errors
/// When a character of it has no glyph, or it does not fit on the page.
pub fn set(letter: &Letter, fonts: &Fonts) -> Result<Page, CannotSet> {
    let glyphs = Glyphs::new(fonts).map_err(|error| CannotSet::Unwritable(error.to_string()))?;
    let mut composer = Composer { glyphs, blocks: Vec::new(), y: TOP };
    composer.head(letter);
    composer.body(letter);
    composer.attestation(letter)?;
    let end = composer.y;
    composer.foot(&letter.issuer);
    composer.glyphs.conclude()?;
    if end > FOOT {
        return Err(CannotSet::TooLong);
    }
    Ok(Page {
        title: letter.title.clone(),
        author: letter.issuer.university.on_one_line(),
        number: letter.number.to_string(),
        issued: letter.issued,
        blocks: composer.blocks,
    })
}

impl Page {
    /// The lines of the page as they are set, in the order in which they are read.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.set_lines().map(|line| glyphs::text(&line.glyphs)).collect()
    }

    /// The characters of the page, line by line.
    #[must_use]
    pub fn placed(&self) -> Vec<Placed> {
        self.set_lines().flat_map(Line::placed).collect()
    }

    fn set_lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Text { lines, .. } => lines.as_slice(),
            Block::Rule { .. } | Block::Seal { .. } | Block::Squares { .. } => &[],
        })
    }
}

impl Line {
    /// What is written in one font, with where it begins.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (f32, FaceName, &[Glyph])> {
        let mut x = self.x;
        self.glyphs.chunk_by(|one, next| one.face == next.face).map(move |glyphs| {
            let start = x;
            x += self.size * advance(glyphs);
            let face = glyphs.first().map_or(FaceName::Latin, |glyph| glyph.face);
            (start, face, glyphs)
        })
    }

    fn placed(&self) -> impl Iterator<Item = Placed> {
        let mut next = self.x;
        self.glyphs.iter().map(move |glyph| {
            let Glyph { character, face, .. } = *glyph;
            let (x, width) = (next, self.size * glyph.advance);
            next += width;
            Placed { face, character, x, baseline: self.baseline, size: self.size, width }
        })
    }
}

/// Type: its size and the distance from line to line.
#[derive(Clone, Copy)]
struct Type {
    size: f32,
    leading: f32,
}

const fn set_in(size: f32, leading: f32) -> Type {
    Type { size, leading }
}

/// Where lines are set.
#[derive(Clone, Copy)]
struct Space {
    left: f32,
    width: f32,
    align: Align,
}

#[derive(Clone, Copy)]
enum Align {
    Left,
    Center,
}

const PAGE: Space = Space { left: LEFT, width: COLUMN, align: Align::Left };
const CENTERED: Space = Space { align: Align::Center, ..PAGE };

/// Sets block by block, from the top of the page to its foot.
struct Composer<'f> {
    glyphs: Glyphs<'f>,
    blocks: Vec<Block>,
    y: f32,
}

impl Composer<'_> {
    fn head(&mut self, letter: &Letter) {
        let Letter { issuer, title, .. } = letter;
        self.text(CHINESE, set_in(17.0, 25.0), CENTERED, &issuer.university.zh);
        self.text(ENGLISH, set_in(10.5, 15.0), CENTERED, &issuer.university.en);
        self.y += 6.0;
        self.blocks.push(Block::Rule { y: self.y });
        self.y += 6.0;
        let number = Bilingual::new("编号", "Number:").as_label();
        self.text(BOTH, set_in(9.0, 13.0), PAGE, &format!("{number} {}", letter.number));
        let day = Bilingual::new("日期", "Date:").as_label();
        let date = Bilingual::date(letter.issued).on_one_line();
        self.text(BOTH, set_in(9.0, 13.0), PAGE, &format!("{day} {date}"));
        self.y += 12.0;
        self.text(Role::Title, set_in(15.0, 22.0), CENTERED, &title.zh);
        self.text(ENGLISH, set_in(11.0, 16.0), CENTERED, &title.en);
        self.y += 10.0;
    }

    fn body(&mut self, letter: &Letter) {
        let body = set_in(9.5, 14.0);
        self.text(CHINESE, body, PAGE, &format!("致：{}", letter.addressee.zh));
        self.text(ENGLISH, body, PAGE, &format!("To: {}", letter.addressee.en));
        self.y += 6.0;
        self.text(CHINESE, body, PAGE, &letter.opening.zh);
        self.text(ENGLISH, body, PAGE, &letter.opening.en);
        self.y += 6.0;
        for fact in &letter.facts {
            self.fact(&fact.label.as_label(), &fact.value.text());
        }
        self.y += 6.0;
        self.text(CHINESE, body, PAGE, &letter.closing.zh);
        self.text(ENGLISH, body, PAGE, &letter.closing.en);
        self.y += 12.0;
    }

    /// A label with its value beside it.
    fn fact(&mut self, label: &str, value: &str) {
        let body = set_in(9.5, 14.0);
        let top = self.y;
        self.text(Role::Label, body, Space { width: LABELS - 8.0, ..PAGE }, label);
        let below_label = std::mem::replace(&mut self.y, top);
        let beside = Space { left: LEFT + LABELS, width: COLUMN - LABELS, align: Align::Left };
        self.text(Role::Value, body, beside, value);
        self.y = self.y.max(below_label) + 2.0;
    }

    /// How the letter is verified, and beside it who signs, with a place for the seal.
    fn attestation(&mut self, letter: &Letter) -> Result<(), CannotSet> {
        let top = self.y;
        let squares = Squares::of(&letter.check.link(letter.number))?;
        self.blocks.push(Block::Squares { squares, left: LEFT, top: top + 4.0, side: QR_SIDE });
        self.verification(letter);
        let below = std::mem::replace(&mut self.y, top);
        self.signature(letter);
        self.y = below.max(top + SEAL);
        Ok(())
    }

    fn verification(&mut self, letter: &Letter) {
        let small = set_in(8.0, 11.5);
        let left = LEFT + QR_SIDE + 12.0;
        let beside = Space { left, width: WIDTH - LEFT - SEAL - 16.0 - left, align: Align::Left };
        let check = &letter.check;
        let code = Bilingual::new("核对码", "Check code:").as_label();
        self.text(BOTH, small, beside, &format!("{code} {}", check.code));
        let zh = format!("查验本证明：请扫描二维码，或打开 {} 并输入编号和核对码。", check.page);
        self.text(CHINESE, small, beside, &zh);
        let en = format!(
            "To verify this letter, scan the code, or open {} and enter the number and the check code.",
            check.page
        );
        self.text(ENGLISH, small, beside, &en);
        self.text(CHINESE, small, beside, "查验页仅显示编号、姓名首字母和有效期。");
        let en =
            "The page confirms the number, the initials and the validity, and shows nothing else.";
        self.text(ENGLISH, small, beside, en);
    }

    fn signature(&mut self, letter: &Letter) {
        let right = WIDTH - LEFT;
        let center = (right - SEAL / 2.0, self.y + SEAL / 2.0);
        self.blocks.push(Block::Seal { center, radius: SEAL / 2.0 });
        let within = Space { left: right - SEAL + 6.0, width: SEAL - 12.0, align: Align::Center };
        self.y += 30.0;
        self.text(CHINESE, set_in(9.0, 13.0), within, &letter.issuer.university.zh);
        self.text(CHINESE, set_in(9.0, 13.0), within, &Bilingual::date(letter.issued).zh);
        self.text(BOTH, set_in(8.0, 12.0), within, "（盖章） Official seal");
    }

    fn foot(&mut self, issuer: &Issuer) {
        let small = set_in(8.0, 11.5);
        self.y = FOOT;
        self.text(
            CHINESE,
            small,
            CENTERED,
            &format!("{}，{}", issuer.office.zh, issuer.address.zh),
        );
        self.text(
            ENGLISH,
            small,
            CENTERED,
            &format!("{}, {}", issuer.office.en, issuer.address.en),
        );
        self.text(BOTH, small, CENTERED, &issuer.contact);
    }

    /// Sets a text in as many lines as it takes.
    fn text(&mut self, role: Role, text_type: Type, space: Space, text: &str) {
        let Type { size, leading } = text_type;
        let glyphs = self.glyphs.of(text);
        let mut lines = Vec::new();
        for glyphs in breaking::lines(glyphs, space.width / size) {
            let free = space.width - size * advance(&glyphs);
            let x = match space.align {
                Align::Left => space.left,
                Align::Center => space.left + free / 2.0,
            };
            // Han characters reach from 0.88 above to 0.12 below where letters stand.
            let baseline = self.y + (leading - size) / 2.0 + 0.88 * size;
            lines.push(Line { x, baseline, size, glyphs });
            self.y += leading;
        }
        self.blocks.push(Block::Text { role, lines });
    }
}
