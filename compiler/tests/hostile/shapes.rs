//! Hostile policy sets: each of a shape that would be expensive if anything compared everything with everything, followed
//! every path, or kept a copy for each use.

/// A hostile set.
pub(crate) struct Shape {
    /// What it is.
    pub(crate) name: &'static str,
    /// Path and text; the first is the leaf.
    pub(crate) files: Vec<(String, String)>,
}

#[allow(dead_code, reason = "each program that measures uses its own part")]
impl Shape {
    /// Bytes of all files.
    pub(crate) fn bytes(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }

    /// Bytes of all chains: a file that many leaves derive from counts for each of them.
    pub(crate) fn inherited_bytes(&self) -> usize {
        let base = self.files.iter().find(|(path, _)| path == "base.xml").map_or(0, |(_, text)| text.len());
        self.bytes() + self.files.len() * base
    }
}

/// Every shape, each of about `size` bytes.
pub(crate) fn all(size: usize) -> Vec<Shape> {
    let single = SINGLE.iter().map(|(name, make)| Shape { name, files: vec![("a.xml".to_owned(), make(size))] });
    single.chain([chain_of_files(size, false), chain_of_files(size, true), leaves_of_one_base(size)]).collect()
}

type Make = fn(usize) -> String;

const SINGLE: &[(&str, Make)] = &[
    ("claim types", claim_types),
    ("claim types with one id", |size| claims_schema(size, |_| "<ClaimType Id='c'/>".to_owned())),
    ("claim types with ids that differ in case", |size| {
        claims_schema(size, |at| format!("<ClaimType Id='{}'/>", if at % 2 == 0 { "c" } else { "C" }))
    }),
    ("undeclared claim types", undeclared_claim_types),
    ("enumerations", |size| restriction(size, |at| format!("<Enumeration Text='t' Value='{}'/>", at % 7))),
    ("metadata keys", |size| metadata(size, |at| format!("<Item Key='client_ids{at}'>v</Item>"))),
    ("one metadata key", |size| metadata(size, |_| "<Item Key='scope'>v</Item>".to_owned())),
    ("technical profiles without anything", |size| {
        profiles(size, |at| format!("<TechnicalProfile Id='P{at}'><Protocol Name='OAuth2'/></TechnicalProfile>"))
    }),
    ("a technical profile declared again and again", |size| {
        profiles(size, |at| {
            format!("<TechnicalProfile Id='P'><Metadata><Item Key='k{at}'>v</Item></Metadata></TechnicalProfile>")
        })
    }),
    ("technical profiles that include each other in a chain", |size| {
        profiles(size, |at| including(at, at + 1, &output("c")))
    }),
    ("technical profiles that include each other in a circle", |size| {
        profiles(size, |at| including(at, if at > 100 { 0 } else { at + 1 }, ""))
    }),
    ("a large technical profile that all others include", included_by_all),
    ("output claims", |size| outputs(size, |at| output(&format!("c{at}")))),
    ("one output claim", |size| outputs(size, |_| output("c"))),
    ("claim resolvers", |size| {
        outputs(size, |at| format!("<OutputClaim ClaimTypeReferenceId='c' DefaultValue='{{OAUTH-KV:{at}}}{{x'/>"))
    }),
    ("claims transformations", claims_transformations),
    ("one claims transformation run again and again", transformations_run_again),
    ("localized strings", |size| {
        localization(size, |at| {
            format!(
                "<LocalizedString ElementType='ClaimType' ElementId='d{at}' StringId='DisplayName'>t</LocalizedString>"
            )
        })
    }),
    ("predicates", predicates),
    ("display controls", display_controls),
    ("steps", |size| journey(size, |at| step(at, "ClaimsExchange", &exchange(at)))),
    ("steps with one number", |size| journey(size, |at| step(1, "ClaimsExchange", &exchange(at)))),
    ("steps over a large technical profile", steps_over_large_profile),
    ("selections", selections),
    ("steps over different technical profiles", steps_over_different_profiles),
    ("precondition values", precondition_values),
    ("preconditions", preconditions),
    ("validation technical profiles", validation_profiles),
    ("journeys", |size| {
        wrapped("UserJourneys", size, |at| user_journey(&format!("J{at}"), &step(1, "SendClaims", "")))
    }),
    ("sub-journeys in a chain", |size| sub_journeys(size, |at| call(at + 1))),
    ("sub-journeys in a circle", |size| sub_journeys(size, |at| call((at + 1) % 50))),
    ("sub-journeys that call the next one twice", |size| sub_journeys(size, |at| call(at + 1) + &call_at(2, at + 1))),
    ("a large sub-journey called again and again", large_sub_journey),
    ("claims of the relying party", |size| {
        let claims = fill(size, |at| output(&format!("c{at}")));
        policy(
            "",
            &format!(
                "<RelyingParty><DefaultUserJourney ReferenceId='J'/><TechnicalProfile Id='PolicyProfile'>\
            <Protocol Name='OpenIdConnect'/><OutputClaims>{claims}</OutputClaims></TechnicalProfile></RelyingParty>"
            ),
        )
    }),
    ("unknown elements", |size| policy(&fill(size, |at| format!("<ClaimTypes{at}/>")), "")),
    ("elements out of order", |size| policy(&"<UserJourneys/><BuildingBlocks/>".repeat(size / 32), "")),
    ("stray text", |size| policy(&"a<BuildingBlocks/>".repeat(size / 18), "")),
    ("a huge id", |size| huge("<ClaimType Id='", size, "'/>")),
    ("a huge text", |size| huge("<ClaimType Id='c'><DisplayName>", size, "</DisplayName></ClaimType>")),
    ("a huge regular expression", |size| pattern(&"(a|".repeat(size / 3))),
    ("a huge set of a regular expression", |size| pattern(&format!("[{}]", "a-".repeat(size / 2)))),
    ("a huge URL", |size| {
        metadata(0, |_| format!("<Item Key='authorization_endpoint'>https://a/{}</Item>", "%7B/".repeat(size / 4)))
    }),
    ("braces", |size| {
        outputs(0, |_| format!("<OutputClaim ClaimTypeReferenceId='c' DefaultValue='{}'/>", "{".repeat(size)))
    }),
    ("settings", |size| {
        outputs(0, |_| {
            format!("<OutputClaim ClaimTypeReferenceId='c' DefaultValue='{}'/>", "{Settings:A}".repeat(size / 12))
        })
    }),
    ("white space", |size| policy(&" ".repeat(size), "")),
    ("comments", |size| policy(&"<!-- claimsmith: allow(CS0401) -->".repeat(size / 34), "")),
    ("entities", |size| {
        huge("<ClaimType Id='c'><DisplayName>", 0, &format!("{}</DisplayName></ClaimType>", "&#65;".repeat(size / 5)))
    }),
    ("line ends", |size| policy(&"\n".repeat(size), "")),
    ("attributes", |size| policy(&format!("<BuildingBlocks{}/>", fill(size, |at| format!(" a{at}=''"))), "")),
    ("nested elements", |size| "<a>".repeat(size / 3)),
    ("an open quote", |size| format!("<a b='{}", "<".repeat(size))),
    ("open brackets", |size| "<".repeat(size)),
    ("namespaces", |size| policy(&fill(size, |at| format!("<a xmlns:a{at}='u'/>")), "")),
];

