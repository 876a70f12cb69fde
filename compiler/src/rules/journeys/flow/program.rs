//! The steps of a journey as they run: each sub-journey in place as often as it is invoked, and where it leads.

use crate::model::{OrchestrationStep, Policy, UserJourney};
use crate::source::Span;
use std::collections::btree_map::Values;

/// A journey with more steps, those of its sub-journeys counted each time, was not written by hand.
const MOST_STEPS: usize = 1_000;

/// What runs at one point of a journey.
#[derive(Debug)]
pub(crate) enum Operation<'p, 'a> {
    /// A step. What follows it is what it invokes; `behind` is the point behind both.
    Step {
        /// The step.
        step: &'p OrchestrationStep<'a>,
        /// Where a journey goes on that skips it.
        behind: usize,
    },
    /// The end of a sub-journey that does not return (`Transfer`).
    Stop,
}

/// A journey or sub-journey whose steps are being listed.
struct Block<'p, 'a> {
    id: Span,
    steps: Values<'p, u32, OrchestrationStep<'a>>,
    invoked_at: Option<usize>,
    returns: bool,
}

/// The operations of a journey in order; `None` where it is not known what runs (a sub-journey is missing, invokes itself
/// or is one of several), and for a journey beyond all measure.
pub(crate) fn program<'p, 'a>(journey: &'p UserJourney<'a>, policy: &'p Policy<'a>) -> Option<Vec<Operation<'p, 'a>>> {
    let mut operations = Vec::new();
    let mut open = vec![Block { id: journey.id.span, steps: journey.steps.values(), invoked_at: None, returns: true }];
    while let Some(block) = open.last_mut() {
        let Some(step) = block.steps.next() else {
            if !block.returns {
                operations.push(Operation::Stop);
            }
            let end = operations.len();
            if let Some(Operation::Step { behind, .. }) = block.invoked_at.and_then(|at| operations.get_mut(at)) {
                *behind = end;
            }
            open.pop();
            continue;
        };
        let at = operations.len();
        operations.push(Operation::Step { step, behind: at + 1 });
        let inner = match step.sub_journeys.as_slice() {
            [] => continue,
            [id] => policy.sub_journeys.get(id)?,
            _ => return None,
        };
        if at >= MOST_STEPS || open.iter().any(|block| block.id == inner.id.span) {
            return None;
        }
        let returns = inner.kind.is_none_or(|kind| kind.as_str() != "Transfer");
        open.push(Block { id: inner.id.span, steps: inner.steps.values(), invoked_at: Some(at), returns });
    }
    (operations.len() <= MOST_STEPS).then_some(operations)
}
