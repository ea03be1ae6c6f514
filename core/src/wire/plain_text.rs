//! HTML into the text that a reader would see. The tokenizer is a browser's; no tree is built, so nothing nests too deeply.

use std::convert::Infallible;

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

/// The plain text of `html`: a line for each block, blanks run together, nothing of scripts, styles and titles.
pub(crate) fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        let mut page = Page { text: String::with_capacity(html.len()), ..Page::default() };
        page.flow(html);
        return page.text;
    }
    let mut page = Page { text: String::with_capacity(html.len()), ..Page::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        page.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    page.text.truncate(page.text.trim_end_matches('\n').len());
    page.text
}

/// What has been set so far.
#[derive(Default)]
struct Page {
    text: String,
    /// A blank was read that is only set if something follows on its line.
    owes_blank: bool,
    /// Inside text that nobody sees. Such elements hold no others.
    is_hidden: bool,
    /// How many `pre` are open.
    preformatted: usize,
}

impl Page {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name: b"br" } | CallbackEvent::EndTag { name: b"br" } => self.break_line(),
            CallbackEvent::OpenStartTag { name } => self.cross(name, true),
            CallbackEvent::EndTag { name } => self.cross(name, false),
            CallbackEvent::String { value } if !self.is_hidden => {
                // What was text stays text in the tokenizer.
                let value = String::from_utf8_lossy(value);
                match self.preformatted {
                    0 => self.flow(&value),
                    _ => self.set(&value),
                }
            }
            _ => {}
        }
    }

    /// Goes into an element or out of it.
    fn cross(&mut self, name: &[u8], into: bool) {
        match name {
            b"script" | b"style" | b"title" | b"iframe" | b"noembed" | b"noscript" => self.is_hidden = into,
            b"td" | b"th" => self.owes_blank = true,
            b"pre" => {
                self.start_line();
                self.preformatted = if into { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
            }
            b"p" | b"div" | b"li" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd" | b"table" | b"caption" | b"tr" | b"h1"
            | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"hr" | b"blockquote" | b"address" | b"article" | b"aside"
            | b"details" | b"summary" | b"fieldset" | b"legend" | b"figure" | b"figcaption" | b"footer" | b"form"
            | b"header" | b"main" | b"nav" | b"section" | b"option" | b"body" => self.start_line(),
            _ => {}
        }
    }

    /// Sets words with one blank between them.
    fn flow(&mut self, text: &str) {
        for (index, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.owes_blank |= index > 0;
            if !word.is_empty() {
                self.set(word);
            }
        }
    }

    fn set(&mut self, text: &str) {
        if std::mem::take(&mut self.owes_blank) && !self.is_at_line_start() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    fn start_line(&mut self) {
        if !self.is_at_line_start() {
            self.text.push('\n');
        }
        self.owes_blank = false;
    }

    fn break_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.owes_blank = false;
    }

    fn is_at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
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
            ("<a href=\"https://x?a=1&b=2\" title='<b>'>link</a>", "link"),
            ("a<script>if (a < b) { '</p>' }</script>b", "ab"),
            ("<style>p { color: red }</style>text", "text"),
            ("<html><head><title>No &amp; no</title><meta x></head><body>yes</body></html>", "yes"),
            ("a<!-- hidden <b> -->b", "ab"),
            ("<!DOCTYPE html>a", "a"),
            ("<pre>a\n  b</pre>c", "a\n  b\nc"),
            ("<img src=x alt=y>", ""),
            ("cut <b", "cut"),
            ("cut &am", "cut &am"),
            ("<TEXTAREA>a <b></TEXTAREA>", "a <b>"),
            ("<P>UPPER</P>CASE<BR>LINE", "UPPER\nCASE\nLINE"),
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
