//! The areas of the system and their actions.

use std::collections::BTreeSet;

use shared_platform::Actions;

use crate::repository::rust_sources;

/// An area: a crate with a binary of the same name.
#[derive(Clone, Copy)]
pub struct Area {
    /// Its name.
    pub name: &'static str,
    /// The table of its actions.
    pub actions: fn() -> Actions,
}

/// All areas.
pub const AREAS: [Area; 8] = [
    Area { name: "accounts", actions: accounts::actions },
    Area { name: "admissions", actions: admissions::actions },
    Area { name: "catalogue", actions: catalogue::actions },
    Area { name: "documents", actions: documents::actions },
    Area { name: "notices", actions: notices::actions },
    Area { name: "payments", actions: payments::actions },
    Area { name: "reviews", actions: reviews::actions },
    Area { name: "semester", actions: semester::actions },
];

/// The actions of all areas, each with its area's name.
#[must_use]
pub fn actions() -> Vec<(&'static str, &'static str)> {
    let of_area = |area: Area| {
        let names: Vec<&str> = (area.actions)().names().collect();
        names.into_iter().map(move |action| (action, area.name))
    };
    AREAS.into_iter().flat_map(of_area).collect()
}

/// The actions that consume a message of the outbox.
#[must_use]
pub fn message_consumers() -> BTreeSet<&'static str> {
    AREAS.into_iter().flat_map(|area| (area.actions)().of_messages().to_vec()).collect()
}

/// The file of an action: it bears the action's name, in its area or in one of the
/// area's rooms.
///
/// # Panics
/// When there is not one such file.
#[must_use]
pub fn file_of(action: &str) -> String {
    let name = format!("/{action}.rs");
    let mut files = rust_sources(&format!("functions/{}/src", area_of(action)));
    files.retain(|file| file.ends_with(&name));
    let [file] = &files[..] else { panic!("{action} has the files {files:?}") };
    file.clone()
}

/// The area of an action.
///
/// # Panics
/// When no area has it.
#[must_use]
pub fn area_of(action: &str) -> &'static str {
    let found = actions().into_iter().find(|(name, _)| *name == action);
    found.unwrap_or_else(|| panic!("no area has the action {action}")).1
}
