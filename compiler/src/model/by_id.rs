//! Items by id, compared without regard to case.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// Items by id, compared without regard to case, in the order in which they were first declared.
///
/// Leaves share what they have from one base alone: a copy costs no more than a reference to each item.
#[derive(Debug, Clone)]
pub struct ById<T> {
    items: Vec<Item<T>>,
    index: BTreeMap<Arc<str>, usize>,
}

#[derive(Debug)]
struct Item<T> {
    folded: Arc<str>,
    item: Arc<T>,
}

impl<T> Clone for Item<T> {
    fn clone(&self) -> Self {
        Self { folded: Arc::clone(&self.folded), item: Arc::clone(&self.item) }
    }
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
        self.index.get(fold(id).as_str()).and_then(|at| self.items.get(*at)).map(|it| it.item.as_ref())
    }

    /// The items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.items.iter().map(|it| it.item.as_ref())
    }

    /// Puts others in the place of the items for which there is one, in the order of the items.
    pub(super) fn replace(&mut self, others: impl IntoIterator<Item = Option<T>>) {
        for (known, other) in self.items.iter_mut().zip(others) {
            if let Some(other) = other {
                known.item = Arc::new(other);
            }
        }
    }
}

impl<T: Clone> ById<T> {
    /// Adds an item; one with a known id is laid over that by `lay`.
    pub(super) fn declare(&mut self, id: &str, item: T, lay: impl Fn(&mut T, &T)) {
        self.put(Item { folded: fold(id).into(), item: Arc::new(item) }, lay);
    }

    /// Adds the items of a derived policy; those with a known id are laid over that by `lay`.
    pub(super) fn derive(&mut self, derived: &Self, lay: impl Fn(&mut T, &T)) {
        if self.items.is_empty() {
            self.clone_from(derived);
            return;
        }
        for item in &derived.items {
            self.put(item.clone(), &lay);
        }
    }

    fn put(&mut self, item: Item<T>, lay: impl Fn(&mut T, &T)) {
        match self.index.entry(Arc::clone(&item.folded)) {
            Entry::Vacant(new) => {
                new.insert(self.items.len());
                self.items.push(item);
            }
            Entry::Occupied(known) => {
                if let Some(known) = self.items.get_mut(*known.get()) {
                    lay(Arc::make_mut(&mut known.item), &item.item);
                }
            }
        }
    }
}

/// An id as it is compared: ids match without regard to case.
pub(crate) fn fold(id: &str) -> String {
    id.to_ascii_lowercase()
}
