//! What a contact centre says of itself, beyond being open or not.

use serde::Serialize;

use super::{JsonValue, open_enum::open_enum};

open_enum! {
    /// What a parameter of a request for a chat is about. An open set.
    pub enum ContactCenterParameterType {
        /// A phone number.
        Phone = "PHONE",
        /// Any text.
        Text = "TEXT",
        /// An e-mail address.
        Email = "EMAIL",
        /// A first name.
        FirstName = "FIRST_NAME",
        /// A last name.
        LastName = "LAST_NAME",
        /// The number or name of an account.
        Account = "ACCOUNT",
        /// A company.
        Company = "COMPANY",
    }
}

/// A parameter that the scenario expects of a request for a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterParameter {
    /// Its name in `parameters` of `requestChat`.
    pub name: String,
    /// What it is about.
    pub r#type: ContactCenterParameterType,
}

/// A server that helps two parties of a call to reach each other.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterIceServer {
    /// Its addresses, as in `turn:turn.example.com:3478`.
    pub urls: Vec<String>,
    /// As whom to log in there.
    pub username: Option<String>,
    /// With what.
    pub credential: Option<String>,
}

/// Says where the server is and nothing of how to log in.
impl std::fmt::Debug for ContactCenterIceServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactCenterIceServer").field("urls", &self.urls).finish_non_exhaustive()
    }
}

open_enum! {
    /// What a field of a form looks like. An open set.
    pub enum ContactCenterFormFieldType {
        /// A text to read.
        Label = "label",
        /// A phone number to be called back at.
        CallbackPhone = "callback_phone",
        /// A phone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A name.
        Name = "name",
        /// A line of text.
        Text = "text",
        /// A date.
        Date = "date",
        /// Several lines of text.
        MultilineText = "multiline_text",
        /// A number from a range.
        NumericalRangeSlider = "numerical_range_slider",
        /// One of several.
        RadioButtons = "radio_buttons",
        /// A proof of being human.
        Captcha = "captcha",
        /// A button that leads to another channel.
        ContactButton = "contact_button",
        /// One or more of a list.
        SelectionList = "selection_list",
    }
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterFormField {
    /// Its name: the key of its value in the data of the form. The field's id where it has no name.
    pub name: Option<String>,
    /// The text beside it.
    pub label: Option<String>,
    /// What it looks like.
    pub r#type: ContactCenterFormFieldType,
    /// Whether it must be filled in.
    pub required: bool,
    /// The whole field as the server sent it: ranges, options and whatever else its type has.
    pub raw: JsonValue,
}

/// A form that the contact centre may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterForm {
    /// What `form_id` of a secure form refers to.
    pub id: Option<String>,
    /// What `form_name` of a form refers to.
    pub name: Option<String>,
    /// Its heading.
    pub title: Option<String>,
    /// Its fields, in order.
    pub fields: Vec<ContactCenterFormField>,
    /// The text of the button that submits it.
    pub submit_button_text: Option<String>,
    /// The text of the button that gives it up.
    pub cancel_button_text: Option<String>,
}

/// How the contact centre wants its chat to look, as far as it concerns an app; the rest as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterWidgetConfiguration {
    /// The forms of all widgets.
    pub forms: Vec<ContactCenterForm>,
    /// The whole configuration as the server sent it.
    pub raw: JsonValue,
}
