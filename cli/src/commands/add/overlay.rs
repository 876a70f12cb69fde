//! A new overlay: a file with nothing in it but the policy it stands above.

use super::element::escaped;
use super::place::Place;
use super::xml_text;
use crate::output::Failure;
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::xml;

/// The text of a new overlay for an environment, written as the shared policy is that it stands above: with its line ends,
/// indentation and byte-order mark.
///
/// # Errors
/// When the shared policy has no ids.
pub(super) fn text(place: &Place, environment: &str) -> Result<String, Failure> {
    let failure = || Failure::new(format!("`{}` has no ids that an overlay could name", place.shared.path));
    let (original, substituted) = (&place.shared.original, &place.shared.substituted);
    let (tenant, base) = ids(substituted).ok_or_else(failure)?;
    // The tenant is a setting in most sets; the id of a policy is the same in all environments.
    let raw = ids(original).map(|(tenant, _)| tenant).filter(|raw| is_tenant_setting(raw));
    let tenant = raw.unwrap_or(tenant);
    let id = policy_id(&base, environment);
    let mut sources = SourceMap::default();
    let file = sources.add("", original.trim_start_matches('\u{feff}'));
    let document = xml::parse(&sources, file, &mut Diagnostics::default()).ok_or_else(failure)?;
    let style = xml_text::style(sources.get(file).text(), document.root_element());
    let mark = if original.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let (tenant, base, id) = (escaped(&tenant), escaped(&base), escaped(&id));
    let lines = [
        (0, "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned()),
        (0, format!("<!-- What only the environment {} has: it stands just above {base}. -->", comment(environment))),
        (0, "<TrustFrameworkPolicy".to_owned()),
        (1, format!("xmlns=\"{}\"", xml::NAMESPACE)),
        (1, "PolicySchemaVersion=\"0.3.0.0\"".to_owned()),
        (1, format!("TenantId=\"{tenant}\"")),
        (1, format!("PolicyId=\"{id}\"")),
        (1, format!("PublicPolicyUri=\"http://{tenant}/{id}\">")),
        (1, "<BasePolicy>".to_owned()),
        (2, format!("<TenantId>{tenant}</TenantId>")),
        (2, format!("<PolicyId>{base}</PolicyId>")),
        (1, "</BasePolicy>".to_owned()),
        (0, "</TrustFrameworkPolicy>".to_owned()),
    ];
    let line = |(depth, text): (usize, String)| format!("{}{text}{}", style.unit.repeat(depth), style.newline);
    Ok(mark.to_owned() + &lines.into_iter().map(line).collect::<String>())
}

/// `TenantId` and `PolicyId` of a policy.
fn ids(text: &str) -> Option<(String, String)> {
    let mut sources = SourceMap::default();
    let file = sources.add("", text.trim_start_matches('\u{feff}'));
    let document = xml::parse(&sources, file, &mut Diagnostics::default())?;
    let root = document.root_element();
    Some((root.attribute("TenantId")?.trim().to_owned(), root.attribute("PolicyId")?.trim().to_owned()))
}

fn is_tenant_setting(text: &str) -> bool {
    text.eq_ignore_ascii_case("{Settings:Tenant}")
}

/// `B2C_1A_TrustFrameworkExtensions_Contoso`
fn policy_id(base: &str, environment: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    format!("{base}_{}", environment.chars().map(allowed).collect::<String>())
}

/// A comment holds no `--`, and does not end in `-`.
fn comment(text: &str) -> String {
    text.replace('-', "\u{2010}")
}

/// Where a new overlay goes: into the folder that only this environment has policies in, else into `tenants/NAME` beside the
/// shared policy.
pub(super) fn path(environment: &str, shared: &str, own_folders: &[String]) -> String {
    let folder = match own_folders {
        [only] => only.clone(),
        _ => {
            let allowed = |c: char| if c.is_alphanumeric() { c } else { '-' };
            let name: String = environment.to_lowercase().chars().map(allowed).collect();
            crate::paths::join(crate::paths::folder(shared), &format!("tenants/{}", name.trim_matches('-')))
        }
    };
    crate::paths::join(&folder, "overlay.xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_stands_in_the_folder_of_its_tenant() {
        assert_eq!(path("Contoso EU", "p/Extensions.xml", &[]), "p/tenants/contoso-eu/overlay.xml");
        assert_eq!(path("Contoso", "Extensions.xml", &[]), "tenants/contoso/overlay.xml");
        assert_eq!(path("Contoso", "p/Extensions.xml", &["t/c".to_owned()]), "t/c/overlay.xml");
        let two = ["a".to_owned(), "b".to_owned()];
        assert_eq!(path("../x", "p/Extensions.xml", &two), "p/tenants/x/overlay.xml");
        assert_eq!(policy_id("B2C_1A_Base", "Contoso EU"), "B2C_1A_Base_Contoso_EU");
    }
}