/// Items until they have so many bytes; at least one.
fn fill(size: usize, item: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(size + 200);
    let mut at = 0;
    while at == 0 || text.len() < size {
        text.push_str(&item(at));
        at += 1;
    }
    text
}

const RELYING_PARTY: &str = "<RelyingParty><DefaultUserJourney ReferenceId='J'/><TechnicalProfile Id='PolicyProfile'>\
    <DisplayName>P</DisplayName><Protocol Name='OpenIdConnect'/><OutputClaims><OutputClaim ClaimTypeReferenceId='c' \
    PartnerClaimType='sub'/></OutputClaims><SubjectNamingInfo ClaimType='sub'/></TechnicalProfile></RelyingParty>";

fn policy_of(id: &str, base: &str, content: &str) -> String {
    format!(
        "<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06' \
         PolicySchemaVersion='0.3.0.0' TenantId='contoso.onmicrosoft.com' PolicyId='B2C_1A_{id}' \
         PublicPolicyUri='http://contoso.onmicrosoft.com/B2C_1A_{id}'>\n{base}{content}\n</TrustFrameworkPolicy>"
    )
}

/// A policy with its relying party, so that every rule has something to look at.
fn policy(content: &str, relying_party: &str) -> String {
    policy_of("X", "", &format!("{content}{}", if relying_party.is_empty() { RELYING_PARTY } else { relying_party }))
}

