//! A replayed trace as one self-contained HTML page: a timeline with the app, the engine and the server as lanes.

use serde_json::{Value, json};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page. `steps` are those of `replay --json`; `broken` says where and why the trace could not be read further.
pub(crate) fn page(head: &Value, steps: Vec<Value>, broken: Option<String>) -> String {
    let data = json!({"head": head, "steps": steps, "broken": broken}).to_string();
    // Inside a script element nothing but its end tag and comments have a meaning; both begin with this character.
    let data = data.replace('<', "\\u003c");
    TEMPLATE.replace("/*STYLE*/", STYLE).replace("/*SCRIPT*/", SCRIPT).replace("/*DATA*/", &data)
}

#[cfg(test)]
mod tests {
    use super::page;
    use serde_json::json;

    #[test]
    fn text_of_a_trace_cannot_leave_its_script_element() {
        let page = page(&json!({"sdk": "</script><script>alert(1)</script>"}), vec![json!({"a": "<!--"})], None);
        assert!(!page.contains("alert(1)</script>") && !page.contains("<!--"));
        assert!(page.contains("\\u003c/script>"));
    }
}
