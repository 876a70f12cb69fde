//! What the nearest folder in or above another one holds.

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

/// What a look into a folder finds.
#[derive(Debug)]
pub(crate) enum Here<T> {
    /// What is looked for.
    Found(Rc<T>),
    /// That the folder was built: it belongs to nothing that stands above it.
    Built,
    /// Nothing.
    Nothing,
}

impl<T> Nearest<T> {
    /// What `look` finds in this folder, else in the nearest one above it; nothing for a folder that was built.
    ///
    /// # Errors
    /// That of `look`.
    pub(crate) fn find<E>(
        &mut self,
        folder: &str,
        mut look: impl FnMut(&str) -> Result<Here<T>, E>,
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
            let here = look(&folder)?;
            passed.push(folder);
            match here {
                Here::Nothing => continue,
                Here::Built => {}
                Here::Found(here) => found = Some(here),
            }
            break;
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
                let found = (folder == "/nowhere/a").then(|| Rc::new(folder.len()));
                Ok::<_, Infallible>(found.map_or(Here::Nothing, Here::Found))
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
