//! Deploys infra/template.yaml to the emulator, with infra/dev/local/deploy.py.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::emulator::REGION;
use crate::failure::OrFail;
use crate::university::{CLIENT_SECRET, University};
use crate::{Failure, process, python, workspace};

/// The name of the installation in the local run.
pub(crate) const STAGE: &str = "local";
/// What the emulator's distribution shows the functions: no secret here, and the
/// same on every machine, so that the sample events can show it too.
pub const ORIGIN_SECRET: &str = "local-distribution-local-distribution";
const MAIL_FROM: &str = "no-reply@sojourn.example.org";

/// What is deployed, where to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Deployment<'a> {
    endpoint: &'a str,
    emulator_port: u16,
    region: &'static str,
    stage: &'static str,
    template: PathBuf,
    binary_folder: &'a Path,
    work_folder: PathBuf,
    site_folder: &'a Path,
    fonts_folder: &'a Path,
    keys: &'a Keys,
    university_client_secret: &'static str,
    parameters: BTreeMap<&'static str, String>,
}

/// The folders of what is deployed.
pub(crate) struct Files {
    /// The binary of each area.
    pub(crate) binaries: PathBuf,
    /// The built site.
    pub(crate) site: PathBuf,
    /// The fonts of the letters.
    pub(crate) fonts: PathBuf,
}

/// What came of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Deployed {
    /// The HTTP API.
    pub(crate) api_id: String,
    /// The `Host` by which the emulator knows the distribution, without port.
    pub(crate) distribution_host: String,
    /// The bucket of uploads.
    pub(crate) uploads_bucket: String,
    /// Physical ids by logical id.
    pub(crate) resources: BTreeMap<String, String>,
}

/// The keys and secrets of the local run: what infra/dev/local/keys.py makes.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Keys {
    access_token_keys: String,
    pub(crate) wechat_pay: WeChatPay,
    /// What only the functions know.
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

/// The merchant that the cashier knows, and the cashier's own keys.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WeChatPay {
    pub(crate) app_id: String,
    pub(crate) merchant_id: String,
    pub(crate) merchant_serial: String,
    merchant_private_key_pem: String,
    pub(crate) merchant_public_key_pem: String,
    pub(crate) public_key_id: String,
    pub(crate) platform_private_key_pem: String,
    platform_public_key_pem: String,
    pub(crate) api_v3_key: String,
}

impl Keys {
    /// Where they are kept.
    pub(crate) fn file() -> PathBuf {
        workspace::local("keys/keys.json")
    }

    /// The keys; made when there are none yet.
    ///
    /// # Errors
    /// When they cannot be made or read.
    pub(crate) async fn load() -> Result<Self, Failure> {
        let file = Self::file();
        if !file.exists() {
            process::run("making keys", python::script("keys.py").arg(workspace::local("keys")))
                .await?;
        }
        let text = std::fs::read(&file).or_fail(file.display())?;
        serde_json::from_slice(&text).or_fail(file.display())
    }
}

impl<'a> Deployment<'a> {
    /// A deployment of these files to the emulator.
    pub(crate) fn new(
        addresses: &'a Addresses,
        folder: &Path,
        files: &'a Files,
        keys: &'a Keys,
        university: &University,
    ) -> Self {
        let mut parameters = BTreeMap::from([
            ("Stage", STAGE.to_owned()),
            ("Architecture", architecture().to_owned()),
            ("PublicUrl", addresses.site.clone()),
            ("MailFrom", MAIL_FROM.to_owned()),
            ("AccessTokenKeys", keys.access_token_keys.clone()),
            ("OriginSecret", ORIGIN_SECRET.to_owned()),
            ("UploadsOrigin", addresses.emulator.clone()),
            ("WeChatPayBaseUrl", format!("{}/dev/cashier/wechat", addresses.front)),
            ("WeChatPayAppId", keys.wechat_pay.app_id.clone()),
            ("WeChatPayMerchantId", keys.wechat_pay.merchant_id.clone()),
            // They would run in the middle of a test.
            ("SchedulesState", "DISABLED".to_owned()),
            ("DeletionProtection", "false".to_owned()),
            ("LogRetentionDays", "1".to_owned()),
        ]);
        parameters.extend(university.parameters());
        Self {
            endpoint: &addresses.emulator,
            emulator_port: addresses.emulator_port,
            region: REGION,
            stage: STAGE,
            template: workspace::path("infra/template.yaml"),
            binary_folder: &files.binaries,
            work_folder: folder.join("work"),
            site_folder: &files.site,
            fonts_folder: &files.fonts,
            keys,
            university_client_secret: CLIENT_SECRET,
            parameters,
        }
    }

    /// Deploys it.
    ///
    /// # Errors
    /// When the template or a resource of it is refused; the script has said which.
    pub(crate) async fn run(&self) -> Result<Deployed, Failure> {
        let order = json!(self).to_string();
        let deploy = &mut python::script("deploy.py");
        let result = process::output("the deployment", deploy, order.as_bytes()).await?;
        serde_json::from_slice(&result).or_fail("what the deployment printed")
    }
}

/// Where a stack is reached.
pub(crate) struct Addresses {
    /// The front, for people: browsers send `Secure` cookies to `localhost` alone.
    pub(crate) site: String,
    /// The front, for programs, which need not resolve `localhost`.
    pub(crate) front: String,
    /// The emulator.
    pub(crate) emulator: String,
    /// The emulator's port.
    pub(crate) emulator_port: u16,
}

impl Addresses {
    /// Those of a front and an emulator on these ports.
    pub(crate) fn of(port: u16, emulator_port: u16) -> Self {
        Self {
            site: format!("http://localhost:{port}"),
            front: format!("http://127.0.0.1:{port}"),
            emulator: format!("http://127.0.0.1:{emulator_port}"),
            emulator_port,
        }
    }
}

fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "aarch64" => "arm64",
        other => other,
    }
}
