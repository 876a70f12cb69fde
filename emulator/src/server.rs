//! HTTP: requests to [`Incoming`], [`Delivery`] to responses.

use crate::engine::Engine;
use crate::fault::{Delivery, Payload};
use crate::request::{Incoming, LARGEST_BODY};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{Sleep, sleep};

/// Sent to nobody: when the sender is dropped, everything that listens ends.
pub(crate) type Stop = watch::Receiver<()>;

/// Serves until the sender of `stop` is dropped.
pub(crate) async fn serve(listener: TcpListener, engine: Arc<Engine>, stop: Stop) -> io::Result<()> {
    let mut stopped = stop.clone();
    let router = Router::new().fallback(handle).with_state((engine, stop));
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            let _ = stopped.changed().await;
        })
        .await
}

async fn handle(State((engine, mut stop)): State<(Arc<Engine>, Stop)>, request: Request) -> Response {
    let delivery = engine.answer(receive(request).await);
    if !delivery.delay.is_zero() {
        tokio::select! {
            () = sleep(delivery.delay) => {}
            _ = stop.changed() => {}
        }
    }
    respond(delivery, stop)
}

async fn receive(request: Request) -> Incoming {
    let (head, body) = request.into_parts();
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    Incoming {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: to_bytes(body, LARGEST_BODY).await.ok().map(Vec::from),
    }
}

fn respond(delivery: Delivery, stop: Stop) -> Response {
    let mut response = Response::builder().status(delivery.status);
    for (name, value) in delivery.headers {
        response = response.header(name, value);
    }
    let body = match delivery.payload {
        Payload::Whole(body) => Body::from(body),
        Payload::Cut(body) => {
            response = response.header("content-length", body.len());
            Body::new(CutBody::Whole(Bytes::from(body)))
        }
        Payload::Drip(body, pause) => {
            response = response.header("content-length", body.len());
            Body::new(SlowBody { rest: Some(Bytes::from(body)), pause, sleep: None, stop })
        }
        Payload::Endless { announced, pause } => {
            if let Some(length) = announced {
                response = response.header("content-length", length);
            }
            Body::new(SlowBody { rest: None, pause, sleep: None, stop })
        }
    };
    response.body(body).unwrap_or_else(|_| {
        let message = "claimsmith-emulator: the ordered fault has a status or header that HTTP does not allow\n";
        (StatusCode::INTERNAL_SERVER_ERROR, message).into_response()
    })
}

/// Half of the bytes, then an error, which breaks the connection.
enum CutBody {
    Whole(Bytes),
    /// Gives the HTTP layer a turn: it throws away what it has not yet written when a body fails.
    Sent,
    Broken,
}

impl HttpBody for CutBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match std::mem::replace(&mut *self, Self::Broken) {
            Self::Whole(body) => {
                *self = Self::Sent;
                Poll::Ready(Some(Ok(Frame::data(body.slice(..body.len() / 2)))))
            }
            Self::Sent => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Broken => Poll::Ready(Some(Err(io::Error::other("the connection was ordered to break")))),
        }
    }
}

/// A body byte by byte, or blanks until the client or the emulator goes away.
struct SlowBody {
    /// What is left of the right answer; `None`: there is no end.
    rest: Option<Bytes>,
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
    stop: Stop,
}

static BLANKS: [u8; 16 * 1024] = [b' '; 16 * 1024];

impl HttpBody for SlowBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.rest.as_ref().is_some_and(Bytes::is_empty) {
            return Poll::Ready(None);
        }
        if self.stop.has_changed().is_err() {
            return Poll::Ready(Some(Err(io::Error::other("the emulator stopped"))));
        }
        if self.rest.is_none() && self.pause.is_zero() {
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&BLANKS)))));
        }
        let pause = self.pause;
        let waiting = self.sleep.get_or_insert_with(|| Box::pin(sleep(pause)));
        match waiting.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                self.sleep = None;
                let next = self.rest.as_mut().map_or(Bytes::from_static(b" "), |rest| rest.split_to(1));
                Poll::Ready(Some(Ok(Frame::data(next))))
            }
        }
    }
}
