//! From the outcome of the compiler to the tokens that rustc sees.

use crate::arguments::Arguments;
use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::emit::{self, Style};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Diagnostic, Outcome, Severity, SourceMap, compile};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most errors shown; the command line shows all.
const MOST_ERRORS: usize = 25;

/// The most codes named below the errors.
const MOST_CODES: usize = 5;

/// Runs the compiler and writes its outcome: errors and tracked files at the top level, then the healthy items.
pub(crate) fn expand(arguments: &Arguments) -> TokenStream {
    let Ok(root) = std::env::var("CARGO_MANIFEST_DIR") else {
        return error(arguments.path, "CARGO_MANIFEST_DIR is not set: policies are found relative to it");
    };
    let outcome = compile(&arguments.options, &DiskLoader::new(root));
    let errors = errors(&outcome, arguments);
    let tracked = tracked(&outcome.sources);
    let items = outcome.sdk.as_ref().map(|sdk| emit::emit(sdk, Style { lines: true }));
    quote!(#errors #tracked #items)
}

/// Runs the expansion; a panic in it is a bug of Claimsmith and is reported as one, without rustc's own message about
/// macros.
pub(crate) fn guarded(path: Span, expand: impl FnOnce() -> TokenStream) -> TokenStream {
    catch_unwind(AssertUnwindSafe(expand)).unwrap_or_else(|panic| {
        let reason = panic.downcast_ref::<&str>().copied().map(str::to_owned);
        let reason = reason.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let message = format!(
            "internal error in claimsmith {}: {reason}\nthis is a bug: please report it with the policy at {}/issues",
            env!("CARGO_PKG_VERSION"),
            env!("CARGO_PKG_REPOSITORY"),
        );
        error(path, &message)
    })
}

fn errors(outcome: &Outcome, arguments: &Arguments) -> TokenStream {
    let all: Vec<_> = outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).collect();
    let last = all.len().min(MOST_ERRORS).saturating_sub(1);
    let shown = all.iter().take(MOST_ERRORS).enumerate().map(|(at, finding)| {
        let mut text = render::plain(finding, &outcome.sources);
        if at == last {
            text.push_str(&pages(&all));
        }
        error(arguments.span(finding.argument), &text)
    });
    let mut tokens: TokenStream = shown.collect();
    if let Some(more) = all.len().checked_sub(MOST_ERRORS).filter(|more| *more > 0) {
        let policy = arguments.options.policies.first().map_or("", |policy| policy.value.as_str());
        tokens.extend(error(arguments.path, &format!("{more} more: `claimsmith check {policy}`")));
    }
    tokens
}

/// Where more is said about the errors: once, below the last of them.
fn pages(errors: &[&Diagnostic]) -> String {
    let codes: BTreeSet<&str> = errors.iter().map(|finding| finding.code.id).collect();
    let codes: Vec<&str> = codes.into_iter().take(MOST_CODES).collect();
    format!("\nmore about it: `claimsmith explain {}`", codes.join(" "))
}

fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

/// Makes cargo rebuild when a file changes: the compiler of the crate believes that it includes them. Nothing of them is
/// left in the binary.
fn tracked(sources: &SourceMap) -> TokenStream {
    let read = sources.iter().filter(|(_, source)| source.is_read());
    let track = read.map(|(_, source)| {
        let path = source.path();
        let path = quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path));
        if source.is_text() {
            quote!(
                const _: &::core::primitive::str = ::core::include_str!(#path);
            )
        } else {
            quote!(
                const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
            )
        }
    });
    track.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error() {
        let tokens = guarded(Span::call_site(), || panic!("index out of bounds")).to_string();
        assert!(tokens.contains("compile_error") && tokens.contains("internal error in claimsmith"), "{tokens}");
        assert!(tokens.contains("index out of bounds") && tokens.contains("/issues"), "{tokens}");
    }
}