const ONE_CLAIM: &str = "<BuildingBlocks><ClaimsSchema><ClaimType Id='c'><DataType>string</DataType></ClaimType></ClaimsSchema></BuildingBlocks>";

fn claims_schema(size: usize, item: impl Fn(usize) -> String) -> String {
    policy(&format!("<BuildingBlocks><ClaimsSchema>{}</ClaimsSchema></BuildingBlocks>", fill(size, item)), "")
}

fn claim_types(size: usize) -> String {
    claims_schema(size, |at| format!("<ClaimType Id='c{at}'><DataType>string</DataType></ClaimType>"))
}

fn declared(size: usize) -> String {
    let claims = fill(size, |at| format!("<ClaimType Id='claim{at}'><DataType>string</DataType></ClaimType>"));
    format!("<BuildingBlocks><ClaimsSchema>{claims}</ClaimsSchema></BuildingBlocks>")
}

fn undeclared_claim_types(size: usize) -> String {
    let claims = fill(size / 2, |at| output(&format!("calim{at}")));
    policy(&(declared(size / 2) + &provider(&profile("P", "", &claims))), "")
}

fn restriction(size: usize, item: impl Fn(usize) -> String) -> String {
    let items = fill(size, item);
    claims_schema(0, |_| {
        format!(
            "<ClaimType Id='c'><DataType>string</DataType><UserInputType>TextBox</UserInputType><Restriction>{items}</Restriction></ClaimType>"
        )
    })
}

fn pattern(pattern: &str) -> String {
    restriction(0, |_| format!("<Pattern RegularExpression='{pattern}'/>"))
}

fn provider(profiles: &str) -> String {
    format!(
        "<ClaimsProviders><ClaimsProvider><TechnicalProfiles>{profiles}</TechnicalProfiles></ClaimsProvider></ClaimsProviders>"
    )
}

fn profile(id: &str, before: &str, outputs: &str) -> String {
    format!(
        "<TechnicalProfile Id='{id}'><DisplayName>P</DisplayName><Protocol Name='OAuth2'/>{before}<OutputClaims>{outputs}</OutputClaims></TechnicalProfile>"
    )
}

fn profiles(size: usize, item: impl Fn(usize) -> String) -> String {
    policy(&format!("{ONE_CLAIM}{}", provider(&fill(size, item))), "")
}

fn including(at: usize, other: usize, outputs: &str) -> String {
    format!(
        "<TechnicalProfile Id='P{at}'><OutputClaims>{outputs}</OutputClaims><IncludeTechnicalProfile ReferenceId='P{other}'/></TechnicalProfile>"
    )
}

fn included_by_all(size: usize) -> String {
    let claims = fill(size / 3, |at| output(&format!("claim{at}")));
    let others = fill(size / 3, |at| including(at + 1, 0, ""));
    policy(&(declared(size / 3) + &provider(&(profile("P0", "", &claims) + &others))), "")
}

