//! Chance: GUIDs, numbers, secrets.
