//! Tests of the environment proxy.

use crate::environment_proxy::environment_proxy;

fn proxy(base_url: &str, variables: &[(&str, &str)]) -> Option<String> {
    let read = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    environment_proxy(base_url, read)
}

#[test]
fn environment_names_the_proxy_in_either_case_and_with_or_without_scheme() {
    let url = "https://acme.example.com:9443/gateway";
    let found = |variables: &[(&str, &str)]| proxy(url, variables);
    assert_eq!(found(&[]), None);
    assert_eq!(found(&[("https_proxy", " ")]), None);
    assert_eq!(found(&[("http_proxy", "http://plain:80")]), None, "everything goes over TLS");
    assert_eq!(found(&[("HTTPS_PROXY", "http://a:3128")]).as_deref(), Some("http://a:3128"));
    assert_eq!(found(&[("https_proxy", "a:3128"), ("HTTPS_PROXY", "b:1")]).as_deref(), Some("http://a:3128"));
    assert_eq!(found(&[("ALL_PROXY", "https://c"), ("no_proxy", "")]).as_deref(), Some("https://c"));
    assert_eq!(found(&[("ALL_PROXY", "c:1"), ("https_proxy", "a:1")]).as_deref(), Some("http://a:1"));
}

#[test]
fn no_proxy_excepts_hosts_and_what_is_below_them() {
    let is_direct =
        |url: &str, exceptions: &str| proxy(url, &[("https_proxy", "p:1"), ("no_proxy", exceptions)]).is_none();
    for exceptions in ["*", "acme.example.com", "other, ACME.example.com", ".example.com", "example.com", "com"] {
        assert!(is_direct("https://acme.example.com:9443/x", exceptions), "{exceptions}");
    }
    for exceptions in ["", ",", ".", "cme.example.com", "acme.example.com.evil", "x.acme.example.com", "acme"] {
        assert!(!is_direct("https://acme.example.com:9443/x", exceptions), "{exceptions}");
    }
    assert!(is_direct("https://[2001:db8::1]:9443", "2001:db8::1"));
    assert!(is_direct("https://10.0.0.7", "10.0.0.7") && !is_direct("https://10.0.0.77", "10.0.0.7"));
}
