//! Keys that change: S15, and openidconnect-rs#232.

use crate::signing::*;
use crate::support::*;
use claimsmith_runtime::{Endpoint, IdTokenFault as Fault, ResponseFault, SignInError};
use serde_json::{Value, json};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn new_key() -> Value {
    rsa_jwk("new", &private_keys().other_rsa)
}

/// A token signed by the key that comes later.
fn by_new_key(attempt: &Attempt) -> String {
    let header = json!({"alg": "RS256", "kid": "new"}).to_string();
    token(header, attempt.claims().to_string(), |message| sign_rsa(&private_keys().other_rsa, "RS256", message))
}

fn by_old_key(attempt: &Attempt) -> String {
    attempt.good("RS256")
}

fn bogus(attempt: &Attempt, kid: &str) -> String {
    signed_under(&json!({"alg": "RS256", "kid": kid}), &attempt.claims())
}

#[test]
fn s15_keys_are_kept_for_five_minutes() {
    let world = World::new(implicit());
    for (after, fetches) in [(0, 1), (0, 1), (299, 1), (1, 2), (299, 2), (600, 3)] {
        world.clock.advance(after);
        assert_accepted(world.sign_in(by_old_key));
        assert_eq!(world.provider.asked(KEYS), fetches);
    }
    let clone = world.clone();
    assert_accepted(clone.sign_in(by_old_key));
    assert_eq!(world.provider.asked(KEYS), 3, "clones share them");
}

#[test]
fn s15_cache_control_is_respected_up_to_a_day() {
    for (directive, seconds) in
        [("max-age=3600", 3600), ("public, max-age=10000000", 86400), ("max-age=1", 60), ("no-store", 60)]
    {
        let world = World::new(implicit());
        let body = json!({"keys": all_keys()}).to_string();
        let headers = vec![("Cache-Control".to_owned(), directive.to_owned())];
        world.provider.serve_page(KEYS, Page { status: 200, headers, body });
        assert_accepted(world.sign_in(by_old_key));
        world.clock.advance(seconds - 1);
        assert_accepted(world.sign_in(by_old_key));
        assert_eq!(world.provider.asked(KEYS), 1, "{directive}");
        world.clock.advance(1);
        assert_accepted(world.sign_in(by_old_key));
        assert_eq!(world.provider.asked(KEYS), 2, "{directive}");
    }
}

#[test]
fn s15_openidconnect_rs_232_a_rotated_key_does_not_stop_sign_ins() {
    for profile in [implicit(), code(), discovered(code())] {
        let world = World::new(profile);
        assert_accepted(world.sign_in(by_old_key));
        world.provider.serve_keys(&[new_key()]);
        assert_accepted(world.sign_in(by_new_key));
        assert_eq!(world.provider.asked(KEYS), 2, "at once, without waiting for the end of the five minutes");
        assert_refused(world.sign_in(by_old_key), Fault::Key);
    }
}

#[test]
fn s15_a_rotated_key_without_an_id_is_found_too() {
    let without_id = |key: &'static aws_lc_rs::signature::RsaKeyPair| {
        move |attempt: &Attempt| {
            let header = json!({"alg": "RS256"}).to_string();
            token(header, attempt.claims().to_string(), |message| sign_rsa(key, "RS256", message))
        }
    };
    let world = World::new(implicit());
    world.provider.serve_keys(&[rsa_jwk("a", &private_keys().rsa)]);
    assert_accepted(world.sign_in(without_id(&private_keys().rsa)));
    world.provider.serve_keys(&[rsa_jwk("b", &private_keys().other_rsa)]);
    assert_accepted(world.sign_in(without_id(&private_keys().other_rsa)));
    // A wrong signature under a known id is a forgery, no reason to ask.
    let forged = |attempt: &Attempt| {
        let header = json!({"alg": "RS256", "kid": "b"}).to_string();
        token(header, attempt.claims().to_string(), |message| sign_rsa(&private_keys().rsa, "RS256", message))
    };
    world.clock.advance(100);
    assert_refused(world.sign_in(forged), Fault::Signature);
    assert_eq!(world.provider.asked(KEYS), 2);
}

