//! A client with no opinion: it sends what a test tells it to and shows what came back.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use contact_center_simulator::{Chat, Simulator, SimulatorOptions};
use serde_json::{Value, json};

/// Longer than anything takes when all is well.
pub(crate) const SOON: Duration = Duration::from_secs(5);

/// A hold that no test wants to sit through, so that whatever comes earlier was woken.
pub(crate) fn simulator() -> Simulator {
    Simulator::start(SimulatorOptions::default())
}

/// A simulator that gives up on idle polls fast.
pub(crate) fn impatient() -> Simulator {
    with(|options| options.poll_hold = Duration::from_millis(100))
}

pub(crate) fn with(change: impl FnOnce(&mut SimulatorOptions)) -> Simulator {
    let mut options = SimulatorOptions::default();
    change(&mut options);
    Simulator::start(options)
}

pub(crate) fn http(simulator: &Simulator) -> reqwest::Client {
    // Another test of this process may have been first.
    drop(rustls::crypto::ring::default_provider().install_default());
    let ca = reqwest::Certificate::from_pem(simulator.ca_pem().as_bytes()).expect("the CA is PEM");
    reqwest::Client::builder().tls_certs_only([ca]).build().expect("a client can be built")
}

#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) http: reqwest::Client,
    pub(crate) api: String,
    pub(crate) client_id: String,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// Names of the events in the answer.
    pub(crate) fn events(&self) -> Vec<String> {
        names(self.json()["events"].as_array().expect("events is an array"))
    }

    /// Status and error code, the two by which errors are told apart.
    pub(crate) fn error(&self) -> (u16, String) {
        (self.status, self.json()["error_code"].as_str().expect("the code is a string").to_owned())
    }
}

/// The names of events, without their common beginning.
pub(crate) fn names(events: &[Value]) -> Vec<String> {
    let name = |event: &Value| event["event"].as_str().expect("events have names").to_owned();
    events.iter().map(|event| name(event).trim_start_matches("chat_session_").to_owned()).collect()
}

impl Client {
    pub(crate) fn new(simulator: &Simulator) -> Self {
        Self::named(simulator, "client-1")
    }

    pub(crate) fn named(simulator: &Simulator, client_id: &str) -> Self {
        let api = format!("{}/clientweb/api/v2", simulator.base_url());
        Self { http: http(simulator), api, client_id: client_id.to_owned() }
    }

    pub(crate) fn authorization(&self) -> String {
        format!(r#"MOBILE-API-140-327-PLAIN appId="demo", clientId="{}""#, self.client_id)
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
        let response = request.header("authorization", self.authorization()).send().await?;
        Ok(Answer { status: response.status().as_u16(), body: response.text().await? })
    }

    pub(crate) async fn try_get(&self, path: &str) -> Result<Answer, reqwest::Error> {
        self.send(self.http.get(format!("{}/{path}?tenantUrl=acme.example.com", self.api))).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.try_get(path).await.expect("an answer")
    }

    pub(crate) async fn try_post(&self, path: &str, body: String) -> Result<Answer, reqwest::Error> {
        self.send(self.http.post(format!("{}/{path}?tenantUrl=acme.example.com", self.api)).body(body)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.try_post(path, body.to_string()).await.expect("an answer")
    }

    /// Asks for a chat and returns the desk of its agent.
    pub(crate) async fn chat(&self, simulator: &Simulator) -> Chat {
        let answer = self.post("chats", json!({"parameters": {}})).await.json();
        simulator.chat(answer["chat_id"].as_str().expect("a chat id")).expect("the chat exists")
    }

    pub(crate) async fn poll(&self, chat: &Chat) -> Answer {
        self.get(&format!("chats/{}/events", chat.id())).await
    }

    /// Polls from another task, and returns when the poll is held.
    pub(crate) fn held_poll(&self, chat: &Chat) -> tokio::task::JoinHandle<Answer> {
        let (client, polled) = (self.clone(), chat.clone());
        let task = tokio::spawn(async move { client.poll(&polled).await });
        assert!(chat.wait_until_polled(SOON), "the poll is held");
        task
    }

    pub(crate) async fn send_event(&self, chat: &Chat, event: Value) -> Answer {
        self.post(&format!("chats/{}/events", chat.id()), json!({"events": [event]})).await
    }

    pub(crate) async fn say(&self, chat: &Chat, text: &str) -> Answer {
        self.send_event(chat, json!({"event": "chat_session_message", "msg": text, "msg_id": "1"})).await
    }

    pub(crate) async fn history(&self, chat: &Chat) -> Answer {
        self.get(&format!("chats/{}/history", chat.id())).await
    }
}

/// The request with a body of JSON.
pub(crate) fn with_json(request: reqwest::RequestBuilder, body: &Value) -> reqwest::RequestBuilder {
    request.header("content-type", "application/json").body(body.to_string())
}

/// Sends bytes over plain TCP and returns whatever comes back until the connection ends.
pub(crate) fn raw(simulator: &Simulator, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(simulator.address()).expect("the port is open");
    stream.set_read_timeout(Some(SOON)).expect("timeouts can be set");
    stream.write_all(request).expect("the request goes out");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the connection ends");
    answer
}
