//! What the fuzz targets call, and an ordinary test of the compiler as well: any bytes in, no panic, and findings that
//! point into the files.

use claimsmith_compiler::diagnostic::{Diagnostic, render, report};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, compile};

/// What stands between two files of one input.
pub const BETWEEN_FILES: &[u8] = b"\n=====\n";

/// Compiles a policy set; the first file is the leaf.
pub fn policies(input: &[u8]) {
    let loader: MemoryLoader = parts(input).into_iter().enumerate().map(|(at, part)| (name(at), part)).collect();
    for purpose in [Purpose::Check, Purpose::Generate] {
        let mut options = Options::new([name(0)], purpose);
        options.search_parent_folders = true;
        judge(&compile(&options, &loader));
    }
}

/// Compiles a policy with a settings file; the first part is that file, the second the policy.
pub fn settings(input: &[u8]) {
    let mut parts = parts(input).into_iter();
    let settings = parts.next().unwrap_or_default();
    let policy = parts.next().map_or_else(|| POLICY.as_bytes().to_vec(), <[u8]>::to_vec);
    let mut loader = MemoryLoader::default();
    loader.insert("appsettings.json", settings);
    loader.insert(name(0), policy);
    let mut options = Options::new([name(0)], Purpose::Generate);
    options.settings = Some(Argument::new("appsettings.json"));
    judge(&compile(&options, &loader));
    options.environment = Some(Argument::new("Development"));
    judge(&compile(&options, &loader));
}

/// A policy with placeholders in every kind of place.
const POLICY: &str = "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" \
    PolicySchemaVersion=\"0.3.0.0\" TenantId=\"{Settings:Tenant}\" PolicyId=\"B2C_1A_{Settings:Name}\" \
    PublicPolicyUri=\"http://{Settings:Tenant}/B2C_1A_X\"><ClaimsProviders><ClaimsProvider><DisplayName>{Settings:A}\
    </DisplayName><TechnicalProfiles><TechnicalProfile Id=\"P\"><DisplayName>P</DisplayName><Protocol Name=\"OAuth2\"/>\
    <Metadata><Item Key=\"client_id\">{Settings:A:B}</Item><Item Key=\"scope\">a {Settings:C}{Settings:C}</Item></Metadata>\
    </TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>";

fn name(at: usize) -> String {
    format!("{at}.xml")
}

fn parts(input: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = input;
    while let Some(at) = rest.windows(BETWEEN_FILES.len()).position(|window| window == BETWEEN_FILES) {
        let (part, behind) = rest.split_at(at);
        parts.push(part);
        rest = &behind[BETWEEN_FILES.len()..];
    }
    parts.push(rest);
    parts
}

/// Panics when a finding points out of its file, or cannot be shown.
fn judge(outcome: &Outcome) {
    for finding in &outcome.diagnostics {
        for label in finding.primary.iter().chain(&finding.labels) {
            assert_inside(outcome, label.span);
        }
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            assert_inside(outcome, edit.span);
        }
    }
    // Showing costs more than finding; the first of each run are as good as all.
    for finding in outcome.diagnostics.iter().take(20) {
        assert!(!show(finding, outcome).is_empty());
    }
}

fn assert_inside(outcome: &Outcome, span: claimsmith_compiler::source::Span) {
    let text = outcome.sources.get(span.file).original();
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} of {} bytes", text.len());
}

fn show(finding: &Diagnostic, outcome: &Outcome) -> String {
    render::plain(finding, &outcome.sources) + &report::short(finding, &outcome.sources)
}
