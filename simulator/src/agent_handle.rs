//! The handle of an agent: a method for every action.

use serde_json::Value;

use crate::{AgentAction, Chat, MessageExtras, forms::id_text};

impl Chat {
    /// Alex Agent takes the chat: status `connecting`, party joined (which is returned), status `connected`.
    pub fn join(&self) -> Value {
        self.act(AgentAction::Join { name: None })
    }

    /// Like [`Chat::join`], by another name: first and last name, or one name alone.
    pub fn join_as(&self, name: &str) -> Value {
        self.act(AgentAction::Join { name: Some(name.to_owned()) })
    }

    /// The agent leaves.
    pub fn leave(&self) -> Value {
        self.act(AgentAction::Leave)
    }

    /// The agent writes plain text; without an agent in the chat the scenario does.
    pub fn say(&self, text: &str) -> Value {
        self.act(AgentAction::Say { text: text.to_owned() })
    }

    /// The agent writes HTML, which is sent untouched.
    pub fn say_html(&self, html: &str) -> Value {
        self.act(AgentAction::SayHtml { html: html.to_owned() })
    }

    /// The agent writes plain text that carries choices, cards, or the id of a question.
    pub fn say_more(&self, text: &str, extras: MessageExtras) -> Value {
        self.act(AgentAction::SayMore { text: text.to_owned(), extras })
    }

    /// The agent writes so many messages at once, "Message 1" and so on, of which the last is returned. For load.
    pub fn say_many(&self, count: u32) -> Value {
        self.act(AgentAction::SayMany { count })
    }

    /// The agent starts to type.
    pub fn typing(&self) -> Value {
        self.act(AgentAction::Typing { draft: None })
    }

    /// The agent types, and the customer sees what there is so far.
    pub fn typing_draft(&self, draft: &str) -> Value {
        self.act(AgentAction::Typing { draft: Some(draft.to_owned()) })
    }

    /// The agent stops to type.
    pub fn not_typing(&self) -> Value {
        self.act(AgentAction::NotTyping)
    }

    /// The agent's side has got a message of the client's.
    pub fn acknowledge_delivered(&self, msg_id: &str) -> Value {
        self.act(AgentAction::AcknowledgeDelivered { msg_id: msg_id.to_owned() })
    }

    /// The agent has read a message of the client's.
    pub fn acknowledge_read(&self, msg_id: &str) -> Value {
        self.act(AgentAction::AcknowledgeRead { msg_id: msg_id.to_owned() })
    }

    /// The agent puts the message with that id in other words, given in plain text.
    pub fn edit_message(&self, msg_id: &str, text: &str) -> Value {
        self.act(AgentAction::EditMessage { msg_id: msg_id.to_owned(), text: text.to_owned() })
    }

    /// The agent takes the message with that id back.
    pub fn delete_message(&self, msg_id: &str) -> Value {
        self.act(AgentAction::DeleteMessage { msg_id: msg_id.to_owned() })
    }

    /// Shows a form and returns its `form_request_id`. With a time the scenario goes on without an answer in so
    /// many seconds.
    pub fn show_form(&self, form_name: &str, timeout_seconds: Option<u32>) -> String {
        let shown = self.act(AgentAction::ShowForm { form_name: form_name.to_owned(), timeout_seconds });
        id_text(&shown["form_request_id"])
    }

    /// Asks for an answer in text, which is a form without a name, and returns its `form_request_id`.
    pub fn ask_in_text(&self, timeout_seconds: Option<u32>) -> String {
        self.show_form("", timeout_seconds)
    }

    /// Shows a form whose data no agent and no transcript gets to see, and returns its `form_request_id`.
    pub fn show_secure_form(&self, form_id: &str) -> String {
        let shown = self.act(AgentAction::ShowSecureForm { form_id: form_id.to_owned() });
        id_text(&shown["form_request_id"])
    }

    /// Takes a secure form back.
    pub fn cancel_secure_form(&self, form_request_id: &str) -> Value {
        self.act(AgentAction::CancelSecureForm { form_request_id: form_request_id.to_owned() })
    }

    /// The agent sends a file, which is stored. A content type that begins with `image/` makes it an image.
    pub fn send_file(&self, name: &str, content_type: &str, bytes: &[u8]) -> Value {
        let (name, content_type) = (name.to_owned(), content_type.to_owned());
        self.act(AgentAction::SendFile { name, content_type, bytes: bytes.to_vec() })
    }

    /// The agent sends a file that is kept somewhere else; its type is `image` or `attachment`.
    pub fn send_file_url(&self, url: &str, file_type: &str) -> Value {
        self.act(AgentAction::SendFileUrl { url: url.to_owned(), file_type: file_type.to_owned() })
    }

    /// The agent sends a place, in degrees as they are written here, and perhaps a map of it.
    pub fn send_location(&self, latitude: &str, longitude: &str, url: Option<&str>) -> Value {
        let (latitude, longitude) = (latitude.to_owned(), longitude.to_owned());
        self.act(AgentAction::SendLocation { latitude, longitude, url: url.map(str::to_owned) })
    }

    /// The agent asks to see the customer's screen.
    pub fn request_cobrowsing(&self) -> Value {
        self.act(AgentAction::RequestCobrowsing)
    }

    /// A step of a call: its type and whatever belongs to it. A truth value in `offerVideo` goes out as a string.
    pub fn signal(&self, data: Value) -> Value {
        self.act(AgentAction::Signal { data })
    }

    /// The chat is given to a service.
    pub fn info(&self, service_name: &str) -> Value {
        self.act(AgentAction::Info { service_name: service_name.to_owned() })
    }

    /// The chat is put under a case; `None` clears it.
    pub fn set_case(&self, case_id: Option<&str>) -> Value {
        self.act(AgentAction::SetCase { case_id: case_id.map(str::to_owned) })
    }

    /// The customer is warned of being idle.
    pub fn warn(&self, text: &str) -> Value {
        self.act(AgentAction::Warn { text: text.to_owned() })
    }

    /// The customer was idle for too long: the session ends.
    pub fn inactivity_timeout(&self, text: &str) -> Value {
        self.act(AgentAction::InactivityTimeout { text: text.to_owned() })
    }

    /// The session ends.
    pub fn end(&self) -> Value {
        self.act(AgentAction::End)
    }

    /// The session takes another state; `failed` and `completed` end it.
    pub fn status(&self, state: &str) -> Value {
        self.act(AgentAction::Status { state: state.to_owned() })
    }

    /// Sends anything, as it is. The session itself takes no notice of it.
    pub fn send_event(&self, event: Value) -> Value {
        self.act(AgentAction::SendEvent { event })
    }
}
