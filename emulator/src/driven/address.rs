//! Path and query of an endpoint, which keep their meaning when the endpoint is moved to the emulator.

use crate::parameters::Parameters;
use crate::wire::{Expected, Requirement};
use claimsmith_profile::Text;

/// What is left of a URL without scheme, host and fragment.
pub(super) struct Address {
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
}

impl Address {
    /// Reads an absolute URL. A query that is no list of parameters counts as none.
    pub(super) fn of(url: &str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or_default();
        let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = location.find('/').map_or("/", |slash| &location[slash..]);
        let parameters = Parameters::parse(query).unwrap_or_default();
        let query =
            parameters.names().map(|name| (name.to_owned(), parameters.get(name).unwrap_or_default().to_owned()));
        Self { path: path.to_owned(), query: query.collect() }
    }

    pub(super) fn path(&self) -> Text {
        self.path.clone().into()
    }

    /// The parameters of the endpoint's own query have to be in every request.
    pub(super) fn requirements(&self) -> impl Iterator<Item = Requirement> + '_ {
        self.query
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Requirement::parameter(name.clone(), Expected::Exactly(value.clone().into())))
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn hosts_and_fragments_are_left_out() {
        for (url, path, query) in [
            ("https://a.example/b/c?d=e%20f#g", "/b/c", vec![("d", "e f")]),
            ("https://a.example", "/", vec![]),
            ("https://a.example?x=1", "/", vec![("x", "1")]),
            ("nonsense", "/", vec![]),
        ] {
            let address = Address::of(url);
            let expected: Vec<_> = query.into_iter().map(|(n, v): (&str, &str)| (n.to_owned(), v.to_owned())).collect();
            assert_eq!((address.path.as_str(), address.query), (path, expected), "{url}");
        }
    }
}