#[test]
fn s15_a_thousand_bogus_key_ids_cost_one_fetch() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    for number in 0..1000 {
        assert_refused(world.sign_in(|attempt| bogus(attempt, &format!("bogus-{number}"))), Fault::Key);
    }
    assert_eq!(world.provider.asked(KEYS), 2, "one extra");
    world.clock.advance(59);
    assert_refused(world.sign_in(|attempt| bogus(attempt, "bogus")), Fault::Key);
    assert_eq!(world.provider.asked(KEYS), 2);
    world.clock.advance(1);
    for _ in 0..10 {
        assert_refused(world.sign_in(|attempt| bogus(attempt, "bogus")), Fault::Key);
    }
    assert_eq!(world.provider.asked(KEYS), 3, "once a minute");
    assert_accepted(world.sign_in(by_old_key));
}

#[test]
fn s15_dropped_sign_ins_with_bogus_key_ids_cost_one_fetch() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    world.provider.delay(1);
    for number in 0..1000 {
        let attempt = world.begin();
        let token = bogus(&attempt, &format!("bogus-{number}"));
        let mut dropped = pin!(world.finish(attempt, &token));
        let is_pending = dropped.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending();
        assert_eq!(is_pending, number == 0, "only the first one fetches");
    }
    assert_eq!(world.provider.asked(KEYS), 2);
    world.provider.delay(0);
    world.provider.serve_keys(&[new_key()]);
    world.clock.advance(60);
    assert_accepted(world.sign_in(by_new_key));
}

#[test]
fn s15_an_empty_key_set_does_not_replace_good_keys() {
    let unusable = json!({"kty": "oct", "k": "AAAA"});
    for keys in [vec![], vec![unusable]] {
        let world = World::new(implicit());
        assert_accepted(world.sign_in(by_old_key));
        world.provider.serve_keys(&keys);
        world.clock.advance(300);
        assert_accepted(world.sign_in(by_old_key));
        assert_eq!(world.provider.asked(KEYS), 2);
        world.provider.serve_keys(&[new_key()]);
        world.clock.advance(60);
        assert_accepted(world.sign_in(by_new_key));
    }
}

#[test]
fn s15_old_keys_stay_when_the_fetch_fails() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    world.provider.serve_status(KEYS, 500);
    assert_refused(world.sign_in(|attempt| bogus(attempt, "bogus")), Fault::Key);
    assert_accepted(world.sign_in(by_old_key));
    assert_eq!(world.provider.asked(KEYS), 2);
    for (after, fetches) in [(300, 3), (0, 3), (59, 3), (1, 4), (3600, 5)] {
        world.clock.advance(after);
        assert_accepted(world.sign_in(by_old_key));
        assert_eq!(world.provider.asked(KEYS), fetches, "tried again, but at most once a minute");
    }
    world.provider.serve_keys(&[new_key()]);
    world.clock.advance(60);
    assert_accepted(world.sign_in(by_new_key));
}

#[test]
fn s15_old_keys_do_not_stay_for_ever() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    world.provider.serve_status(KEYS, 503);
    world.clock.advance(24 * 60 * 60 - 1);
    assert_accepted(world.sign_in(by_old_key));
    world.clock.advance(60);
    let reason = ResponseFault::Status(503);
    let gone = Err(SignInError::BadResponse { endpoint: Endpoint::Jwks, reason, path: None });
    assert_eq!(world.sign_in(by_old_key).map(drop), gone);
}

#[test]
fn s15_broken_keys_do_not_replace_good_ones() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    world.provider.serve(KEYS, "<html>maintenance</html>");
    world.clock.advance(300);
    assert_accepted(world.sign_in(by_old_key));
    assert_eq!(world.provider.asked(KEYS), 2);
}

#[test]
fn s15_a_clock_that_is_set_back_makes_keys_old() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    world.clock.set(NOW - 10_000);
    assert_accepted(world.sign_in(by_old_key));
    assert_eq!(world.provider.asked(KEYS), 2);
    assert_accepted(world.sign_in(by_old_key));
    assert_eq!(world.provider.asked(KEYS), 2);
}

