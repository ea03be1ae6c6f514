//! The agent console: its page, its stream, and the routes of the control API that it acts through.

use reqwest::Response;
use serde_json::{Value, json};

use crate::client::{Client, SOON, names, simulator, with, with_json};

async fn get(client: &Client, url: String) -> Response {
    client.http.get(url).send().await.expect("an answer")
}

async fn read(client: &Client, url: String) -> Value {
    serde_json::from_str(&get(client, url).await.text().await.expect("a body")).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn page_and_every_file_that_it_names_are_served() {
    let simulator = simulator();
    let (client, base) = (Client::new(&simulator), simulator.control_url());
    let mut waiting = vec!["/".to_owned()];
    let mut seen = Vec::new();
    while let Some(path) = waiting.pop() {
        let answer = get(&client, format!("{base}{path}")).await;
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        let text = answer.text().await.expect("a body");
        assert!(!text.contains("http://cdn") && !text.contains("innerHTML"), "{path}");
        let named = text.split(['"', '\'']).filter_map(|part| match part.strip_prefix("./") {
            Some(file) if file.ends_with(".js") => Some(format!("/console/{file}")),
            _ => part.starts_with("/console/").then(|| part.to_owned()),
        });
        let new = named.filter(|path| path.contains('.') && !seen.contains(path)).collect::<Vec<_>>();
        seen.extend(new.iter().cloned());
        waiting.extend(new);
    }
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() >= 19, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn stream_tells_of_chats_faults_and_requests() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let mut stream = get(&client, format!("{}/console/stream", simulator.control_url())).await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut text = String::new();
    let mut until = async |part: &str| {
        let more = async {
            while !text.contains(part) {
                let piece = stream.chunk().await.expect("the stream goes on").expect("the stream goes on");
                text.push_str(&String::from_utf8_lossy(&piece));
            }
        };
        tokio::time::timeout(SOON, more).await.unwrap_or_else(|_| panic!("no {part}"));
        std::mem::take(&mut text)
    };
    until("event: requests").await;
    let chat = client.chat(&simulator).await;
    let told = until(chat.id()).await;
    assert!(told.contains(r#""stage":"conversation""#) && told.contains("event: chats"), "{told}");
    client.say(&chat, "Hello").await;
    until(r#""preview":"Hello""#).await;
    simulator.fault(contact_center_simulator::Route::Poll, contact_center_simulator::Fault::Reset);
    until(r#""affected":0"#).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn timeline_and_requests_can_be_read_from_a_place_on() {
    let simulator = simulator();
    let (client, other) = (Client::new(&simulator), Client::named(&simulator, "other"));
    let chat = client.chat(&simulator).await;
    other.chat(&simulator).await;
    chat.join();
    client.say(&chat, "Hello").await;
    let url = format!("{}/simulator/chats/{}", simulator.control_url(), chat.id());
    let whole = read(&client, format!("{url}/timeline")).await;
    let events: Vec<_> =
        whole["entries"].as_array().expect("entries").iter().map(|entry| entry["event"].clone()).collect();
    assert_eq!(names(&events), ["status", "party_joined", "status", "message"]);
    assert_eq!((&whole["total"], &whole["queued"]), (&json!(4), &json!(3)));
    let rest = read(&client, format!("{url}/timeline?from=3")).await;
    assert_eq!(rest["entries"].as_array().map(Vec::len), Some(1));
    assert!(rest["entries"][0]["at"].as_u64() > Some(1_600_000_000_000));

    let requests = read(&client, format!("{url}/requests")).await["requests"].clone();
    let methods: Vec<_> = requests.as_array().expect("requests").iter().map(|request| &request["path"]).collect();
    assert_eq!(methods.len(), 2, "the other client's request is not among them: {methods:?}");
    assert_eq!(requests[1]["answer"], "{}");
    let after = read(&client, format!("{url}/requests?after={}", requests[0]["sequence"])).await;
    assert_eq!(after["requests"].as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn scripted_agent_stops_when_the_chat_is_taken_over() {
    let simulator = with(|options| {
        options.agent =
            contact_center_simulator::AgentMode::Scripted { pace: std::time::Duration::ZERO, patience: None };
    });
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let url = format!("{}/simulator/chats/{}", simulator.control_url(), chat.id());
    let post = async |path: &str| client.http.post(format!("{url}/{path}")).send().await.expect("an answer").status();
    let until_said = async |text: &str| {
        let waiting = async {
            while !chat.history().iter().any(|event| event["msg_text"] == text) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(SOON, waiting).await.unwrap_or_else(|_| panic!("no {text}: {:?}", chat.history()));
    };
    until_said("Hello, I am Alex Agent. How can I help you?").await;
    assert_eq!(post("take_over").await.as_u16(), 200);
    client.say(&chat, "unheard").await;
    chat.say("I am a person.");
    assert_eq!(post("hand_back").await.as_u16(), 200);
    client.say(&chat, "heard").await;
    until_said("You wrote: \u{201c}heard\u{201d}").await;
    assert!(!chat.history().iter().any(|event| event["msg_text"] == "You wrote: \u{201c}unheard\u{201d}"));
    chat.end();
    assert_eq!(post("hand_back").await.as_u16(), 404, "a finished chat needs no agent");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_listed_and_removed_one_by_one() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/faults", simulator.control_url());
    for (status, times) in [(503, json!(null)), (502, json!(2))] {
        let order = json!({"route": "availability", "fault": {"kind": "status", "status": status}, "times": times});
        with_json(client.http.post(&url), &order).send().await.expect("an answer");
    }
    for _ in 0..3 {
        assert_eq!(client.get("availability").await.status, 503, "until it is removed");
    }
    let listed = read(&client, url.clone()).await["faults"].clone();
    assert_eq!((&listed[0]["left"], &listed[0]["affected"]), (&json!(null), &json!(3)));
    assert_eq!((&listed[1]["left"], &listed[1]["fault"]["status"]), (&json!(2), &json!(502)));
    let remove = || client.http.delete(format!("{url}/{}", listed[0]["id"]));
    assert_eq!(remove().send().await.expect("an answer").status().as_u16(), 200);
    assert_eq!(remove().send().await.expect("an answer").status().as_u16(), 404);
    assert_eq!(client.get("availability").await.status, 502);
}

#[tokio::test(flavor = "multi_thread")]
async fn agent_sends_25_megabytes_and_no_more() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let url = format!("{}/simulator/chats/{}/agent", simulator.control_url(), chat.id());
    for (length, status) in [(25 << 20, 200), ((25 << 20) + 1, 413)] {
        let action = json!({"do": "send_file", "name": "a.bin", "content_base64": STANDARD.encode(vec![7; length])});
        let answer = with_json(client.http.post(&url), &action).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status);
    }
    assert_eq!(names(&chat.queued_events()), ["file"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn actions_take_message_id_as_well_as_msg_id() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let url = format!("{}/simulator/chats/{}/agent", simulator.control_url(), chat.id());
    let action = json!({"do": "edit_message", "message_id": "4", "text": "new"});
    with_json(client.http.post(url), &action).send().await.expect("an answer");
    assert_eq!(chat.queued_events()[0]["ref_msg_id"], "4");
}

#[tokio::test(flavor = "multi_thread")]
async fn list_of_routes_names_routes_that_exist() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let list = get(&client, format!("{}/simulator/", simulator.control_url())).await.text().await.expect("a body");
    let routes: Vec<_> =
        list.lines().filter_map(|line| line.split_whitespace().next().zip(line.split_whitespace().nth(1))).collect();
    assert!(routes.len() > 15);
    for (method, path) in routes.into_iter().filter(|(_, path)| !path.ends_with("/shutdown")) {
        let path = path.replacen("{id}", chat.id(), 1).replace("{form_request_id}", "1");
        let request =
            client.http.request(method.parse().expect("a method"), format!("{}{path}", simulator.control_url()));
        let status = request.send().await.expect("an answer").status().as_u16();
        let is_known = status != 405 && (status != 404 || path.contains("/f"));
        assert!(is_known, "{method} {path}: {status}");
    }
}
