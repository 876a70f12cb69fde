//! How much memory hostile policies can make the compiler take, measured by counting every allocation of the process.
//!
//! One test a process, because the count is of the whole process: the shapes are compiled one after the other.

#[path = "hostile/shapes.rs"]
mod shapes;

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SIZE: usize = 300_000;

/// Bytes at the peak for each byte of input. An element of twenty bytes becomes a node, an entry of the syntax tree with a
/// place for each value, one of the merged policy, and perhaps a finding of some hundred bytes.
const MOST_FOR_EACH_BYTE: usize = 100;

/// What the findings that are kept may take, however small the input.
const FINDINGS: usize = 8 * 1024 * 1024;

#[test]
fn memory_grows_with_the_input_and_not_with_its_square() {
    let mut over = Vec::new();
    for shape in shapes::all(SIZE) {
        let loader: MemoryLoader = shape.files.iter().cloned().collect();
        let options = Options::new(shape.files.iter().map(|(path, _)| path), Purpose::Generate);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        drop(compile(&options, &loader));
        let taken = MEMORY.peak_usage().saturating_sub(before);
        println!("{:>6} KB for {:>4} KB: {}", taken / 1000, shape.inherited_bytes() / 1000, shape.name);
        if taken > FINDINGS + MOST_FOR_EACH_BYTE * shape.inherited_bytes() {
            over.push(format!("{}: {taken} bytes for {}", shape.name, shape.inherited_bytes()));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
