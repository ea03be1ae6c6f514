//! Who may steer: requests from the same machine, but no web page of another origin.

use serde_json::json;

use crate::client::{Client, SOON, simulator, with_json};

async fn status(request: reqwest::RequestBuilder) -> u16 {
    request.send().await.expect("an answer").status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn control_api_is_not_on_the_port_of_the_api() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    for path in ["/simulator/", "/simulator/chats", "/simulator/shutdown", "/"] {
        assert_eq!(status(client.http.get(format!("{}{path}", simulator.base_url()))).await, 404, "{path}");
    }
    assert_eq!(status(client.http.post(format!("{}/simulator/shutdown", simulator.base_url()))).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn control_request_of_a_foreign_page_is_forbidden() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/options", simulator.control_url());
    let change = || with_json(client.http.patch(&url), &json!({"server_version": "changed"}));
    let get = || client.http.get(&url);
    for origin in ["https://evil.example.com", "http://127.0.0.1:1", "null"] {
        assert_eq!(status(change().header("Origin", origin)).await, 403, "{origin}");
        assert_eq!(status(get().header("Origin", origin)).await, 403, "{origin}");
    }
    for host in ["rebound.example.com", "localhost", "127.0.0.1:1"] {
        assert_eq!(status(change().header("Host", host)).await, 403, "{host}");
        assert_eq!(status(get().header("Host", host)).await, 403, "{host}");
    }
    let body = json!({"server_version": "changed"}).to_string();
    for content_type in ["text/plain", "application/x-www-form-urlencoded"] {
        let request = client.http.patch(&url).header("Content-Type", content_type).body(body.clone());
        assert_eq!(status(request).await, 403, "{content_type}");
    }
    assert_eq!(status(client.http.patch(&url).body(body)).await, 403);
    assert_ne!(simulator.options().server_version, "changed");
    assert_eq!(status(change().header("Origin", simulator.control_url())).await, 200);
    assert_eq!(simulator.options().server_version, "changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn control_api_answers_no_preflight_and_sends_no_cors_header() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/options", simulator.control_url());
    for origin in ["https://evil.example.com".to_owned(), simulator.control_url()] {
        let preflight = client.http.request(reqwest::Method::OPTIONS, &url);
        let preflight = preflight.header("Origin", &origin).header("Access-Control-Request-Method", "PATCH");
        for request in [preflight, client.http.get(&url).header("Origin", &origin)] {
            let response = request.send().await.expect("an answer");
            let is_cors = |name: &reqwest::header::HeaderName| name.as_str().starts_with("access-control-");
            assert!(!response.headers().keys().any(is_cors), "{response:?}");
            let policy = response.headers()["content-security-policy"].to_str().expect("text").to_owned();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
            assert_eq!(response.headers()["cross-origin-resource-policy"], "same-origin");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn restart_keeps_or_loses_the_chats() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/restart", simulator.control_url());
    for (sessions, after) in [("keep", 200), ("lose", 404)] {
        let chat = client.chat(&simulator).await;
        let (polling, polled) = (client.clone(), chat.clone());
        let poll = tokio::spawn(async move { polling.try_get(&format!("chats/{}/events", polled.id())).await });
        assert!(chat.wait_until_polled(SOON));
        let restart = with_json(client.http.post(&url), &json!({"sessions": sessions, "down_ms": 0}));
        assert_eq!(status(restart).await, 200);
        assert!(poll.await.expect("the poll ends").is_err(), "its connection is closed");
        assert!(chat.wait_until_not_polled(SOON));
        let history = tokio::time::timeout(SOON, async {
            loop {
                if let Ok(answer) = client.try_get(&format!("chats/{}/history", chat.id())).await {
                    return answer;
                }
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(history.await.expect("the API is back").status, after);
    }
}
