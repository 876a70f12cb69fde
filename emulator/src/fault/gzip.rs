//! A gzip body that expands a thousandfold, written by hand: a compressor would be a dependency for one constant.
//!
//! RFC 1951: after one blank, every pair of zero bits says "258 bytes as the one before" once the block's own codes give
//! one bit to the length 258 and one bit to the distance 1.

/// Bytes that one repetition stands for.
const REPETITION: u64 = 258;
/// What the trailer can say.
const LARGEST: u64 = u32::MAX as u64 - REPETITION;

/// Header of the file (RFC 1952 section 2.3), nothing optional.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// A body of blanks, at least this many, 4 GiB at most.
pub(super) fn bomb(expanded: u64) -> Vec<u8> {
    let repetitions = expanded.min(LARGEST).div_ceil(REPETITION);
    let mut bits = Bits::default();
    block_header(&mut bits);
    bits.code("10");
    bits.zeros(2 * repetitions);
    bits.code("11");
    let mut body = HEADER.to_vec();
    body.extend(bits.bytes);
    body.extend(checksum(repetitions).to_le_bytes());
    // `LARGEST` leaves room for the blank and the rounding.
    body.extend(u32::try_from(repetitions * REPETITION + 1).unwrap_or(u32::MAX).to_le_bytes());
    body
}

/// The last block, with codes of its own: the blank `10`, the end `11`, length 258 `0`; distance 1 `0`.
fn block_header(bits: &mut Bits) {
    bits.number(1, 1);
    bits.number(2, 2);
    // 286 codes for literals and lengths, one for distances, 18 for the lengths of the codes.
    bits.number(29, 5);
    bits.number(0, 5);
    bits.number(14, 4);
    // In the order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1: a run of zeros has one bit, lengths 2 and 1 have two.
    for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
        bits.number(length, 3);
    }
    let (one, two, zeros) = ("10", "11", "0");
    let run = |bits: &mut Bits, count: u32| {
        bits.code(zeros);
        bits.number(count - 11, 7);
    };
    run(bits, 32);
    bits.code(two);
    run(bits, 138);
    run(bits, 85);
    bits.code(two);
    run(bits, 28);
    bits.code(one);
    bits.code(one);
}

/// Bits, the lowest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn bit(&mut self, bit: u32) {
        let place = self.used % 8;
        if place == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut()
            && bit != 0
        {
            *last |= 1 << place;
        }
        self.used += 1;
    }

    /// A number, its lowest bit first.
    fn number(&mut self, number: u32, bits: u32) {
        for place in 0..bits {
            self.bit((number >> place) & 1);
        }
    }

    /// A code, its first bit first.
    fn code(&mut self, code: &str) {
        for bit in code.bytes() {
            self.bit(u32::from(bit == b'1'));
        }
    }

    fn zeros(&mut self, count: u64) {
        let total = self.used + usize::try_from(count).unwrap_or(usize::MAX / 2);
        self.bytes.resize(total.div_ceil(8), 0);
        self.used = total;
    }
}

/// CRC-32 of one blank and this many repetitions. What a repetition does to the checksum is an affine map over bits, so
/// that repeating it is squaring it.
fn checksum(repetitions: u64) -> u32 {
    let mut checksum = blanks(u32::MAX, 1);
    let constant = blanks(0, REPETITION);
    let mut map = Affine { constant, columns: std::array::from_fn(|bit| blanks(1 << bit, REPETITION) ^ constant) };
    let mut left = repetitions;
    while left > 0 {
        if left & 1 == 1 {
            checksum = map.apply(checksum);
        }
        map = map.twice();
        left >>= 1;
    }
    !checksum
}

struct Affine {
    constant: u32,
    columns: [u32; 32],
}

impl Affine {
    fn linear(&self, value: u32) -> u32 {
        self.columns
            .iter()
            .enumerate()
            .filter(|(bit, _)| value >> bit & 1 == 1)
            .fold(0, |sum, (_, column)| sum ^ column)
    }

    fn apply(&self, value: u32) -> u32 {
        self.linear(value) ^ self.constant
    }

    fn twice(&self) -> Self {
        Self { constant: self.apply(self.constant), columns: self.columns.map(|column| self.linear(column)) }
    }
}

/// The inner state of CRC-32 after this many blanks.
fn blanks(mut state: u32, count: u64) -> u32 {
    for _ in 0..count {
        state ^= u32::from(b' ');
        for _ in 0..8 {
            state = if state & 1 == 1 { state >> 1 ^ 0xedb8_8320 } else { state >> 1 };
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python's `gzip.decompress` makes 1,033 blanks of these bytes.
    const FOUR_REPETITIONS: [u8; 34] = [
        31, 139, 8, 0, 0, 0, 0, 0, 0, 255, 237, 192, 129, 0, 0, 0, 0, 128, 32, 149, 253, 41, 23, 169, 0, 6, 102, 215,
        161, 51, 9, 4, 0, 0,
    ];

    #[test]
    fn another_implementation_unpacks_it() {
        assert_eq!(bomb(4 * REPETITION), FOUR_REPETITIONS);
    }

    #[test]
    fn it_is_small_and_its_checksum_is_right() {
        for repetitions in [0, 1, 2, 3, 1000] {
            assert_eq!(checksum(repetitions), !blanks(u32::MAX, 1 + REPETITION * repetitions));
        }
        let body = bomb(64 << 20);
        assert!(body.len() < (64 << 20) / 1000, "{}", body.len());
        assert!(bomb(u64::MAX).len() < 5 << 20);
    }
}
