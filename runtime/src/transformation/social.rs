//! Methods over alternative security ids.
