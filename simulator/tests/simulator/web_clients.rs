//! What clients in web pages need: cross-origin answers, visitors told apart by cookie, downloads without authorization.

use contact_center_simulator::{
    AllowedOrigins, Fault, FormOutcome, MessageIds, Picture, Route, Simulator, SimulatorOptions, Survey,
    WebChatVisitors,
};
use reqwest::{Method, Response, header::HeaderMap};
use serde_json::{Value, json};

use crate::client::{Client, SOON, names, simulator, with, with_json};

const PAGE: &str = "http://localhost:8080";

async fn preflight(client: &Client, path: &str, origin: &str) -> Response {
    let request = client.http.request(Method::OPTIONS, format!("{}/{path}", client.api)).header("Origin", origin);
    let request = request.header("Access-Control-Request-Method", "POST");
    request.header("Access-Control-Request-Headers", "authorization,content-type").send().await.expect("an answer")
}

async fn page_get(client: &Client, path: &str) -> Response {
    let request = client.http.get(format!("{}/{path}?tenantUrl=acme", client.api)).header("Origin", PAGE);
    request.header("Authorization", client.authorization()).send().await.expect("an answer")
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().expect("text"))
}

fn is_for_page(response: &Response) -> bool {
    let headers = response.headers();
    header(headers, "access-control-allow-origin") == Some(PAGE)
        && header(headers, "access-control-allow-credentials") == Some("true")
        && header(headers, "vary") == Some("Origin")
}

#[tokio::test(flavor = "multi_thread")]
async fn preflight_of_every_path_is_answered_without_authorization() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    for path in ["chats", "chats/unknown/events", "/iceservers", "configuration", "nowhere"] {
        let answer = preflight(&client, path, PAGE).await;
        assert_eq!(answer.status().as_u16(), 204, "{path}");
        assert!(is_for_page(&answer), "{answer:?}");
        assert_eq!(header(answer.headers(), "access-control-allow-headers"), Some("authorization,content-type"));
        assert_eq!(header(answer.headers(), "access-control-allow-methods"), Some("GET, POST, OPTIONS"));
    }
    assert!(simulator.requests().iter().all(|request| request.method == "OPTIONS" && request.status == Some(204)));
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_and_faults_can_be_read_by_the_page() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let fine = page_get(&client, "availability").await;
    assert!(fine.status().is_success() && is_for_page(&fine), "{fine:?}");
    let gone = page_get(&client, "chats/unknown/history").await;
    assert!(gone.status().as_u16() == 404 && is_for_page(&gone), "{gone:?}");
    simulator.fault(Route::Availability, Fault::html(502));
    let gateway = page_get(&client, "availability").await;
    assert!(gateway.status().as_u16() == 502 && is_for_page(&gateway), "{gateway:?}");
    let plain = client.http.get(format!("{}/availability", client.api)).send().await.expect("an answer");
    assert_eq!(header(plain.headers(), "access-control-allow-origin"), None);
    assert_eq!(header(plain.headers(), "vary"), Some("Origin"));
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_origin_is_refused_unless_it_is_allowed() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let (foreign, other) = ("https://shop.example.com", "https://other.example.com");
    let refused = preflight(&client, "chats", foreign).await;
    assert_eq!(refused.status().as_u16(), 403);
    assert_eq!(header(refused.headers(), "access-control-allow-origin"), None);
    for (allowed, expected) in [
        (AllowedOrigins::Any, [204, 204, 204]),
        (AllowedOrigins::Only(vec![foreign.to_owned()]), [204, 403, 403]),
        (AllowedOrigins::None, [403, 403, 403]),
    ] {
        simulator.change_options(|options| options.allowed_origins = allowed);
        for (origin, status) in [foreign, other, PAGE].into_iter().zip(expected) {
            assert_eq!(preflight(&client, "chats", origin).await.status().as_u16(), status, "{origin}");
        }
    }
}

/// The chat id and the cookie that a web client gets.
async fn web_chat(client: &Client, cookie: Option<&str>) -> (Value, Option<String>) {
    let request = client.http.post(format!("{}/chats?tenantUrl=acme&timestamp=1", client.api));
    let request = with_json(request.header("Authorization", client.authorization()), &json!({"parameters": {}}));
    let request = cookie.map_or(request.try_clone().expect("bytes"), |cookie| request.header("Cookie", cookie));
    let response = request.send().await.expect("an answer");
    let cookie = header(response.headers(), "set-cookie").map(str::to_owned);
    (serde_json::from_str(&response.text().await.expect("a body")).expect("JSON"), cookie)
}

