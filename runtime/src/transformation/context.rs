//! What a step may ask for beside its claims: the time, chance, the language, a policy key.
