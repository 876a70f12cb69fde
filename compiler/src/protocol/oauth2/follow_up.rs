//! Claims requests that follow the one to `ClaimsEndpoint`, numbered in the order in which they are sent.

use super::row;
use crate::protocol::MetadataKey;
use crate::protocol::ValueKind::{Boolean, HeaderList, Name, OneOf, Path, TemplateList, Url};
use crate::protocol::template::Known;
use crate::protocol::{MEMBER, PREFIX};

pub(super) const KEYS: &[MetadataKey] = &[
    row(
        "claimsmith.follow_up.N.endpoint",
        Url,
        "none",
        "Further claims are read here, after those of ClaimsEndpoint and of lower numbers (1 to 9); the access token is \
         sent as there.",
    ),
    row("claimsmith.follow_up.N.method", OneOf(&["GET", "POST"]), "GET", "Method of this request."),
    row(
        "claimsmith.follow_up.N.parameters",
        TemplateList(Known::Claims),
        "none",
        "Further parameters of this request. It fails when a placeholder has no value.",
    ),
    row("claimsmith.follow_up.N.headers", HeaderList(Known::Claims), "none", "Further headers of this request."),
    row(
        "claimsmith.follow_up.N.path",
        Path,
        "the whole answer",
        "Where in the answer the object stands whose members are claims; `[primary=true]` is the first of a list whose \
         member `primary` is true.",
    ),
    row(
        "claimsmith.follow_up.N.prefix",
        Name(PREFIX),
        "none",
        "What a partner claim type writes before the name of a member to read it from this answer.",
    ),
    row("claimsmith.follow_up.N.format", OneOf(&["json", "JsonP"]), "json", "How this answer is read."),
    row(
        "claimsmith.follow_up.N.error_member",
        Name(MEMBER),
        "none",
        "A member that makes this answer an error, unless it is 0, empty, null or false; QQ's `ret`.",
    ),
    row(
        "claimsmith.follow_up.N.optional",
        Boolean,
        "false",
        "With `true` the sign-in goes on without these claims when the request fails.",
    ),
];
