//! From the page to the PDF.

use std::num::NonZeroU16;

use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings, color::luma};

use crate::fonts::Fonts;
use crate::glyphs;
use crate::page::{Block, HEIGHT, LEFT, Line, Page, Role, WIDTH};
use crate::squares::Squares;
use crate::{Bilingual, CannotSet};

impl Page {
    /// The page as a PDF that can be kept (PDF/A-2a) and read aloud (PDF/UA-1). Nothing
    /// in it is of now or by chance.
    ///
    /// # Errors
    /// When the page breaks one of the two standards, which no letter does.
    pub fn pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, CannotSet> {
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(unwritable)?;
        let mut document =
            Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        document.set_metadata(self.metadata());
        document.set_outline(outline(&self.title));

        let size = Size::from_wh(WIDTH, HEIGHT).ok_or_else(|| unwritable("no page"))?;
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        let mut artist = Artist { surface: &mut surface, fonts, tree: TagTree::new(), table: None };
        for block in &self.blocks {
            artist.draw(block, &self.title);
        }
        let tree = artist.tree;
        surface.finish();
        page.finish();
        document.set_tag_tree(tree);
        document.finish().map_err(unwritable)
    }

    fn metadata(&self) -> Metadata {
        let day = self.issued;
        let part = |value: i8| value.unsigned_abs();
        let date =
            DateTime::new(day.year().unsigned_abs()).month(part(day.month())).day(part(day.day()));
        Metadata::new()
            .title(self.title.on_one_line())
            .authors(vec![self.author.clone()])
            .language("zh-CN".to_owned())
            .document_id(self.number.clone())
            .creation_date(date)
    }
}

fn unwritable(error: impl std::fmt::Debug) -> CannotSet {
    CannotSet::Unwritable(format!("{error:?}"))
}

/// PDF/UA asks for an outline; one page has one entry.
fn outline(title: &Bilingual) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.on_one_line(), top));
    outline
}

/// Draws block by block and says what each is.
struct Artist<'p, 's> {
    surface: &'p mut Surface<'s>,
    fonts: &'p Fonts,
    tree: TagTree,
    /// The table of facts, while it is drawn: a row for each label.
    table: Option<TagGroup>,
}

impl Artist<'_, '_> {
    fn draw(&mut self, block: &Block, title: &Bilingual) {
        match block {
            Block::Text { role, lines } => self.text(*role, lines, title),
            Block::Rule { y } => self.decoration(rule(*y), 0.8, None),
            Block::Seal { center, radius } => {
                let dashes = StrokeDash { array: vec![3.0, 3.0], offset: 0.0 };
                self.decoration(circle(*center, *radius), 0.6, Some(dashes));
            }
            Block::Squares { squares, left, top, side } => {
                self.squares(squares, (*left, *top), *side);
            }
        }
    }

    fn text(&mut self, role: Role, lines: &[Line], title: &Bilingual) {
        let language = match role {
            Role::Paragraph(language) => language,
            Role::Title | Role::Label | Role::Value => None,
        };
        let leaves = lines.iter().map(|line| {
            let tag = ContentTag::Span(SpanTag::empty().with_lang(language));
            let leaf = self.surface.start_tagged(tag);
            draw_line(self.surface, self.fonts, line);
            self.surface.end_tagged();
            Node::Leaf(leaf)
        });
        let leaves = leaves.collect();
        match role {
            Role::Label => {
                let label = TagGroup::with_children(Tag::TH(TableHeaderScope::Row), leaves);
                let row = TagGroup::with_children(Tag::TR, vec![label.into()]);
                self.table.get_or_insert_with(|| TagGroup::new(Tag::Table)).push(row);
            }
            Role::Value => {
                let value = TagGroup::with_children(Tag::TD, leaves);
                if let Some(Node::Group(row)) =
                    self.table.as_mut().and_then(|table| table.children.last_mut())
                {
                    row.push(value);
                }
            }
            Role::Title => {
                let tag = Tag::Hn(NonZeroU16::MIN, Some(title.zh.clone()));
                self.add(TagGroup::with_children(tag, leaves));
            }
            Role::Paragraph(_) => self.add(TagGroup::with_children(Tag::P, leaves)),
        }
    }

    /// Adds what is read next; a table that was being drawn has ended.
    fn add(&mut self, group: TagGroup) {
        if let Some(table) = self.table.take() {
            self.tree.push(table);
        }
        self.tree.push(group);
    }

    fn squares(&mut self, squares: &Squares, (left, top): (f32, f32), side: f32) {
        let unit = side / f32::from(squares.side);
        let mut path = PathBuilder::new();
        for stretch in &squares.dark {
            let x = left + unit * f32::from(stretch.from);
            let y = top + unit * f32::from(stretch.row);
            let width = unit * f32::from(stretch.to - stretch.from);
            if let Some(rectangle) = Rect::from_xywh(x, y, width, unit) {
                path.push_rect(rectangle);
            }
        }
        let leaf = self.surface.start_tagged(ContentTag::Other);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill::default()));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
        let alternative = "二维码，用于查验本证明 / QR code with which this letter is verified";
        let tag = Tag::Figure(Some(alternative.to_owned()));
        self.add(TagGroup::with_children(tag, vec![leaf.into()]));
    }

    /// A line that says nothing.
    fn decoration(&mut self, path: Option<Path>, width: f32, dash: Option<StrokeDash>) {
        let nothing = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout));
        self.surface.start_tagged(nothing);
        self.surface.set_fill(None);
        let stroke = Stroke {
            paint: luma::Color::new(120).into(),
            width,
            opacity: NormalizedF32::ONE,
            dash,
            ..Stroke::default()
        };
        self.surface.set_stroke(Some(stroke));
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
    }
}

fn draw_line(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    for (x, face, glyphs) in line.stretches() {
        let text = glyphs::text(glyphs);
        let drawn: Vec<KrillaGlyph> = text
            .char_indices()
            .zip(glyphs)
            .map(|((at, character), glyph)| {
                let range = at..at + character.len_utf8();
                KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect();
        let start = Point::from_xy(x, line.baseline);
        let font = fonts.face(face).pdf.clone();
        surface.draw_glyphs(start, &drawn, font, &text, line.size, false);
    }
}

/// A line from margin to margin.
fn rule(y: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(WIDTH - LEFT, y);
    path.finish()
}

/// A circle of four curves.
fn circle((x, y): (f32, f32), radius: f32) -> Option<Path> {
    // How far the handles reach for a quarter of a circle.
    let handle = radius * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path.close();
    path.finish()
}
