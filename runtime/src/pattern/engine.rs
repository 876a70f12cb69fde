//! A pattern in the engine, the crate fancy-regex: without steps back wherever it can be.

use super::work::Bounds;
use super::{Found, Unanswered};
use claimsmith_profile::transformation::Pattern;
use fancy_regex::{Expr, Regex, RegexBuilder};

/// How the compiler writes `$`: the end, or before one final line feed. A look-ahead, for which the engine steps back.
const END: &str = r"(?=\n?\z)";

/// A pattern, ready to match.
#[derive(Debug)]
pub(crate) struct Compiled {
    engine: Engine,
    /// For texts that end with a line feed, when only the other texts can do without steps back.
    with_line_feed: Option<Engine>,
}

#[derive(Debug)]
struct Engine {
    regex: Regex,
    bounds: Bounds,
    /// Whether the first group is what the pattern matches: behind it a line feed may stand that is none of it.
    is_wrapped: bool,
}

impl Compiled {
    /// `None` for a text that is no pattern or becomes too large, which no compiled policy has.
    pub(crate) fn new(pattern: &Pattern, most_steps: usize) -> Option<Self> {
        #[cfg(test)]
        super::count::add();
        let text = pattern.0.as_ref();
        let tree = Expr::parse_tree(text).ok()?.expr;
        let bounds = Bounds::of(&tree, most_steps);
        let only = |engine: Engine| Some(Self { engine, with_line_feed: None });
        if bounds.is_linear {
            return only(Engine::new(text, bounds, false)?);
        }
        // At the very end of the pattern the line feed can as well be taken, and left out of what was matched.
        if let Some(begin) = text.strip_suffix(END).filter(|_| !matches!(tree, Expr::Alt(_)))
            && let Some(engine) = Engine::linear(&format!(r"({begin})\n?\z"), most_steps, true)
        {
            return only(engine);
        }
        // A text that ends with no line feed has but one end.
        if text.contains(END)
            && let Some(engine) = Engine::linear(&text.replace(END, r"\z"), most_steps, false)
        {
            return Some(Self { engine, with_line_feed: Some(Engine::new(text, bounds, false)?) });
        }
        only(Engine::new(text, bounds, false)?)
    }

    /// Whether it matches somewhere; `false` as well when that cannot be told.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.try_match(text).unwrap_or(false)
    }

    /// Whether it matches somewhere.
    pub(crate) fn try_match(&self, text: &str) -> Result<bool, Unanswered> {
        let engine = self.engine(text);
        engine.takes(text, engine.bounds.longest)?;
        engine.regex.is_match(text).map_err(|_| Unanswered::TooManySteps)
    }

    /// What the groups of these names hold in the first match: the empty text for one that takes no part in it, as in
    /// .NET. `None` when nothing matches.
    pub(crate) fn named(&self, text: &str, names: &[&str]) -> Result<Option<Vec<String>>, Unanswered> {
        let engine = self.engine(text);
        engine.takes(text, engine.bounds.longest)?;
        let captures = engine.regex.captures(text).map_err(|_| Unanswered::TooManySteps)?;
        Ok(captures.map(|captures| {
            let group = |name: &&str| captures.name(name).map_or("", |group| group.as_str()).to_owned();
            names.iter().map(group).collect()
        }))
    }

    /// The first match that begins at `from` or later. For one who asks again behind each match, so it takes shorter texts.
    pub(crate) fn find<'t>(&self, text: &'t str, from: usize) -> Result<Option<Found<'t>>, Unanswered> {
        let engine = self.engine(text);
        engine.takes(text, engine.bounds.longest_for_all_matches)?;
        let captures = engine.regex.captures_from_pos(text, from).map_err(|_| Unanswered::TooManySteps)?;
        let Some(captures) = captures else { return Ok(None) };
        let first = usize::from(engine.is_wrapped);
        let Some(whole) = captures.get(first) else { return Ok(None) };
        let groups = captures.iter().skip(first).map(|group| group.map_or("", |group| group.as_str())).collect();
        Ok(Some(Found { start: whole.start(), end: whole.end(), groups }))
    }

    fn engine(&self, text: &str) -> &Engine {
        self.with_line_feed.as_ref().filter(|_| text.ends_with('\n')).unwrap_or(&self.engine)
    }
}

impl Engine {
    fn new(text: &str, bounds: Bounds, is_wrapped: bool) -> Option<Self> {
        let mut builder = RegexBuilder::new(text);
        builder.backtrack_limit(bounds.steps).delegate_size_limit(Pattern::LARGEST_PROGRAM);
        Some(Self { regex: builder.build().ok()?, bounds, is_wrapped })
    }

    /// The same when it needs no steps back.
    fn linear(text: &str, most_steps: usize, is_wrapped: bool) -> Option<Self> {
        let bounds = Bounds::of(&Expr::parse_tree(text).ok()?.expr, most_steps);
        if bounds.is_linear { Self::new(text, bounds, is_wrapped) } else { None }
    }

    fn takes(&self, text: &str, longest: usize) -> Result<(), Unanswered> {
        if text.len() <= longest { Ok(()) } else { Err(Unanswered::TooLong) }
    }
}
