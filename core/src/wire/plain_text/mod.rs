//! HTML into the text that a reader would see. The tokenizer is a browser's; no tree is built, so nothing nests too deeply.

mod link;
mod page;

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};
use page::Page;

/// The plain text of `html`: a line for each block, blanks run together, nothing of scripts, styles and titles. An image is its
/// alternative text, and a link is followed by its address where the label does not say it: `label (https://…)`.
pub(crate) fn plain_text(html: &str) -> String {
    let mut reader = Reader { page: Page::with_capacity(html.len()), ..Reader::default() };
    if html.contains(['<', '&']) {
        let Ok(()) = Tokenizer::new_with_emitter(html, &mut reader).finish();
    } else {
        reader.page.set(html.as_bytes());
    }
    reader.page.leave_link();
    reader.page.into_text()
}

/// Takes what the tokenizer finds. Comments, errors and most attributes say nothing to a reader, so they are not even kept.
#[derive(Default)]
struct Reader {
    page: Page,
    tag: Vec<u8>,
    is_end_tag: bool,
    last_start_tag: Vec<u8>,
    /// The name of the attribute that is being read, and its value.
    attribute: (Vec<u8>, Vec<u8>),
    /// Of the current tag: the alternative text of an image, the address of a link.
    said: Option<Vec<u8>>,
}

impl Reader {
    /// Keeps the attribute that was read, if the current tag says something by it. The first of a name counts.
    fn finish_attribute(&mut self) {
        let (name, value) = &mut self.attribute;
        let says = matches!((self.tag.as_slice(), name.as_slice()), (b"img", b"alt") | (b"a", b"href"));
        if says && !self.is_end_tag && self.said.is_none() {
            self.said = Some(std::mem::take(value));
        }
        name.clear();
        value.clear();
    }
}

impl Emitter for &mut Reader {
    type Token = Infallible;

    fn emit_string(&mut self, text: &[u8]) {
        self.page.set(text);
    }

    fn init_start_tag(&mut self) {
        self.tag.clear();
        self.is_end_tag = false;
        self.said = None;
    }

