//! Builds plain text line by line.

use super::link;

/// What has been set so far. Bytes, because the tokenizer hands text over in pieces; whatever is looked for in them is ASCII.
#[derive(Default)]
pub(super) struct Page {
    text: Vec<u8>,
    /// A blank was read that is only set if something follows on its line.
    owes_blank: bool,
    /// Inside text that is not shown. Such elements hold no others.
    is_hidden: bool,
    /// How many `pre` are open.
    preformatted: usize,
    /// The address of the link that is open, and where its label begins.
    link: Option<(String, usize)>,
}

impl Page {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// Sets text: words with one blank between them, but everything as it is where that was asked for.
    pub(super) fn set(&mut self, text: &[u8]) {
        if self.is_hidden {
            return;
        }
        if self.preformatted > 0 {
            return self.append(text);
        }
        for (index, word) in text.split(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')).enumerate() {
            self.owes_blank |= index > 0;
            if !word.is_empty() {
                self.append(word);
            }
        }
    }

    /// Goes into an element or out of it.
    pub(super) fn cross(&mut self, name: &[u8], into: bool) {
        match name {
            b"br" => self.break_line(),
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

    /// Begins a link, or none, and ends the one before: links hold no others.
    pub(super) fn enter_link(&mut self, address: Option<String>) {
        self.leave_link();
        if !self.is_hidden {
            self.link = address.map(|address| (address, self.text.len()));
        }
    }

    /// Ends a link with its address, where its label does not say that.
    pub(super) fn leave_link(&mut self) {
        let Some((address, start)) = self.link.take() else { return };
        let label = self.text[start..].trim_ascii();
        if label.is_empty() {
            self.append(address.as_bytes());
        } else if !link::is_said(label, &address) {
            self.owes_blank = true;
            self.append(format!("({address})").as_bytes());
        }
    }

    /// The whole, without what is empty at its end.
    pub(super) fn into_text(mut self) -> String {
        let end = self.text.iter().rposition(|byte| *byte != b'\n').map_or(0, |last| last + 1);
        self.text.truncate(end);
        // The tokenizer takes no character apart; should it ever, that character is lost and nothing else.
        String::from_utf8(self.text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    fn append(&mut self, text: &[u8]) {
        if std::mem::take(&mut self.owes_blank) && !self.is_at_line_start() {
            self.text.push(b' ');
        }
        self.text.extend_from_slice(text);
    }

    fn start_line(&mut self) {
        if !self.is_at_line_start() {
            self.text.push(b'\n');
        }
        self.owes_blank = false;
    }

    fn break_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        self.owes_blank = false;
    }

    fn is_at_line_start(&self) -> bool {
        self.text.last().is_none_or(|last| *last == b'\n')
    }
}
