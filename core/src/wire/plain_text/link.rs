//! The address of a link in plain text.

/// What of `address` is shown: web addresses as they are, without what no address holds; of mail and telephone what follows the
/// scheme. Nothing for what leads nowhere outside of its page.
pub(super) fn shown(address: &[u8]) -> Option<String> {
    let address: String = String::from_utf8_lossy(address).trim().chars().filter(|c| !c.is_control()).collect();
    let (scheme, rest) = address.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.len() > "//".len() => Some(address),
        "mailto" | "tel" | "sms" if !rest.is_empty() => Some(rest.to_owned()),
        _ => None,
    }
}

/// Whether a label says the same as the address that is shown.
pub(super) fn is_said(label: &[u8], address: &str) -> bool {
    let label = String::from_utf8_lossy(label);
    bare(&label) == bare(address)
}

/// Without scheme and final slash, in one case.
fn bare(address: &str) -> String {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_end_matches('/').to_lowercase()
}
