//! A provider that changes its signing keys.

use crate::server::Server;
use crate::stage::{Stage, text};

#[tokio::test]
async fn a_client_finds_new_keys_by_itself() {
    for profile in ["Interop-IdToken-Jwks", "Interop-IdToken-Code"] {
        let server = Server::start(0);
        let stage = Stage::at(&server.origin(), profile, |config| config);
        stage.sign_in("alice").await.expect("signed in");
        let fetched = stage.recorder.requests_to("/jwks").len();
        let server = server.restart();
        let signed_in = stage.sign_in("meili").await.expect("signed in with the new keys");
        assert_eq!(text(&signed_in, "issuerUserId"), "meili");
        assert_eq!(stage.recorder.requests_to("/jwks").len(), fetched + 1, "fetched once more, for the unknown key");
        drop(server);
    }
}
