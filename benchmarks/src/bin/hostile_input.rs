//! How long hostile files take, each as large as B2C takes one.
//!
//! ```text
//! cargo run --release --bin hostile_input [SIZE]
//! ```
//!
//! The shapes are those of the compiler's own test of hostile input. Nothing is asserted here: machines differ. What
//! takes much longer than the others, or twice as long for half as much again, is worth a look.

use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use std::time::Instant;

#[path = "../../../compiler/tests/hostile/shapes.rs"]
mod shapes;

fn main() {
    let size = std::env::args().nth(1).and_then(|size| size.parse().ok()).unwrap_or(1_000_000);
    for shape in shapes::all(size) {
        let loader: MemoryLoader = shape.files.iter().cloned().collect();
        for (purpose, name) in [(Purpose::Check, "check"), (Purpose::Generate, "generate")] {
            let options = Options::new(shape.files.iter().map(|(path, _)| path), purpose);
            let start = Instant::now();
            let outcome = compile(&options, &loader);
            let compiled = start.elapsed();
            let start = Instant::now();
            let shown: usize = outcome.diagnostics.iter().map(|it| render::plain(it, &outcome.sources).len()).sum();
            println!(
                "{:8} {:5} KB {:9.1?} + {:9.1?} to show {:5} findings in {:5} KB: {}",
                name,
                shape.bytes() / 1000,
                compiled,
                start.elapsed(),
                outcome.diagnostics.len(),
                shown / 1000,
                shape.name
            );
        }
    }
}
