//! Secrets that stand in a policy are never drawn, not even beside something else.

use super::Diagnostic;
use crate::settings::is_plain;
use crate::source::{FileId, SourceMap, Span};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A shorter value is in too many words to be told from them.
const SHORTEST: usize = 4;

/// Lines that a picture may show beside those of a place: between near places nothing is left out.
const BESIDE: u32 = 2;

/// Marks the findings as confidential whose picture would show one of these places.
pub(crate) fn withhold(findings: &mut [Diagnostic], secrets: impl Iterator<Item = Span>, sources: &SourceMap) {
    let places = |finding: &Diagnostic| {
        let labels = finding.primary.iter().chain(&finding.labels).map(|label| label.span);
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        labels.chain(edits).collect::<Vec<Span>>()
    };
    // The settings of a thousand tenants hold many secrets, and most runs have nothing to say about them.
    let shown: BTreeSet<FileId> = findings.iter().flat_map(places).map(|place| place.file).collect();
    let secrets = secrets.filter(|secret| shown.contains(&secret.file));
    let secret_lines: BTreeSet<(FileId, u32)> =
        secrets.flat_map(|secret| lines(secret, sources).map(move |line| (secret.file, line))).collect();
    if secret_lines.is_empty() {
        return;
    }
    for finding in findings {
        let shows_secret = |place: Span| {
            let (first, last) = lines(place, sources).into_inner();
            let shown = (place.file, first.saturating_sub(BESIDE))..=(place.file, last + BESIDE);
            secret_lines.range(shown).next().is_some()
        };
        finding.is_confidential |= places(finding).into_iter().any(shows_secret);
    }
}

/// Takes the values of settings that nobody should see out of the sentences: a rule that quotes what is wrong does not know
/// which part of it a setting has put there.
pub(crate) fn redact(findings: &mut [Diagnostic], sources: &SourceMap) {
    let segments = sources.iter().flat_map(|(_, source)| source.segments().iter().map(move |it| (source, it)));
    let secret = segments
        .filter(|(_, segment)| segment.is_confidential)
        .filter_map(|(source, segment)| source.text().get(segment.text.start as usize..segment.text.end as usize));
    let secret: BTreeSet<&str> = secret.filter(|value| value.len() >= SHORTEST && !is_plain(value)).collect();
    // The longest first: one may be a part of another.
    let mut secret: Vec<String> = secret.into_iter().flat_map(|value| [value.to_owned(), unescaped(value)]).collect();
    secret.sort_by_key(|value| std::cmp::Reverse(value.len()));
    for finding in findings.iter_mut().filter(|_| !secret.is_empty()) {
        let labels = finding.primary.iter_mut().chain(&mut finding.labels).map(|label| &mut label.text);
        let fix = finding.fix.iter_mut().map(|fix| &mut fix.message);
        let sentences =
            labels.chain(fix).chain(&mut finding.notes).chain(&mut finding.help).chain([&mut finding.message]);
        for sentence in sentences {
            for value in &secret {
                if sentence.contains(value) {
                    *sentence = sentence.replace(value, "…");
                }
            }
        }
    }
}

/// A value as it is once the XML is read.
fn unescaped(value: &str) -> String {
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

fn lines(place: Span, sources: &SourceMap) -> RangeInclusive<u32> {
    let source = sources.get(place.file);
    source.line_number(place.start)..=source.line_number(place.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Label;
    use crate::diagnostic::codes::UNKNOWN_METADATA_KEY;

    #[test]
    fn what_would_stand_on_a_drawn_line_is_withheld() {
        let text = "one\ntwo\n\nfour secret\nfive\nsix\nseven\neight\n";
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", text);
        let at = |word: &str| {
            let start = u32::try_from(text.find(word).expect("it is there")).expect("short");
            Span { file, start, end: start + u32::try_from(word.len()).expect("short") }
        };
        let is_withheld = |primary: &str, label: Option<&str>| {
            let mut finding = Diagnostic::new(UNKNOWN_METADATA_KEY, "a").at(at(primary), "");
            finding.labels.extend(label.map(|label| Label { span: at(label), text: String::new() }));
            let mut findings = [finding];
            withhold(&mut findings, [at("secret")].into_iter(), &sources);
            findings[0].is_confidential
        };
        assert!(is_withheld("four", None));
        assert!(is_withheld("five", Some("two")));
        assert!(is_withheld("one", Some("two")));
        assert!(!is_withheld("one", Some("eight")));
        assert!(!is_withheld("seven", None));
    }
}
