//! Where something could not be read, by the schema or for want of a setting: what is missing there may stand in it.

use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::SETTING_WITHOUT_VALUE;
use crate::source::Span;

/// The places of the findings about structure, in the order of file and position.
pub(super) struct Faults(Vec<Span>);

impl Faults {
    /// Those of the findings so far.
    pub(super) fn of(diagnostics: &Diagnostics) -> Self {
        let is_reading = |id: &str| id.starts_with("CS02") || id == SETTING_WITHOUT_VALUE.id;
        let unread = diagnostics.errors().filter(|error| is_reading(error.code.id));
        let mut places: Vec<Span> = unread.filter_map(|error| error.primary.as_ref()).map(|label| label.span).collect();
        places.sort_unstable();
        Self(places)
    }

    /// Whether one of them lies inside an element.
    pub(super) fn are_inside(&self, element: &Span) -> bool {
        let first = self.0.partition_point(|place| (place.file, place.start) < (element.file, element.start));
        self.0.get(first).is_some_and(|place| element.contains(place))
    }
}
