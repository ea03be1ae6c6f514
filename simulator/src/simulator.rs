//! The handle of a running simulator.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, thread::JoinHandle, time::Duration};

use serde_json::Value;

use crate::{
    Certificates, Chat, Fault, RecordedRequest, Route, SimulatorOptions, StoredFile, agent,
    server::{self, Ports},
    shared_state::SharedState,
};

/// A running contact center. Dropping it closes every connection at once and leaves no thread behind.
#[derive(Debug)]
pub struct Simulator {
    shared: Arc<SharedState>,
    certificates: Certificates,
    addresses: Addresses,
    /// The thread that serves; taken when it is joined.
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Addresses {
    api: SocketAddr,
    control: SocketAddr,
}

impl Simulator {
    /// Starts a simulator and returns when its ports are bound.
    ///
    /// # Panics
    ///
    /// When a port is taken; see [`Simulator::try_start`].
    pub fn start(options: SimulatorOptions) -> Self {
        Self::try_start(options).expect("the simulator needs its ports on 127.0.0.1")
    }

    /// Like [`Simulator::start`], but a port that is taken and a folder of sessions that cannot be read are
    /// errors.
    pub fn try_start(mut options: SimulatorOptions) -> io::Result<Self> {
        let certificates = options.certificates.take().unwrap_or_else(Certificates::generate);
        let ports = Ports::bind(options.port, options.control_port)?;
        let addresses = Addresses { api: ports.api.local_addr()?, control: ports.control.local_addr()? };
        let scheme = if options.cleartext { "http" } else { "https" };
        let base_url = format!("{scheme}://{}", addresses.api);
        let shared = Arc::new(SharedState::new(options, base_url)?);
        let thread = server::spawn(Arc::clone(&shared), &certificates, ports)?;
        agent::resume_scripts(&shared);
        Ok(Self { shared, certificates, addresses, thread: Some(thread) })
    }

    /// Scheme, host and port of the API, without a path: `https://127.0.0.1:50123`.
    pub fn base_url(&self) -> String {
        self.shared.base_url().to_owned()
    }

    /// Scheme, host and port of the control API, which is always plain HTTP: `http://127.0.0.1:50124`.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.addresses.control)
    }

    /// The address of the API.
    pub fn address(&self) -> SocketAddr {
        self.addresses.api
    }

    /// The certificate of the authority that a client must trust, in PEM.
    pub fn ca_pem(&self) -> &str {
        self.certificates.ca_pem()
    }

    /// The hash of the server's public key, as clients pin it: `sha256/…`.
    pub fn pin(&self) -> &str {
        self.certificates.pin()
    }

    /// The certificates of this run, for another run that is to be trusted by the same client.
    pub fn certificates(&self) -> Certificates {
        self.certificates.clone()
    }

    /// The options as they are now.
    pub fn options(&self) -> SimulatorOptions {
        self.shared.options().as_ref().clone()
    }

    /// Changes options while the server runs. Ports, TLS and certificates stay what they are.
    pub fn change_options(&self, change: impl FnOnce(&mut SimulatorOptions)) {
        let changed = self.shared.change_options(|options| {
            let mut options = options.clone();
            change(&mut options);
            Ok::<_, Infallible>(options)
        });
        let Ok(()) = changed;
    }

    /// The file with that id, of either side, while it is among the newest thousand.
    pub fn file(&self, file_id: &str) -> Option<StoredFile> {
        self.shared.look(|state| state.files.get(file_id).cloned())
    }

    /// The ids of all files that are kept, the oldest first.
    pub fn file_ids(&self) -> Vec<String> {
        self.shared.look(|state| state.files.all().map(|(id, _)| id.to_owned()).collect())
    }

    /// Queues a fault that strikes once.
    pub fn fault(&self, route: Route, fault: Fault) {
        self.fault_times(route, fault, 1);
    }

    /// Queues a fault that strikes so many times.
    pub fn fault_times(&self, route: Route, fault: Fault, times: u32) {
        self.shared.change(|state| state.faults.add(route, fault, Some(times)));
    }

    /// Takes back every fault that has not struck.
    pub fn clear_faults(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// Every request so far, in order of arrival. Requests to the control API are not among them.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.look(|state| state.requests.all().cloned().collect())
    }

    /// Forgets every request so far.
    pub fn clear_requests(&self) {
        self.shared.change(|state| state.requests.clear());
    }

    /// Blocks until there is a request (an earlier one, perhaps) that meets the predicate; `None` when time is up.
    pub fn wait_for_request(
        &self,
        predicate: impl Fn(&RecordedRequest) -> bool,
        timeout: Duration,
    ) -> Option<RecordedRequest> {
        self.shared.wait(timeout, |state| state.requests.all().find(|request| predicate(request)).cloned())
    }

    /// Every chat so far, the oldest first, finished ones included.
    pub fn chats(&self) -> Vec<Chat> {
        let ids: Vec<_> = self.shared.look(|state| state.sessions.iter().map(|session| session.id.clone()).collect());
        ids.into_iter().map(|id| Chat::new(Arc::clone(&self.shared), id)).collect()
    }

    /// The chat with that id, finished or not.
    pub fn chat(&self, id: &str) -> Option<Chat> {
        let id = self.shared.look(|state| state.session(id).map(|session| session.id.clone()))?;
        Some(Chat::new(Arc::clone(&self.shared), id))
    }

    /// Blocks until there is a chat that is not finished, and returns the newest; `None` when time is up.
    pub fn wait_for_chat(&self, timeout: Duration) -> Option<Chat> {
        let id = self.shared.wait(timeout, |state| {
            state.sessions.iter().rev().find(|session| !session.is_finished()).map(|session| session.id.clone())
        })?;
        Some(Chat::new(Arc::clone(&self.shared), id))
    }

    /// Every event that the client sent in that chat, exactly as sent; empty for an unknown chat.
    pub fn client_events(&self, chat_id: &str) -> Vec<Value> {
        self.chat(chat_id).map(|chat| chat.client_events()).unwrap_or_default()
    }

    /// Resolves when the simulator has been told to stop through its control API.
    pub async fn stopped(&self) {
        self.shared.shutdown_requested().await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.shared.request_shutdown();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told its story on stderr; there is nothing to add while dropping.
            drop(thread.join());
        }
    }
}
