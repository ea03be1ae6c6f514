//! The way through a proxy: what it is asked, what it gets to see, and what is told when it does not work.

use std::{
    env,
    net::SocketAddr,
    process::Command,
    sync::{Arc, Mutex},
};

use contact_center_core::*;
use contact_center_simulator::Simulator;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpSocket, TcpStream},
    task::{JoinHandle, JoinSet},
};

use super::{
    common::{Call, communicator, configuration, events_of, open_chat, simulator, text_of},
    server::FileServer,
};

/// What the proxy does with authorized clients.
#[derive(Clone, Copy)]
enum Manner {
    Connects,
    Answers(&'static str),
    SaysNothing,
}

/// The credentials of authorized clients: the base64 of "user:p@ss:word".
const LET_IN: &str = "Basic dXNlcjpwQHNzOndvcmQ=";

/// A proxy that lets in `user` with `p@ss:word`.
struct ConnectProxy {
    address: SocketAddr,
    /// The heads of all requests.
    asked: Arc<Mutex<Vec<String>>>,
    /// Its listener, and with it every connection.
    service: JoinHandle<()>,
}

impl ConnectProxy {
    async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::default());
        Self { address, service: Self::serve_at(listener, manner, &asked), asked }
    }

    fn serve_at(listener: TcpListener, manner: Manner, asked: &Arc<Mutex<Vec<String>>>) -> JoinHandle<()> {
        let heard = asked.clone();
        tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                connections.spawn(serve(client, manner, heard.clone()));
            }
        })
    }

    /// Closes every connection. The port stays taken, so that no other test gets it.
    async fn die(&mut self) -> TcpSocket {
        self.service.abort();
        let _ = (&mut self.service).await;
        let port = TcpSocket::new_v4().unwrap();
        port.set_reuseaddr(true).unwrap();
        port.bind(self.address).unwrap();
        port
    }

    fn come_back(&mut self, port: TcpSocket) {
        self.service = Self::serve_at(port.listen(16).unwrap(), Manner::Connects, &self.asked);
    }

    fn url(&self, credentials: &str) -> Option<String> {
        Some(format!("http://{credentials}{}", self.address))
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for ConnectProxy {
    fn drop(&mut self) {
        self.service.abort();
    }
}

async fn serve(mut client: TcpStream, manner: Manner, asked: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = client.read_u8().await else { return };
        head.push(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()).map(str::to_owned);
    let is_let_in = head.lines().any(|line| line.eq_ignore_ascii_case(&format!("proxy-authorization: {LET_IN}")));
    asked.lock().unwrap().push(head);
    let words = match manner {
        _ if !is_let_in => "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        Manner::Connects => "HTTP/1.1 200 Go on\r\n\r\n",
        Manner::Answers(words) => words,
        Manner::SaysNothing => return std::future::pending().await,
    };
    let _ = client.write_all(words.as_bytes()).await;
    if let (Manner::Connects, true, Some(target)) = (manner, is_let_in, target) {
        let mut server = TcpStream::connect(target).await.unwrap();
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}

fn through(proxy_url: Option<String>, simulator: &Simulator) -> ContactCenterConfiguration {
    ContactCenterConfiguration { proxy_url, connect_timeout_ms: 2000, ..configuration(simulator) }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_through_the_proxy_which_sees_host_and_port_and_nothing_of_ours() {
    let simulator = simulator();
    let proxy = ConnectProxy::start(Manner::Connects).await;
    let (communicator, seen) = communicator(through(proxy.url("user:p%40ss%3Aword@"), &simulator));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("through");
    seen.wait_for_text("through");
    let asked = proxy.asked();
    assert!(!asked.is_empty());
    for head in asked {
        assert!(head.starts_with(&format!("CONNECT {} HTTP/1.1\r\n", simulator.address())), "{head}");
        // Neither the authorization of the API nor a path.
        assert!(!head.contains("client-1") && !head.contains("demo-app") && !head.contains("clientweb"), "{head}");
    }
    let heard = simulator.requests();
    assert!(heard.iter().all(|request| request.header("proxy-authorization").is_none()), "it is the proxy's alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_let_us_through_says_so() {
    let simulator = simulator();
    for (manner, credentials, words) in [
        (Manner::Connects, "", "it demands a user and a password, or other ones"),
        (Manner::Connects, "user:secret@", "it demands a user and a password, or other ones"),
        (
            Manner::Answers("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"),
            "user:p%40ss%3Aword@",
            "it does not connect to the contact center",
        ),
        (Manner::Answers("nonsense\r\n\r\n"), "user:p%40ss%3Aword@", "it does not connect to the contact center"),
        (Manner::Answers(""), "user:p%40ss%3Aword@", "it hung up"),
        (Manner::SaysNothing, "user:p%40ss%3Aword@", "no connection in time"),
    ] {
        let proxy = ConnectProxy::start(manner).await;
        let (communicator, _) = communicator(through(proxy.url(credentials), &simulator));
        let error = communicator.get_version().await.unwrap_err();
        assert_eq!(error, ContactCenterError::Proxy { reason: words.into() });
        assert!(error.to_string().contains("proxy") && !format!("{error} {error:?}").contains("secret"));
    }
    assert_eq!(simulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_there_says_so_and_an_open_chat_waits_for_it() {
    let simulator = simulator();
    let mut proxy = ConnectProxy::start(Manner::Connects).await;
    let (communicator, seen) = communicator(through(proxy.url("user:p%40ss%3Aword@"), &simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.say("before");
    seen.wait_for_text("before");

    let port = proxy.die().await;
    let gone = ContactCenterError::Proxy { reason: "connecting to it failed: connection refused".into() };
    let reconnecting = Call::Connection(ConnectionState::Reconnecting);
    seen.wait_for("the news that the proxy is gone", |calls| {
        calls.contains(&reconnecting) && calls.contains(&Call::Failed(gone.clone()))
    });
    let before = simulator.requests().len();
    agent.say("theirs");
    let ours = communicator.send_chat_message(chat_id, "ours".into(), MessageFormat::Text).await.unwrap();
    assert_eq!(communicator.get_version().await.unwrap_err(), gone);
    assert_eq!(simulator.requests().len(), before, "not past it either");

    proxy.come_back(port);
    seen.wait_for_text("theirs");
    seen.wait_for_call("our message to be sent", |call| *call == Call::Message(ours.clone(), MessageStatus::Sent));
    let calls = super::back_again(&seen);
    let texts: Vec<_> = events_of(&calls).iter().filter_map(text_of).map(str::to_owned).collect();
    assert_eq!(texts, ["before", "theirs"]);
    assert_eq!(agent.client_events().iter().filter(|event| event["event"] == "chat_session_message").count(), 1);
    assert_eq!(calls.iter().filter(|call| matches!(call, Call::Failed(_))).count(), 1, "once an outage: {calls:?}");
    assert_eq!(seen.closed(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_behind_tls_is_verified_before_it_is_told_anything() {
    let simulator = simulator();
    let proxy = FileServer::start(|exchange| {
        let target = exchange.head.target.clone();
        if exchange.write(b"HTTP/1.1 200 Go on\r\n\r\n") {
            exchange.tunnel_to(&target);
        }
    });
    let proxy_url = Some(proxy.url("").replace("://", "://user:p%40ss%3Aword@"));
    let trusting = ContactCenterConfiguration {
        extra_root_certificates: vec![simulator.ca_pem().into(), proxy.certificate()],
        ..through(proxy_url.clone(), &simulator)
    };
    let (distrustful, _) = communicator(through(proxy_url, &simulator));
    let reason = "connecting to it failed: nobody whom we trust vouches for the certificate".into();
    assert_eq!(distrustful.get_version().await.unwrap_err(), ContactCenterError::Proxy { reason });
    assert_eq!((proxy.heads().len(), simulator.requests().len()), (0, 0), "neither the password nor the host");

    let (communicator, seen) = communicator(trusting);
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("through");
    seen.wait_for_text("through");
    let heads = proxy.heads();
    assert!(!heads.is_empty());
    for head in heads {
        assert_eq!((head.method.as_str(), head.target.as_str()), ("CONNECT", &*simulator.address().to_string()));
        assert_eq!(head.header("proxy-authorization"), Some(LET_IN));
        assert_eq!(head.header("authorization"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_behind_a_proxy_is_not_put_down_to_it() {
    let (simulator, other) = (simulator(), simulator());
    let proxy = ConnectProxy::start(Manner::Connects).await;
    let settings = ContactCenterConfiguration {
        extra_root_certificates: vec![other.ca_pem().into()],
        ..through(proxy.url("user:p%40ss%3Aword@"), &simulator)
    };
    let (distrustful, _) = communicator(settings);
    assert_eq!(super::tls_failure(distrustful.get_version().await), TlsFailure::UnknownIssuer);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_of_the_environment_is_used() {
    const DEAD: &str = "http://127.0.0.1:1";
    if env::var_os("HTTPS_PROXY").is_some_and(|proxy| proxy == DEAD) {
        let simulator = simulator();
        communicator(configuration(&simulator)).0.get_version().await.expect("straight to it");
        return;
    }
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(["--exact", "proxy::no_proxy_of_the_environment_is_used"]);
    again.envs(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].map(|name| (name, DEAD)));
    let output = again.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