fn output(claim: &str) -> String {
    format!("<OutputClaim ClaimTypeReferenceId='{claim}'/>")
}

fn outputs(size: usize, item: impl Fn(usize) -> String) -> String {
    policy(&format!("{ONE_CLAIM}{}", provider(&profile("P", "", &fill(size, item)))), "")
}

fn metadata(size: usize, item: impl Fn(usize) -> String) -> String {
    let metadata = format!("<Metadata>{}</Metadata>", fill(size, item));
    policy(&format!("{ONE_CLAIM}{}", provider(&profile("P", &metadata, &output("c")))), "")
}

fn transformation(id: &str, claims: &str) -> String {
    format!(
        "<ClaimsTransformation Id='{id}' TransformationMethod='CreateStringClaim'><InputParameters>\
        <InputParameter Id='value' DataType='string' Value='v'/></InputParameters><OutputClaims>{claims}</OutputClaims></ClaimsTransformation>"
    )
}

fn transformation_output(claim: &str) -> String {
    format!("<OutputClaim ClaimTypeReferenceId='{claim}' TransformationClaimType='createdClaim'/>")
}

fn claims_transformations(size: usize) -> String {
    let all = fill(size / 2, |at| transformation(&format!("T{at}"), &transformation_output("c")));
    let used = fill(size / 2, |at| format!("<OutputClaimsTransformation ReferenceId='T{at}'/>"));
    let used = format!("<OutputClaimsTransformations>{used}</OutputClaimsTransformations>");
    let blocks = ONE_CLAIM
        .replace("</ClaimsSchema>", &format!("</ClaimsSchema><ClaimsTransformations>{all}</ClaimsTransformations>"));
    let profile = profile("P", "", &output("c")).replace("</OutputClaims>", &format!("</OutputClaims>{used}"));
    policy(&(blocks + &provider(&profile)), "")
}

fn transformations_run_again(size: usize) -> String {
    let claims = fill(size / 3, |at| transformation_output(&format!("claim{at}")));
    let used = "<OutputClaimsTransformation ReferenceId='T'/>".repeat(size / 3 / 45);
    let used = format!("<OutputClaimsTransformations>{used}</OutputClaimsTransformations>");
    let transformation = format!("<ClaimsTransformations>{}</ClaimsTransformations>", transformation("T", &claims));
    let blocks = declared(size / 3).replace("</ClaimsSchema>", &format!("</ClaimsSchema>{transformation}"));
    let profile = profile("P", "", &output("c")).replace("</OutputClaims>", &format!("</OutputClaims>{used}"));
    policy(&(blocks + &provider(&profile) + &journey_of(&step(1, "ClaimsExchange", &exchange_with(0, "P")))), "")
}

fn localization(size: usize, item: impl Fn(usize) -> String) -> String {
    let strings = fill(size, item);
    let localization = format!(
        "<Localization><LocalizedResources Id='r'><LocalizedStrings>{strings}</LocalizedStrings></LocalizedResources></Localization>"
    );
    policy(&ONE_CLAIM.replace("</ClaimsSchema>", &format!("</ClaimsSchema>{localization}")), "")
}

fn predicates(size: usize) -> String {
    let references = fill(size, |at| format!("<PredicateReference Id='p{at}'/>"));
    let validations = format!(
        "<PredicateValidations><PredicateValidation Id='v'><PredicateGroups><PredicateGroup Id='g'>\
        <PredicateReferences>{references}</PredicateReferences></PredicateGroup></PredicateGroups></PredicateValidation></PredicateValidations>"
    );
    policy(&ONE_CLAIM.replace("</ClaimsSchema>", &format!("</ClaimsSchema>{validations}")), "")
}

fn display_controls(size: usize) -> String {
    let controls = fill(size, |at| {
        format!(
            "<DisplayControl Id='d{at}' UserInterfaceControlType='VerificationControl'><DisplayClaims>\
            <DisplayClaim ClaimTypeReferenceId='c'/></DisplayClaims></DisplayControl>"
        )
    });
    policy(
        &ONE_CLAIM.replace("</ClaimsSchema>", &format!("</ClaimsSchema><DisplayControls>{controls}</DisplayControls>")),
        "",
    )
}

