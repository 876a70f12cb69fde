//! Chance: GUIDs, numbers, secrets.

use super::fault::Fault;
use std::fmt::Write as _;

/// Fills a buffer with random bytes that are fit for secrets.
pub(crate) type RandomBytes<'r> = dyn FnMut(&mut [u8]) -> Result<(), Fault> + 'r;

/// A GUID of version 4 (RFC 9562 section 5.4), in small letters with hyphens, as .NET's `Guid.NewGuid().ToString()`.
///
/// # Errors
/// When there are no random bytes.
pub(crate) fn guid(random: &mut RandomBytes<'_>) -> Result<String, Fault> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// A number of at least 0 and below the bound; 0 when the bound is 0 or less.
///
/// One number is more likely than another by less than one in four thousand million, so nothing need be drawn twice.
///
/// # Errors
/// When there are no random bytes.
pub(crate) fn number_below(bound: i32, random: &mut RandomBytes<'_>) -> Result<i32, Fault> {
    let mut bytes = [0; 8];
    random(&mut bytes)?;
    let bound = u128::try_from(bound).unwrap_or(0);
    let scaled = (u128::from(u64::from_be_bytes(bytes)) * bound) >> 64;
    Ok(i32::try_from(scaled).unwrap_or(0))
}

/// 80 random bits in base32 (RFC 4648 section 6) in small letters: 16 characters, no padding.
///
/// # Errors
/// When there are no random bytes.
pub(crate) fn base32_secret(random: &mut RandomBytes<'_>) -> Result<String, Fault> {
    let mut bytes = [0; 10];
    random(&mut bytes)?;
    let bits = bytes.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let digits = (0..16).rev().map(|place| ((bits >> (place * 5)) & 31) as u8);
    Ok(digits.map(|digit| char::from(if digit < 26 { b'a' + digit } else { b'2' + digit - 26 })).collect())
}

/// .NET's classic `System.Random`, which is what a seed makes to this day: Knuth's subtractive generator.
///
/// Predictable, and known to be flawed in its second index; kept as it is because a seed asks for exactly these numbers.
pub(crate) struct SeededRandom {
    numbers: [i32; 56],
    next: usize,
}

impl SeededRandom {
    const SEED: i32 = 161_803_398;

    /// How far the second number stands before the first.
    const DISTANCE: usize = 21;

    /// The generator of a seed. A seed and its negative make the same numbers.
    pub(crate) fn new(seed: i32) -> Self {
        let mut numbers = [0_i32; 56];
        let mut current = Self::SEED - seed.checked_abs().unwrap_or(i32::MAX);
        numbers[55] = current;
        let mut other = 1;
        for step in 1..55 {
            let place = (21 * step) % 55;
            numbers[place] = other;
            other = wrapped(current, other);
            current = numbers[place];
        }
        for _ in 0..4 {
            for place in 1..56 {
                numbers[place] = wrapped(numbers[place], numbers[1 + (place + 30) % 55]);
            }
        }
        Self { numbers, next: 0 }
    }

    /// `Next()`: at least 0 and below 2 147 483 647.
    pub(crate) fn next(&mut self) -> i32 {
        self.next = self.next % 55 + 1;
        let second = (self.next + Self::DISTANCE - 1) % 55 + 1;
        let mut number = self.numbers[self.next].wrapping_sub(self.numbers[second]);
        if number == i32::MAX {
            number -= 1;
        }
        if number < 0 {
            number = number.wrapping_add(i32::MAX);
        }
        self.numbers[self.next] = number;
        number
    }

    /// `Next(bound)`: at least 0 and below the bound; 0 when the bound is 0 or less.
    pub(crate) fn next_below(&mut self, bound: i32) -> i32 {
        // Scaled by way of a double and cut off, as .NET does: an exact division would give other numbers.
        (f64::from(self.next()) * (1.0 / f64::from(i32::MAX)) * f64::from(bound.max(0))) as i32
    }
}

/// The difference, brought back among the numbers that are not negative.
fn wrapped(left: i32, right: i32) -> i32 {
    let difference = left.wrapping_sub(right);
    if difference < 0 { difference.wrapping_add(i32::MAX) } else { difference }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_RANDOMNESS: Fault = Fault::Failed("the source of randomness failed");

    /// Always the same byte.
    fn constant(byte: u8) -> impl FnMut(&mut [u8]) -> Result<(), Fault> {
        move |buffer| {
            buffer.fill(byte);
            Ok(())
        }
    }

    /// 0, 1, 2 and so on.
    fn counted() -> impl FnMut(&mut [u8]) -> Result<(), Fault> {
        let mut next = 0_u8;
        move |buffer| {
            for byte in buffer {
                (*byte, next) = (next, next.wrapping_add(1));
            }
            Ok(())
        }
    }

    #[test]
    fn a_guid_says_its_version_and_variant() {
        assert_eq!(guid(&mut constant(0)).as_deref(), Ok("00000000-0000-4000-8000-000000000000"));
        assert_eq!(guid(&mut constant(0xff)).as_deref(), Ok("ffffffff-ffff-4fff-bfff-ffffffffffff"));
        assert_eq!(guid(&mut counted()).as_deref(), Ok("00010203-0405-4607-8809-0a0b0c0d0e0f"));
    }

    #[test]
    fn a_number_stays_below_its_bound() {
        for (byte, bound, expected) in [
            (0, 10, 0),
            (0xff, 10, 9),
            (0x80, 10, 5),
            (0xff, 1, 0),
            (0xff, i32::MAX, i32::MAX - 1),
            (0xff, 0, 0),
            (0xff, -5, 0),
        ] {
            assert_eq!(number_below(bound, &mut constant(byte)), Ok(expected), "{byte} {bound}");
        }
        let mut random = counted();
        let mut seen = [false; 6];
        for _ in 0..64 {
            let number = number_below(6, &mut random).expect("bytes");
            seen[usize::try_from(number).expect("not negative")] = true;
        }
        assert_eq!(seen, [true; 6]);
    }

    #[test]
    fn a_secret_is_sixteen_digits_of_base32() {
        assert_eq!(base32_secret(&mut constant(0)).as_deref(), Ok("aaaaaaaaaaaaaaaa"));
        assert_eq!(base32_secret(&mut constant(0xff)).as_deref(), Ok("7777777777777777"));
        assert_eq!(base32_secret(&mut counted()).as_deref(), Ok("aaaqeayeaudaocaj"));
    }

    #[test]
    fn without_random_bytes_there_is_nothing() {
        let mut none = |_: &mut [u8]| Err(NO_RANDOMNESS);
        assert_eq!(guid(&mut none), Err(NO_RANDOMNESS));
        assert_eq!(number_below(5, &mut none), Err(NO_RANDOMNESS));
        assert_eq!(base32_secret(&mut none), Err(NO_RANDOMNESS));
    }

    #[test]
    fn a_seed_makes_the_numbers_of_dotnet() {
        let mut random = SeededRandom::new(42);
        let numbers: Vec<i32> = (0..6).map(|_| random.next_below(1_000)).collect();
        assert_eq!(numbers, [668, 140, 125, 522, 168, 262]);
        for (seed, first) in [(0, 726), (1, 248), (-1, 248), (12_345, 66)] {
            assert_eq!(SeededRandom::new(seed).next_below(1_000), first, "{seed}");
        }
    }

    #[test]
    fn every_seed_makes_numbers_within_bounds() {
        for seed in [i32::MIN, i32::MIN + 1, -161_803_398, 0, 161_803_398, 161_803_399, i32::MAX] {
            let mut random = SeededRandom::new(seed);
            for _ in 0..1_000 {
                assert!((0..i32::MAX).contains(&random.next()), "{seed}");
                assert!((0..7).contains(&random.next_below(7)), "{seed}");
            }
            assert_eq!((random.next_below(0), random.next_below(-3), random.next_below(1)), (0, 0, 0));
        }
    }
}
