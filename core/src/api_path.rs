//! The path of the API in a base URL.

/// The path of the API for the path of a base URL, which may hold all of it, its beginning or nothing of it. Nothing if it goes on
/// behind that, names another version, or holds a later part of it without `/clientweb`: that would be asked for twice. A gateway
/// whose own path ends in such a part is written with `/clientweb` behind it.
pub(crate) fn api_path(base: &str) -> Option<String> {
    const OWN: &str = "/clientweb";
    let base = base.trim_end_matches('/');
    // A name that only begins like it is a part of the prefix.
    let is_own = |rest: &str| rest.is_empty() || rest.starts_with('/');
    let mut found = base.to_ascii_lowercase().rmatch_indices(OWN).map(|(at, _)| at).collect::<Vec<_>>().into_iter();
    let Some(end) = found.find_map(|at| Some(at + OWN.len()).filter(|end| is_own(&base[*end..]))) else {
        return (!is_part_of_the_api(base)).then(|| format!("{base}{OWN}/api/v2"));
    };
    let (own, rest) = base.split_at(end);
    match rest.to_ascii_lowercase().as_str() {
        "" | "/api" | "/api/v2" => Some(format!("{own}/api/v2")),
        "/api/v1" => Some(format!("{own}/api/v1")),
        _ => None,
    }
}

/// Whether a path without `/clientweb` ends in a part of the API's path, or goes on behind it.
fn is_part_of_the_api(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_api = |pair: &[&str]| matches!(pair, ["api", "v1" | "v2"] | ["v1" | "v2", "chats"]);
    matches!(parts.last(), Some(&("api" | "v1" | "v2" | "chats"))) || parts.windows(2).any(is_api)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defect 81.
    #[test]
    fn base_url_with_half_of_the_api_path_is_completed() {
        for (base, path) in [
            ("", Some("/clientweb/api/v2")),
            ("/", Some("/clientweb/api/v2")),
            ("/clientweb", Some("/clientweb/api/v2")),
            ("/clientweb/", Some("/clientweb/api/v2")),
            ("/gate/clientweb/api//", Some("/gate/clientweb/api/v2")),
            ("/clientweb/api/v1", Some("/clientweb/api/v1")),
            ("/ClientWeb/API/V2/", Some("/ClientWeb/api/v2")),
            ("/api/clientweb", Some("/api/clientweb/api/v2")),
            ("/apis", Some("/apis/clientweb/api/v2")),
            ("/api/tenant", Some("/api/tenant/clientweb/api/v2")),
            ("/clientwebs/x", Some("/clientwebs/x/clientweb/api/v2")),
            ("/clientweb/gate/clientweb", Some("/clientweb/gate/clientweb/api/v2")),
            ("/clientweb/api/v2/chats", None),
            ("/clientweb/api/v2/chats/active", None),
            ("/clientweb/api/v3", None),
            ("/clientweb/chats", None),
            ("/api", None),
            ("/gate/API/", None),
            ("/gate/api/v2", None),
            ("/v2", None),
            ("/v2/chats", None),
            ("/api//v2/chats/active", None),
        ] {
            assert_eq!(api_path(base).as_deref(), path, "{base}");
        }
    }
}
