//! `Proprietary` has a handler, no other protocol has one, and the handler is one that B2C is known to have.

use crate::ast::{Protocol, Text};
use crate::diagnostic::codes::{PROTOCOL_HANDLER, UNKNOWN_HANDLER};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::handler::{ASSEMBLY, HANDLERS, class, role};
use crate::settings::has_placeholder;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        let Some(protocol) = profile.protocol else { continue };
        let finding = match (protocol.name.as_str(), &protocol.handler) {
            ("Proprietary", None) => Some(no_handler(protocol)),
            ("Proprietary", Some(handler)) => unknown(handler),
            (_, Some(handler)) => Some(superfluous(protocol, handler)),
            _ => None,
        };
        if let Some(finding) = finding {
            diagnostics.push(finding.label(profile.id.span, "in this technical profile"));
        }
    }
}

fn no_handler(protocol: &Protocol) -> Diagnostic {
    Diagnostic::new(PROTOCOL_HANDLER, "the protocol `Proprietary` has no handler")
        .at(protocol.name.span, "only the handler says what is to be done")
        .help(format!("add `Handler=\"Web.TPEngine.Providers.…{ASSEMBLY}\"`"))
}

fn superfluous(protocol: &Protocol, handler: &Text) -> Diagnostic {
    Diagnostic::new(PROTOCOL_HANDLER, format!("the protocol `{}` has a handler", protocol.name.value))
        .at(handler.span, "only `Proprietary` has one")
        .label(protocol.name.span, "this protocol")
        .help("remove the attribute, or write `Proprietary`")
}

fn unknown(handler: &Text) -> Option<Diagnostic> {
    if role(handler).is_some() || has_placeholder(handler) {
        return None;
    }
    let class = class(handler);
    let finding = Diagnostic::new(UNKNOWN_HANDLER, format!("the handler `{class}` is not known"))
        .at(handler.span, "nothing is checked of what it does");
    let simple = |name: &'static str| name.rsplit('.').next().unwrap_or(name);
    let near = nearest(class, HANDLERS.iter().map(|(known, _)| *known)).or_else(|| {
        let near = nearest(class.rsplit('.').next().unwrap_or(class), HANDLERS.iter().map(|(known, _)| simple(known)))?;
        HANDLERS.iter().map(|(known, _)| *known).find(|known| simple(known) == near)
    });
    Some(match near {
        Some(near) => finding.did_you_mean(handler.span, handler, &format!("{near}{ASSEMBLY}")),
        None => finding.help("check its spelling"),
    })
}
