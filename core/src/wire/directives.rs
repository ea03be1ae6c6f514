//! What bots write into their messages for a client to act on: answers to choose from, and files that lie elsewhere.

use crate::{
    containment::contained,
    model::{
        ContactCenterChoicesLayout as Layout, ContactCenterDirectiveAttachment as Attachment,
        ContactCenterDirectiveAttachmentType as AttachmentType, ContactCenterMessageDirectives,
    },
};

/// Reads the directives out of a message's plain text: `/buttons [Yes] [No]`, `/buttons-column […]`, `/choice […]` and
/// `/attachment: <url>, <type>`. A text without any comes back as it is. To answer, send the choice as
/// `sendChatAnswer` with the message's `directive_id`, or as a message where it has none.
#[uniffi::export]
pub fn message_directives(message_text: String) -> ContactCenterMessageDirectives {
    contained(|| read(&message_text))
        .unwrap_or_else(|| ContactCenterMessageDirectives { text: message_text, ..Default::default() })
}

fn read(message_text: &str) -> ContactCenterMessageDirectives {
    let mut found = ContactCenterMessageDirectives::default();
    let mut shown = String::new();
    let mut rest = message_text;
    // So that brackets which are never closed are not looked through to the end, each of them.
    let closed = message_text.rfind(']').map_or(0, |last| last + 1);
    let unclosed = message_text.len() - closed;
    let mut starts_word = true;
    while let Some(next) = rest.chars().next() {
        if starts_word
            && next == '/'
            && let Some(after) = choices(rest, unclosed, &mut found).or_else(|| attachment(rest, &mut found))
        {
            rest = after;
            continue;
        }
        starts_word = next.is_whitespace();
        shown.push(next);
        rest = &rest[next.len_utf8()..];
    }
    let is_untouched = shown.len() == message_text.len();
    found.text = if is_untouched { shown } else { tidy(&shown) };
    found
}

/// Takes a directive with choices, and returns what follows it; nothing where `text` starts with none. In its last `unclosed`
/// bytes no bracket closes.
fn choices<'a>(text: &'a str, unclosed: usize, found: &mut ContactCenterMessageDirectives) -> Option<&'a str> {
    const WORDS: [(&str, Layout); 3] =
        [("/buttons-column", Layout::Column), ("/buttons", Layout::Row), ("/choice", Layout::List)];
    let (mut rest, layout) = WORDS.into_iter().find_map(|(word, layout)| Some((text.strip_prefix(word)?, layout)))?;
    let mut choices = Vec::new();
    while rest.len() > unclosed
        && let Some((choice, after)) = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'))
    {
        choices.push(choice.trim().to_owned());
        rest = after;
    }
    if choices.is_empty() {
        return None;
    }
    choices.retain(|choice| !choice.is_empty());
    if !choices.is_empty() {
        found.choices_layout.get_or_insert(layout);
        found.choices.append(&mut choices);
    }
    Some(rest)
}

