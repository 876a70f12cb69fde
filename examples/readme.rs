//! The snippet of the README: "Sign in with QQ" in an axum application.

mod example {
    claimsmith::include_policy!("policies/providers/qq.xml");
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let policy = example::Policy::from_env()?;
    let sign_in = claimsmith_axum::sign_in(policy, async |user: example::SignedIn| {
        format!("Welcome, {:?}!", user.subject())
    });
    let app = axum::Router::new().merge(sign_in);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, app).await?)
}
