//! A server for files that does what a test says to the byte, and so can also do what no HTTP library would: break off, stall,
//! and promise what it does not keep. TLS, one thread and one request per connection.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use contact_center_core::*;
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

/// How long a test waits for what must happen.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Method, target and headers of a request.
#[derive(Debug, Clone)]
pub struct Head {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
}

impl Head {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    pub fn content_length(&self) -> usize {
        self.header("content-length").map_or(0, |length| length.parse().unwrap())
    }
}

/// One request, and the way to its answer.
pub struct Exchange {
    pub head: Head,
    stream: StreamOwned<ServerConnection, TcpStream>,
    heads: Arc<Mutex<Vec<Head>>>,
    is_reset: bool,
}

impl Exchange {
    /// What comes next of the request's body; nothing when the client has gone.
    pub fn read_some(&mut self) -> Vec<u8> {
        let mut piece = vec![0; 64 * 1024];
        let read = self.stream.read(&mut piece).unwrap_or(0);
        piece.truncate(read);
        piece
    }

    /// The rest of the body, of which `so_far` bytes were read before; shorter than promised where the client goes.
    pub fn body_after(&mut self, so_far: usize) -> Vec<u8> {
        let mut body = Vec::new();
        while so_far + body.len() < self.head.content_length() {
            let piece = self.read_some();
            if piece.is_empty() {
                break;
            }
            body.extend(piece);
        }
        body
    }

    pub fn body(&mut self) -> Vec<u8> {
        self.body_after(0)
    }

    /// Blocks until the client has closed its connection, and says whether it did.
    pub fn client_goes(&mut self) -> bool {
        self.client_goes_within(PATIENCE)
    }

    pub fn client_goes_within(&mut self, time: Duration) -> bool {
        self.stream.sock.set_read_timeout(Some(time)).unwrap();
        loop {
            match self.stream.read(&mut [0; 64 * 1024]) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
            }
        }
    }

    /// Status line and headers, each with its line end, and the empty line.
    pub fn begin(&mut self, status: u16, headers: &str) {
        self.write(format!("HTTP/1.1 {status} Said\r\nConnection: close\r\n{headers}\r\n").as_bytes());
    }

    pub fn write(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).and_then(|()| self.stream.flush()).is_ok()
    }

    /// Reads the next request on the same connection; false when the client has gone.
    pub fn read_next(&mut self) -> bool {
        match read_head(&mut self.stream) {
            Some(head) => self.head = head,
            None => return false,
        }
        self.heads.lock().unwrap().push(self.head.clone());
        true
    }

    /// A whole answer after which the connection stays open.
    pub fn answer_and_keep(&mut self, status: u16, headers: &str, body: impl AsRef<[u8]>) {
        if self.head.method == "POST" {
            self.body();
        }
        let body = body.as_ref();
        self.write(format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        self.write(body);
    }

    /// Waits for the next request and resets the connection without reading it.
    pub fn reset_next(&mut self) {
        // A socket that is closed with unread bytes resets its connection.
        let _ = self.stream.sock.peek(&mut [0]);
        self.is_reset = true;
    }

    /// A whole answer, after the whole request.
    pub fn answer(&mut self, status: u16, content_type: &str, body: impl AsRef<[u8]>) {
        if self.head.method == "POST" {
            self.body();
        }
        let body = body.as_ref();
        self.begin(status, &format!("Content-Type: {content_type}\r\nContent-Length: {}\r\n", body.len()));
        self.write(body);
    }

    pub fn answer_json(&mut self, status: u16, json: &str) {
        self.answer(status, "application/json", json);
    }

    /// Carries bytes to and fro between the client and `target` until either goes, as a proxy does after a CONNECT.
    pub fn tunnel_to(&mut self, target: &str) {
        // A side of TLS is read and written by one thread alone, so both are asked in turn.
        const TURN: Duration = Duration::from_millis(1);
        let mut target = TcpStream::connect(target).unwrap();
        target.set_nodelay(true).unwrap();
        target.set_read_timeout(Some(TURN)).unwrap();
        self.stream.sock.set_read_timeout(Some(TURN)).unwrap();
        let mut piece = vec![0; 64 * 1024];
        let is_pause = |error: &io::Error| matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
        loop {
            match self.stream.read(&mut piece) {
                Ok(read @ 1..) if target.write_all(&piece[..read]).is_ok() => {}
                Err(error) if is_pause(&error) => {}
                _ => return,
            }
            match target.read(&mut piece) {
                Ok(read @ 1..) if self.write(&piece[..read]) => {}
                Err(error) if is_pause(&error) => {}
                _ => return,
            }
        }
    }

    pub fn redirect(&mut self, to: &str) {
        self.begin(302, &format!("Location: {to}\r\nContent-Length: 0\r\n"));
    }
}

