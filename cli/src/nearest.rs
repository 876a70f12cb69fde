//! What the nearest folder in or above another one holds.

use crate::built_folder::is_built;
use crate::paths::upwards;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What was found from each folder; no folder is looked into twice.
#[derive(Debug)]
pub(crate) struct Nearest<T> {
    known: BTreeMap<String, Option<Rc<T>>>,
}

impl<T> Default for Nearest<T> {
    fn default() -> Self {
        Self { known: BTreeMap::new() }
    }
}

impl<T> Nearest<T> {
    /// What `look` finds in this folder, else in the nearest one above it; nothing for a folder that was built, which
    /// belongs to nothing that stands above it.
    ///
    /// # Errors
    /// That of `look`.
    pub(crate) fn find<E>(
        &mut self,
        folder: &str,
        mut look: impl FnMut(&str) -> Result<Option<Rc<T>>, E>,
    ) -> Result<Option<Rc<T>>, E> {
        if let Some(known) = self.known.get(folder) {
            return Ok(known.clone());
        }
        let mut found = None;
        let mut passed = Vec::new();
        for folder in upwards(folder) {
            if let Some(known) = self.known.get(&folder) {
                found.clone_from(known);
                break;
            }
            let here = if is_built(&folder) { Some(None) } else { look(&folder)?.map(Some) };
            passed.push(folder);
            if let Some(here) = here {
                found = here;
                break;
            }
        }
        self.known.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    #[test]
    fn each_folder_is_looked_into_once() {
        let mut nearest = Nearest::default();
        let mut looked = Vec::new();
        let mut find = |folder: &str| {
            let Ok(found) = nearest.find(folder, |folder| {
                looked.push(folder.to_owned());
                Ok::<_, Infallible>((folder == "/nowhere/a").then(|| Rc::new(folder.len())))
            });
            found.map(|found| *found)
        };
        assert_eq!(find("/nowhere/a/b/c"), Some(10));
        assert_eq!(find("/nowhere/a/b/d"), Some(10));
        assert_eq!(find("/nowhere/a/b"), Some(10));
        assert_eq!(find("/nowhere/e"), None);
        assert_eq!(find("/nowhere/f"), None);
        let expected = [
            "/nowhere/a/b/c",
            "/nowhere/a/b",
            "/nowhere/a",
            "/nowhere/a/b/d",
            "/nowhere/e",
            "/nowhere",
            "/",
            "/nowhere/f",
        ];
        assert_eq!(looked, expected);
    }
}