/// The same for a directive with a file.
fn attachment<'a>(text: &'a str, found: &mut ContactCenterMessageDirectives) -> Option<&'a str> {
    let rest = text.strip_prefix("/attachment:")?.trim_start();
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (mut url, mut rest) = rest.split_at(end);
    let mut r#type = None;
    // An address may hold commas itself; only what is known to be a type ends it.
    if let Some((head, tail)) = url.rsplit_once(',')
        && let Some(known) = type_of(tail)
    {
        (url, r#type) = (head, Some(known));
    } else {
        let listed = url.strip_suffix(',').map(|url| (url, rest));
        let listed = listed.or_else(|| rest.trim_start().strip_prefix(',').map(|rest| (url, rest)));
        if let Some((head, after)) = listed {
            let after = after.trim_start();
            let word = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
            if let Some(known) = type_of(word) {
                (url, rest, r#type) = (head, &after[word.len()..], Some(known));
            }
        }
    }
    if !url.contains("://") {
        return None;
    }
    found
        .attachments
        .push(Attachment { url: url.trim_end_matches(',').to_owned(), r#type: r#type.unwrap_or(AttachmentType::File) });
    Some(rest)
}

fn type_of(word: &str) -> Option<AttachmentType> {
    match word.to_ascii_lowercase().as_str() {
        "image" => Some(AttachmentType::Image),
        "audio" => Some(AttachmentType::Audio),
        "video" => Some(AttachmentType::Video),
        _ => None,
    }
}

/// Without the blanks and the empty lines that directives leave behind at the ends.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text, choices, their layout, files.
    type Found = (String, Vec<String>, Option<Layout>, Vec<(String, AttachmentType)>);

    fn read(text: &str) -> Found {
        let found = message_directives(text.to_owned());
        let files = found.attachments.into_iter().map(|file| (file.url, file.r#type)).collect();
        (found.text, found.choices, found.choices_layout, files)
    }

    #[test]
    fn choices_are_taken_out_of_the_text_in_their_layout() {
        for (text, shown, choices, layout) in [
            ("Sure? /buttons [Yes] [No]", "Sure?", &["Yes", "No"][..], Layout::Row),
            ("Sure?\n/buttons-column [Yes][No]", "Sure?", &["Yes", "No"], Layout::Column),
            ("/choice [A b] [ c ] Pick one", "Pick one", &["A b", "c"], Layout::List),
            ("Pick:\n/choice\n[A]\n[B]", "Pick:", &["A", "B"], Layout::List),
            ("/buttons [A] [] [B", "[B", &["A"], Layout::Row),
            ("/buttons [A] more /choice [B]", "more", &["A", "B"], Layout::Row),
        ] {
            let choices: Vec<_> = choices.iter().map(|choice| (*choice).to_owned()).collect();
            assert_eq!(read(text), (shown.to_owned(), choices, Some(layout), vec![]), "{text}");
        }
    }

    #[test]
    fn files_are_taken_out_of_the_text_with_their_type() {
        for (text, shown, url, r#type) in [
            ("/attachment: https://x/a.png, image", "", "https://x/a.png", AttachmentType::Image),
            ("Look: /attachment: https://x/a.mp3,audio then", "Look:  then", "https://x/a.mp3", AttachmentType::Audio),
            ("/attachment:https://x/a.mp4 , VIDEO", "", "https://x/a.mp4", AttachmentType::Video),
            ("/attachment: https://x/a,b.pdf", "", "https://x/a,b.pdf", AttachmentType::File),
            ("/attachment: https://x/a.pdf, see it", "see it", "https://x/a.pdf", AttachmentType::File),
        ] {
            assert_eq!(read(text), (shown.to_owned(), vec![], None, vec![(url.to_owned(), r#type)]), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_directive_stays_text() {
        for text in [
            "",
            "  spaces  stay ",
            "/buttons",
            "/buttons none",
            "see/buttons [A]",
            "/buttonsmith [A]",
            "/attachment: nothing",
            "/attachment:",
            "a / b",
        ] {
            assert_eq!(read(text), (text.to_owned(), vec![], None, vec![]), "{text}");
        }
    }

    /// Were each bracket looked for through all the rest, this would take hours.
    #[test]
    fn brackets_that_are_never_closed_stay_text() {
        let open = "/buttons [ ".repeat(700_000);
        assert_eq!(message_directives(open.clone()).text.len(), open.len());
        let found = message_directives(format!("/choice [A] {open}"));
        assert_eq!((found.choices.len(), found.text.len()), (1, open.trim_end().len()));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "(/buttons|/buttons-column|/choice|/attachment:|https://|\\[|\\]|,|image| |\\n|é|x){0,40}") {
            let found = message_directives(text.clone());
            prop_assert!(found.text.len() <= text.len());
            prop_assert_eq!(found.choices.is_empty(), found.choices_layout.is_none());
            prop_assert!(found.choices.iter().all(|choice| !choice.is_empty() && text.contains(choice.as_str())));
            prop_assert!(found.attachments.iter().all(|file| file.url.contains("://") && text.contains(&file.url)));
        }
    }
}
