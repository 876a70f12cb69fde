//! The snippet of the README: sign-in with QQ in an axum application. It needs the keys of an application that is
//! registered with QQ.

mod example {
    claimsmith::include_policy!("policies/providers/qq.xml");
}

async fn welcome(user: example::SignedIn) -> String {
    format!("Welcome, {:?}", user.subject())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt::init(); // says why a sign-in failed
    let policy = example::Policy::from_env()?;
    let app = axum::Router::new().merge(claimsmith_axum::sign_in(policy, welcome));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("sign in at http://127.0.0.1:3000/signin/qq-oauth");
    Ok(axum::serve(listener, app).await?)
}
