//! Who is let in.

use crate::client::{Client, with};

const GOOD: &str = r#"MOBILE-API-140-327-PLAIN appId="demo", clientId="c""#;

/// What `availability` answers to a query and a header.
async fn ask(client: &Client, query: &str, authorization: Option<&str>) -> (u16, String) {
    let mut request = client.http.get(format!("{}/availability{query}", client.api));
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let body: serde_json::Value =
        serde_json::from_str(&response.text().await.expect("a body")).expect("every answer is JSON");
    (status, body["error_code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_slip_in_the_header_has_its_code() {
    let simulator = with(|options| options.app_id = Some("demo".to_owned()));
    let client = Client::new(&simulator);
    let cases = [
        (None, "2000"),
        (Some("MOBILE-API-140-327-PLAIN"), "2001"),
        (Some("MOBILE-API-140-327-PLAIN demo"), "2001"),
        (Some(r#"MOBILE-API-140-327-PLAIN appId="de"mo", clientId="c""#), "2001"),
        (Some("Basic abc"), "2002"),
        (Some(r#"MOBILE-API-140-327-PLAIN clientId="c""#), "2003"),
        (Some(r#"MOBILE-API-140-327-PLAIN appId="", clientId="c""#), "2003"),
        (Some(r#"MOBILE-API-140-327-PLAIN appId="demo""#), "2004"),
        (Some(r#"MOBILE-API-140-327-PLAIN appId="other", clientId="c""#), "3000"),
    ];
    for (header, code) in cases {
        assert_eq!(ask(&client, "?tenantUrl=acme", header).await, (403, code.to_owned()), "{header:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ids_may_stand_without_quotes() {
    let simulator = with(|options| options.app_id = Some("demo".to_owned()));
    let client = Client::new(&simulator);
    for header in [GOOD, "MOBILE-API-140-327-PLAIN appId=demo, clientId=c"] {
        assert_eq!(ask(&client, "?tenantUrl=acme", Some(header)).await, (200, String::new()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_must_be_named_and_must_be_the_right_one() {
    let simulator = with(|options| options.tenant = Some("acme.example.com".to_owned()));
    let client = Client::new(&simulator);
    for query in ["", "?tenantUrl=", "?tenantUrl=other.example.com"] {
        assert_eq!(ask(&client, query, Some(GOOD)).await, (400, "1000".to_owned()), "{query}");
    }
    for query in ["?tenantUrl=acme.example.com", "?nonce=1&tenantUrl=https%3A%2F%2FACME.example.com%2F"] {
        assert_eq!(ask(&client, query, Some(GOOD)).await.0, 200, "{query}");
    }
}
