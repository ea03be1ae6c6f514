//! The thread that serves. It owns its runtime, so that a simulator can be started from anywhere, and everything that runs
//! in it (connections, held polls, agent scripts) dies with that runtime.

use std::{
    io,
    net::{Ipv4Addr, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use axum_server::{
    accept::NoDelayAcceptor,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use tokio::runtime;

use crate::{Certificates, api, centre::Centre, control, tls_version::VersionAcceptor};

/// Both listening sockets; connections queue in them before the thread has begun to accept.
pub(crate) struct Ports {
    pub(crate) api: TcpListener,
    pub(crate) control: TcpListener,
}

impl Ports {
    pub(crate) fn bind(api: u16, control: u16) -> io::Result<Self> {
        let listen = |port| {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
            listener.set_nonblocking(true)?;
            io::Result::Ok(listener)
        };
        Ok(Self { api: listen(api)?, control: listen(control)? })
    }
}

/// Starts the thread; it ends soon after a shutdown has been asked for.
pub(crate) fn spawn(centre: Arc<Centre>, certificates: &Certificates, ports: Ports) -> io::Result<JoinHandle<()>> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    centre.run_in(runtime.handle().clone());
    let tls = certificates.server_config(centre.options().tls);
    thread::Builder::new().name("contact-center-simulator".to_owned()).spawn(move || {
        let served = runtime.block_on(async {
            tokio::select! {
                () = centre.shutdown_requested() => Ok(()),
                served = serve(&centre, RustlsConfig::from_config(tls), ports) => served,
            }
        });
        // Told to everybody who waits for the end, even if it was not asked for.
        centre.request_shutdown();
        served.expect("loopback sockets can be served");
    })
}

async fn serve(centre: &Arc<Centre>, tls: RustlsConfig, ports: Ports) -> io::Result<()> {
    let steering = control::router(Arc::clone(centre));
    let whole = api::router(Arc::clone(centre)).merge(steering.clone()).into_make_service();
    let control = axum_server::from_tcp(ports.control)?.acceptor(NoDelayAcceptor::new());
    let api = axum_server::from_tcp(ports.api)?;
    let api = async {
        if centre.options().cleartext {
            api.acceptor(NoDelayAcceptor::new()).serve(whole).await
        } else {
            let before = VersionAcceptor(centre.options().tls);
            api.acceptor(RustlsAcceptor::new(tls).acceptor(before)).serve(whole).await
        }
    };
    tokio::try_join!(api, control.serve(steering.into_make_service())).map(|_| ())
}
