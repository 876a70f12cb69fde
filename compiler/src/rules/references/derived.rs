//! What only a derived policy defines.

use crate::ast::Text;
use crate::model::{IdSpace, Layer, fold};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The layers, searched downwards. Nearly every reference is found upwards, so the index is made when it is first needed.
pub(super) struct Derived<'s, 'a> {
    layers: &'s [Layer<'a>],
    by_id: OnceCell<Declarations<'s, 'a>>,
}

/// The declarations of each id, with their layers, bases first.
type Declarations<'s, 'a> = HashMap<(IdSpace, &'s str), Vec<(usize, &'a Text)>>;

impl<'s, 'a> Derived<'s, 'a> {
    pub(super) fn new(layers: &'s [Layer<'a>]) -> Self {
        Self { layers, by_id: OnceCell::new() }
    }

    /// The first declaration of an id in a policy that derives from the layer.
    pub(super) fn find(&self, layer: usize, space: IdSpace, id: &str) -> Option<&'a Text> {
        let by_id = self.by_id.get_or_init(|| self.index());
        let folded = fold(id);
        let declarations = by_id.get(&(space, folded.as_str()))?;
        let derived = declarations.iter().find(|(at, _)| derives(self.layers, *at, layer));
        derived.map(|(_, id)| *id)
    }

    fn index(&self) -> Declarations<'s, 'a> {
        let mut by_id: Declarations<'s, 'a> = HashMap::new();
        for (at, layer) in self.layers.iter().enumerate().filter(|(_, layer)| layer.base.is_some()) {
            for (space, folded, id) in layer.declared() {
                by_id.entry((space, folded)).or_default().push((at, id));
            }
        }
        by_id
    }
}

/// Whether one layer stands on another, at whatever distance.
pub(super) fn derives(layers: &[Layer<'_>], layer: usize, from: usize) -> bool {
    let base = |at: &usize| layers.get(*at).and_then(|layer| layer.base);
    std::iter::successors(base(&layer), base).any(|below| below == from)
}
