//! The two forms of a message. Servers send HTML together with a plain text that they made of it, so this makes each of
//! the other.

/// Plain text as HTML.
pub(crate) fn to_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' => html.push_str("<br>"),
            '\r' => {}
            other => html.push(other),
        }
    }
    html
}

/// HTML as plain text: line breaks are kept, other tags dropped, the common entities resolved.
pub(crate) fn from_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(['<', '&']) {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let (plain, length) = if rest.starts_with('<') { tag(rest) } else { entity(rest) };
        text.push_str(plain);
        rest = &rest[length..];
    }
    text.push_str(rest);
    text
}

/// What the tag at the start stands for, and its length. A bracket that is never closed is just a bracket.
fn tag(html: &str) -> (&'static str, usize) {
    let Some(end) = html.find('>') else { return ("<", 1) };
    let name = html[1..end].trim_end_matches('/').trim();
    (if name.eq_ignore_ascii_case("br") { "\n" } else { "" }, end + 1)
}

/// What the entity at the start stands for, and its length. Unknown ones are left as they are.
fn entity(html: &str) -> (&'static str, usize) {
    const KNOWN: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let found = KNOWN.iter().find(|(name, _)| html.starts_with(name));
    found.map_or(("&", 1), |(name, character)| (*character, name.len()))
}

#[cfg(test)]
mod tests {
    use super::{from_html, to_html};

    #[test]
    fn plain_text_survives_the_way_to_html_and_back() {
        for text in ["a < b & c > d", "\"it's\"\nnext line", "&lt;br&gt;", "schöne Grüße 👋", ""] {
            assert_eq!(from_html(&to_html(text)), text);
        }
    }

    #[test]
    fn tags_are_dropped_and_line_breaks_kept() {
        assert_eq!(from_html("<b>one</b><br/>two<BR>three &copy; 1 < 2"), "one\ntwo\nthree &copy; 1 < 2");
    }
}