pub struct FileServer {
    port: u16,
    certificate: Vec<u8>,
    heads: Arc<Mutex<Vec<Head>>>,
    closed: Arc<AtomicBool>,
}

impl FileServer {
    pub fn start(handle: impl Fn(&mut Exchange) + Send + Sync + 'static) -> Self {
        Self::with_certificate(rcgen::IsCa::NoCa, handle)
    }

    /// With a certificate that is self-signed, and an authority's where `is_ca` says so.
    pub fn with_certificate(is_ca: rcgen::IsCa, handle: impl Fn(&mut Exchange) + Send + Sync + 'static) -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        params.is_ca = is_ca;
        let own = params.self_signed(&key).unwrap();
        let certificate = own.der().to_vec();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self { port, certificate, heads: Arc::default(), closed: Arc::default() };
        let (tls, handle) = (Arc::new(tls), Arc::new(handle));
        let (heads, closed) = (server.heads.clone(), server.closed.clone());
        thread::spawn(move || {
            for connection in listener.incoming() {
                if closed.load(Ordering::SeqCst) {
                    return;
                }
                let (tls, handle, heads) = (tls.clone(), handle.clone(), heads.clone());
                thread::spawn(move || serve(connection.unwrap(), tls, &*handle, heads));
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}{path}", self.port)
    }

    /// The requests so far.
    pub fn heads(&self) -> Vec<Head> {
        self.heads.lock().unwrap().clone()
    }

    pub fn certificate(&self) -> Vec<u8> {
        self.certificate.clone()
    }
}

impl Drop for FileServer {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn serve(connection: TcpStream, tls: Arc<ServerConfig>, handle: &dyn Fn(&mut Exchange), heads: Arc<Mutex<Vec<Head>>>) {
    connection.set_nodelay(true).unwrap();
    let mut stream = StreamOwned::new(ServerConnection::new(tls).unwrap(), connection);
    let Some(head) = read_head(&mut stream) else { return };
    heads.lock().unwrap().push(head.clone());
    let mut exchange = Exchange { head, stream, heads, is_reset: false };
    handle(&mut exchange);
    if exchange.is_reset {
        return;
    }
    exchange.stream.conn.send_close_notify();
    let _ = exchange.stream.flush();
}

fn read_head(stream: &mut impl Read) -> Option<Head> {
    let mut text = Vec::new();
    // Byte by byte, so that nothing of the body is taken.
    while !text.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        text.push(byte[0]);
    }
    let text = String::from_utf8(text).unwrap();
    let mut lines = text.trim_end().split("\r\n");
    let mut request = lines.next()?.split(' ').map(str::to_owned);
    let headers = lines.map(|line| line.split_once(": ").unwrap()).map(|(n, v)| (n.to_owned(), v.to_owned()));
    Some(Head { method: request.next()?, target: request.next()?, headers: headers.collect() })
}

/// Settings for the first of `servers` that trust all of them.
pub fn configuration(servers: &[&FileServer]) -> ContactCenterConfiguration {
    ContactCenterConfiguration {
        extra_root_certificates: servers.iter().map(|server| server.certificate()).collect(),
        trust_extra_roots_only: true,
        ..ContactCenterConfiguration::new(servers[0].url(""), "acme.example.com", "demo-app", "client-1")
    }
}

/// Blocks until `condition` holds.
pub fn eventually(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// A delegate for tests in which nothing is said.
pub struct Silent;

impl ContactCenterEventsDelegating for Silent {
    fn chat_session_events(&self, _: String, _: EventOrigin, _: Vec<ContactCenterEvent>) {}
    fn chat_session_failed(&self, _: String, _: ContactCenterError) {}
    fn chat_session_closed(&self, _: String, _: ChatSessionCloseReason) {}
    fn connection_state_changed(&self, _: String, _: ConnectionState) {}
    fn own_message_added(&self, _: String, _: ContactCenterEvent) {}

    fn message_status_changed(&self, _: String, _: String, _: MessageStatus) {}
}
