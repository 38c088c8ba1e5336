//! The front: one port for everything. It plays the edge of the distribution,
//! which the emulator serves as the template has it, and adds what only the
//! local run has, under /dev.

mod edge;
mod html;
pub(crate) mod mailbox;
mod pages;

use std::net::SocketAddr;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::Failure;
use crate::client::Client;
use crate::demonstration::Demonstration;
use crate::failure::OrFail;

/// What the front knows; the sign-ins come while it already serves.
#[derive(Clone)]
pub(crate) struct Front {
    edge: edge::Edge,
    client: Client,
    stack: Arc<RwLock<Demonstration>>,
}

impl Front {
    /// The front of a stack whose distribution the emulator knows by this host.
    pub(crate) fn new(stack: Demonstration, distribution_host: &str) -> Self {
        Self {
            edge: edge::Edge::new(&stack.emulator, distribution_host),
            client: Client::new(),
            stack: Arc::new(RwLock::new(stack)),
        }
    }

    /// Shows these sign-ins from now on.
    pub(crate) fn show(&self, stack: &Demonstration) {
        if let Ok(mut shown) = self.stack.write() {
            shown.clone_from(stack);
        }
    }

    fn stack(&self) -> Demonstration {
        match self.stack.read() {
            Ok(stack) => stack.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    fn router(self, cashier: Router) -> Router {
        Router::new()
            .route("/dev", get(pages::index))
            .route("/dev/mailbox", get(pages::mailbox))
            .route("/dev/mailbox.json", get(pages::mailbox_json))
            .route("/openapi.json", get(pages::api_document))
            .fallback(edge::forward)
            .with_state(self)
            .merge(cashier)
    }
}

/// A serving front, on a thread of its own: whoever started it may be a test
/// whose runtime ends before the stack does. It stops with this value.
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    /// Serves `front` and the cashier's pages on a port that is already bound.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub(crate) fn start(
        front: Front,
        cashier: Router,
        listener: std::net::TcpListener,
    ) -> Result<Self, Failure> {
        listener.set_nonblocking(true).or_fail("the front")?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .or_fail("the front")?;
        let (stop, stopped) = oneshot::channel();
        let serve = async move {
            let listener = TcpListener::from_std(listener)?;
            let service = front.router(cashier).into_make_service_with_connect_info::<SocketAddr>();
            let serving = axum::serve(listener, service);
            tokio::select! {
                result = serving => result,
                _ = stopped => Ok(()),
            }
        };
        let thread = std::thread::Builder::new().name("front".to_owned()).spawn(move || {
            if let Err(error) = runtime.block_on(serve) {
                eprintln!("the front stopped: {error}");
            }
            runtime.shutdown_background();
        });
        Ok(Self { stop: Some(stop), thread: Some(thread.or_fail("the front")?) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Who is at the other end of the connection.
type Peer = ConnectInfo<SocketAddr>;
