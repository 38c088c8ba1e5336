//! The Programmes table:
//!
//! | item | pk | sk |
//! |---|---|---|
//! | the lists to choose from | `CATALOGUE` | `CATALOGUE` |
//! | a programme | `PROGRAMME#<id>` | `PROGRAMME` |
//! | a guide, as agreed to | `PROGRAMME#<id>` | `GUIDE#<version>` |
//! | a row of a search | `OFFERING#<intake>#<funding category>#<admission type>` | `<department>#<programme>` |

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::audit::{AuditLog, Entry, Occasion};
use shared::auth::Actor;
use shared::ids::ProgrammeId;
use shared::locale::Bilingual;
use shared::slug::Slug;
use shared::store::{
    CommitError, Condition, Cursor, Item, Key, Page, Query, StoreError, Table, Transaction,
    get_three, get_two,
};
use shared::{Environment, InitError};

use super::seats::{limit_seats, seats_key};
use crate::catalogue::Catalogue;
use crate::programme::{Guide, Offering, Programme};
use crate::seats::Seats;

/// The Programmes table.
#[derive(Debug, Clone)]
pub(crate) struct CatalogueStore {
    programmes: Table,
}

/// The lists to choose from, with the version they are changed under.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredCatalogue {
    pub(crate) content: Catalogue,
    /// Zero before the first import.
    pub(crate) version: u64,
}

/// A programme, with the version it is changed under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredProgramme {
    pub(crate) content: Programme,
    pub(crate) version: u64,
    /// When it was taken out of the catalogue.
    #[serde(default)]
    pub(crate) removed_at: Option<Timestamp>,
}

/// A guide as it was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PublishedGuide {
    pub(crate) guide: Guide,
    /// The name of its programme then.
    pub(crate) programme: Bilingual,
}

/// Which rows of a search to read.
#[derive(Debug, Clone)]
pub(crate) struct OfferingsOf<'a> {
    pub(crate) intake: &'a Slug,
    pub(crate) funding_category: &'a Slug,
    pub(crate) admission_type: &'a Slug,
    pub(crate) department: Option<&'a Slug>,
}

