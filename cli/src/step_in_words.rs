//! Renders the steps of a trace as short text. Unknown parts are shown as their JSON.

use serde_json::Value;

/// What a line is.
pub(crate) fn what(name: &str, content: &Value) -> String {
    match (name, content) {
        ("opens", opening) => {
            let how = if opening["resumed"] == true { "was live before" } else { "new" };
            let waiting = opening["restored"]["messages"].as_array().map_or(0, Vec::len);
            let waiting = if waiting > 0 { format!(", {waiting} messages wait") } else { String::new() };
            format!("{} opens: {how}{waiting}", word(&opening["short"]))
        }
        ("joins", short) => format!("{} was open when the recording began", word(short)),
        ("dropped", gap) => format!("… {} lines are missing ({} bytes)", gap["lines"], gap["bytes"]),
        (_, Value::String(name)) => name.replace('_', " "),
        (_, Value::Object(members)) => members.iter().map(|(name, value)| input(name, value)).collect(),
        (_, other) => other.to_string(),
    }
}

fn input(name: &str, value: &Value) -> String {
    match name {
        "start" => {
            let (online, foreground) = (value["online"] == true, value["foreground"] == true);
            let place = if foreground { "on the screen" } else { "in the background" };
            format!("start {place}, {} a network", if online { "with" } else { "without" })
        }
        "polled" | "history_read" | "send_finished" => format!("{}: {}", name.replace('_', " "), answer(value)),
        "send" => format!("call {}: {}", value["ticket"], outgoing(&value["what"])),
        "retry" | "discard" => format!("call {}: {name} {}", value["ticket"], word(&value["message_id"])),
        "network_available" => format!("network: {value}"),
        "foreground" => format!("on the screen: {value}"),
        _ => format!("{name} {value}"),
    }
}

fn answer(value: &Value) -> String {
    match value {
        Value::Object(members) if members.contains_key("Ok") => events(&value["Ok"]),
        _ => {
            let failure = &value["Err"];
            let after = &failure["retry_after"]["secs"];
            let after = if after.is_null() { String::new() } else { format!(", not before {after} s") };
            let reached = if failure["reached"] == false { ", it never left" } else { "" };
            format!("{}{after}{reached}", error(&failure["error"]))
        }
    }
}

fn outgoing(what: &Value) -> String {
    match what {
        Value::String(name) => name.replace('_', " "),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| match value["event"].as_str() {
                Some(event) => format!("{} {event}", name.replace('_', " ")),
                None => name.replace('_', " "),
            })
            .collect(),
        other => other.to_string(),
    }
}

/// What a step led to.
pub(crate) fn effects(effects: &Value) -> String {
    let effects: Vec<_> = effects.as_array().into_iter().flatten().map(effect).collect();
    if effects.is_empty() { "nothing".to_owned() } else { effects.join(", ") }
}

fn effect(effect: &Value) -> String {
    let Some((name, value)) = effect.as_object().and_then(|members| members.iter().next()) else {
        return word(effect).replace('_', " ");
    };
    match name.as_str() {
        "send" => format!("send {}", events(value)),
        "persist" => format!("keep {}", change(value)),
        "settle" => match &value["outcome"]["Err"] {
            Value::Null => {
                format!("answer call {} {}", value["ticket"], word(&value["outcome"]["Ok"])).trim_end().to_owned()
            }
            failed => format!("answer call {} {}", value["ticket"], error(failed)),
        },
        "deliver" => format!("tell {}", delivery(value)),
        _ => format!("{name} {value}"),
    }
}

fn change(change: &Value) -> String {
    let Some((name, value)) = change.as_object().and_then(|members| members.iter().next()) else {
        return format!("that it is {}", word(change));
    };
    match name.as_str() {
        "delivered" => format!("{value} as delivered"),
        "number" => format!("number {value}"),
        name => format!("{} as {name}", word(&value["message_id"])),
    }
}

fn delivery(delivery: &Value) -> String {
    let Some((name, value)) = delivery.as_object().and_then(|members| members.iter().next()) else {
        return delivery.to_string();
    };
    match name.as_str() {
        "events" => format!("{} {}", word(&value["origin"]), events(&value["events"])),
        "failed" => error(value),
        "message" => {
            let status = &value["status"];
            let why = if status["error"].is_null() { String::new() } else { format!(" ({})", error(&status["error"])) };
            format!("{} is {}{why}", word(&value["message_id"]), word(&status["status"]))
        }
        _ => word(value).to_owned(),
    }
}

fn events(events: &Value) -> String {
    let names: Vec<_> = events.as_array().into_iter().flatten().map(|event| word(&event["event"])).collect();
    if names.is_empty() { "[]".to_owned() } else { format!("[{}]", names.join(" ")) }
}

fn error(error: &Value) -> String {
    let kind = word(&error["kind"]);
    match (&error["status"], &error["code"]) {
        (Value::Null, _) => format!("{kind}: {}", word(&error["reason"])),
        (status, Value::Null) => format!("{kind} (HTTP {status})"),
        (status, code) => format!("{kind} (HTTP {status}, code {})", word(code)),
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
