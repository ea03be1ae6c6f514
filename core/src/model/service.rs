//! Parameters, ICE servers, forms and widget configuration of a contact center.

use serde::Serialize;

use super::{JsonValue, open_enum::open_enum};

open_enum! {
    /// The type of a parameter of a request for a chat. An open set.
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
        /// The number or the name of an account.
        Account = "ACCOUNT",
        /// A company.
        Company = "COMPANY",
    }
}

/// A parameter that the scenario expects of a request for a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterParameter {
    /// The name in `parameters` of `requestChat`.
    pub name: String,
    /// The type of the parameter.
    pub r#type: ContactCenterParameterType,
}

/// An ICE server (STUN or TURN), through which two parties of a call connect.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterIceServer {
    /// The addresses of the server, for example `turn:turn.example.com:3478`.
    pub urls: Vec<String>,
    /// The user name for the server.
    pub username: Option<String>,
    /// The password for the server.
    pub credential: Option<String>,
}

/// Says where the server is and nothing of how to log in.
impl std::fmt::Debug for ContactCenterIceServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactCenterIceServer").field("urls", &self.urls).finish_non_exhaustive()
    }
}

open_enum! {
    /// The type of a form field. An open set.
    pub enum ContactCenterFormFieldType {
        /// A text that is only shown.
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
        /// A text of several lines.
        MultilineText = "multiline_text",
        /// A number from a range.
        NumericalRangeSlider = "numerical_range_slider",
        /// One choice of several.
        RadioButtons = "radio_buttons",
        /// A CAPTCHA.
        Captcha = "captcha",
        /// A button that leads to another channel.
        ContactButton = "contact_button",
        /// One or more choices of a list.
        SelectionList = "selection_list",
    }
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterFormField {
    /// The key of its value in the data of the form: its name with `_` for white space, or `field_` and its place in the form,
    /// counted from 0, if it has no name.
    pub key: String,
    /// The name of the field, or its id if it has no name.
    pub name: Option<String>,
    /// The label that is shown beside the field.
    pub label: Option<String>,
    /// The type of the field.
    pub r#type: ContactCenterFormFieldType,
    /// Whether the field must be filled in.
    pub required: bool,
    /// Whether the app should check the value before it is sent, for example that it is an e-mail address.
    pub validate: bool,
    /// The choices of `RadioButtons` and `SelectionList`.
    pub options: Vec<String>,
    /// The least number of a `NumericalRangeSlider`.
    pub min_value: Option<f64>,
    /// The greatest number of a `NumericalRangeSlider`.
    pub max_value: Option<f64>,
    /// The number of lines that a `MultilineText` shows.
    pub rows: Option<i32>,
    /// The whole field as the server sent it.
    pub raw: JsonValue,
}

/// A form that the contact center may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterForm {
    /// The id, to which `form_id` of a secure form refers.
    pub id: Option<String>,
    /// The name, to which `form_name` of a form refers.
    pub name: Option<String>,
    /// The heading of the form.
    pub title: Option<String>,
    /// The fields of the form, in order.
    pub fields: Vec<ContactCenterFormField>,
    /// The text of the button that submits it.
    pub submit_button_text: Option<String>,
    /// The text of the button that cancels it.
    pub cancel_button_text: Option<String>,
}

/// The forms before a chat or a call, and the form to leave a message when no chat is available.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterChatInitiation {
    /// The name of the chat initiation.
    pub name: Option<String>,
    /// The title of the form before a chat.
    pub pre_chat_title: Option<String>,
    /// Fields of the form before a chat or a call. The values are parameters of `requestChat`, by the keys of the fields.
    pub common_fields: Vec<ContactCenterFormField>,
    /// Further fields before a chat.
    pub chat_fields: Vec<ContactCenterFormField>,
    /// Further fields before a call.
    pub phone_fields: Vec<ContactCenterFormField>,
    /// The title of the form to leave a message.
    pub leave_message_title: Option<String>,
    /// Fields of the form to leave a message.
    pub leave_message_fields: Vec<ContactCenterFormField>,
    /// The whole chat initiation as the server sent it, for example with its pages and button texts.
    pub raw: JsonValue,
}

/// The widget configuration of the contact center: the parts that concern an app, and the whole as the server sent it.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterWidgetConfiguration {
    /// The forms of all widgets.
    pub forms: Vec<ContactCenterForm>,
    /// The chat initiations of all widgets.
    pub chat_initiations: Vec<ContactCenterChatInitiation>,
    /// The whole configuration as the server sent it.
    pub raw: JsonValue,
}
