//! Warnings that the author of a policy allows, by a comment in the policy.
//!
//! `<!-- claimsmith: allow CS0308 because the starter pack spells it so -->` covers the element behind the comment with
//! all it holds; before the root element, the file. Several codes are separated by blanks or commas, and a reason has to
//! follow them. Errors cannot be allowed: B2C would refuse the policy all the same.

use crate::ast::PolicyFile;
use crate::diagnostic::codes::{Code, SUPPRESSION, UNUSED_SUPPRESSION};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Span};
use crate::xml;
use std::collections::{BTreeMap, BTreeSet};

const NAME: &str = "claimsmith";
const VERB: &str = "allow";

/// The word that leads to a reason and is none.
const BECAUSE: &str = "because";

/// The most comments of a file that are read.
const MOST: usize = 1_000;

/// A comment that allows findings of some codes in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The comment.
    pub comment: Span,
    /// The codes.
    pub codes: Vec<Code>,
    /// The element that is covered.
    pub covers: Span,
}

/// Reads the comments of a file that are meant for Claimsmith; what is wrong with one is CS0009.
pub(crate) fn read(comments: Vec<xml::Comment>, diagnostics: &mut Diagnostics) -> Vec<Suppression> {
    let ours = comments.iter().filter_map(|comment| Some((rest(&comment.text.value)?, comment)));
    ours.take(MOST).filter_map(|(rest, comment)| suppression(rest, comment, diagnostics)).collect()
}

/// Whether a comment is meant for Claimsmith, whatever it says.
pub(crate) fn is_ours(comment: &str) -> bool {
    rest(comment).is_some()
}

/// What follows the name of the tool, in any case, in a comment that is meant for it: a colon, or, where that was
/// forgotten, something before the word `allow`.
fn rest(comment: &str) -> Option<&str> {
    let text = comment.trim_start();
    let rest = text.get(..NAME.len()).filter(|name| name.eq_ignore_ascii_case(NAME)).and(text.get(NAME.len()..))?;
    let words = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
    let verb = words.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let lacks_colon = words.len() < rest.len() && verb.eq_ignore_ascii_case(VERB);
    (rest.starts_with(':') || lacks_colon).then_some(rest)
}

fn suppression(rest: &str, comment: &xml::Comment, diagnostics: &mut Diagnostics) -> Option<Suppression> {
    let place = comment.text.span;
    let Some(body) = rest.strip_prefix(':') else {
        diagnostics.push(malformed(place, "has no colon behind `claimsmith`"));
        return None;
    };
    let mut words = body.split_whitespace();
    if !words.next().is_some_and(|verb| verb.eq_ignore_ascii_case(VERB)) {
        diagnostics.push(malformed(place, "says nothing that Claimsmith knows"));
        return None;
    }
    // What holds no letter and no digit separates others.
    let mut words =
        words.map(|word| word.trim_matches(|it: char| !it.is_alphanumeric())).filter(|word| !word.is_empty());
    let mut codes = Vec::new();
    let mut has_reason = false;
    let mut has_unknown = false;
    for word in words.by_ref() {
        if !looks_like_code(word) {
            has_reason = is_reason(word);
            break;
        }
        match Code::find(word) {
            Some(code) => codes.push(code),
            None => {
                has_unknown = true;
                diagnostics.push(malformed(place, format!("names `{word}`, which is no code")));
            }
        }
    }
    has_reason = has_reason || words.any(is_reason);
    let fault = match (codes.as_slice(), has_reason, comment.next) {
        ([], _, _) if has_unknown => return None,
        ([], _, _) => "names no code",
        (_, false, _) => "gives no reason",
        (_, _, None) => "stands before no element",
        (_, _, Some(covers)) => return Some(Suppression { comment: place, codes, covers }),
    };
    diagnostics.push(malformed(place, fault));
    None
}

fn is_reason(word: &str) -> bool {
    !word.eq_ignore_ascii_case(BECAUSE)
}

fn looks_like_code(word: &str) -> bool {
    let digits = word.get(2..).unwrap_or_default();
    word.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("cs"))
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn malformed(place: Span, fault: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(SUPPRESSION, format!("this comment for Claimsmith {fault}"))
        .at(place, "allows nothing")
        .help("write `<!-- claimsmith: allow CS0308 because … -->` before the element that it is about")
}

/// Leaves out the warnings that a comment allows, and reports the comments that allow nothing.
///
/// `is_complete` says whether everything has been looked for: otherwise nobody knows whether a comment is stale.
pub(crate) fn apply<'f>(
    findings: Vec<Diagnostic>,
    files: impl Iterator<Item = &'f PolicyFile>,
    is_complete: bool,
) -> Vec<Diagnostic> {
    let by_file: BTreeMap<FileId, &[Suppression]> = files
        .filter(|file| !file.suppressions.is_empty())
        .map(|file| (file.file, file.suppressions.as_slice()))
        .collect();
    if by_file.is_empty() {
        return findings;
    }
    let mut used = Used::new();
    let mut kept: Vec<Diagnostic> =
        findings.into_iter().filter(|finding| !is_allowed(finding, &by_file, &mut used)).collect();
    if is_complete {
        kept.extend(unused(&by_file, &used));
    }
    kept
}