/// Many sign-ins at once; how many of them succeed.
fn at_once(world: &World, count: usize, make: fn(&Attempt) -> String) -> usize {
    run(async {
        let tasks: Vec<_> = (0..count)
            .map(|_| {
                let world = world.clone();
                let attempt = world.begin();
                let token = make(&attempt);
                tokio::spawn(async move { world.finish(attempt, &token).await.is_ok() })
            })
            .collect();
        let mut succeeded = 0;
        for task in tasks {
            succeeded += usize::from(task.await.expect("no panic"));
        }
        succeeded
    })
}

#[test]
fn s15_concurrent_sign_ins_fetch_once() {
    let world = World::new(implicit());
    world.provider.delay(5);
    assert_eq!(at_once(&world, 50, by_old_key), 50);
    assert_eq!(world.provider.asked(KEYS), 1);
    world.provider.serve_keys(&[new_key()]);
    assert_eq!(at_once(&world, 50, by_new_key), 50);
    assert_eq!(world.provider.asked(KEYS), 2, "and refetch once");
    world.clock.advance(300);
    assert_eq!(at_once(&world, 50, by_new_key), 50);
    assert_eq!(world.provider.asked(KEYS), 3, "and once when they are old");
}

#[test]
fn s15_concurrent_sign_ins_share_a_failure() {
    let world = World::new(implicit());
    world.provider.delay(5);
    world.provider.serve_status(KEYS, 500);
    assert_eq!(at_once(&world, 50, by_old_key), 0);
    assert_eq!(world.provider.asked(KEYS), 1);
    world.provider.serve_keys(&all_keys());
    assert_eq!(at_once(&world, 50, by_old_key), 50, "the next ones try again");
    assert_eq!(world.provider.asked(KEYS), 2);
}

#[test]
fn s15_concurrent_bogus_key_ids_cost_one_fetch() {
    let world = World::new(implicit());
    assert_accepted(world.sign_in(by_old_key));
    world.provider.delay(5);
    assert_eq!(at_once(&world, 50, |attempt| bogus(attempt, "bogus")), 0);
    assert_eq!(world.provider.asked(KEYS), 2);
}

#[test]
fn s15_sign_ins_on_several_executors_fetch_once() {
    let world = World::new(implicit());
    world.provider.delay(100);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let world = world.clone();
            std::thread::spawn(move || assert_accepted(world.sign_in(by_old_key)))
        })
        .collect();
    for thread in threads {
        thread.join().expect("signed in");
    }
    assert_eq!(world.provider.asked(KEYS), 1);
}

#[test]
fn s15_a_sign_in_that_is_dropped_holds_up_nobody() {
    let world = World::new(implicit());
    world.provider.delay(1);
    let attempt = world.begin();
    let token = by_old_key(&attempt);
    {
        let mut dropped = pin!(world.finish(attempt, &token));
        let mut context = Context::from_waker(Waker::noop());
        assert!(matches!(dropped.as_mut().poll(&mut context), Poll::Pending), "it waits for the keys");
    }
    assert_accepted(world.sign_in(by_old_key));
    assert_eq!(world.provider.asked(KEYS), 2);

    // Dropped while others wait for it.
    let world = World::new(implicit());
    world.provider.delay(3);
    run(async {
        let start = |world: World| {
            let attempt = world.begin();
            let token = by_old_key(&attempt);
            tokio::spawn(async move { world.finish(attempt, &token).await.is_ok() })
        };
        let holder = start(world.clone());
        tokio::task::yield_now().await;
        let waiting: Vec<_> = (0..5).map(|_| start(world.clone())).collect();
        tokio::task::yield_now().await;
        holder.abort();
        for task in waiting {
            assert!(task.await.expect("no panic"));
        }
        assert!(holder.await.is_err(), "it was dropped");
    });
    assert_eq!(world.provider.asked(KEYS), 2, "one of those who waited fetched");
}
