//! How long the macro's work takes for a chain of policies: base, localization, extensions, relying party.
//!
//! ```text
//! cargo run --bin starter_chain -- FOLDER [LEAF]
//! ```
//!
//! Unoptimised on purpose, as a macro is in `cargo check`. `FOLDER` holds the starter pack
//! `SocialAndLocalAccountsWithMfa`; the leaf is `SignUpOrSignin.xml` unless named. Machines are noisy, so the result is
//! the minimum of many runs, beside the time to parse the same bytes as XML alone.

use claimsmith_compiler::diagnostic::{Diagnostics, render};
use claimsmith_compiler::emit::{self, Style};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, compile, xml};
use std::time::{Duration, Instant};

const RUNS: u32 = 50;
const BUDGET: Duration = Duration::from_millis(50);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: starter_chain FOLDER [LEAF]");
        std::process::exit(2);
    };
    let leaf = arguments.next().unwrap_or_else(|| "SignUpOrSignin.xml".to_owned());
    let mut options = Options::new([leaf], Purpose::Generate);
    options.search_parent_folders = true;
    let loader = DiskLoader::new(folder);

    let expansion = fastest(|| {
        let outcome = compile(&options, &loader);
        let shown: usize = outcome.diagnostics.iter().map(|it| render::plain(it, &outcome.sources).len()).sum();
        let tokens = outcome.sdk.map(|sdk| emit::emit(&sdk, Style { lines: true }).to_string().len());
        std::hint::black_box((shown, tokens));
    });
    let outcome = compile(&options, &loader);
    let bytes: usize = outcome.sources.iter().map(|(_, source)| source.text().len()).sum();
    let parsing = fastest(|| {
        for (file, _) in outcome.sources.iter() {
            std::hint::black_box(xml::parse(&outcome.sources, file, &mut Diagnostics::default()).is_some());
        }
    });
    let ratio = expansion.as_secs_f64() / parsing.as_secs_f64();
    println!("files {}, bytes {bytes}, findings {}", outcome.sources.iter().count(), outcome.diagnostics.len());
    println!("expansion {expansion:?}, XML alone {parsing:?}, ratio {ratio:.1}, budget {BUDGET:?}");
    if expansion > BUDGET {
        std::process::exit(1);
    }
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..RUNS).map(once).min().unwrap_or_default()
}