fn wrapped(element: &str, size: usize, item: impl Fn(usize) -> String) -> String {
    policy(&format!("{ONE_CLAIM}<{element}>{}</{element}>", fill(size, item)), "")
}

fn user_journey(id: &str, steps: &str) -> String {
    format!("<UserJourney Id='{id}'><OrchestrationSteps>{steps}</OrchestrationSteps></UserJourney>")
}

fn journey_of(steps: &str) -> String {
    format!("<UserJourneys>{}</UserJourneys>", user_journey("J", steps))
}

fn journey(size: usize, item: impl Fn(usize) -> String) -> String {
    let steps = fill(size, |at| item(at + 1));
    policy(&format!("{ONE_CLAIM}{}{}", provider(&profile("P", "", &output("c"))), journey_of(&steps)), "")
}

fn step(order: usize, kind: &str, content: &str) -> String {
    format!("<OrchestrationStep Order='{order}' Type='{kind}'>{content}</OrchestrationStep>")
}

fn exchange(at: usize) -> String {
    exchange_with(at, "P")
}

fn exchange_with(at: usize, profile: &str) -> String {
    format!("<ClaimsExchanges><ClaimsExchange Id='E{at}' TechnicalProfileReferenceId='{profile}'/></ClaimsExchanges>")
}

fn steps_over_large_profile(size: usize) -> String {
    let claims = fill(size / 3, |at| output(&format!("claim{at}")));
    let steps = fill(size / 3, |at| step(at + 1, "ClaimsExchange", &exchange(at)));
    policy(&(declared(size / 3) + &provider(&profile("P", "", &claims)) + &journey_of(&steps)), "")
}

fn selections(size: usize) -> String {
    let selections = fill(size / 2, |at| format!("<ClaimsProviderSelection TargetClaimsExchangeId='E{at}'/>"));
    let exchanges = fill(size / 2, |at| format!("<ClaimsExchange Id='E{at}' TechnicalProfileReferenceId='P'/>"));
    let steps = step(
        1,
        "ClaimsProviderSelection",
        &format!("<ClaimsProviderSelections>{selections}</ClaimsProviderSelections>"),
    ) + &step(2, "ClaimsExchange", &format!("<ClaimsExchanges>{exchanges}</ClaimsExchanges>"));
    policy(&format!("{ONE_CLAIM}{}{}", provider(&profile("P", "", &output("c"))), journey_of(&steps)), "")
}

fn steps_over_different_profiles(size: usize) -> String {
    let profiles = provider(&fill(size / 2, |at| profile(&format!("P{at}"), "", &output("c"))));
    let steps = fill(size / 2, |at| step(at + 1, "ClaimsExchange", &exchange_with(at, &format!("P{at}"))));
    policy(&format!("{ONE_CLAIM}{profiles}{}", journey_of(&steps)), "")
}

fn precondition(values: &str) -> String {
    format!(
        "<Precondition Type='ClaimEquals' ExecuteActionsIf='true'>{values}<Action>SkipThisOrchestrationStep</Action></Precondition>"
    )
}

fn precondition_values(size: usize) -> String {
    let values = fill(size, |at| format!("<Value>d{at}</Value>"));
    let content = format!("<Preconditions>{}</Preconditions>{}", precondition(&values), exchange(1));
    journey(0, |_| step(1, "ClaimsExchange", &content))
}

fn preconditions(size: usize) -> String {
    let all = fill(size, |at| precondition(&format!("<Value>d{at}</Value><Value>v</Value>")));
    let content = format!("<Preconditions>{all}</Preconditions>{}", exchange(1));
    journey(0, |_| step(1, "ClaimsExchange", &content))
}

