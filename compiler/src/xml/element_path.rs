//! Names the element that a place belongs to, by ids instead of lines, so that the name outlives edits elsewhere.

use super::MOST_DEPTH;
use super::markup::{self, attribute_list, is_tag};

/// Elements that only hold others and have no id: the ids below them are unique without them, and moving a technical
/// profile to another claims provider does not make it another one.
const GROUPS: &[&str] = &["ClaimsProvider", "TechnicalProfiles"];

/// The attributes that tell an element from its siblings, the most telling first.
const IDS: &[&str] = &[
    "Id",
    "ReferenceId",
    "ClaimTypeReferenceId",
    "ElementId",
    "TargetClaimsExchangeId",
    "ValidationClaimsExchangeId",
    "TechnicalProfileReferenceId",
    "LocalizedResourcesReferenceId",
    "SubJourneyReferenceId",
    "JourneyReferenceId",
    "StringId",
    "Key",
    "Order",
    "Name",
    "Language",
    "Value",
    "Type",
];

/// The most characters of one id.
const LONGEST_ID: usize = 120;

/// The elements of a file. Building it is one pass over the text, which need not be well-formed; memory is proportional
/// to the number of tags, and elements nested deeper than a policy may nest count as part of the last one above them.
#[derive(Debug)]
pub struct ElementPaths<'s> {
    elements: Vec<Opened<'s>>,
    /// From which offset on which element is the innermost, ascending.
    changes: Vec<(usize, Option<usize>)>,
}

#[derive(Debug)]
struct Opened<'s> {
    /// Its start tag.
    tag: &'s str,
    /// Its local name.
    name: &'s str,
    parent: Option<usize>,
}

impl<'s> ElementPaths<'s> {
    /// Indexes the original text of a file: placeholders are part of a name as they are written, so it is the same in
    /// every environment.
    #[must_use]
    pub fn new(text: &'s str) -> Self {
        let mut paths = Self { elements: Vec::new(), changes: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut deeper = 0usize;
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
            let rest = &text[start..];
            let Some(length) = markup::end(rest) else { break };
            at = start + length;
            let tag = &rest[..length];
            if !is_tag(tag) {
                continue;
            }
            if tag.starts_with("</") {
                match deeper.checked_sub(1) {
                    Some(fewer) => deeper = fewer,
                    None => paths.close(name(tag), at, &mut open),
                }
            } else if open.len() < MOST_DEPTH {
                paths.open(start, tag, &mut open);
                if tag.ends_with("/>") {
                    paths.close(name(tag), at, &mut open);
                }
            } else if !tag.ends_with("/>") {
                deeper += 1;
            }
        }
        paths
    }

    fn open(&mut self, start: usize, tag: &'s str, open: &mut Vec<usize>) {
        self.elements.push(Opened { tag, name: name(tag), parent: open.last().copied() });
        open.push(self.elements.len() - 1);
        self.changes.push((start, open.last().copied()));
    }

    /// Closes the innermost element of this name, and those that were left open inside it; an end tag that closes nothing
    /// is passed over.
    fn close(&mut self, wanted: &str, end: usize, open: &mut Vec<usize>) {
        let matching =
            open.iter().rposition(|element| self.elements.get(*element).is_some_and(|open| open.name == wanted));
        if let Some(position) = matching {
            open.truncate(position);
            self.changes.push((end, open.last().copied()));
        }
    }

    /// The element around a byte offset of the original, from below the root on, with ids in brackets:
    /// `ClaimsProviders/TechnicalProfile[QQ-OAUTH]/OutputClaims/OutputClaim[email]`. The root is named by its own name, a
    /// place outside of it is the empty text.
    #[must_use]
    pub fn at(&self, offset: u32) -> String {
        let after = self.changes.partition_point(|(start, _)| *start <= offset as usize);
        let mut current =
            after.checked_sub(1).and_then(|last| self.changes.get(last)).and_then(|(_, element)| *element);
        let innermost = current;
        let mut parts: Vec<String> = Vec::new();
        while let Some(element) = current.and_then(|element| self.elements.get(element)) {
            let is_root = element.parent.is_none();
            if is_root && current == innermost {
                parts.push(element.name.to_owned());
            } else if !is_root && !GROUPS.contains(&element.name) {
                parts.push(part(element));
            }
            current = element.parent;
        }
        parts.reverse();
        parts.join("/")
    }
}

