//! Where a mail leads.

use serde::{Deserialize, Serialize};

/// A page of the site, and the code with which it is opened, if it needs one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    path: String,
    code: Option<String>,
}

impl Page {
    /// The page at a path of the site.
    #[must_use]
    pub fn at(path: impl Into<String>) -> Self {
        Self { path: path.into(), code: None }
    }

    /// The page with the secret of a link, which no server gets to see.
    #[must_use]
    pub fn with_code(path: impl Into<String>, code: &str) -> Self {
        Self { path: path.into(), code: Some(code.to_owned()) }
    }

    /// The path, from `/` on.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The secret of the link.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}
