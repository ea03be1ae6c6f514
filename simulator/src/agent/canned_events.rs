//! What the scripted agent shows when the customer names it: everything that a real one could.

use serde_json::{Value, json};

use super::AgentAction;
use crate::{MessageExtras, Picture};

/// One step; it is given the event of the step before.
pub(crate) type Step = fn(&Value) -> AgentAction;

/// Something to show.
struct Piece {
    word: &'static str,
    about: &'static str,
    steps: &'static [Step],
}

/// The whole repertoire. Where a message names several pieces, the first of this list is shown.
const PIECES: &[Piece] = &[
    Piece {
        word: "secure",
        about: "shows a secure form",
        steps: &[|_| AgentAction::ShowSecureForm { form_id: "card".to_owned() }],
    },
    Piece {
        word: "form",
        about: "shows a form with a field of every type, for two minutes",
        steps: &[|_| AgentAction::ShowForm { form_name: "contact".to_owned(), timeout_seconds: Some(120) }],
    },
    Piece {
        word: "question",
        about: "asks for an answer in text, by a form without a name",
        steps: &[
            |_| say("What is the number of your order?"),
            |_| AgentAction::ShowForm { form_name: String::new(), timeout_seconds: None },
        ],
    },
    Piece {
        word: "picture",
        about: "sends a small picture",
        steps: &[|_| {
            let Picture { content_type, bytes } = Picture::sample();
            AgentAction::SendFile { name: "disc.png".to_owned(), content_type, bytes }
        }],
    },
    Piece {
        word: "file",
        about: "sends a small text file",
        steps: &[|_| AgentAction::SendFile {
            name: "opening hours.txt".to_owned(),
            content_type: "text/plain; charset=UTF-8".to_owned(),
            bytes: b"Monday to Friday, 8 to 18\n".to_vec(),
        }],
    },
    Piece {
        word: "link",
        about: "sends the address of a file that is kept somewhere else",
        steps: &[|_| AgentAction::SendFileUrl {
            url: "https://www.example.com/terms.pdf".to_owned(),
            file_type: "attachment".to_owned(),
        }],
    },
    Piece {
        word: "location",
        about: "sends a place",
        steps: &[|_| AgentAction::SendLocation {
            latitude: "55.6761".to_owned(),
            longitude: "12.5683".to_owned(),
            url: Some("https://www.openstreetmap.org/#map=17/55.6761/12.5683".to_owned()),
        }],
    },
    Piece {
        word: "edit",
        about: "writes a message and puts it in other words",
        steps: &[
            |_| say("It wil arrive on Monday."),
            |said| AgentAction::EditMessage { msg_id: id_of(said), text: "It will arrive on Tuesday.".to_owned() },
        ],
    },
    Piece {
        word: "delete",
        about: "writes a message and takes it back",
        steps: &[
            |_| say("This was meant for another customer."),
            |said| AgentAction::DeleteMessage { msg_id: id_of(said) },
        ],
    },
    Piece {
        word: "choices",
        about: "asks a question with answers to choose from",
        steps: &[|_| AgentAction::SayMore {
            text: "When shall we call you?".to_owned(),
            extras: MessageExtras {
                directive_id: Some("when".to_owned()),
                choices: ["In the morning", "In the evening", "Not at all"].map(str::to_owned).to_vec(),
                ..MessageExtras::default()
            },
        }],
    },
    Piece {
        word: "card",
        about: "sends a message with a card attached",
        steps: &[|_| AgentAction::SayMore {
            text: "This is your order.".to_owned(),
            extras: MessageExtras {
                attachments: vec![json!({
                    "id": "1",
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "content": r#"{"type":"AdaptiveCard","version":"1.0","body":[{"type":"TextBlock","text":"Order 42"}]}"#,
                    "name": "Order 42",
                })],
                ..MessageExtras::default()
            },
        }],
    },
    Piece { word: "screen", about: "asks to see the screen", steps: &[|_| AgentAction::RequestCobrowsing] },
    Piece {
        word: "call",
        about: "asks for a call with sound alone",
        steps: &[|_| AgentAction::Signal { data: json!({"type": "REQUEST_CALL", "offerVideo": false}) }],
    },
    Piece {
        word: "service",
        about: "tells the name of the service",
        steps: &[|_| AgentAction::Info { service_name: "Customer service".to_owned() }],
    },
    Piece {
        word: "transfer",
        about: "transfers the chat to another agent",
        steps: &[|_| AgentAction::Leave, |_| AgentAction::Join { name: Some("Robin Agent".to_owned()) }],
    },
];

/// The words at which the scripted agent shows something, and what it shows. A word counts wherever it stands by itself in
/// a message of the customer's, in capitals or not.
pub fn scripted_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    PIECES.iter().map(|piece| (piece.word, piece.about))
}

/// The steps of what a message names.
pub(crate) fn named_in(text: &str) -> Option<&'static [Step]> {
    let words: Vec<_> = text.split(|character: char| !character.is_alphanumeric()).map(str::to_lowercase).collect();
    PIECES.iter().find(|piece| words.iter().any(|word| word == piece.word)).map(|piece| piece.steps)
}

/// What the scripted agent says to an event about a form; `None` if the event is another.
pub(crate) fn answer_to_form(event: &Value) -> Option<AgentAction> {
    Some(match event["event"].as_str()? {
        // Web clients send this for a form that they do not know; the customer has not answered yet.
        "chat_session_form_data" if event["data"] == "Form not found" => return None,
        "chat_session_form_data" if event["data"].as_object().is_some_and(serde_json::Map::is_empty) => {
            say("Never mind, we can do without.")
        }
        "chat_session_form_data" => {
            say(&format!("Thank you. I have got this from you:\n{}", filled_in(&event["data"])))
        }
        "chat_session_secure_form_data" => say("Thank you. Your details have arrived, and I do not get to see them."),
        "chat_form_data_cancel" | "chat_session_secure_form_cancel" => say("Never mind, we can do without."),
        _ => return None,
    })
}

fn filled_in(data: &Value) -> String {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let Some(fields) = data.as_object() else { return shown(data) };
    let lines: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
    lines.join("\n")
}

fn say(text: &str) -> AgentAction {
    AgentAction::Say { text: text.to_owned() }
}

fn id_of(said: &Value) -> String {
    said["msg_id"].as_str().unwrap_or_default().to_owned()
}