fn validation_profiles(size: usize) -> String {
    let handler = "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'/>";
    let used = fill(size / 3, |at| {
        format!("<ValidationTechnicalProfile ReferenceId='{}'/>", if at % 2 == 0 { "P" } else { "p" })
    });
    let page = format!(
        "<TechnicalProfile Id='S'><DisplayName>S</DisplayName>{handler}<OutputClaims>{}</OutputClaims>\
        <ValidationTechnicalProfiles>{used}</ValidationTechnicalProfiles></TechnicalProfile>",
        output("c")
    );
    let claims = fill(size / 3, |at| output(&format!("claim{at}")));
    let steps = fill(size / 6, |at| step(at + 1, "ClaimsExchange", &exchange_with(at, "S")));
    policy(&(declared(size / 6) + &provider(&(profile("P", "", &claims) + &page)) + &journey_of(&steps)), "")
}

fn call_at(order: usize, to: usize) -> String {
    step(order, "InvokeSubJourney", &format!("<JourneyList><Candidate SubJourneyReferenceId='S{to}'/></JourneyList>"))
}

fn call(to: usize) -> String {
    call_at(1, to)
}

fn sub_journeys(size: usize, steps: impl Fn(usize) -> String) -> String {
    let all = fill(size, |at| {
        format!(
            "<SubJourney Id='S{at}' Type='Call'><OrchestrationSteps>{}</OrchestrationSteps></SubJourney>",
            steps(at)
        )
    });
    policy(&format!("{ONE_CLAIM}{}<SubJourneys>{all}</SubJourneys>", journey_of(&call(0))), "")
}

fn large_sub_journey(size: usize) -> String {
    let steps = fill(size / 2, |at| step(at + 1, "ClaimsExchange", &exchange(at)));
    let calls = fill(size / 2, |at| call_at(at + 1, 0));
    let sub = format!(
        "<SubJourneys><SubJourney Id='S0' Type='Call'><OrchestrationSteps>{steps}</OrchestrationSteps></SubJourney></SubJourneys>"
    );
    policy(&format!("{ONE_CLAIM}{}{}{sub}", provider(&profile("P", "", &output("c"))), journey_of(&calls)), "")
}

fn huge(before: &str, size: usize, after: &str) -> String {
    policy(
        &format!("<BuildingBlocks><ClaimsSchema>{before}{}{after}</ClaimsSchema></BuildingBlocks>", "a".repeat(size)),
        "",
    )
}

fn base(id: &str) -> String {
    format!("<BasePolicy><TenantId>contoso.onmicrosoft.com</TenantId><PolicyId>B2C_1A_{id}</PolicyId></BasePolicy>")
}

/// A thousand files, each the base of the one before; of a circle the first is the base of the last.
fn chain_of_files(size: usize, circle: bool) -> Shape {
    let count = 1_000;
    let content = " ".repeat(size / count);
    let file = |at: usize| {
        let next = if at + 1 < count { base(&format!("P{}", at + 1)) } else { base("P0") };
        let next = if at + 1 < count || circle { next } else { String::new() };
        (format!("p{at:04}.xml"), policy_of(&format!("P{at}"), &next, &content))
    };
    let name = if circle { "a thousand files in a circle" } else { "a thousand files in a chain" };
    Shape { name, files: (0..count).map(file).collect() }
}

/// Three hundred relying parties over one base.
fn leaves_of_one_base(size: usize) -> Shape {
    let claims = fill(size / 4, |at| output(&format!("claim{at}")));
    let root = policy_of("Base", "", &(declared(size / 4) + &provider(&profile("P", "", &claims))));
    let leaf = |at: usize| (format!("leaf{at:04}.xml"), policy_of(&format!("L{at}"), &base("Base"), RELYING_PARTY));
    Shape {
        name: "three hundred leaves over one base",
        files: (0..300).map(leaf).chain([("base.xml".to_owned(), root)]).collect(),
    }
}
