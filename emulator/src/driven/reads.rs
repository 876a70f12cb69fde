//! Which claim is read from which answer.

use claimsmith_profile::{
    ClaimSource, DataType, KeySource, List, PathSegment, Profile, ResponseType, TemplateParameter, TemplatePart, Text,
};

/// One value that the client reads.
#[derive(Debug, Clone)]
pub(super) struct Read {
    /// Where in the answer, from its root.
    pub(super) path: Vec<PathSegment>,
    /// Id of the claim type; the name of the member where no claim reads it.
    pub(super) claim: Text,
    pub(super) data_type: DataType,
    /// Whether it identifies the user.
    pub(super) subject: bool,
    /// Whether a user without the claim has it nevertheless.
    pub(super) required: bool,
}

/// Where the claims stand that no follow-up and no callback parameter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Main {
    Claims,
    IdToken,
    TokenAnswer,
}

/// Everything that the client reads, by answer.
pub(super) struct Reads {
    pub(super) place: Main,
    pub(super) main: Vec<Read>,
    /// One list for each follow-up request, in their order.
    pub(super) follow_ups: Vec<Vec<Read>>,
    /// The first segment is the name of the callback parameter.
    pub(super) callback: Vec<Read>,
    /// Members of the token answer that a later request sends.
    pub(super) token: Vec<Read>,
}

impl Reads {
    pub(super) fn of(profile: &Profile) -> Self {
        let mut reads = Self {
            place: main_place(profile),
            main: Vec::new(),
            follow_ups: vec![Vec::new(); profile.follow_ups.len()],
            callback: Vec::new(),
            token: Vec::new(),
        };
        for (index, output) in profile.outputs.iter().enumerate() {
            let path = match &output.source {
                ClaimSource::Member(name) => vec![PathSegment::Member(name.clone())],
                ClaimSource::Path(path) => path.to_vec(),
                _ => continue,
            };
            let subject = profile.subject.as_ref().is_some_and(|subject| usize::from(subject.claim) == index);
            let (claim, data_type) = (output.claim.clone(), output.data_type);
            reads.add(profile, Read { path, claim, data_type, subject, required: output.required });
        }
        reads.add_sent_members(profile);
        reads
    }

    fn add(&mut self, profile: &Profile, mut read: Read) {
        let Some(PathSegment::Member(first)) = read.path.first().cloned() else {
            self.main.push(read);
            return;
        };
        if profile.authorization.callback_parameters.contains(&first) {
            self.callback.push(read);
            return;
        }
        let prefixed = profile
            .follow_ups
            .iter()
            .enumerate()
            .filter(|(_, follow_up)| !follow_up.prefix.is_empty() && first.starts_with(follow_up.prefix.as_ref()));
        if let Some((index, follow_up)) = prefixed.max_by_key(|(_, follow_up)| follow_up.prefix.len()) {
            let rest = first[follow_up.prefix.len()..].to_owned();
            read.path.remove(0);
            if !rest.is_empty() {
                read.path.insert(0, PathSegment::Member(rest.into()));
            }
            self.follow_ups[index].push(within(&follow_up.path, read));
            return;
        }
        // Who reads a member without a prefix finds it in the claims answer, or in a follow-up that has none either.
        for (index, follow_up) in profile.follow_ups.iter().enumerate() {
            if follow_up.prefix.is_empty() {
                self.follow_ups[index].push(within(&follow_up.path, read.clone()));
            }
        }
        self.main.push(read);
    }

    /// Values that no claim reads but a later request sends.
    fn add_sent_members(&mut self, profile: &Profile) {
        let mut token: Vec<Text> = profile.claims.token_members.to_vec();
        let mut claims: Vec<Vec<PathSegment>> = Vec::new();
        let lists = profile.follow_ups.iter().flat_map(|follow_up| [&follow_up.parameters, &follow_up.headers]);
        for list in lists.chain([&profile.claims.headers]) {
            for part in parts(list) {
                match part {
                    TemplatePart::TokenMember(name) => token.push(name.clone()),
                    TemplatePart::ClaimsMember(path) => claims.push(path.to_vec()),
                    TemplatePart::Text(_) | TemplatePart::ClientId | TemplatePart::AccessToken => {}
                }
            }
        }
        for path in claims {
            let claim = last_name(&path);
            self.add(profile, Read { path, claim, data_type: DataType::String, subject: false, required: true });
        }
        const STANDARD: [&str; 4] = ["access_token", "token_type", "expires_in", "refresh_token"];
        for name in token.into_iter().filter(|name| !STANDARD.contains(&name.as_ref())) {
            let path = vec![PathSegment::Member(name.clone())];
            // The same member of the claims answer is the same thing: WeChat's `openid`.
            let known = self.main.iter().find(|read| read.path == path).cloned();
            let sent = Read { path, claim: name, data_type: DataType::String, subject: false, required: true };
            self.token.push(Read { required: true, ..known.unwrap_or(sent) });
        }
    }

    /// The claim that identifies the user.
    pub(super) fn subject(&self) -> Option<&Read> {
        let everything = [&self.main, &self.callback].into_iter().chain(&self.follow_ups);
        everything.flatten().find(|read| read.subject)
    }
}

fn main_place(profile: &Profile) -> Main {
    let keys_known = profile.id_token.as_ref().is_some_and(|id_token| id_token.keys != KeySource::Unknown);
    let code = profile.authorization.response_type == ResponseType::Code;
    if code && profile.claims.endpoint.is_some() {
        Main::Claims
    } else if keys_known || !code {
        Main::IdToken
    } else {
        Main::TokenAnswer
    }
}

fn within(root: &List<PathSegment>, mut read: Read) -> Read {
    read.path.splice(0..0, root.iter().cloned());
    read
}

fn parts(list: &List<TemplateParameter>) -> impl Iterator<Item = &TemplatePart> {
    list.iter().flat_map(|parameter| parameter.value.iter())
}

fn last_name(path: &[PathSegment]) -> Text {
    let names = path.iter().rev().find_map(|segment| match segment {
        PathSegment::Member(name) => Some(name.clone()),
        PathSegment::Index(_) | PathSegment::Find { .. } => None,
    });
    names.unwrap_or_default()
}
