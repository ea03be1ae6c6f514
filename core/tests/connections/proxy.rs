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
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

use super::common::{communicator, configuration, open_chat, simulator};

/// What the proxy does with those who are let in.
#[derive(Clone, Copy)]
enum Manner {
    Connects,
    Answers(&'static str),
    SaysNothing,
}

/// A proxy that lets in `user` with `p@ss:word`.
struct ConnectProxy {
    address: SocketAddr,
    /// The heads of all requests.
    asked: Arc<Mutex<Vec<String>>>,
    listener: AbortHandle,
}

impl ConnectProxy {
    async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let heard = asked.clone();
        let listener = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, manner, heard.clone()));
            }
        });
        Self { address, asked, listener: listener.abort_handle() }
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
        self.listener.abort();
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
    // Base64 of "user:p@ss:word".
    let is_let_in =
        head.lines().any(|line| line.eq_ignore_ascii_case("proxy-authorization: basic dXNlcjpwQHNzOndvcmQ="));
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
            "it does not connect to the contact centre",
        ),
        (Manner::Answers("nonsense\r\n\r\n"), "user:p%40ss%3Aword@", "it does not connect to the contact centre"),
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
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (dead, _) = communicator(through(Some(format!("http://{free}")), &simulator));
    let error = dead.get_version().await.unwrap_err();
    assert_eq!(error, ContactCenterError::Proxy { reason: "connecting to it failed: connection refused".into() });
    assert_eq!(simulator.requests().len(), 0, "not past it either");
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
