//! The providers that `init` has a policy for: one row each, and its policy in `policies/providers/`.

use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile};

/// A provider's policy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Template {
    /// Name on the command line and of the file.
    pub(crate) name: &'static str,
    policy: &'static str,
    /// What the provider's own pages call the client id and the client secret.
    pub(crate) names: [&'static str; 2],
}

macro_rules! templates {
    ($($name:literal: $client_id:literal, $client_secret:literal;)*) => {
        &[$(Template {
            name: $name,
            policy: include_str!(concat!("../../policies/providers/", $name, ".xml")),
            names: [$client_id, $client_secret],
        }),*]
    };
}

/// Every provider, in alphabetical order.
pub(crate) const TEMPLATES: &[Template] = templates! {
    "amazon": "Client ID", "Client Secret";
    "apple": "Services ID", "private key (.p8 file)";
    "ebay": "App ID (Client ID)", "Cert ID (Client Secret)";
    "facebook": "App ID", "App secret";
    "generic": "client id", "client secret";
    "github": "Client ID", "client secret";
    "google": "Client ID", "Client secret";
    "kakao": "REST API key", "Client Secret code";
    "line": "Channel ID", "Channel secret";
    "linkedin": "Client ID", "Primary Client Secret";
    "microsoft-account": "Application (client) ID", "client secret";
    "mobile-id": "Client ID", "Client Secret";
    "qq": "APP ID", "APP Key";
    "wechat": "AppID", "AppSecret";
    "weibo": "App Key", "App Secret";
    "yahoo-japan": "Client ID", "Secret";
};

impl Template {
    /// The provider with this name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// Name of the Rust module.
    pub(crate) fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Where the policy goes in an application.
    pub(crate) fn path(&self) -> String {
        format!("policies/{}.xml", self.name)
    }

    /// The page about the provider.
    pub(crate) fn page_url(&self) -> String {
        format!("{}/blob/main/docs/providers/{}.md", env!("CARGO_PKG_REPOSITORY"), self.name)
    }

    /// The policy with the paths of its comments as they are in an application.
    pub(crate) fn text(&self) -> String {
        let page = format!("docs/providers/{}.md", self.name);
        self.policy.replace("policies/providers/", "policies/").replace(&page, &self.page_url())
    }

    /// What the policy generates; `None` when it does not compile, which a test excludes.
    pub(crate) fn sdk(&self) -> Option<Sdk> {
        let loader: MemoryLoader = [(self.path(), self.text())].into_iter().collect();
        compile(&Options::new([self.path()], Purpose::Generate), &loader).sdk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles_without_a_finding_and_names_its_new_place() {
        for template in TEMPLATES {
            let loader: MemoryLoader = [(template.path(), template.text())].into_iter().collect();
            let outcome = compile(&Options::new([template.path()], Purpose::Generate), &loader);
            let findings: Vec<_> = outcome.diagnostics.iter().map(|finding| &finding.message).collect();
            assert!(findings.is_empty(), "{}: {findings:?}", template.name);
            assert_eq!(outcome.sdk.map(|sdk| sdk.profiles.len()), Some(1));
            assert!(!template.text().contains("policies/providers"));
            assert!(template.text().contains(&template.page_url()), "{}", template.name);
        }
    }

    #[test]
    fn every_policy_of_the_repository_is_a_template() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/providers");
        let files = std::fs::read_dir(folder).expect("the folder of the policies");
        let mut names: Vec<String> = files
            .filter_map(|file| file.expect("a file").file_name().to_str()?.strip_suffix(".xml").map(str::to_owned))
            .collect();
        names.sort();
        assert_eq!(names, TEMPLATES.iter().map(|template| template.name).collect::<Vec<_>>());
    }
}
