//! Nothing lost, nothing doubled, nothing out of order: thousands of runs in which several tabs, a backend and a Pusher
//! are played by the test, with every fault that the contract allows.
//!
//! `cargo test --test simulation` runs 2,000 seeds; `SEEDS=100000` so many, with a line every few seconds; `SEED=7`
//! replays one, with all that happened in it. Even seeds have a baseline backend, odd ones one with extensions, of
//! which two in three have the feed of changes, and half of them take files. In half of all runs the browser keeps what
//! it has shown, and shows it in the next visit before the backend has answered.

mod actions;
mod backend;
mod calls;
mod commands;
mod connections;
mod feed;
mod files;
mod happening;
mod plan;
#[path = "../shared/replying.rs"]
mod replying;
mod service;
mod sharing;
mod shelf;
mod sight;
mod tab;
mod verdict;
mod wishes;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use plan::{Fault, Plan};
use world::World;

/// How many lines of a failed run are shown.
const LINES: usize = 150;

/// What a run that ended well went through.
#[derive(Default)]
struct Tally {
    steps: usize,
    faults: usize,
    messages: usize,
}

#[test]
fn every_run_on_a_baseline_backend_ends_well() {
    run_seeds("baseline", 0);
}

#[test]
fn every_run_on_a_backend_with_extensions_ends_well() {
    run_seeds("extensions", 1);
}

fn run_seeds(kind: &str, parity: u64) {
    if let Some(seed) = number("SEED") {
        if seed % 2 == parity {
            let (result, trace) = traced(seed, &[], usize::MAX);
            println!("{}", trace.join("\n"));
            assert_eq!(result, Ok(()), "seed {seed}");
        }
        return;
    }
    let seeds = number("SEEDS").unwrap_or(2_000);
    let (mut all, mut runs, begin, mut said) = (Tally::default(), 0, Instant::now(), Instant::now());
    for seed in (parity..seeds).step_by(2) {
        match attempt(seed, &[], usize::MAX) {
            Ok(tally) => {
                runs += 1;
                all.steps += tally.steps;
                all.faults += tally.faults;
                all.messages += tally.messages;
            }
            Err(why) => panic!("{}", explain(seed, &why)),
        }
        if said.elapsed() > Duration::from_secs(5) {
            said = Instant::now();
            // Past the test harness, which keeps what is printed until the end.
            let _ = std::io::Write::write_all(&mut std::io::stderr(), summary(kind, runs, &all, begin).as_bytes());
        }
    }
    println!("{}", summary(kind, runs, &all, begin));
}

fn summary(kind: &str, runs: usize, all: &Tally, begin: Instant) -> String {
    let Tally { steps, faults, messages } = all;
    format!("{kind}: {runs} runs, {messages} messages, {faults} faults, {steps} steps, {:.0?}\n", begin.elapsed())
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn world(seed: u64, without: &[Fault], most_actions: usize, with_trace: bool) -> Result<World, String> {
    let mut plan = Plan::new(seed, without);
    plan.actions = plan.actions.min(most_actions);
    World::new(plan, with_trace)
}

fn attempt(seed: u64, without: &[Fault], most_actions: usize) -> Result<Tally, String> {
    let run = || {
        let mut world = world(seed, without, most_actions, false)?;
        world.run()?;
        Ok(Tally { steps: world.steps, faults: world.faults, messages: world.backend.stored.len() })
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        Err(words
            .or_else(|| panic.downcast_ref::<&str>().map(|&s| s.to_owned()))
            .unwrap_or_else(|| "it panics".to_owned()))
    })
}

fn traced(seed: u64, without: &[Fault], most_actions: usize) -> (Result<(), String>, Vec<String>) {
    let mut world = match world(seed, without, most_actions, true) {
        Ok(world) => world,
        Err(why) => return (Err(why), Vec::new()),
    };
    println!("{:#?}", world.plan);
    let result = catch_unwind(AssertUnwindSafe(|| world.run())).unwrap_or_else(|_| Err("it panics".to_owned()));
    (result, world.trace.take().unwrap_or_default())
}

/// The shortest run of this seed that still fails: without the kinds of faults that it does not need, with as few
/// actions as it needs.
fn explain(seed: u64, why: &str) -> String {
    let mut without = Vec::new();
    let mut most_actions = usize::MAX;
    for fault in Fault::ALL {
        without.push(fault);
        if attempt(seed, &without, most_actions).is_ok() {
            without.pop();
        }
    }
    if let Some(fewest) = (0..60).find(|most| attempt(seed, &without, *most).is_err()) {
        most_actions = fewest;
    }
    let needed: Vec<_> = Plan::new(seed, &without).faults.iter().map(|(fault, _)| *fault).collect();
    let (result, trace) = traced(seed, &without, most_actions);
    let last = trace[trace.len().saturating_sub(LINES)..].join("\n");
    format!(
        "seed {seed}: {why}\nSEED={seed} replays it. It takes {needed:?} and {most_actions} actions; then: {result:?}\n{last}"
    )
}
