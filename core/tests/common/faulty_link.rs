//! A bad network between the SDK and the contact center: a relay of TCP connections that breaks them, by a seed.
//!
//! It knows nothing of TLS or HTTP. A connection lives for a few of its client's segments, then what comes back is cut off after a few
//! bytes more: with a reset or with an orderly end, at once or after a stall. Some connections are refused.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
    time::sleep,
};

pub struct FaultyLink {
    address: SocketAddr,
    faults: Arc<AtomicUsize>,
    healthy: Arc<AtomicBool>,
    relay: AbortHandle,
}

impl FaultyLink {
    /// Relays to `server` on a port of its own. The same seed draws the same faults; when they strike is up to the machine.
    pub async fn to(server: SocketAddr, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let faults = Arc::new(AtomicUsize::new(0));
        let healthy = Arc::new(AtomicBool::new(false));
        let (counted, heals) = (faults.clone(), healthy.clone());
        let relay = tokio::spawn(async move {
            let mut chance = fastrand::Rng::with_seed(seed);
            while let Ok((client, _)) = listener.accept().await {
                let fate = Fate::draw(&mut chance);
                tokio::spawn(connection(client, server, fate, counted.clone(), heals.clone()));
            }
        });
        Self { address, faults, healthy, relay: relay.abort_handle() }
    }

    pub fn base_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// How often it has struck.
    pub fn faults(&self) -> usize {
        self.faults.load(Ordering::SeqCst)
    }

    /// From now on it breaks nothing.
    pub fn heal(&self) {
        self.healthy.store(true, Ordering::SeqCst);
    }
}

impl Drop for FaultyLink {
    fn drop(&mut self) {
        self.relay.abort();
    }
}

/// What will become of a connection.
struct Fate {
    refused: bool,
    /// So many reads from the client are passed on; the first ones are the handshake.
    segments: usize,
    /// Then so many bytes more of what comes back.
    bytes: usize,
    stall: Duration,
    reset: bool,
}

impl Fate {
    fn draw(chance: &mut fastrand::Rng) -> Self {
        Self {
            refused: chance.u8(..10) == 0,
            segments: chance.usize(1..10),
            bytes: chance.usize(..600),
            stall: Duration::from_millis(if chance.u8(..8) == 0 { chance.u64(50..250) } else { 0 }),
            reset: chance.bool(),
        }
    }
}

async fn connection(
    mut client: TcpStream,
    server: SocketAddr,
    fate: Fate,
    faults: Arc<AtomicUsize>,
    healthy: Arc<AtomicBool>,
) {
    let spared = || healthy.load(Ordering::SeqCst);
    if fate.refused && !spared() {
        faults.fetch_add(1, Ordering::SeqCst);
        return drop_rudely(client);
    }
    let Ok(mut upstream) = TcpStream::connect(server).await else { return };
    let (mut up, mut down) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    let (mut segments, mut bytes) = (0, 0);
    loop {
        tokio::select! {
            read = client.read(&mut up) => match read {
                Ok(read @ 1..) if upstream.write_all(&up[..read]).await.is_ok() => segments += 1,
                _ => return,
            },
            read = upstream.read(&mut down) => match read {
                Ok(read @ 1..) => {
                    let strikes = segments > fate.segments && !spared();
                    let passes = if strikes { read.min(fate.bytes.saturating_sub(bytes)) } else { read };
                    if client.write_all(&down[..passes]).await.is_err() {
                        return;
                    }
                    if strikes {
                        bytes += passes;
                    }
                    if passes < read {
                        faults.fetch_add(1, Ordering::SeqCst);
                        sleep(fate.stall).await;
                        if fate.reset {
                            drop_rudely(client);
                        }
                        return;
                    }
                }
                _ => return,
            },
        }
    }
}

/// With a reset instead of an orderly end.
fn drop_rudely(stream: TcpStream) {
    let _ = stream.set_zero_linger();
}
