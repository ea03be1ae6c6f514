//! `contact-center replay` from the outside: its output and its exit status.

#![allow(missing_docs, clippy::unwrap_used)]

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/traces/proxy-in-front.jsonl")
}

fn replay(file: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_contact-center")).arg("replay").arg(file).args(more).output().unwrap()
}

/// The example with something else in it.
fn changed(folder: &Path, from: &str, to: &str) -> PathBuf {
    let text = std::fs::read_to_string(example()).unwrap();
    assert!(text.contains(from));
    let file = folder.join("changed.jsonl");
    std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
    file
}

#[test]
fn a_trace_that_happens_again_is_shown_line_by_line_with_status_0() {
    let output = replay(&example(), &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    for words in [
        "opens: new",
        "start on the screen, with a network → tell connected, poll",
        "polled: UnexpectedResponse (HTTP 502)",
        "tell live [chat_session_message]",
        "tell reconnecting",
        "tell ended_by_client",
        " 0 differ, 0 could not be compared",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    let lines = std::fs::read_to_string(example()).unwrap().lines().count();
    assert_eq!(text.lines().count(), lines + 1, "a line for each, and one for all");
}

#[test]
fn a_step_that_leads_to_something_else_is_marked_and_the_status_is_1() {
    let folder = tempfile::tempdir().unwrap();
    let file = changed(folder.path(), "{\"connection\":\"reconnecting\"}", "{\"connection\":\"offline\"}");
    let output = replay(&file, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    let marked = |mark: char| text.lines().filter(|line| line.starts_with(mark)).collect::<Vec<_>>();
    let ([recorded], [replayed]) = (&marked('-')[..], &marked('+')[..]) else { panic!("{text}") };
    assert!(recorded.contains("tell offline") && replayed.contains("tell reconnecting"), "{text}");
    assert!(text.contains(" 1 differ"), "{text}");

    let output = replay(&file, &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let steps: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let differs: Vec<_> = steps.iter().filter(|step| step["verdict"] == "differs").collect();
    assert_eq!(differs.len(), 1);
    assert_ne!(differs[0]["recorded"], differs[0]["replayed"]);
    assert!(steps.iter().any(|step| step["verdict"] == "same" && step["recorded"] == step["replayed"]));
}

#[test]
fn what_is_no_trace_of_this_version_is_refused_by_name_with_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let other = changed(folder.path(), "\"contact_center_trace\":1", "\"contact_center_trace\":9");
    for (file, words) in [
        (other, "the trace has the format 9"),
        (Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"), "this is no trace"),
        (folder.path().join("nowhere"), "nowhere"),
    ] {
        let output = replay(&file, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", file.display());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(words), "{said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn html_page_holds_every_step_and_says_where_a_trace_is_damaged() {
    let output = replay(&example(), &["--html"]);
    assert_eq!(output.status.code(), Some(0));
    let page = String::from_utf8(output.stdout).unwrap();
    let data = |page: &str| -> serde_json::Value {
        let (_, rest) = page.split_once("type=\"application/json\">").unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    };
    let whole = data(&page);
    let lines = std::fs::read_to_string(example()).unwrap().lines().count();
    assert_eq!((whole["steps"].as_array().unwrap().len(), &whole["broken"]), (lines - 1, &serde_json::Value::Null));
    assert!(!page.contains("src=") && !page.contains("http://"), "the page loads nothing");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("damaged.jsonl");
    let text: Vec<_> = std::fs::read_to_string(example()).unwrap().lines().map(str::to_owned).collect();
    std::fs::write(&file, [&text[..6], &["{\"chat\":1,".to_owned()], &text[6..]].concat().join("\n")).unwrap();
    let output = replay(&file, &["--html"]);
    assert_eq!(output.status.code(), Some(2));
    let damaged = data(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(damaged["steps"].as_array().unwrap().len(), 5);
    assert!(damaged["broken"].as_str().unwrap().starts_with("line 7: "), "{}", damaged["broken"]);
}
