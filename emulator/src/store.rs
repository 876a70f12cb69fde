//! A bounded table: codes, tokens and tickets.

use std::collections::{BTreeMap, HashMap};

/// The most entries a table keeps; beyond it the oldest goes.
pub(crate) const MOST_ENTRIES: usize = 10_000;

/// Entries under random keys, oldest dropped first.
#[derive(Debug)]
pub(crate) struct Store<V> {
    entries: HashMap<String, (u64, V)>,
    ages: BTreeMap<u64, String>,
    next_age: u64,
}

impl<V> Store<V> {
    pub(crate) fn new() -> Self {
        Self { entries: HashMap::new(), ages: BTreeMap::new(), next_age: 0 }
    }

    pub(crate) fn insert(&mut self, key: String, value: V) {
        let age = self.next_age;
        self.next_age += 1;
        self.ages.insert(age, key.clone());
        if let Some((replaced, _)) = self.entries.insert(key, (age, value)) {
            self.ages.remove(&replaced);
        }
        if self.entries.len() > MOST_ENTRIES
            && let Some((_, oldest)) = self.ages.pop_first()
        {
            self.entries.remove(&oldest);
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        self.entries.get(key).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.entries.get_mut(key).map(|(_, value)| value)
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<V> {
        let (age, value) = self.entries.remove(key)?;
        self.ages.remove(&age);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entry_goes_first() {
        let mut store = Store::new();
        for number in 0..=MOST_ENTRIES {
            store.insert(number.to_string(), number);
        }
        assert_eq!(store.get("0"), None);
        assert_eq!(store.get("1"), Some(&1));
        assert_eq!((store.entries.len(), store.ages.len()), (MOST_ENTRIES, MOST_ENTRIES));
    }

    #[test]
    fn removed_and_replaced_entries_leave_nothing_behind() {
        let mut store = Store::new();
        for _ in 0..3 {
            store.insert("a".to_owned(), 1);
        }
        assert_eq!(store.ages.len(), 1);
        assert_eq!(store.remove("a"), Some(1));
        assert_eq!(store.remove("a"), None);
        assert!(store.ages.is_empty() && store.entries.is_empty());
    }
}
