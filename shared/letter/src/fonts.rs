//! The two fonts of a letter, each for its scripts.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use skrifa::FontRef;

/// Noto Sans SC for Han, Noto Sans for the other scripts. Noto Sans SC has Latin
/// letters too, but not those of Turkish, Polish or Kazakh, and one glyph for several
/// hyphens and dots, from which nobody could tell what was written.
#[derive(Clone)]
pub struct Fonts {
    han: Face,
    latin: Face,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceName {
    /// Noto Sans SC.
    Han,
    /// Noto Sans.
    Latin,
}

impl Fonts {
    /// The files' names in the folder that shared/letter/fonts/ packs.
    pub const FILES: [&str; 2] = ["NotoSansSC_400Regular.ttf", "NotoSans_400Regular.ttf"];

    /// The fonts of two files. Only what a letter needs of them is looked at.
    ///
    /// # Errors
    /// When one is no font.
    pub fn new(
        han: impl AsRef<[u8]> + Send + Sync + 'static,
        latin: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Result<Self, UnusableFont> {
        Ok(Self { han: Face::new(Arc::new(han))?, latin: Face::new(Arc::new(latin))? })
    }

    /// The fonts of a folder.
    ///
    /// # Errors
    /// When a file cannot be read or is no font.
    pub fn read(folder: &Path) -> Result<Self, UnusableFont> {
        let [han, latin] = Self::FILES.map(|file| {
            let path = folder.join(file);
            std::fs::read(&path)
                .map_err(|error| UnusableFont::Unread(path.display().to_string(), error))
        });
        Self::new(han?, latin?)
    }

    pub(crate) const fn face(&self, name: FaceName) -> &Face {
        match name {
            FaceName::Han => &self.han,
            FaceName::Latin => &self.latin,
        }
    }
}

/// One font, as those who measure and those who write the PDF want it.
#[derive(Clone)]
pub(crate) struct Face {
    data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    pub(crate) pdf: krilla::text::Font,
}

impl Face {
    fn new(data: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Result<Self, UnusableFont> {
        let pdf = krilla::text::Font::new(Arc::clone(&data).into(), 0);
        let face = Self { data, pdf: pdf.ok_or(UnusableFont::NoFont)? };
        face.font().map(|_| face.clone())
    }

    /// The tables of the font.
    pub(crate) fn font(&self) -> Result<FontRef<'_>, UnusableFont> {
        FontRef::new(self.data.as_ref().as_ref()).map_err(|_| UnusableFont::NoFont)
    }
}

/// A font cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UnusableFont {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    Unread(String, std::io::Error),
    /// The file is no font.
    #[error("this is no font")]
    NoFont,
}