impl CatalogueStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { programmes: environment.table("PROGRAMMES")? })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.programmes.warm().await;
    }

    /// The lists to choose from; empty before the first import.
    pub(crate) async fn catalogue(&self) -> Result<StoredCatalogue, StoreError> {
        Ok(self.programmes.get(&catalogue_key()).await?.unwrap_or_default())
    }

    pub(crate) async fn programme(
        &self,
        id: ProgrammeId,
    ) -> Result<Option<StoredProgramme>, StoreError> {
        self.programmes.get(&programme_key(id)).await
    }

    /// A programme with the lists that its parts are named in, in one call.
    pub(crate) async fn programme_with_lists(
        &self,
        id: ProgrammeId,
    ) -> Result<(Option<StoredProgramme>, StoredCatalogue), StoreError> {
        let (programme, catalogue): (_, Option<StoredCatalogue>) =
            get_two((&self.programmes, &programme_key(id)), (&self.programmes, &catalogue_key()))
                .await?;
        Ok((programme, catalogue.unwrap_or_default()))
    }

    /// A programme with the lists that its parts are named in and its places, in
    /// one call.
    pub(crate) async fn programme_with_lists_and_seats(
        &self,
        id: ProgrammeId,
    ) -> Result<Option<(StoredProgramme, StoredCatalogue, Seats)>, StoreError> {
        let programmes = &self.programmes;
        let (programme, catalogue, seats): (_, Option<StoredCatalogue>, Option<Seats>) = get_three(
            (programmes, &programme_key(id)),
            (programmes, &catalogue_key()),
            (programmes, &seats_key(id)),
        )
        .await?;
        let with_others =
            |programme| (programme, catalogue.unwrap_or_default(), seats.unwrap_or_default());
        Ok(programme.map(with_others))
    }

    /// A guide as it was published under a version.
    pub(crate) async fn guide(
        &self,
        id: ProgrammeId,
        version: &Slug,
    ) -> Result<Option<PublishedGuide>, StoreError> {
        self.programmes.get(&guide_key(id, version)).await
    }

    /// A page of a search (S31-S35): one query of one partition.
    pub(crate) async fn offerings(
        &self,
        of: OfferingsOf<'_>,
        limit: i32,
        after: Option<Cursor>,
    ) -> Result<Page<Offering>, StoreError> {
        let partition = offering_partition(of.intake, of.funding_category, of.admission_type);
        let query = Query::partition(partition).limit(limit).after(after);
        let query = match of.department {
            Some(department) => query.prefix(format!("{department}#")),
            None => query,
        };
        self.programmes.list(query).await
    }

    /// Replaces the lists that were read as `before`.
    pub(crate) async fn save_catalogue(
        &self,
        audit: &AuditLog,
        actor: Actor,
        occasion: &Occasion,
        before: &StoredCatalogue,
        after: &Catalogue,
    ) -> Result<(), CommitError> {
        let stored = StoredCatalogue { content: after.clone(), version: before.version + 1 };
        let mut transaction = Transaction::new();
        transaction.put(
            "catalogue",
            &self.programmes,
            Item::new(catalogue_key(), &stored)?,
            unchanged_since(before.version),
        )?;
        let entry = Entry {
            actor,
            action: "import_programmes",
            subject: "catalogue".to_owned(),
            before: json!(before.content),
            after: json!(after),
        };
        audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Writes a programme with its guide and the rows of searches that show it,
    /// in place of what was read as `before`.
    pub(crate) async fn save_programme(
        &self,
        audit: &AuditLog,
        actor: Actor,
        occasion: &Occasion,
        before: Option<&StoredProgramme>,
        after: &Programme,
    ) -> Result<(), CommitError> {
        let id = after.id();
        let version = before.map_or(0, |before| before.version);
        let stored =
            StoredProgramme { content: after.clone(), version: version + 1, removed_at: None };
        let mut transaction = Transaction::new();
        transaction.put(
            "programme",
            &self.programmes,
            Item::new(programme_key(id), &stored)?,
            unchanged_since(version),
        )?;
        // What was agreed to stays readable: a version never gets another text.
        transaction.put(
            "guide",
            &self.programmes,
            Item::new(
                guide_key(id, &after.guide.version),
                &PublishedGuide { guide: after.guide.clone(), programme: after.name.clone() },
            )?,
            Condition::item_missing().or(Condition::equals("guide", &after.guide)),
        )?;
        limit_seats(&mut transaction, &self.programmes, id, after.seats)?;
        let rows = offering_keys(after);
        for key in before.map(|before| offering_keys(&before.content)).into_iter().flatten() {
            if !rows.contains(&key) {
                let anything = Condition::item_exists().or(Condition::item_missing());
                transaction.delete("row", &self.programmes, key, anything)?;
            }
        }
        for (key, funding) in rows.into_iter().zip(&after.funding_categories) {
            let item = Item::new(key, &Offering::of(after, funding))?;
            let anything = Condition::item_exists().or(Condition::item_missing());
            transaction.put("row", &self.programmes, item, anything)?;
        }
        let entry = Entry {
            actor,
            action: "import_programmes",
            subject: id.to_string(),
            before: json!(before.map(|before| in_brief(&before.content))),
            after: in_brief(after),
        };
        audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Requires in a transaction that a programme is offered with this guide (S30).
    pub(crate) fn check_guide(
        &self,
        transaction: &mut Transaction,
        id: ProgrammeId,
        version: &Slug,
    ) -> Result<(), StoreError> {
        let unchanged = Condition::equals("content.guide.version", version)
            .and(Condition::Missing("removedAt"));
        transaction.check("guide", &self.programmes, programme_key(id), unchanged)
    }
}

fn unchanged_since(version: u64) -> Condition {
    match version {
        0 => Condition::item_missing(),
        version => Condition::equals("version", version),
    }
}

/// What the audit log keeps of a programme; its guides are kept for themselves.
fn in_brief(programme: &Programme) -> serde_json::Value {
    json!({
        "code": programme.code,
        "name": programme.name,
        "intake": programme.intake,
        "admissionType": programme.admission_type,
        "closesAt": programme.closes_at,
        "fundingCategories": programme.funding_categories,
        "guideVersion": programme.guide.version,
    })
}

fn catalogue_key() -> Key {
    Key::new("CATALOGUE", "CATALOGUE")
}

fn programme_key(id: ProgrammeId) -> Key {
    Key::new(format!("PROGRAMME#{id}"), "PROGRAMME")
}

fn guide_key(id: ProgrammeId, version: &Slug) -> Key {
    Key::new(format!("PROGRAMME#{id}"), format!("GUIDE#{version}"))
}

fn offering_partition(intake: &Slug, funding_category: &Slug, admission_type: &Slug) -> String {
    format!("OFFERING#{intake}#{funding_category}#{admission_type}")
}

/// The keys of the rows that show a programme, in the order of its funding categories.
fn offering_keys(programme: &Programme) -> Vec<Key> {
    let key = |category| {
        Key::new(
            offering_partition(&programme.intake, category, &programme.admission_type),
            format!("{}#{}", programme.department, programme.id()),
        )
    };
    programme.funding_categories.iter().map(|funding| key(&funding.id)).collect()
}

#[cfg(test)]
mod tests {
    use shared::testing::World;

    use super::*;
    use crate::catalogue_file::CatalogueFile;

    #[tokio::test]
    async fn a_guide_published_since_it_was_read_keeps_its_text() {
        let world = World::new().await;
        let store = CatalogueStore::of(world.environment()).unwrap();
        let audit = AuditLog::of(world.environment()).unwrap();
        let now = world.clock().now();
        let occasion = Occasion { now, cause: "a test".to_owned(), address: None };
        let save = async |before: Option<&StoredProgramme>, after: &Programme| {
            store.save_programme(&audit, Actor::Anonymous, &occasion, before, after).await
        };
        let file = include_str!("../../../../infra/dev/data/demonstration-catalogue.json");
        let file = CatalogueFile::parse(serde_json::from_str(file).unwrap()).unwrap();
        let programme = file.programmes.into_iter().next().unwrap();
        save(None, &programme).await.unwrap();
        let present = store.programme(programme.id()).await.unwrap().unwrap();

        let mut other_text = programme.clone();
        other_text.guide.requirements.en = "Anybody.".to_owned();
        let outcome = save(Some(&present), &other_text).await;
        assert!(matches!(outcome, Err(CommitError::Refused(refused)) if refused.by("guide")));
        let guide = store.guide(programme.id(), &programme.guide.version).await.unwrap();
        assert_eq!(guide.map(|published| published.guide), Some(programme.guide));
    }
}
