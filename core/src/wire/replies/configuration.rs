//! The widget configuration.
//!
//! How the contact center wants its chat to look: the forms of it, and the rest as it came.

use serde_json::value::RawValue;

use crate::{
    model::{
        ContactCenterChatInitiation, ContactCenterError, ContactCenterForm, ContactCenterFormField,
        ContactCenterFormFieldType, ContactCenterWidgetConfiguration, JsonValue,
    },
    wire::{
        body::{object, text, unreadable},
        lenient::Scalar,
        object::{Object, unwrapped},
    },
};

/// The answer to `configuration`. Servers put what is of interest into the definition of each of several widgets, into the only
/// definition, or at the top; some put all of that into a `configuration`.
pub(crate) fn widget_configuration(
    status: i32,
    body: &[u8],
) -> Result<ContactCenterWidgetConfiguration, ContactCenterError> {
    let text = text(status, body)?;
    let raw: &RawValue = serde_json::from_str(&text).map_err(|error| unreadable(status, &text, &error))?;
    let mut read =
        ContactCenterWidgetConfiguration { forms: vec![], chat_initiations: vec![], raw: JsonValue::from_raw(raw) };
    let top = object(status, &text)?;
    read_holder(&top, &mut read);
    if let Some(inner) = top.raw("configuration").and_then(|raw| Object::read(raw.get()).ok()) {
        read_holder(&inner, &mut read);
    }
    for widget in top.list("widgets") {
        if let Ok(widget) = Object::read(widget.get()) {
            read_holder(&widget, &mut read);
        }
    }
    Ok(read)
}

/// Reads a definition, or what holds one.
fn read_holder(holder: &Object<'_>, read: &mut ContactCenterWidgetConfiguration) {
    read_definition(holder, read);
    if let Some(definition) = holder.raw("definition").and_then(unwrapped)
        && let Ok(definition) = Object::read(definition.get())
    {
        read_definition(&definition, read);
    }
}

fn read_definition(definition: &Object<'_>, read: &mut ContactCenterWidgetConfiguration) {
    let objects = |name| definition.list(name).into_iter().filter_map(|raw| Some((raw, Object::read(raw.get()).ok()?)));
    read.forms.extend(objects("forms").map(|(_, object)| form(&object)));
    read.chat_initiations.extend(objects("chatInitiations").map(|(raw, object)| chat_initiation(raw, &object)));
}

fn chat_initiation(raw: &RawValue, object: &Object<'_>) -> ContactCenterChatInitiation {
    let part = |name| object.raw(name).and_then(|raw| Object::read(raw.get()).ok());
    let (pre_chat, leave_message) = (part("preChat"), part("leaveMessage"));
    let title = |part: &Option<Object<'_>>| part.as_ref().and_then(|part| part.scalar("title").filled());
    let fields_of = |part: &Option<Object<'_>>, name| part.as_ref().map(|part| fields(part, name)).unwrap_or_default();
    ContactCenterChatInitiation {
        name: object.scalar("name").filled(),
        pre_chat_title: title(&pre_chat),
        common_fields: fields_of(&pre_chat, "commonFields"),
        chat_fields: fields_of(&pre_chat, "chatFields"),
        phone_fields: fields_of(&pre_chat, "phoneFields"),
        leave_message_title: title(&leave_message),
        leave_message_fields: fields_of(&leave_message, "fields"),
        raw: JsonValue::from_raw(raw),
    }
}

fn form(form: &Object<'_>) -> ContactCenterForm {
    ContactCenterForm {
        id: form.scalar("id").filled(),
        name: form.scalar("name").filled(),
        title: form.scalar("title").filled(),
        fields: fields(form, "fields"),
        submit_button_text: form.scalar("submitButtonText").filled(),
        cancel_button_text: form.scalar("cancelButtonText").filled(),
    }
}

/// The fields of a list, of which those that are no objects keep their place.
fn fields(holder: &Object<'_>, name: &str) -> Vec<ContactCenterFormField> {
    holder.list(name).into_iter().enumerate().filter_map(|(place, raw)| field(place, raw)).collect()
}

