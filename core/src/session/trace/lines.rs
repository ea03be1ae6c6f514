//! A bounded buffer of lines.
//!
//! Lines of text within a bound: the first ones and the latest ones. What had to go in between is counted.

use std::collections::VecDeque;

/// Space for the line that says what is missing.
const NOTICE: usize = 100;

pub(super) struct Lines {
    /// The beginning. It is over with the first line that does not fit.
    first: String,
    most_first: usize,
    is_past_first: bool,
    latest: VecDeque<String>,
    latest_bytes: usize,
    most_latest: usize,
    dropped: usize,
    dropped_bytes: usize,
}

impl Lines {
    /// A quarter of the bound is for the beginning: the settings, and how the chats were opened.
    pub(super) fn new(most_bytes: usize) -> Self {
        let most_first = most_bytes / 4;
        Self {
            first: String::new(),
            most_first,
            is_past_first: false,
            latest: VecDeque::new(),
            latest_bytes: 0,
            most_latest: most_bytes.saturating_sub(most_first + NOTICE),
            dropped: 0,
            dropped_bytes: 0,
        }
    }

    /// Adds a line; it has no line break in it.
    pub(super) fn push(&mut self, mut line: String) {
        line.push('\n');
        if !self.is_past_first && self.first.len() + line.len() <= self.most_first {
            return self.first.push_str(&line);
        }
        self.is_past_first = true;
        self.latest_bytes += line.len();
        self.latest.push_back(line);
        while self.latest_bytes > self.most_latest {
            let Some(oldest) = self.latest.pop_front() else { return };
            self.latest_bytes -= oldest.len();
            self.dropped += 1;
            self.dropped_bytes += oldest.len();
        }
    }

    pub(super) fn into_text(self) -> String {
        let mut text = self.first;
        if self.dropped > 0 {
            let (lines, bytes) = (self.dropped, self.dropped_bytes);
            text.push_str(&format!("{{\"dropped\":{{\"lines\":{lines},\"bytes\":{bytes}}}}}\n"));
        }
        text.extend(self.latest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_latest_lines_are_kept_within_the_bound_and_what_is_missing_is_counted() {
        let mut lines = Lines::new(1000);
        for number in 0..1000 {
            lines.push(format!("{{\"line\":{number}}}"));
        }
        let text = lines.into_text();
        assert!((800..=1000).contains(&text.len()), "{}", text.len());
        assert!(text.starts_with("{\"line\":0}\n{\"line\":1}\n"));
        assert!(text.ends_with("{\"line\":998}\n{\"line\":999}\n"));
        let notice = text.lines().find(|line| line.contains("dropped")).expect("a notice");
        let kept = text.lines().count() - 1;
        assert!(notice.starts_with(&format!("{{\"dropped\":{{\"lines\":{},", 1000 - kept)), "{notice}");
    }

    #[test]
    fn a_line_that_is_longer_than_the_bound_is_counted_and_nothing_else() {
        let mut lines = Lines::new(400);
        lines.push("first".to_owned());
        lines.push("x".repeat(10_000));
        lines.push("last".to_owned());
        assert_eq!(lines.into_text(), "first\n{\"dropped\":{\"lines\":1,\"bytes\":10001}}\nlast\n");
    }

    #[test]
    fn nothing_is_missing_where_there_is_room() {
        let mut lines = Lines::new(10_000);
        (0..100).for_each(|number| lines.push(number.to_string()));
        let numbers: Vec<_> = (0..100).map(|number| number.to_string()).collect();
        assert_eq!(lines.into_text().lines().collect::<Vec<_>>(), numbers);
    }
}
