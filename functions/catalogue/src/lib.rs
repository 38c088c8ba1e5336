//! The catalogue: what one can apply for, as everybody reads it, and how
//! administrators bring it in.
//!
//! The Programmes table:
//!
//! | item | pk | sk |
//! |---|---|---|
//! | the lists to choose from | `CATALOGUE` | `CATALOGUE` |
//! | the checklists that tables name | `CATALOGUE` | `CHECKLISTS` |
//! | an import | `IMPORT#<id>` | `IMPORT` |
//! | what it writes, in parts | `IMPORT#<id>` | `PART#<number>` |
//! | a programme | `PROGRAMME#<id>` | `PROGRAMME` |
//! | a guide, as agreed to | `PROGRAMME#<id>` | `GUIDE#<version>` |
//! | the places of a programme | `PROGRAMME#<id>` | `SEATS` |
//! | a row of a search | `OFFERING#<intake>#<funding category>#<admission type>` | `<department>#<programme>` |

pub mod beijing_time;
mod guide;
pub mod importing;
mod offering;
pub mod reading;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<reading::view_catalogue::ViewCatalogue>()
        .http::<reading::find_programmes::FindProgrammes>()
        .http::<reading::view_programme::ViewProgramme>()
        .http::<reading::view_guide::ViewGuide>()
        .http::<reading::check_eligibility::CheckEligibility>()
        .http::<importing::import_programmes::ImportProgrammes>()
        .http::<importing::view_import::ViewImport>()
        .message::<importing::apply_import::ApplyImport>()
}
