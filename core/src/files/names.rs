//! Safe file names.
//!
//! Names of files. They come from servers and from other apps, so a name may mean harm: it is made safe once, here, before it
//! stands in a header or in a folder.

use mime_guess::{Mime, mime};

use crate::model::ContactCenterFileType;

/// The longest name, in bytes. File systems take 255, and a number may be added.
const LONGEST_NAME: usize = 200;
/// What stands behind a later dot than this many bytes before the end is no extension.
const LONGEST_EXTENSION: usize = 20;
/// For what is no name at all.
const NAMELESS: &str = "file";

/// What file systems other than this one's refuse in names: FAT, which memory cards have, and Windows.
const REFUSED_ELSEWHERE: [char; 7] = [':', '*', '?', '"', '<', '>', '|'];

/// What is left of `name` when it has to be the name of one file and nothing more: its last component, visible, not hidden, and
/// not too long, its extension kept.
pub(crate) fn safe_name(name: &str) -> String {
    let last = name.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter(|c| !c.is_control() && !turns_text_round(*c)).collect();
    let name = visible.trim_start_matches(|c: char| c == '.' || c.is_whitespace()).trim_end();
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    let (stem, extension) = stem_and_extension(name);
    let room = stem.floor_char_boundary(LONGEST_NAME.saturating_sub(extension.len()));
    format!("{}{extension}", &stem[..room])
}

/// A safe name that any file system takes: a folder may lie on a memory card.
pub(crate) fn portable_name(name: &str) -> String {
    safe_name(name).replace(REFUSED_ELSEWHERE, "_")
}

/// The same name once more, for a folder that has the first one: `photo (2).png`.
pub(crate) fn numbered(name: &str, number: u32) -> String {
    let (stem, extension) = stem_and_extension(name);
    format!("{stem} ({number}){extension}")
}

/// The media type that a name stands for.
pub(crate) fn media_type(name: &str) -> Mime {
    mime_guess::from_path(name).first_or_octet_stream()
}

/// Whether a file is shown as a picture, judged by its name.
pub(crate) fn file_type(name: &str) -> ContactCenterFileType {
    match media_type(name).type_() {
        mime::IMAGE => ContactCenterFileType::Image,
        _ => ContactCenterFileType::Attachment,
    }
}

/// The extension has its dot.
fn stem_and_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= LONGEST_EXTENSION => name.split_at(dot),
        _ => (name, ""),
    }
}

/// Marks with which `exe.gpj` is made to look like a picture.
fn turns_text_round(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_name_of_one_file_and_nothing_more() {
        for (name, safe) in [
            ("photo.png", "photo.png"),
            ("Grüße aus 東京.pdf", "Grüße aus 東京.pdf"),
            ("../../etc/passwd", "passwd"),
            ("/etc/passwd", "passwd"),
            ("..\\..\\windows\\system.ini", "system.ini"),
            ("a/b\\c.txt", "c.txt"),
            ("folder/", "folder"),
            (".bashrc", "bashrc"),
            ("...", "file"),
            (". .. x", "x"),
            ("..", "file"),
            ("", "file"),
            ("  ", "file"),
            ("///", "file"),
            ("\r\n", "file"),
            ("a\r\nContent-Type: text/html\r\n\r\n.png", "html.png"),
            ("a\0b\u{7f}c\u{85}.txt", "abc.txt"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("\u{61c}\u{200f}\u{2067}gnp.exe", "gnp.exe"),
            (" x.txt ", "x.txt"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn a_name_in_a_folder_holds_nothing_that_a_memory_card_refuses() {
        for (name, portable) in [
            ("photo.png", "photo.png"),
            ("at 12:30 <\"why?\">*|.png", "at 12_30 __why_____.png"),
            ("C:\\a:b", "a_b"),
            ("???", "___"),
        ] {
            assert_eq!(portable_name(name), portable, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_on_a_character_and_keeps_its_extension() {
        let long = safe_name(&format!("{}.jpeg", "ä".repeat(300)));
        assert!(long.ends_with("ä.jpeg") && (199..=200).contains(&long.len()), "{long}");
        let without = safe_name(&format!("a.{}", "b".repeat(300)));
        assert_eq!(without.len(), 200);
        assert!(safe_name(&"x".repeat(200)).len() == 200);
    }

    #[test]
    fn a_number_goes_before_the_extension() {
        assert_eq!(numbered("photo.png", 2), "photo (2).png");
        assert_eq!(numbered("archive.tar.gz", 3), "archive.tar (3).gz");
        assert_eq!(numbered("readme", 2), "readme (2)");
    }

    #[test]
    fn the_media_type_comes_from_the_name() {
        for (name, media, kind) in [
            ("a.PNG", "image/png", ContactCenterFileType::Image),
            ("a.heic", "image/heic", ContactCenterFileType::Image),
            ("a.pdf", "application/pdf", ContactCenterFileType::Attachment),
            ("png", "application/octet-stream", ContactCenterFileType::Attachment),
            ("a.nobody-knows", "application/octet-stream", ContactCenterFileType::Attachment),
        ] {
            assert_eq!(media_type(name).essence_str(), media);
            assert_eq!(file_type(name), kind, "{name}");
        }
    }
}