/// Local name of the element whose tag this is.
fn name(tag: &str) -> &str {
    let rest = tag.trim_start_matches(['<', '/']);
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or_default();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn part(element: &Opened<'_>) -> String {
    let attributes: Vec<(&str, &str)> = attribute_list(element.tag).collect();
    let value = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.trim());
    let id = IDS.iter().find_map(|wanted| value(wanted).map(|value| (*wanted, value)));
    let id = match id {
        // One element of a page has several texts.
        Some(("ElementId", id)) => value("StringId").map_or(id.to_owned(), |text| format!("{id}.{text}")),
        Some((_, value)) => value.to_owned(),
        None => return element.name.to_owned(),
    };
    let id: String = id.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_ID).collect();
    format!("{}[{id}]", element.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str, needle: &str) -> String {
        ElementPaths::new(text).at(u32::try_from(text.find(needle).expect("it is there")).expect("it is short"))
    }

    const POLICY: &str = "<?xml version='1.0'?><!-- <a> -->
        <x:TrustFrameworkPolicy PolicyId='B2C_1A_a>b'>
          <ClaimsProviders><ClaimsProvider><DisplayName>D</DisplayName><TechnicalProfiles>
            <TechnicalProfile Id = \"QQ-OAUTH\"><Metadata><Item Key='scope'>openid</Item></Metadata>
              <OutputClaims><OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"mail\"/>between</OutputClaims>
            </TechnicalProfile>behind
          </TechnicalProfiles></ClaimsProvider></ClaimsProviders>
          <Localization><LocalizedString ElementType='ClaimType' ElementId='email' StringId='DisplayName'>E</LocalizedString>
          </Localization>
        </x:TrustFrameworkPolicy>";

    #[test]
    fn an_element_is_named_by_the_ids_on_the_way() {
        for (needle, expected) in [
            ("mail\"/>", "ClaimsProviders/TechnicalProfile[QQ-OAUTH]/OutputClaims/OutputClaim[email]"),
            ("between", "ClaimsProviders/TechnicalProfile[QQ-OAUTH]/OutputClaims"),
            ("openid", "ClaimsProviders/TechnicalProfile[QQ-OAUTH]/Metadata/Item[scope]"),
            ("/OutputClaims", "ClaimsProviders/TechnicalProfile[QQ-OAUTH]/OutputClaims"),
            ("behind", "ClaimsProviders"),
            ("D</", "ClaimsProviders/DisplayName"),
            ("E</", "Localization/LocalizedString[email.DisplayName]"),
            ("PolicyId", "TrustFrameworkPolicy"),
            ("version", ""),
        ] {
            assert_eq!(path(POLICY, needle), expected, "{needle}");
        }
    }

    #[test]
    fn what_is_not_well_formed_has_paths_too() {
        assert_eq!(path("<a><b Id='1'><c></b>x<d Id='2' y=z>here", "here"), "d[2]");
        assert_eq!(path("<a></b>here", "here"), "a");
        assert_eq!(path("<a Id='", "Id"), "");
        assert_eq!(path("here", "here"), "");
    }

    #[test]
    fn depth_is_bounded_and_every_offset_has_an_answer() {
        let text = format!("{}here{}x", "<a>".repeat(10_000), "</a>".repeat(10_000));
        let paths = ElementPaths::new(&text);
        let deepest = paths.at(u32::try_from(text.find("here").expect("it is there")).expect("it is short"));
        assert_eq!(deepest.split('/').count(), MOST_DEPTH - 1);
        assert_eq!(paths.at(u32::try_from(text.len() - 1).expect("it is short")), "");
        assert_eq!(paths.at(u32::MAX), "");
        let long = format!("<a><b Id='{}\u{7}'/></a>", "é".repeat(1_000));
        assert_eq!(path(&long, "Id").chars().count(), LONGEST_ID + "b[]".len());
    }
}
