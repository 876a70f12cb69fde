//! The snippet of the README: sign-in with QQ in an axum application. It needs the keys of an application that is
//! registered with QQ; the page to open is `/signin/qq-oauth`.

mod example {
    claimsmith::include_policy!("policies/providers/qq.xml");
}

async fn welcome(user: example::SignedIn) -> String {
    format!("Welcome, {:?}", user.subject())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let policy = example::Policy::from_env()?;
    let app = axum::Router::new().merge(claimsmith_axum::sign_in(policy, welcome));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, app).await?)
}
