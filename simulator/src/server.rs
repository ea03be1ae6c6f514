//! The thread that serves. It owns its runtime, so that a simulator can be started from anywhere, and everything that runs
//! in it (connections, held polls, agent scripts) dies with that runtime.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use axum_server::{
    Handle,
    accept::NoDelayAcceptor,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use tokio::runtime;

use crate::{Certificates, api, console, control, shared_state::SharedState, tls_version::VersionAcceptor};

/// Both listening sockets; connections queue in them before the thread has begun to accept.
pub(crate) struct Ports {
    pub(crate) api: TcpListener,
    pub(crate) control: TcpListener,
}

impl Ports {
    pub(crate) fn bind(api: u16, control: u16) -> io::Result<Self> {
        Ok(Self { api: listen(api)?, control: listen(control)? })
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Starts the thread; it ends soon after a shutdown has been asked for.
pub(crate) fn spawn(shared: Arc<SharedState>, certificates: &Certificates, ports: Ports) -> io::Result<JoinHandle<()>> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    shared.run_in(runtime.handle().clone());
    let tls = certificates.server_config(shared.options().tls);
    thread::Builder::new().name("contact-center-simulator".to_owned()).spawn(move || {
        let served = runtime.block_on(async {
            tokio::select! {
                () = shared.shutdown_requested() => Ok(()),
                served = serve(&shared, RustlsConfig::from_config(tls), ports) => served,
            }
        });
        // Sent to all who wait for the end, even if it was not asked for.
        shared.request_shutdown();
        served.expect("loopback sockets can be served");
    })
}

async fn serve(shared: &Arc<SharedState>, tls: RustlsConfig, ports: Ports) -> io::Result<()> {
    let control_port = ports.control.local_addr()?.port();
    let control = control::router(Arc::clone(shared)).merge(console::router(Arc::clone(shared)));
    let control = control::guarded(control, control_port).into_make_service();
    let control = axum_server::from_tcp(ports.control)?.acceptor(NoDelayAcceptor::new()).serve(control);
    tokio::try_join!(serve_api(shared, tls, ports.api), control).map(|_| ())
}

/// Serves the API, again after every restart.
async fn serve_api(shared: &Arc<SharedState>, tls: RustlsConfig, mut listener: TcpListener) -> io::Result<()> {
    let address = listener.local_addr()?;
    let mut restarts = shared.restarts();
    loop {
        let handle = Handle::new();
        let served = serve_api_once(shared, tls.clone(), listener, handle.clone());
        let restart = tokio::select! {
            served = served => return served,
            // A receiver that lags has missed restarts that came together: one restart is enough.
            restart = restarts.recv() => restart.unwrap_or_default(),
        };
        // Dropping the server has closed the port; this closes the connections.
        handle.shutdown();
        while handle.connection_count() > 0 {
            tokio::task::yield_now().await;
        }
        if restart.loses_sessions {
            shared.change(|state| state.lose_sessions());
        }
        tokio::time::sleep(restart.down).await;
        listener = listen(address.port())?;
    }
}

async fn serve_api_once(
    shared: &Arc<SharedState>,
    tls: RustlsConfig,
    listener: TcpListener,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    let api = api::router(Arc::clone(shared)).into_make_service();
    let server = axum_server::from_tcp(listener)?.handle(handle);
    if shared.options().cleartext {
        server.acceptor(NoDelayAcceptor::new()).serve(api).await
    } else {
        let before = VersionAcceptor(shared.options().tls);
        server.acceptor(RustlsAcceptor::new(tls).acceptor(before)).serve(api).await
    }
}
