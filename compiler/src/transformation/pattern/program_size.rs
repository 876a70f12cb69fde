//! How large a pattern becomes once the engine has compiled it. The engine copies what is repeated as often as it may be
//! repeated, and one copy of `\w` is 26 kB.
//!
//! The compiler does not have the engine, so these are bounds: never less than what it takes, which tests hold category
//! by category and over generated patterns.

/// Bytes of a compiled program.
pub(super) type Bytes = u64;

/// A program without any piece.
pub(super) const EMPTY: Bytes = 1_000;
/// A character by itself.
pub(super) const CHARACTER: Bytes = 150;
/// A class beside its members.
pub(super) const CLASS: Bytes = 150;
/// What a negation leaves over: the ranges in between reach from one end to the other.
pub(super) const NEGATION: Bytes = 1_600;
/// Any character, with or without the line feed.
pub(super) const ANY: Bytes = 1_200;
/// Anything else: a place, a parenthesis, an alternative, a reference.
pub(super) const OTHER: Bytes = 100;
/// What joins a copy of what is repeated to the next.
pub(super) const COPY: Bytes = 100;

/// `\w` and `\W`, of which the union is smaller than the sum of its categories.
const WORD: Bytes = 28_000;

/// Of general categories and of their complements whichever is larger.
const CATEGORIES: &[(&str, Bytes)] = &[
    ("C", 24_000),
    ("Cc", 1_100),
    ("Cf", 2_900),
    ("Cn", 24_000),
    ("Co", 1_100),
    ("L", 23_500),
    ("Ll", 28_500),
    ("Lm", 8_700),
    ("Lo", 19_700),
    ("Lt", 1_800),
    ("Lu", 27_500),
    ("M", 15_300),
    ("Mc", 9_600),
    ("Me", 2_200),
    ("Mn", 16_500),
    ("N", 10_300),
    ("Nd", 7_000),
    ("Nl", 2_400),
    ("No", 5_500),
    ("P", 14_500),
    ("Pc", 2_000),
    ("Pd", 3_400),
    ("Pe", 6_300),
    ("Pf", 1_900),
    ("Pi", 1_950),
    ("Po", 13_500),
    ("Ps", 6_400),
    ("S", 14_400),
    ("Sc", 4_200),
    ("Sk", 4_400),
    ("Sm", 5_800),
    ("So", 11_000),
    ("Z", 2_000),
    ("Zl", 1_400),
    ("Zp", 1_400),
    ("Zs", 2_000),
];

/// A category, or a larger one for a name that is none.
pub(super) fn of_category(name: &str) -> Bytes {
    CATEGORIES.iter().find(|(known, _)| *known == name).map_or(WORD, |(_, size)| *size)
}

/// `\d` and its like, by the letter.
pub(super) fn of_shorthand(letter: char) -> Bytes {
    match letter {
        'd' | 'D' => of_category("Nd"),
        's' | 'S' => 2_100,
        _ => WORD,
    }
}

/// A range in a class. One within 64 characters is one sequence of bytes in UTF-8; any other is a few, of up to four bytes.
pub(super) fn of_range(from: u32, to: u32) -> Bytes {
    match (from, to) {
        (_, 0..=0x7f) => 16,
        _ if from >> 6 == to >> 6 => 200,
        _ => 1_600,
    }
}

/// The size of a pattern, piece by piece.
pub(super) struct ProgramSize {
    /// The open groups, each with what stands in it so far. The first is the pattern itself.
    open: Vec<Bytes>,
    /// What a quantifier would repeat.
    last: Bytes,
}

impl ProgramSize {
    pub(super) fn new() -> Self {
        Self { open: vec![EMPTY], last: 0 }
    }

    pub(super) fn piece(&mut self, size: Bytes) {
        self.last = size;
        self.add(size);
    }

    pub(super) fn open(&mut self) {
        self.open.push(OTHER);
    }

    pub(super) fn close(&mut self) {
        let group = if self.open.len() > 1 { self.open.pop() } else { None };
        self.piece(group.unwrap_or_default());
    }

    /// Repeats the last piece, so often at most; without a bound so often at least, and once more.
    pub(super) fn repeat(&mut self, min: u32, max: Option<u32>) {
        let copies = u64::from(max.unwrap_or(min.saturating_add(1)).max(1));
        let repeated = self.last.saturating_add(COPY).saturating_mul(copies);
        self.add(repeated.saturating_sub(self.last));
        self.last = repeated;
    }

    /// Of the whole pattern, once its groups are closed.
    pub(super) fn total(&self) -> Bytes {
        self.open.iter().fold(0, |sum, size| sum.saturating_add(*size))
    }

    fn add(&mut self, size: Bytes) {
        if let Some(open) = self.open.last_mut() {
            *open = open.saturating_add(size);
        }
    }
}

#[cfg(test)]
pub(super) fn categories() -> impl Iterator<Item = &'static str> {
    CATEGORIES.iter().map(|(name, _)| *name)
}
