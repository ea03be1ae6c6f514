//! The program: what it prints, and everything that makes it stop.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::client::{Client, SOON};

/// A child that does not outlive its test.
struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_contact-center-simulator"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        Self { child, stdout }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("a line");
        line
    }

    /// Whether it exits well, and soon.
    fn exits(&mut self) -> bool {
        let asked = Instant::now();
        while asked.elapsed() < SOON {
            if let Some(status) = self.child.try_wait().expect("the child can be asked") {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have exited already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_json_it_prints_one_line_and_stops_when_told_over_http() {
    let mut program = Program::start(&["--json", "--agent", "manual"]);
    let ready: Value = serde_json::from_str(&program.line()).expect("one line of JSON");
    assert!(ready["base_url"].as_str().expect("a URL").starts_with("https://127.0.0.1:"));
    assert!(ready["ca_pem"].as_str().expect("a certificate").starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(ready["ca_file"], Value::Null);
    let url = format!("{}/simulator/shutdown", ready["control_url"].as_str().expect("a URL"));
    drop(rustls::crypto::ring::default_provider().install_default());
    let response = reqwest::Client::builder().tls_certs_only([]).build().expect("a client").post(url).send().await;
    assert_eq!(response.expect("an answer").status().as_u16(), 200);
    assert!(program.exits());
}

#[test]
fn it_dies_with_the_parent_that_holds_its_standard_input() {
    let mut program = Program::start(&["--json", "--until-stdin-closes"]);
    program.line();
    drop(program.child.stdin.take());
    assert!(program.exits());
}

#[test]
fn for_a_person_it_prints_a_command_line_that_can_be_copied() {
    let file = std::env::temp_dir().join(format!("simulator-ca-{}.pem", std::process::id()));
    let path = file.to_str().expect("a path in UTF-8");
    let mut program = Program::start(&["--ca-file", path, "--tenant", "t.example.com", "--until-stdin-closes"]);
    let text: Vec<_> = (0..9).map(|_| program.line()).collect();
    let text = text.concat();
    assert!(text.contains("cargo run -p contact-center-cli -- connect --base-url https://127.0.0.1:"), "{text}");
    assert!(text.contains(&format!("--tenant-url t.example.com --app-id demo --ca-file {path}")), "{text}");
    let written = std::fs::read_to_string(&file).expect("the certificate is written");
    assert!(written.starts_with("-----BEGIN CERTIFICATE-----"));
    std::fs::remove_file(&file).expect("it can be removed");
}

#[test]
fn authority_file_makes_a_restart_trusted() {
    let folder = std::env::temp_dir().join(format!("simulator-authority-{}", std::process::id()));
    std::fs::create_dir(&folder).expect("a folder");
    let file = folder.join("authority.json");
    let path = file.to_str().expect("a path in UTF-8");
    let announced = |arguments: &[&str]| -> Value {
        let mut program = Program::start(&[&["--json", "--authority", path], arguments].concat());
        serde_json::from_str(&program.line()).unwrap_or_default()
    };
    let (first, second) = (announced(&[]), announced(&[]));
    assert_eq!((&first["ca_pem"], &first["pin"]), (&second["ca_pem"], &second["pin"]));
    assert!(first["pin"].is_string());
    assert_eq!(announced(&["--certificate", "expired"]), Value::Null, "the file keeps another kind");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&file, "{}").expect("it can be written");
    assert_eq!(announced(&[]), Value::Null);
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "{}", "it stays as it is");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_goes_on_after_the_program_is_killed_and_started_again() {
    let folder = std::env::temp_dir().join(format!("simulator-sessions-{}", std::process::id()));
    let path = folder.to_str().expect("a path in UTF-8");
    let start = |port: &str| {
        let mut program = Program::start(&["--json", "--cleartext", "--sessions", path, "--port", port]);
        let ready: Value = serde_json::from_str(&program.line()).expect("one line of JSON");
        let base_url = ready["base_url"].as_str().expect("a URL").to_owned();
        (program, base_url)
    };
    let (first, base_url) = start("0");
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = Client {
        http: reqwest::Client::builder().tls_certs_only([]).build().expect("a client"),
        api: format!("{base_url}/clientweb/api/v2"),
        client_id: "client-1".to_owned(),
    };
    let opened = client.post("chats", json!({"parameters": {}})).await.json();
    let chat_id = opened["chat_id"].as_str().expect("a chat id").to_owned();
    let events = format!("chats/{chat_id}/events");
    let message = json!({"events": [{"event": "chat_session_message", "msg": "before", "msg_id": "1"}]});
    assert_eq!(client.post(&events, message).await.status, 200);
    drop(first);

    let (second, _) = start(base_url.rsplit(':').next().expect("a port"));
    let again = client.post("chats", json!({"parameters": {}})).await.json();
    assert_eq!((&again["chat_id"], &again["is_new_chat"]), (&json!(chat_id), &json!(false)));
    let history = client.get(&format!("chats/{chat_id}/history")).await;
    assert!(history.body.contains("before"), "{history:?}");
    let message = json!({"events": [{"event": "chat_session_message", "msg": "after", "msg_id": "2"}]});
    assert_eq!(client.post(&events, message).await.status, 200);
    drop(second);

    std::fs::write(folder.join("sessions.json"), "{}").expect("it can be written");
    let mut damaged = Program::start(&["--json", "--sessions", path]);
    assert_eq!(damaged.line(), "", "it does not start");
    assert_eq!(std::fs::read_to_string(folder.join("sessions.json")).expect("the file"), "{}", "it stays as it is");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

#[cfg(unix)]
#[test]
fn it_stops_in_good_order_when_terminated() {
    let mut program = Program::start(&["--json"]);
    program.line();
    let killed = Command::new("kill").arg(program.child.id().to_string()).status().expect("kill runs");
    assert!(killed.success() && program.exits());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_option_can_be_set_on_the_command_line() {
    let options = r#"{"server_version":"7","agent":"manual","chat_icon":null}"#;
    let mut program = Program::start(&["--json", "--cleartext", "--options", options]);
    let ready: Value = serde_json::from_str(&program.line()).expect("one line of JSON");
    let url = format!("{}/simulator/options", ready["control_url"].as_str().expect("a URL"));
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = reqwest::Client::builder().tls_certs_only([]).build().expect("a client");
    let body = client.get(url).send().await.expect("an answer").text().await.expect("a body");
    let shown: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((&shown["server_version"], &shown["agent"]), (&json!("7"), &json!("manual")));
    assert!(shown["chat_icon"].is_null() && shown["agent_photo"].is_object(), "a person sees faces by default");

    let mut mistaken = Program::start(&["--options", r#"{"sever_version":"7"}"#]);
    assert_eq!(mistaken.line(), "", "it does not start");
}

#[test]
fn the_help_tells_what_the_scripted_agent_understands() {
    let mut program = Program::start(&["--help"]);
    let mut help = String::new();
    program.stdout.read_to_string(&mut help).expect("text");
    for (word, about) in contact_center_simulator::scripted_words() {
        assert!(help.lines().any(|line| line.contains(word) && line.ends_with(about)), "{word}");
    }
}
