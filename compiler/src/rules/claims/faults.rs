//! Where the schema has found something: what is missing there may stand in what could not be read.

use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// The places of the findings about structure, in the order of file and position.
pub(super) struct Faults(Vec<Span>);

impl Faults {
    /// Those of the findings so far.
    pub(super) fn of(diagnostics: &Diagnostics) -> Self {
        let structure = diagnostics.errors().filter(|error| error.code.id.starts_with("CS02"));
        let mut places: Vec<Span> =
            structure.filter_map(|error| error.primary.as_ref()).map(|label| label.span).collect();
        places.sort_unstable();
        Self(places)
    }

    /// Whether one of them lies inside an element.
    pub(super) fn are_inside(&self, element: &Span) -> bool {
        let first = self.0.partition_point(|place| (place.file, place.start) < (element.file, element.start));
        self.0.get(first).is_some_and(|place| element.contains(place))
    }
}
