use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::Lang;

/// A mistake in a text, shown the way a compiler shows one.
#[derive(Debug, Clone, Copy)]
pub struct Excerpt<'a> {
    /// Name of the file the text came from.
    pub file: &'a str,
    /// The text.
    pub text: &'a str,
    /// Bytes to underline.
    pub span: &'a Range<usize>,
    /// Stable code; one that begins with `W` is a caution.
    pub code: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// What to write instead; may be empty.
    pub help: &'a str,
}

impl Excerpt<'_> {
    /// File, line, column, the line itself, and what to write instead.
    #[must_use]
    pub fn render(&self, lang: Lang, colour: bool) -> String {
        let (lines, before, span) = around(self.text, inside(self.text, self.span));
        let snippet = Snippet::source(lines)
            .path(self.file)
            .line_start(before + 1)
            .annotation(AnnotationKind::Primary.span(span));
        let level = if self.code.starts_with('W') {
            Level::WARNING.with_name(lang.pick("提醒", "caution"))
        } else {
            Level::ERROR.with_name(lang.pick("错误", "error"))
        };
        let title = level
            .primary_title(self.message)
            .id(self.code)
            .element(snippet);
        let title = if self.help.is_empty() {
            title
        } else {
            title.element(
                Level::HELP
                    .with_name(lang.pick("改法", "help"))
                    .message(self.help),
            )
        };
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[title])
    }
}

/// The lines that a span touches and the next one, how many stand before them, and the span within
/// them: a snippet of the whole text would be as slow as the text is long.
fn around(text: &str, span: Range<usize>) -> (&str, usize, Range<usize>) {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let mut ends = text[span.end..].match_indices('\n').map(|(at, _)| at);
    let end = ends.nth(1).map_or(text.len(), |at| span.end + at + 1);
    let before = text[..start].bytes().filter(|byte| *byte == b'\n').count();
    (
        &text[start..end],
        before,
        span.start - start..span.end - start,
    )
}

/// A span that lies inside the text, on character boundaries.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}
