//! A whole running system: emulator, deployment, demonstration data, front.

use std::fs::{File, TryLockError};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use axum::Router;
use tokio::sync::OnceCell;

use crate::demonstration::Demonstration;
use crate::deployment::{Addresses, Deployed, Deployment, Files, Keys, STAGE};
use crate::emulator::{Emulator, REGION};
use crate::failure::OrFail;
use crate::front::{Front, Server};
use crate::progress::step;
use crate::university::{Protocol, University};
use crate::{Failure, binaries, fonts, python, seed, site, workspace};

/// The variable with the demonstration.json of a stack that tests shall use.
pub(crate) const STACK_VARIABLE: &str = "SOJOURN_STACK";

/// How a stack is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its folder in `.local`; none for the first of `test-1`, `test-2` … that
    /// nobody uses.
    pub name: Option<String>,
    /// The port of the front; 0 for any.
    pub port: u16,
    /// Whether data of an earlier run is used and kept.
    pub keep: bool,
    /// What its university runs.
    pub university: Protocol,
}

/// A running stack. It stops with this value, and with this process.
pub struct Stack {
    demonstration: Demonstration,
    file: PathBuf,
    // Fields are dropped in this order: the front goes before what it forwards to.
    _front: Server,
    _university: University,
    _emulator: Emulator,
    _folder: Folder,
}

impl Stack {
    /// Builds, deploys and seeds a stack, saying what it does.
    ///
    /// # Errors
    /// What is missing, taken or refused, and what to do about it.
    pub async fn start(options: Options) -> Result<Self, Failure> {
        let folder = match &options.name {
            Some(name) => Folder::lock(name)?,
            None => Folder::lock_free()?,
        };
        if !options.keep {
            folder.clear()?;
        }
        let (listener, port) = bind(options.port)?;
        let emulator_port = emulator_port(options.port)?;
        python::prepare().await?;
        let keys = Keys::load().await?;
        let (site, fonts) = (site::build().await?, fonts::prepare().await?);
        let binaries = step("Building the functions", binaries::for_local_run()).await?;
        let files = Files { binaries, site, fonts };
        let starting = Emulator::start(&folder.path, emulator_port, options.keep);
        let emulator = step("Starting the emulator", starting).await?;
        let addresses = Addresses::of(port, emulator_port);
        let university = start_university(&options, &folder.path, &addresses).await?;
        let deployment = Deployment::new(&addresses, &folder.path, &files, &keys, &university);
        let deployed = step("Deploying infra/template.yaml", deployment.run()).await?;
        let host = format!("{}:{emulator_port}", deployed.distribution_host);
        let mut demonstration = describe(addresses, deployed);
        let front = Front::new(demonstration.clone(), &host);
        let server = Server::start(front.clone(), cashier(&keys)?, listener)?;
        let file = folder.path.join("demonstration.json");
        match Demonstration::read(&file) {
            Ok(kept) => {
                demonstration.staff = kept.staff;
                demonstration.applicant = kept.applicant;
                demonstration.students = kept.students;
            }
            Err(_) => step("Making demonstration data", seed::seed(&mut demonstration)).await?,
        }
        demonstration.write(&file)?;
        front.show(&demonstration);
        Ok(Self {
            demonstration,
            file,
            _front: server,
            _university: university,
            _emulator: emulator,
            _folder: folder,
        })
    }

    /// Addresses, sign-ins and resources.
    #[must_use]
    pub fn demonstration(&self) -> &Demonstration {
        &self.demonstration
    }

    /// The file with the demonstration.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The stack that this process's tests share: the one that `cargo dev test`
    /// runs, else one of their own on free ports.
    ///
    /// # Errors
    /// As [`Stack::start`].
    pub async fn for_tests() -> Result<Demonstration, Failure> {
        static OWN: OnceCell<Stack> = OnceCell::const_new();
        match std::env::var_os(STACK_VARIABLE) {
            Some(file) => Demonstration::read(Path::new(&file)),
            None => {
                let stack = OWN.get_or_try_init(|| Self::start(Options::for_tests())).await?;
                Ok(stack.demonstration.clone())
            }
        }
    }
}

