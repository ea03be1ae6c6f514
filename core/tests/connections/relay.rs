//! A way to the contact center that a test can lead elsewhere, cut, and soil: a relay of TCP connections.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};

pub(crate) struct Relay {
    address: SocketAddr,
    way: Arc<Way>,
    listener: AbortHandle,
}

struct Way {
    target: Mutex<SocketAddr>,
    connections: Mutex<JoinSet<()>>,
    /// Flips a bit of whatever comes back.
    is_soiled: AtomicBool,
}

impl Relay {
    pub(crate) async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let way =
            Arc::new(Way { target: target.into(), connections: Mutex::default(), is_soiled: AtomicBool::new(false) });
        let taken = way.clone();
        let listener = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let connection = taken.clone().carry(client);
                taken.connections.lock().unwrap().spawn(connection);
            }
        });
        Self { address, way, listener: listener.abort_handle() }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// From now on it leads there; every connection that there is is cut.
    pub(crate) fn lead_to(&self, target: SocketAddr) {
        *self.way.target.lock().unwrap() = target;
        self.way.connections.lock().unwrap().abort_all();
    }

    /// From now on everything that comes back is soiled.
    pub(crate) fn soil(&self) {
        self.way.is_soiled.store(true, Ordering::SeqCst);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

impl Way {
    async fn carry(self: Arc<Self>, mut client: TcpStream) {
        let target = *self.target.lock().unwrap();
        let Ok(mut server) = TcpStream::connect(target).await else { return };
        let (mut up, mut down) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
        loop {
            tokio::select! {
                read = client.read(&mut up) => match read {
                    Ok(read @ 1..) if server.write_all(&up[..read]).await.is_ok() => {}
                    _ => return,
                },
                read = server.read(&mut down) => match read {
                    Ok(read @ 1..) => {
                        if self.is_soiled.load(Ordering::SeqCst) {
                            down[read - 1] ^= 1;
                        }
                        if client.write_all(&down[..read]).await.is_err() {
                            return;
                        }
                    }
                    _ => return,
                },
            }
        }
    }
}
