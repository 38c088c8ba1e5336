//! What the tests of this area stand on: the demonstration catalogue, imported
//! through its action.

use catalogue::importing::changes::ApplyImport;
use serde_json::Value;
use shared_kit::{Caller, Client, Reply, World};
use shared_platform::actions::Failure;
use shared_platform::auth::StaffRole;

/// A programme that asks for a fee.
pub const MASTER: &str = "computer-science-master-2027a";
/// Another one of the same intake.
pub const OTHER_MASTER: &str = "pharmacology-master-2027a";
/// One whose intake is closed.
pub const CLOSED: &str = "computer-science-master-2027s";

pub struct Setting {
    pub world: World,
    pub client: Client,
}

/// The catalogue of the local run.
pub fn demonstration_catalogue() -> Value {
    let text = include_str!("../../../../infra/dev/data/demonstration-catalogue.json");
    serde_json::from_str(text).unwrap()
}

impl Setting {
    /// A world without a catalogue.
    pub async fn empty() -> Self {
        let world = World::new().await;
        let client = world.client(&catalogue::actions()).await;
        Self { world, client }
    }

    /// A world with the demonstration catalogue.
    pub async fn with_catalogue() -> Self {
        let setting = Self::empty().await;
        let _ = setting.import(&demonstration_catalogue()).await.expect(202);
        setting
    }

    /// A world with a few of its programmes.
    pub async fn new() -> Self {
        let mut catalogue = demonstration_catalogue();
        let rows = catalogue["programmes"].as_array_mut().unwrap();
        rows.retain(|row| [MASTER, OTHER_MASTER, CLOSED].contains(&text(&row["code"])));
        let setting = Self::empty().await;
        let _ = setting.import(&catalogue).await.expect(202);
        setting
    }

    /// Imports a file and lets it be written.
    pub async fn import(&self, file: &Value) -> Reply {
        let administrator = self.world.staff(&[StaffRole::Administrator]).await;
        let reply = self.import_by(&administrator, file).await;
        if reply.status == 202 {
            self.write_import(&reply).await.unwrap();
        }
        reply
    }

    /// Delivers the message of an import that was taken on.
    pub async fn write_import(&self, reply: &Reply) -> Result<(), Failure> {
        self.world.take_outbox().await;
        let import = text(&reply.body["id"]).parse().unwrap();
        self.world.consume(&catalogue::actions(), ApplyImport { import }).await
    }

    pub async fn import_by(&self, administrator: &Caller, file: &Value) -> Reply {
        self.client.put("/api/staff/programmes").by(administrator).json(file).send().await
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