/// What has been allowed: the element a comment covers, and the code.
type Used = BTreeSet<(Span, &'static str)>;

fn is_allowed(finding: &Diagnostic, by_file: &BTreeMap<FileId, &[Suppression]>, used: &mut Used) -> bool {
    // A warning that the caller denies is still one that the author of the policy has looked at.
    let is_warning = finding.severity == Severity::Warning || finding.code.severity == Severity::Warning;
    let Some(place) = finding.primary.as_ref().map(|label| label.span).filter(|_| is_warning) else { return false };
    let mut allowed = false;
    for suppression in by_file.get(&place.file).copied().unwrap_or_default() {
        let names = suppression.codes.contains(&finding.code);
        if names && suppression.covers.contains(&place) {
            used.insert((suppression.covers, finding.code.id));
            allowed = true;
        }
    }
    allowed
}

fn unused(by_file: &BTreeMap<FileId, &[Suppression]>, used: &Used) -> Vec<Diagnostic> {
    let all = by_file.values().copied().flatten();
    let codes = all.flat_map(|suppression| suppression.codes.iter().map(move |code| (suppression, code.id)));
    codes
        .filter(|(suppression, id)| !used.contains(&(suppression.covers, *id)))
        .map(|(suppression, id)| {
            Diagnostic::new(UNUSED_SUPPRESSION, format!("there is no warning {id} to allow here"))
                .at(suppression.comment, format!("allows {id} in the element behind it"))
                .help(format!("remove the comment, or {id} from it; an error cannot be allowed"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::loader::MemoryLoader;
    use crate::{Options, Purpose, compile};

    /// The codes of a policy with this text before and in its claims schema, in which one reference differs in case.
    fn codes(before_root: &str, before_profile: &str) -> Vec<&'static str> {
        let policy = format!(
            "{before_root}<TrustFrameworkPolicy xmlns='{}' PolicySchemaVersion='0.3.0.0' TenantId='a.example' \
             PolicyId='B2C_1A_a' PublicPolicyUri='http://a.example/B2C_1A_a'><BuildingBlocks><ClaimsSchema>\
             <ClaimType Id='surname'><DataType>string</DataType></ClaimType></ClaimsSchema></BuildingBlocks>\
             <ClaimsProviders><ClaimsProvider><TechnicalProfiles>{before_profile}<TechnicalProfile Id='A'>\
             <DisplayName>A</DisplayName><Protocol Name='None'/><OutputClaims>\
             <OutputClaim ClaimTypeReferenceId='surName'/></OutputClaims></TechnicalProfile></TechnicalProfiles>\
             </ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>",
            crate::xml::NAMESPACE
        );
        let loader: MemoryLoader = [("a.xml", policy)].into_iter().collect();
        let outcome = compile(&Options::new(["a.xml"], Purpose::Check), &loader);
        outcome.diagnostics.iter().map(|finding| finding.code.id).collect()
    }

    #[test]
    fn a_comment_covers_the_element_behind_it() {
        assert_eq!(codes("", ""), ["CS0308"]);
        for comment in [
            "<!-- claimsmith: allow CS0308 because the pack spells it so -->",
            "<!--Claimsmith: ALLOW cs0308: the pack spells it so-->",
            "<!-- claimsmith: allow CS0308 the pack --><!-- another -->\n",
        ] {
            assert!(codes("", comment).is_empty(), "{comment}");
            assert!(codes(comment, "").is_empty(), "{comment}");
        }
    }

    #[test]
    fn a_reason_has_words() {
        for reason in ["-", "because", "because …", "- because -", "Because: ."] {
            let comment = format!("<!-- claimsmith: allow CS0308 {reason} -->");
            assert_eq!(codes("", &comment), ["CS0009", "CS0308"], "{reason}");
        }
        for reason in ["- the pack", "because: of it", "– schreibt so", "(7)"] {
            let comment = format!("<!-- claimsmith: allow CS0308 {reason} -->");
            assert!(codes("", &comment).is_empty(), "{reason}");
        }
    }

    #[test]
    fn a_comment_without_colon_is_reported() {
        for comment in ["claimsmith allow CS0308 because", "Claimsmith - Allow: CS0308 the pack", "claimsmith : allow"]
        {
            assert_eq!(codes("", &format!("<!-- {comment} -->")), ["CS0009", "CS0308"], "{comment}");
        }
        for comment in
            ["claimsmith allows this", "claimsmithallow CS0308", "claimsmith", "checked by claimsmith: allow"]
        {
            assert_eq!(codes("", &format!("<!-- {comment} -->")), ["CS0308"], "{comment}");
        }
    }

    #[test]
    fn an_unknown_code_is_one_finding() {
        assert_eq!(codes("", "<!-- claimsmith: allow CS9999 because of the pack -->"), ["CS0009", "CS0308"]);
        assert_eq!(codes("", "<!-- claimsmith: allow CS9999 -->"), ["CS0009", "CS0308"]);
    }

    #[test]
    fn a_comment_that_allows_nothing_is_reported() {
        assert_eq!(codes("", "<!-- claimsmith: allow CS0308, CS0411 because of the pack -->"), ["CS0010"]);
        for comment in [
            "<!-- claimsmith: allow CS0308 -->",
            "<!-- claimsmith: allow because -->",
            "<!-- claimsmith: ignore CS0308 because -->",
            "<!-- claimsmith: allow CS9999 because -->",
            "<!-- claimsmith: -->",
        ] {
            assert!(codes("", comment).contains(&"CS0009"), "{comment}");
            assert!(codes("", comment).contains(&"CS0308"), "{comment}");
        }
        let last = "<TechnicalProfile Id='B'><DisplayName>B</DisplayName><Protocol Name='None'/>\
                    <!-- claimsmith: allow CS0308 because it is last --></TechnicalProfile>";
        assert_eq!(codes("", last), ["CS0009", "CS0308"]);
    }
}
