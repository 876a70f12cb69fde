//! B2C knows the kind of page that a content definition names (`DataUri`): "The element specified by id … cannot be found in
//! the element factory cache".

use crate::ast::Text;
use crate::diagnostic::codes::CONTENT_DEFINITION;
use crate::diagnostic::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::Policy;
use crate::rules::is_refused;
use crate::settings::has_placeholder;

/// What stands before the name and version of a page.
const ELEMENTS: &str = "urn:com:microsoft:aad:b2c:elements:";
/// What a page contract has behind that.
const CONTRACT: &str = "contract:";

/// The pages with a contract.
const CONTRACTS: &[&str] = &[
    "claimsconsent",
    "globalexception",
    "multifactor",
    "providerselection",
    "selfasserted",
    "unifiedssd",
    "unifiedssp",
];
/// The pages without one. What was the page `idpselection` is the contract `providerselection`.
const PAGES: &[&str] =
    &["claimsconsent", "globalexception", IDP_SELECTION, "multifactor", "selfasserted", "unifiedssd", "unifiedssp"];
const IDP_SELECTION: &str = "idpselection";
const PROVIDER_SELECTION: &str = "providerselection";

/// Whether a `DataUri` names a page contract (`urn:com:microsoft:aad:b2c:elements:contract:NAME:VERSION`).
pub(super) fn is_page_contract(data_uri: &str) -> bool {
    data_uri.strip_prefix(ELEMENTS).is_some_and(|rest| rest.starts_with(CONTRACT))
}

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for data_uri in policy.content_definitions.iter().filter_map(|definition| definition.data_uri) {
        if diagnostics.is_full() {
            return;
        }
        // Other schemes are left to the schema: nobody knows what B2C makes of them.
        if !data_uri.starts_with("urn:") || has_placeholder(data_uri) {
            continue;
        }
        let finding = without_contract(data_uri).or_else(|| {
            let mut finding = unknown(data_uri)?;
            // B2C may know more pages than its documentation names.
            finding.severity = Severity::Warning;
            Some(finding)
        });
        if let Some(finding) = finding.filter(|_| !is_refused(&[data_uri.span], diagnostics)) {
            diagnostics.push(finding);
        }
    }
}

/// Versions from 1.2.0 on exist as page contracts only.
fn without_contract(data_uri: &Text) -> Option<Diagnostic> {
    let rest = data_uri.strip_prefix(ELEMENTS).filter(|rest| !rest.starts_with(CONTRACT))?;
    let (name, version) = rest.split_once(':')?;
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
    let (major, minor) = (numbers.next().flatten()?, numbers.next().flatten()?);
    if (major, minor) < (1, 2) {
        return None;
    }
    let mended = format!("{ELEMENTS}{CONTRACT}{rest}");
    let mut finding = Diagnostic::new(
        CONTENT_DEFINITION,
        format!("the page `{name}` of version {version} exists only as a page contract"),
    )
    .at(data_uri.span, "no page without `contract` from version 1.2.0 on")
    .replace(data_uri.span, mended, "name the page contract", Applicability::MachineApplicable);
    // Upload is known to miss those from 2.0.0 on.
    if major < 2 {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}

/// A name that no page has, or something else than three numbers for a version.
fn unknown(data_uri: &Text) -> Option<Diagnostic> {
    let Some(rest) = data_uri.strip_prefix(ELEMENTS) else {
        let message = format!("`{}` is not the kind of a page", data_uri.value);
        let help = format!("write `{ELEMENTS}{CONTRACT}NAME:VERSION`");
        return Some(
            Diagnostic::new(CONTENT_DEFINITION, message)
                .at(data_uri.span, format!("does not begin with `{ELEMENTS}`"))
                .help(help),
        );
    };
    let (contract, page) = rest.strip_prefix(CONTRACT).map_or(("", rest), |page| (CONTRACT, page));
    let (name, version) = page.split_once(':').unwrap_or((page, ""));
    let names = if contract.is_empty() { PAGES } else { CONTRACTS };
    if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Some(unknown_name(data_uri, (contract, name, version), names));
    }
    if is_version(version) {
        return None;
    }
    let message = match version {
        "" => format!("the page `{name}` has no version"),
        _ => format!("`{version}` is not the version of a page"),
    };
    let finding = Diagnostic::new(CONTENT_DEFINITION, message).at(data_uri.span, "a version is three numbers");
    Some(finding.help(format!("write `{ELEMENTS}{contract}{name}:VERSION` with a version such as `1.2.0`")))
}

fn unknown_name(data_uri: &Text, (contract, name, version): (&str, &str, &str), names: &[&str]) -> Diagnostic {
    let what = if contract.is_empty() { "no page without `contract`" } else { "no page contract" };
    let finding = Diagnostic::new(CONTENT_DEFINITION, format!("the page `{name}` is not known"))
        .at(data_uri.span, format!("{what} has this name"));
    let (contract, meant) = match (contract, nearest(name, names.iter().copied())) {
        (CONTRACT, _) if name.eq_ignore_ascii_case(IDP_SELECTION) => (CONTRACT, PROVIDER_SELECTION),
        ("", _) if name.eq_ignore_ascii_case(PROVIDER_SELECTION) => (CONTRACT, PROVIDER_SELECTION),
        (contract, Some(meant)) => (contract, meant),
        (_, None) => return finding.maybe_help(did_you_mean(name, names.iter().copied())),
    };
    let version = if version.is_empty() { String::new() } else { format!(":{version}") };
    let mended = format!("{ELEMENTS}{contract}{meant}{version}");
    finding.replace(data_uri.span, mended, format!("did you mean `{contract}{meant}`?"), Applicability::MaybeIncorrect)
}

fn is_version(version: &str) -> bool {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    version.split('.').count() == 3 && version.split('.').all(is_number)
}
