//! Maps the fields of an event to its variant.

use super::{
    attachment::attachments,
    fields::{Fields, Member},
};
use crate::{
    model::{
        ContactCenterChatSessionPartyType, ContactCenterChatSessionState, ContactCenterEvent as Event,
        ContactCenterFileType, JsonValue,
    },
    wire::{client_event::html_of, lenient::is_blank, plain_text::plain_text, signaling},
};

/// Empties `fields` into the event that they name; nothing where we do not know the name.
pub(super) fn event(fields: &mut Fields<'_>) -> Option<Event> {
    let timestamp_ms = fields.timestamp();
    Some(match fields.name() {
        "chat_session_message" => {
            let (message, text) = (fields.filled(Member::Msg), fields.filled(Member::MsgText));
            let is_message_text_derived = text.is_none();
            let (message, message_text) = completed(message, text);
            Event::ChatSessionMessage {
                message_id: fields.message_id(),
                party_id: fields.party_id(),
                message,
                message_text,
                directive_id: fields.id(Member::DirectiveId),
                channel: fields.filled(Member::Channel),
                attachments: fields.nested(Member::Attachments).map(attachments).unwrap_or_default(),
                timestamp_ms,
                is_message_text_derived,
            }
        }
        "chat_session_message_delivered" => Event::ChatSessionMessageDelivered {
            message_id: fields.referred_message_id(),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_message_read" => Event::ChatSessionMessageRead {
            message_id: fields.referred_message_id(),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_typing" => {
            Event::ChatSessionTyping { party_id: fields.party_id(), draft: fields.filled(Member::Msg), timestamp_ms }
        }
        "chat_session_not_typing" => Event::ChatSessionNotTyping { party_id: fields.party_id(), timestamp_ms },
        "chat_session_status" => Event::ChatSessionStatus {
            state: ContactCenterChatSessionState::from_wire(fields.scalar(Member::State).as_str().unwrap_or_default()),
            estimated_wait_time: fields.scalar(Member::Ewt).seconds(),
        },
        "chat_session_party_joined" => {
            let (first_name, last_name) = (fields.filled(Member::FirstName), fields.filled(Member::LastName));
            Event::ChatSessionPartyJoined {
                party_id: fields.party_id(),
                display_name: fields.filled(Member::DisplayName).or_else(|| full_name(&first_name, &last_name)),
                first_name,
                last_name,
                r#type: party_type(fields),
                timestamp_ms,
            }
        }
        "chat_session_party_left" => {
            Event::ChatSessionPartyLeft { party_id: fields.party_id(), r#type: party_type(fields), timestamp_ms }
        }
        "chat_session_message_edit" => {
            let (message, message_text) = texts(fields);
            Event::ChatSessionMessageEdit {
                message_id: fields.referred_message_id(),
                party_id: fields.party_id(),
                message,
                message_text,
                timestamp_ms,
            }
        }
        "chat_session_message_delete" => Event::ChatSessionMessageDelete {
            message_id: fields.referred_message_id(),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_case_set" => Event::ChatSessionCaseSet { case_id: fields.id(Member::CaseId), timestamp_ms },
        "chat_session_info" => {
            Event::ChatSessionInfo { service_name: fields.filled(Member::ServiceName), timestamp_ms }
        }
        "chat_session_timeout_warning" => {
            let (message, message_text) = texts(fields);
            Event::ChatSessionTimeoutWarning { message, message_text, timestamp_ms }
        }
        // The second spelling is printed in the documents; servers send the first.
        "chat_session_inactivity_timeout" | "chat_session_inactvity_timeout" => {
            let (message, message_text) = texts(fields);
            Event::ChatSessionInactivityTimeout { message, message_text, timestamp_ms }
        }
        "chat_session_ended" => Event::ChatSessionEnded,
        "chat_session_disconnect" => Event::ChatSessionDisconnect,
        "chat_session_end" => Event::ChatSessionEnd,
        _ => return shared(fields).or_else(|| form(fields)).or_else(|| together(fields)),
    })
}

/// What a party shares beside text: files, places, pages.
fn shared(fields: &mut Fields<'_>) -> Option<Event> {
    let timestamp_ms = fields.timestamp();
    Some(match fields.name() {
        "chat_session_file" => Event::ChatSessionFile {
            message_id: fields.message_id(),
            // Old servers name the session in place of the party.
            party_id: fields.party_id().or_else(|| fields.id(Member::SessionId)),
            file_id: fields.id(Member::FileId),
            file_name: fields.filled(Member::FileName),
            file_type: file_type(fields),
            timestamp_ms,
        },
        "chat_session_file_url" => Event::ChatSessionFileUrl {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            file_url: fields.filled(Member::FileUrl),
            file_name: fields.filled(Member::FileName),
            file_type: file_type(fields),
            timestamp_ms,
        },
        "chat_session_location" => Event::ChatSessionLocation {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            url: fields.filled(Member::Url),
            latitude: fields.scalar(Member::Latitude).number(),
            longitude: fields.scalar(Member::Longitude).number(),
            timestamp_ms,
        },
        "chat_session_navigation" => Event::ChatSessionNavigation {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            page: fields.filled(Member::Page),
            title: fields.filled(Member::Title),
            timestamp_ms,
        },
        _ => return None,
    })
}

/// Forms and the answers to them.
fn form(fields: &mut Fields<'_>) -> Option<Event> {
    let timestamp_ms = fields.timestamp();
    let name = fields.name();
    Some(match name {
        "chat_session_form_show" => Event::ChatSessionFormShow {
            form_request_id: fields.id(Member::FormRequestId),
            form_name: fields.filled(Member::FormName),
            form_timeout: fields.scalar(Member::FormTimeout).seconds(),
            channel: fields.filled(Member::Channel),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_secure_form_show" => Event::ChatSessionSecureFormShow {
            form_request_id: fields.id(Member::FormRequestId),
            form_id: fields.id(Member::FormId),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_form_data" => Event::ChatSessionFormData {
            form_request_id: fields.id(Member::FormRequestId),
            form_name: fields.filled(Member::FormName),
            data: fields.nested(Member::Data).map(JsonValue::from_raw),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_form_data_cancel" => Event::ChatFormDataCancel {
            form_request_id: fields.id(Member::FormRequestId),
            form_name: fields.filled(Member::FormName),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_secure_form_data" => Event::ChatSessionSecureFormData {
            form_request_id: fields.id(Member::FormRequestId),
            form_name: fields.filled(Member::FormName),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_secure_form_cancel" => Event::ChatSessionSecureFormCancel {
            form_request_id: fields.id(Member::FormRequestId),
            form_name: fields.filled(Member::FormName),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_form_submit" => Event::ChatSessionFormSubmit {
            form_request_id: fields.id(Member::ReqId).or_else(|| fields.id(Member::FormRequestId)),
            data: fields.nested(Member::FormData).map(JsonValue::from_raw),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        _ => return None,
    })
}

/// Co-browsing and calls.
fn together(fields: &mut Fields<'_>) -> Option<Event> {
    let timestamp_ms = fields.timestamp();
    Some(match fields.name() {
        "chat_session_cobrowsing_requested" => Event::ChatSessionCobrowsingRequested {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_cobrowsing_rejected" => Event::ChatSessionCobrowsingRejected {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_cobrowsing_started" => Event::ChatSessionCobrowsingStarted {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            provider_type: fields.filled(Member::ProviderType),
            cobrowsing_url: fields.filled(Member::CobrowsingUrl),
            cobrowsing_id: fields.id(Member::CobrowsingId),
            timestamp_ms,
        },
        "chat_session_cobrowsing_ended" => Event::ChatSessionCobrowsingEnded {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            timestamp_ms,
        },
        "chat_session_signaling" => Event::ChatSessionSignaling {
            message_id: fields.message_id(),
            party_id: fields.party_id(),
            destination_party_id: fields.id(Member::DestinationPartyId),
            data: signaling::read(fields.nested(Member::Data)),
            timestamp_ms,
        },
        _ => return None,
    })
}

/// The HTML and the plain text of what is said. Either may be missing, and is then made of the other.
fn texts(fields: &mut Fields<'_>) -> (String, String) {
    completed(fields.filled(Member::Msg), fields.filled(Member::MsgText))
}

fn completed(html: Option<String>, text: Option<String>) -> (String, String) {
    match (html, text) {
        (Some(html), Some(text)) => (html, text),
        (Some(html), None) => {
            let text = plain_text(&html);
            (html, text)
        }
        (None, Some(text)) => (html_of(&text), text),
        (None, None) => Default::default(),
    }
}

fn full_name(first: &Option<String>, last: &Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (one, other) => one.as_ref().or(other.as_ref()).cloned(),
    }
}

fn party_type(fields: &Fields<'_>) -> Option<ContactCenterChatSessionPartyType> {
    word(fields, Member::Type).map(ContactCenterChatSessionPartyType::from_wire)
}

fn file_type(fields: &Fields<'_>) -> Option<ContactCenterFileType> {
    word(fields, Member::FileType).map(ContactCenterFileType::from_wire)
}

fn word<'f>(fields: &'f Fields<'_>, name: Member) -> Option<&'f str> {
    fields.scalar(name).as_str().filter(|word| !is_blank(word))
}