#[tokio::test(flavor = "multi_thread")]
async fn web_chat_visitors_are_told_apart_by_cookie() {
    let simulator = simulator();
    let client = Client::named(&simulator, "WebChat");
    let (first, cookie) = web_chat(&client, None).await;
    let (second, _) = web_chat(&client, None).await;
    assert_ne!(first["chat_id"], second["chat_id"]);
    let cookie = cookie.expect("a cookie");
    assert!(cookie.ends_with("; Path=/clientweb; HttpOnly; SameSite=None; Secure; Partitioned"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    let (again, _) = web_chat(&client, Some(pair)).await;
    assert_eq!((&again["chat_id"], &again["is_new_chat"]), (&first["chat_id"], &json!(false)));

    let of_second = format!("chats/{}/history", second["chat_id"].as_str().expect("an id"));
    let with_cookie = |path: &str| {
        let request = client.http.get(format!("{}/{path}?tenantUrl=acme", client.api)).header("Cookie", pair);
        client.send(request)
    };
    assert_eq!(with_cookie(&of_second).await.expect("an answer").status, 404, "it is another visitor's");
    assert_eq!(client.get(&of_second).await.status, 200, "a browser may withhold the cookie");
    assert_eq!(client.get("chats/active").await.status, 404);
    assert_eq!(with_cookie("chats/active").await.expect("an answer").json()["chat_id"], first["chat_id"]);

    simulator.change_options(|options| options.web_chat_visitors = WebChatVisitors::Shared);
    let (shared, cookie) = web_chat(&client, None).await;
    assert_eq!((&shared["is_new_chat"], cookie.is_some()), (&json!(false), true));
    let (named, cookie) = web_chat(&Client::named(&simulator, "app-1"), None).await;
    assert_eq!((&named["is_new_chat"], cookie), (&json!(true), None));
}

async fn opened(change: impl FnOnce(&mut SimulatorOptions)) -> (Simulator, Client, contact_center_simulator::Chat) {
    let simulator = with(change);
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    (simulator, client, chat)
}

#[tokio::test(flavor = "multi_thread")]
async fn downloads_need_no_authorization_unless_it_is_required() {
    let (simulator, client, chat) = opened(|options| {
        options.agent_photo = Some(Picture::sample());
        options.chat_icon = Some(Picture::sample());
    })
    .await;
    let party = chat.join()["party_id"].as_str().expect("an id").to_owned();
    let file = chat.send_file("Rechnung „Süd“.pdf", "application/pdf", b"%PDF")["file_id"].clone();
    let of_chat = format!("{}/chats/{}", client.api, chat.id());
    let urls = [
        format!("{of_chat}/files/{}", file.as_str().expect("an id")),
        format!("{of_chat}/profilephotos/{party}"),
        format!("{of_chat}/chaticon"),
    ];
    for url in &urls {
        assert_eq!(client.http.get(url).send().await.expect("an answer").status().as_u16(), 200, "{url}");
    }
    let answer = client.http.get(&urls[0]).send().await.expect("an answer");
    let expected = "attachment; filename=\"Rechnung _S_d_.pdf\"; \
                    filename*=UTF-8''Rechnung%20%E2%80%9ES%C3%BCd%E2%80%9C.pdf";
    assert_eq!(header(answer.headers(), "content-disposition"), Some(expected));
    let unknown = format!("{}/chats/unknown/chaticon", client.api);
    assert_eq!(client.http.get(unknown).send().await.expect("an answer").status().as_u16(), 404);

    simulator.change_options(|options| options.downloads_need_authorization = true);
    for url in &urls {
        let answer = client.http.get(format!("{url}?tenantUrl=acme")).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 403, "{url}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ice_servers_are_encrypted_for_a_session_and_plain_without() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let ask = async |query: &str| {
        let url = format!("{}//iceservers?tenantUrl=acme&domain=x&appId=demo&timestamp=1{query}", client.api);
        client.send(client.http.get(url)).await.expect("an answer")
    };
    assert_eq!(ask("").await.json(), json!({"servers": SimulatorOptions::default().ice_servers}));
    let secret = ask("&sessionId=chat").await;
    assert!(secret.status == 200 && !secret.body.contains("stun"), "{secret:?}");
    simulator.fault(Route::IceServers, Fault::status(503));
    assert_eq!(ask("").await.status, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn message_ids_stay_above_those_of_the_client() {
    let (simulator, client, chat) = opened(|_| {}).await;
    let id = |event: Value| event["msg_id"].as_str().expect("an id").to_owned();
    assert_eq!((id(chat.say("a")), id(chat.say("b"))), ("2".to_owned(), "4".to_owned()));
    client.send_event(&chat, json!({"event": "chat_session_message", "msg": "c", "msg_id": "7"})).await;
    assert_eq!(id(chat.say("d")), "8");
    client.send_event(&chat, json!({"event": "chat_session_message", "msg": "e", "msg_id": 10})).await;
    for odd in ["chat:99", "", "18446744073709551615", "-4"] {
        client.send_event(&chat, json!({"event": "chat_session_message", "msg": "f", "msg_id": odd})).await;
    }
    assert_eq!(id(chat.say("g")), "12");

    let first = async |ids| {
        simulator.change_options(|options| options.message_ids = ids);
        let chat = Client::named(&simulator, &format!("{ids:?}")).chat(&simulator).await;
        id(chat.say("h"))
    };
    assert_eq!(first(MessageIds::Even).await, "0");
    assert_eq!(first(MessageIds::Uuid).await.len(), 36);
}

#[tokio::test(flavor = "multi_thread")]
async fn later_answer_to_a_form_without_a_name_counts() {
    let (_simulator, client, chat) = opened(|_| {}).await;
    let (nameless, named) = (chat.ask_in_text(None), chat.show_form("contact", None));
    let answer = |id: &str, name: &str, data: Value| json!({"event": "chat_session_form_data", "form_request_id": id, "form_name": name, "data": data});
    for (id, name) in [(&nameless, ""), (&named, "contact")] {
        for data in [json!("Form not found"), json!({"text": "4711"})] {
            assert_eq!(client.send_event(&chat, answer(id, name, data)).await.status, 200);
        }
    }
    assert_eq!(chat.form_outcome(&nameless), Some(FormOutcome::Submitted { data: json!({"text": "4711"}) }));
    assert_eq!(chat.form_outcome(&named), Some(FormOutcome::Submitted { data: json!("Form not found") }));
}

#[tokio::test(flavor = "multi_thread")]
async fn survey_by_form_ends_the_chat_with_its_answer() {
    for data in [json!({"service": "5", "helpful": "Yes"}), json!({})] {
        let (_simulator, client, chat) = opened(|options| options.survey = Survey::Form).await;
        chat.join();
        client.poll(&chat).await;
        client.send_event(&chat, json!({"event": "chat_session_disconnect"})).await;
        let shown = client.poll(&chat).await.json()["events"].clone();
        assert_eq!(names(shown.as_array().expect("events")), ["party_left", "form_show"]);
        assert_eq!(shown[1]["form_name"], "MobileChatSurvey");
        let answer = json!({"event": "chat_session_form_data", "form_request_id": shown[1]["form_request_id"],
                            "form_name": "MobileChatSurvey", "data": data});
        client.send_event(&chat, answer).await;
        let last = client.poll(&chat).await;
        assert_eq!(last.events(), ["status", "message", "ended"]);
        assert_eq!(last.json()["events"][0]["state"], "connected");
        let id = shown[1]["form_request_id"].as_str().expect("an id");
        assert_eq!(chat.wait_for_form_answer(id, SOON), Some(FormOutcome::Submitted { data }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_request_of_a_web_client_is_accepted() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let message = json!({"event": "chat_session_message", "msg": "Hello", "msg_id": "1"});
    let parameters = json!({"location": {}, "directChatPIN": "12", "message": "Hello", "user_platform": {"os": "x"}});
    let request = json!({"phone_number": "", "from": "", "parameters": parameters, "initial_message": message});
    assert_eq!(client.post("chats", request).await.status, 200);
    let half = json!({"parameters": {"location": {"latitude": "1"}}});
    assert_eq!(client.post("chats", half).await.error(), (400, "5003".to_owned()));
}