    fn init_end_tag(&mut self) {
        self.tag.clear();
        self.is_end_tag = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.extend_from_slice(name);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.finish_attribute();
        let Reader { page, tag, is_end_tag, last_start_tag, said, .. } = &mut **self;
        match (tag.as_slice(), said.take()) {
            (b"img", Some(alternative)) => page.set(&alternative),
            (b"a", address) => page.enter_link(address.and_then(|address| link::shown(&address))),
            _ => page.cross(tag, !*is_end_tag),
        }
        if *is_end_tag {
            return None;
        }
        last_start_tag.clone_from(tag);
        naive_next_state(tag)
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag = name.unwrap_or_default().to_vec();
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end_tag && !self.tag.is_empty() && self.tag == self.last_start_tag
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_error(&mut self, _: Error) {}
    fn emit_eof(&mut self) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn set_self_closing(&mut self) {}

    fn init_attribute(&mut self) {
        self.finish_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute.0.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.attribute.1.extend_from_slice(value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::client_event::html_of;

    #[test]
    fn html_becomes_what_a_reader_would_see() {
        for (html, text) in [
            ("plain", "plain"),
            ("  two\n  words\t ", "two words"),
            ("", ""),
            ("a<br>b<br/>c</br>d", "a\nb\nc\nd"),
            ("a <br> b", "a\nb"),
            ("a<br><br>b", "a\n\nb"),
            ("<br>a<br>", "a"),
            ("<p>one</p><p>two</p>", "one\ntwo"),
            ("<div>a<br></div><div>b</div>", "a\nb"),
            ("<div><div><p>deep</p></div></div>after", "deep\nafter"),
            ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
            ("<h1>Title</h1>text<blockquote>said</blockquote>", "Title\ntext\nsaid"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<b>bold</b> and <i>slanted</i>", "bold and slanted"),
            ("wo<b>rd</b>", "word"),
            ("&lt;b&gt; &amp; &quot;&#39;&#x1F600;&quot; &eacute;&nbsp;x", "<b> & \"'😀\" é\u{a0}x"),
            ("&amp;lt;", "&lt;"),
            ("&unknown; & alone &#xD800; &#0;", "&unknown; & alone \u{fffd} \u{fffd}"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("<a title='<b>' name=x>link</a>", "link"),
            ("a<script>if (a < b) { '</p>' }</script>b", "ab"),
            ("<style>p { color: red }</style>text", "text"),
            ("<html><head><title>No &amp; no</title><meta x></head><body>yes</body></html>", "yes"),
            ("a<!-- hidden <b> -->b", "ab"),
            ("<!DOCTYPE html>a", "a"),
            ("<pre>a\n  b</pre>c", "a\n  b\nc"),
            ("<img src=x>", ""),
            ("cut <b", "cut"),
            ("cut &am", "cut &am"),
            ("<TEXTAREA>a <b></TEXTAREA>", "a <b>"),
            ("<P>UPPER</P>CASE<BR>LINE", "UPPER\nCASE\nLINE"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    /// Defect 79.
    #[test]
    fn image_is_its_alternative_text() {
        for (html, text) in [
            ("<img alt=\"😊\" src=smile.png>", "😊"),
            ("a <img src=x alt='b &amp; c'/> d", "a b & c d"),
            ("<p>a</p><IMG ALT=y alt=z><p>b</p>", "a\ny\nb"),
            ("a<img alt=''>b", "ab"),
            ("<script><img alt=x></script>", ""),
            ("<a href=https://x/y><img alt=map></a>", "map (https://x/y)"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    /// Defect 79.
    #[test]
    fn link_keeps_an_address_that_its_label_does_not_say() {
        for (html, text) in [
            ("<a href=\"https://x?a=1&amp;b=2\" title='<b>'>link</a>", "link (https://x?a=1&b=2)"),
            ("see <a href='https://x/y'>this <b>page</b></a>, please", "see this page (https://x/y), please"),
            ("<a href=https://x/y>https://x/y</a>", "https://x/y"),
            ("<a href=https://Example.com/>example.com</a>", "example.com"),
            ("<a href=https://x></a> and <a href=https://y> </a>", "https://x and https://y"),
            ("<a href=mailto:a@x>a@x</a> <a href='tel:+1 2'>us</a>", "a@x us (+1 2)"),
            ("<a href=#top>up</a> <a href=/a>a</a> <a href='javascript:alert(1)'>no</a>", "up a no"),
            ("<a href=https://x>cut", "cut (https://x)"),
            ("<a href=https://x>a<a href=https://y>b</a></a>", "a (https://x)b (https://y)"),
            ("<a href=https://x><p>block</p></a>after", "block\n(https://x)after"),
            ("<a href='https://x/\n\u{1b}[2J'>a</a>", "a (https://x/[2J)"),
            ("a</a>b", "ab"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn nesting_without_end_is_read_all_the_same() {
        assert_eq!(plain_text(&format!("{}x", "<div>".repeat(200_000))), "x");
        assert_eq!(plain_text(&"<".repeat(100_000)).len(), 100_000);
    }

    /// Blanks as HTML sees them: one between words, none at the ends of a line.
    fn without_idle_blanks(text: &str) -> String {
        let line =
            |line: &str| line.split([' ', '\t', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<_> = text.split('\n').map(line).collect();
        lines.join("\n")
    }

    proptest! {
            #[test]
            fn text_that_was_made_html_comes_back(text in "[ -~äß😀<>&;#\\n\\r\\t]{0,80}") {
                let back = plain_text(&html_of(&text));
    let expected = without_idle_blanks(&text);
                prop_assert_eq!(back.trim_matches('\n'), expected.trim_matches('\n'));
            }

            #[test]
            fn no_text_is_too_odd(html in "(?s).{0,200}") {
                prop_assert!(plain_text(&html).len() <= 3 * html.len());
            }
        }
}