impl Options {
    /// A stack for tests: fresh, on free ports.
    #[must_use]
    pub fn for_tests() -> Self {
        Self { name: None, port: 0, keep: false, university: Protocol::Oidc }
    }
}

/// The university, which leads browsers back to this site.
async fn start_university(
    options: &Options,
    folder: &Path,
    addresses: &Addresses,
) -> Result<University, Failure> {
    let page = format!("{}/sign-in/university", addresses.site);
    let folder = folder.join("university");
    let starting = University::start(options.university, &folder, &page);
    step("Starting the university", starting).await
}

fn describe(addresses: Addresses, deployed: Deployed) -> Demonstration {
    Demonstration {
        site: addresses.site,
        front: addresses.front,
        emulator: addresses.emulator,
        region: REGION.to_owned(),
        stage: STAGE.to_owned(),
        api_id: deployed.api_id,
        uploads_bucket: deployed.uploads_bucket,
        resources: deployed.resources,
        keys_file: Keys::file(),
        staff: Vec::new(),
        applicant: None,
        students: Vec::new(),
    }
}

/// The cashier's routes, with the provider's keys.
fn cashier(keys: &Keys) -> Result<Router, Failure> {
    let keys = &keys.wechat_pay;
    let settings = cashier::Settings {
        app_id: keys.app_id.clone(),
        merchant_id: keys.merchant_id.clone(),
        merchant_serial: keys.merchant_serial.clone(),
        merchant_public_key_pem: keys.merchant_public_key_pem.clone(),
        platform_key_pem: keys.platform_private_key_pem.clone(),
        public_key_id: keys.public_key_id.clone(),
        api_v3_key: keys.api_v3_key.clone(),
    };
    cashier::router(settings, jiff::Timestamp::now).or_fail("the cashier")
}

/// Binds the port of the front; the port, which is another when 0 is asked for.
fn bind(port: u16) -> Result<(TcpListener, u16), Failure> {
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| taken(port, &error))?;
    let port = listener.local_addr().or_fail("the front")?.port();
    Ok((listener, port))
}

/// The emulator's port: the one after the front's, or any.
fn emulator_port(front: u16) -> Result<u16, Failure> {
    let wanted = if front == 0 { 0 } else { front.saturating_add(1) };
    // Released again: the emulator binds it itself.
    let (_, port) = bind(wanted)?;
    Ok(port)
}

fn taken(port: u16, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "port {port} cannot be used ({error}). Stop what listens there, or choose other ports: \
         cargo dev up --port 4800 takes 4800 and 4801."
    ))
}

/// The folder of a stack, which no other process uses at the same time.
struct Folder {
    path: PathBuf,
    // Held as long as the stack runs.
    _lock: File,
}

impl Folder {
    fn lock(name: &str) -> Result<Self, Failure> {
        let path = workspace::local(name);
        std::fs::create_dir_all(&path).or_fail(path.display())?;
        let lock = File::create(path.join("lock")).or_fail(path.display())?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Failure::new(format!(
                "a local run is already using {}: stop it first",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => Err(error).or_fail(path.display()),
        }
    }

    fn lock_free() -> Result<Self, Failure> {
        let mut names = (1..100).map(|number| format!("test-{number}"));
        let free = names.find_map(|name| Self::lock(&name).ok());
        free.ok_or_else(|| Failure::new("a hundred stacks for tests are running"))
    }

    /// Removes what an earlier run left.
    fn clear(&self) -> Result<(), Failure> {
        for entry in std::fs::read_dir(&self.path).or_fail(self.path.display())? {
            let path = entry.or_fail(self.path.display())?.path();
            let removed = match path.is_dir() {
                true => std::fs::remove_dir_all(&path),
                false if path.ends_with("lock") => Ok(()),
                false => std::fs::remove_file(&path),
            };
            removed.or_fail(path.display())?;
        }
        Ok(())
    }
}
