//! Parameters, ICE servers, forms and widget configuration of a contact center.

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
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterFormField {
    /// The key of its value in the data of the form: its name with `_` for white space, or `field_` and its place in the form,
    /// counted from 0, where it has none.
    pub key: String,
    /// Its name, or its id where it has no name.
    pub name: Option<String>,
    /// The text beside it.
    pub label: Option<String>,
    /// What it looks like.
    pub r#type: ContactCenterFormFieldType,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether its value is to be checked before it is sent: that an e-mail address is one, for example.
    pub validate: bool,
    /// What can be chosen, of `RadioButtons` and `SelectionList`.
    pub options: Vec<String>,
    /// The least number of a `NumericalRangeSlider`.
    pub min_value: Option<f64>,
    /// The greatest number of a `NumericalRangeSlider`.
    pub max_value: Option<f64>,
    /// How many lines a `MultilineText` shows.
    pub rows: Option<i32>,
    /// The whole field as the server sent it.
    pub raw: JsonValue,
}

/// A form that the contact center may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
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

/// What a customer is asked before a chat, or to leave a message when there is none.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterChatInitiation {
    /// Its name.
    pub name: Option<String>,
    /// The title of the form before a chat.
    pub pre_chat_title: Option<String>,
    /// Fields of the form before a chat or a call. The values are parameters of `requestChat`, by the keys of the fields.
    pub common_fields: Vec<ContactCenterFormField>,
    /// Further ones before a chat.
    pub chat_fields: Vec<ContactCenterFormField>,
    /// Further ones before a call.
    pub phone_fields: Vec<ContactCenterFormField>,
    /// The title of the form to leave a message.
    pub leave_message_title: Option<String>,
    /// Fields of the form to leave a message.
    pub leave_message_fields: Vec<ContactCenterFormField>,
    /// The whole as the server sent it: which pages it is for, what its buttons say.
    pub raw: JsonValue,
}

/// How the contact center wants its chat to look, as far as it concerns an app; the rest as it came.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterWidgetConfiguration {
    /// The forms of all widgets.
    pub forms: Vec<ContactCenterForm>,
    /// The ways into a chat, of all widgets.
    pub chat_initiations: Vec<ContactCenterChatInitiation>,
    /// The whole configuration as the server sent it.
    pub raw: JsonValue,
}
