//! The proxy of the environment variables, as programs on Linux read them.

/// The proxy for `base_url`, as the setting `proxy_url` takes it; none for a direct connection. `variable` reads one variable of the
/// environment.
///
/// `https_proxy` counts before `all_proxy`, lower case before upper case. `no_proxy` lists hosts that are reached directly, separated
/// by commas: `acme.example.com` and `.acme.example.com` stand for that host and all below it, `*` for every host.
pub(crate) fn environment_proxy(base_url: &str, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let read = |name: &str| {
        let value = variable(name).or_else(|| variable(&name.to_ascii_uppercase()))?.trim().to_owned();
        (!value.is_empty()).then_some(value)
    };
    let proxy = read("https_proxy").or_else(|| read("all_proxy"))?;
    let exceptions = read("no_proxy").unwrap_or_default();
    let host = host_of(base_url).to_ascii_lowercase();
    if exceptions.split(',').any(|exception| stands_for(exception.trim(), &host)) {
        return None;
    }
    // Without a scheme it is a proxy that is spoken to without TLS.
    Some(if proxy.contains("://") { proxy } else { format!("http://{proxy}") })
}

fn stands_for(exception: &str, host: &str) -> bool {
    let domain = exception.trim_start_matches('.').to_ascii_lowercase();
    let below = || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'));
    exception == "*" || (!domain.is_empty() && (host == domain || below()))
}

/// The host of a URL, without its port.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.strip_prefix('[').and_then(|address| address.split_once(']')) {
        Some((address, _)) => address,
        None => authority.split(':').next().unwrap_or_default(),
    }
}
