//! How the contact centre wants its chat to look: the forms of it, and the rest as it came.

use serde_json::value::RawValue;

use crate::{
    model::{
        ContactCenterError, ContactCenterForm, ContactCenterFormField, ContactCenterFormFieldType,
        ContactCenterWidgetConfiguration, JsonValue,
    },
    wire::{
        body::{object, text, unreadable},
        object::{Object, unwrapped},
    },
};

/// The answer to `configuration`. Servers put the forms into the definition of each of several widgets, into the only
/// definition, or at the top.
pub(crate) fn widget_configuration(
    status: i32,
    body: &[u8],
) -> Result<ContactCenterWidgetConfiguration, ContactCenterError> {
    let text = text(status, body)?;
    let top = object(status, &text)?;
    let mut forms = forms_within(&top);
    for widget in top.list("widgets") {
        if let Ok(widget) = Object::read(widget.get()) {
            forms.extend(forms_within(&widget));
        }
    }
    let raw: &RawValue = serde_json::from_str(&text).map_err(|error| unreadable(status, &text, &error))?;
    Ok(ContactCenterWidgetConfiguration { forms, raw: JsonValue::from_raw(raw) })
}

/// The forms of a definition, or of what holds one.
fn forms_within(holder: &Object<'_>) -> Vec<ContactCenterForm> {
    let mut forms = forms(holder);
    if let Some(definition) = holder.raw("definition").and_then(unwrapped)
        && let Ok(definition) = Object::read(definition.get())
    {
        forms.extend(self::forms(&definition));
    }
    forms
}

fn forms(definition: &Object<'_>) -> Vec<ContactCenterForm> {
    let forms = definition.list("forms").into_iter();
    forms.filter_map(|raw| Object::read(raw.get()).ok()).map(|form| self::form(&form)).collect()
}

fn form(form: &Object<'_>) -> ContactCenterForm {
    ContactCenterForm {
        id: form.scalar("id").filled(),
        name: form.scalar("name").filled(),
        title: form.scalar("title").filled(),
        fields: form.list("fields").into_iter().filter_map(field).collect(),
        submit_button_text: form.scalar("submitButtonText").filled(),
        cancel_button_text: form.scalar("cancelButtonText").filled(),
    }
}

fn field(raw: &RawValue) -> Option<ContactCenterFormField> {
    let field = Object::read(raw.get()).ok()?;
    // Servers write `formFieldType`; documents and older servers have `type`.
    let kind = field.scalar("formFieldType").filled().or_else(|| field.scalar("type").filled());
    Some(ContactCenterFormField {
        // Some servers tell fields apart by their ids alone.
        name: field.scalar("name").filled().or_else(|| field.scalar("id").filled()),
        label: field.scalar("label").filled(),
        r#type: ContactCenterFormFieldType::from_wire(kind.as_deref().unwrap_or_default()),
        required: field.scalar("required").flag().unwrap_or(false),
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
