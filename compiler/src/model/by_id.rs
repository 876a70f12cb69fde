//! Items by id, compared without regard to case.

use std::collections::BTreeMap;

/// Items by id, compared without regard to case, in the order in which they were first declared.
#[derive(Debug)]
pub struct ById<T> {
    pub(super) items: Vec<T>,
    index: BTreeMap<String, usize>,
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self { items: Vec::new(), index: BTreeMap::new() }
    }
}

impl<T> ById<T> {
    /// The item with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.index.get(&fold(id)).and_then(|at| self.items.get(*at))
    }

    /// The items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.items.iter()
    }

    /// Items made of these, under the same ids.
    pub(super) fn map<U>(self, item: impl FnMut(T) -> U) -> ById<U> {
        ById { items: self.items.into_iter().map(item).collect(), index: self.index }
    }

    pub(super) fn entry(&mut self, id: &str, new: impl FnOnce() -> T) -> Option<&mut T> {
        let at = *self.index.entry(fold(id)).or_insert_with(|| {
            self.items.push(new());
            self.items.len() - 1
        });
        self.items.get_mut(at)
    }
}

/// An id as it is compared: ids match without regard to case.
pub(crate) fn fold(id: &str) -> String {
    id.to_ascii_lowercase()
}