fn field(place: usize, raw: &RawValue) -> Option<ContactCenterFormField> {
    let field = Object::read(raw.get()).ok()?;
    // Servers write `formFieldType`; documents and older servers have `type`.
    let kind = field.scalar("formFieldType").filled().or_else(|| field.scalar("type").filled());
    let kind = ContactCenterFormFieldType::from_wire(kind.as_deref().unwrap_or_default());
    // Some servers tell fields apart by their ids alone.
    let name = field.scalar("name").filled().or_else(|| field.scalar("id").filled());
    let mut options: Vec<_> =
        field.list("options").into_iter().filter_map(|raw| Scalar::from_raw(raw).filled()).collect();
    let mut rows = None;
    // Of a text, the only option is how many lines it has.
    if kind == ContactCenterFormFieldType::MultilineText {
        rows = options.first().and_then(|rows| rows.trim().parse().ok()).filter(|rows: &i32| *rows > 0);
        options.clear();
    }
    Some(ContactCenterFormField {
        key: match &name {
            Some(name) => name.replace(char::is_whitespace, "_"),
            None => format!("field_{place}"),
        },
        name,
        label: field.scalar("label").filled(),
        r#type: kind,
        required: field.scalar("required").flag().unwrap_or(false),
        validate: field.scalar("validate").flag().unwrap_or(false),
        options,
        min_value: field.scalar("minValue").number(),
        max_value: field.scalar("maxValue").number(),
        rows,
        raw: JsonValue::from_raw(raw),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = concat!(
        r#"{"id":"f1","name":"survey","title":"Tell us","submitButtonText":"Send","cancelButtonText":"","fields":["#,
        r#"{"name":"stars","label":"Stars","type":"numerical_range_slider","required":"true","min":1},"#,
        r#"{"type":"hologram"},7]}"#,
    );

    fn read(body: &str) -> ContactCenterWidgetConfiguration {
        widget_configuration(200, body.as_bytes()).expect("readable")
    }

    #[test]
    fn the_forms_are_found_wherever_the_server_puts_them() {
        let quoted = serde_json::to_string(&format!(r#"{{"forms":[{FORM}]}}"#)).expect("a string");
        for body in [
            format!(r#"{{"widgets":[{{"name":"w","definition":{{"forms":[{FORM}]}},"styles":{{}}}}]}}"#),
            format!(r#"{{"widgets":[{{"definition":{{}}}},null,{{"definition":{{"forms":[{FORM},null]}}}}]}}"#),
            format!(r#"{{"definition":{{"forms":[{FORM}],"chatInitiations":[]}},"cobrowsing":{{"provider":"x"}}}}"#),
            format!(r#"{{"definition":{quoted}}}"#),
            format!(r#"{{"forms":[{FORM}],"chatWidgetStyling":{{}}}}"#),
        ] {
            let configuration = read(&body);
            assert_eq!(configuration.raw.as_str(), body, "the whole is kept");
            let [form] = configuration.forms.try_into().expect("one form");
            assert_eq!((form.id.as_deref(), form.name.as_deref()), (Some("f1"), Some("survey")), "{body}");
            assert_eq!(form.title.as_deref(), Some("Tell us"));
            assert_eq!((form.submit_button_text.as_deref(), form.cancel_button_text), (Some("Send"), None));
            let [stars, hologram] = form.fields.try_into().expect("two fields");
            assert_eq!((stars.name.as_deref(), stars.label.as_deref()), (Some("stars"), Some("Stars")));
            assert_eq!((stars.r#type, stars.required), (ContactCenterFormFieldType::NumericalRangeSlider, true));
            assert!(stars.raw.as_str().contains(r#""min":1"#));
            assert_eq!(hologram.r#type.as_wire(), "hologram");
            assert!(!hologram.required);
        }
    }

    /// As the vendor's web client wants it.
    const WHOLE: &str = r#"{"definition":{"chatInitiations":[{"id":7,"name":"main","urls":{"0":"/"},"contactTab":{"enabled":true},
        "preChat":{"enabled":true,"title":"Before we begin",
            "commonFields":[{"formFieldType":"email","name":"e mail","label":"E-mail","required":true,"validate":true}],
            "chatFields":[{"formFieldType":"multiline_text","name":"message","options":["3"]}],
            "phoneFields":[{"formFieldType":"callback_phone","name":"phone","validate":"true"}]},
        "leaveMessage":{"title":"We are closed","fields":[{"formFieldType":"multiline_text","options":["many"]}]}},7],
        "forms":[{"id":"contact","name":"contact","urls":{},"fields":[{"formFieldType":"label","label":"Hello"},null,
            {"formFieldType":"numerical_range_slider","type":"text","name":"stars","minValue":0,"maxValue":"10"},
            {"formFieldType":"radio_buttons","name":"topic","options":["An order",2,"",{}]},
            {"formFieldType":"","type":"date","options":{}}]}]},
        "styles":{"Default":{}},"cobrowsing":{"provider":"SURFLY"}}"#;

    /// Defect 82.
    #[test]
    fn form_fields_are_read_in_the_form_of_the_web_client() {
        let wrapped = format!(r#"{{"configuration":{WHOLE}}}"#);
        for body in [WHOLE, &wrapped] {
            let read = read(body);
            let [form] = &read.forms[..] else { panic!("one form: {:?}", read.forms) };
            let outline = |field: &ContactCenterFormField| (field.key.clone(), field.r#type.as_wire().to_owned());
            let expected = [
                ("field_0", "label"),
                ("stars", "numerical_range_slider"),
                ("topic", "radio_buttons"),
                ("field_4", "date"),
            ];
            let expected = expected.map(|(key, kind)| (key.to_owned(), kind.to_owned()));
            assert_eq!(form.fields.iter().map(outline).collect::<Vec<_>>(), expected);
            assert_eq!((form.fields[1].min_value, form.fields[1].max_value), (Some(0.0), Some(10.0)));
            assert_eq!(
                (&form.fields[2].options[..], form.fields[2].rows),
                (&["An order".into(), "2".into()][..], None)
            );

            let [main] = &read.chat_initiations[..] else { panic!("one way into a chat") };
            let titles = (main.pre_chat_title.as_deref(), main.leave_message_title.as_deref());
            assert_eq!(
                (main.name.as_deref(), titles),
                (Some("main"), (Some("Before we begin"), Some("We are closed")))
            );
            let [mail] = &main.common_fields[..] else { panic!("one field for all") };
            assert_eq!((mail.key.as_str(), mail.name.as_deref()), ("e_mail", Some("e mail")));
            assert!(mail.required && mail.validate && main.phone_fields[0].validate && !main.phone_fields[0].required);
            assert_eq!((main.chat_fields[0].rows, main.chat_fields[0].options.len()), (Some(3), 0));
            let message = &main.leave_message_fields[0];
            assert_eq!((message.key.as_str(), message.rows), ("field_0", None));
            assert!(main.raw.as_str().contains("contactTab"));
        }
    }

    #[test]
    fn every_field_type_of_the_protocol_has_its_variant() {
        for word in [
            "label",
            "callback_phone",
            "phone",
            "email",
            "name",
            "text",
            "date",
            "multiline_text",
            "numerical_range_slider",
            "radio_buttons",
            "captcha",
            "contact_button",
            "selection_list",
        ] {
            let read = ContactCenterFormFieldType::from_wire(word);
            assert!(!matches!(read, ContactCenterFormFieldType::Other { .. }), "{word}");
            assert_eq!(read.as_wire(), word);
        }
    }

    #[test]
    fn a_configuration_without_forms_is_kept_as_it_came() {
        for body in ["{}", r#"{"widgets":null}"#, r#"{"widgets":{},"definition":"x"}"#, r#"{"forms":[1]}"#] {
            assert_eq!(read(body).forms, [], "{body}");
        }
        assert_eq!(widget_configuration(200, b"[]").expect_err("no object").kind(), "Decoding");
        assert_eq!(widget_configuration(200, b"<html>").expect_err("a page").kind(), "UnexpectedResponse");
    }
}
