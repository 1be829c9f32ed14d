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
        let span = inside(self.text, self.span);
        let snippet = Snippet::source(self.text)
            .path(self.file)
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
