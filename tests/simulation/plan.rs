//! What a seed stands for: who takes part, on what kind of backend, and what goes wrong.

use collabspace_chat::model::random::Random;

/// Everything that can go wrong. A failing run is tried again without each of them, to find those that it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    LostRequest,
    LostAnswer,
    LateCommit,
    ErrorBeforeCommit,
    ErrorAfterCommit,
    TooMany,
    SignedOut,
    Refusal,
    LostEvent,
    DoubleEvent,
    LateEvent,
    LoudDeath,
    SilentDeath,
    NoService,
    NoSubscription,
    CrashedTab,
    LateTimer,
    NoNetwork,
    Hidden,
    Flood,
    Unpublished,
    ExpiredCursor,
    Frozen,
    LostWord,
    LateWord,
}

impl Fault {
    pub const ALL: [Self; 25] = [
        Self::LostRequest,
        Self::LostAnswer,
        Self::LateCommit,
        Self::ErrorBeforeCommit,
        Self::ErrorAfterCommit,
        Self::TooMany,
        Self::SignedOut,
        Self::Refusal,
        Self::LostEvent,
        Self::DoubleEvent,
        Self::LateEvent,
        Self::LoudDeath,
        Self::SilentDeath,
        Self::NoService,
        Self::NoSubscription,
        Self::CrashedTab,
        Self::LateTimer,
        Self::NoNetwork,
        Self::Hidden,
        Self::Flood,
        Self::Unpublished,
        Self::ExpiredCursor,
        Self::Frozen,
        Self::LostWord,
        Self::LateWord,
    ];

    /// Those that only tabs have that share a connection.
    const OF_SHARING: [Self; 3] = [Self::Frozen, Self::LostWord, Self::LateWord];
}

/// One run.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    /// Whether the backend has the extensions; else it is a baseline one.
    pub extended: bool,
    /// Whether the backend has the feed of changes, and counts them.
    pub feed: bool,
    /// Whether the workspace's channel tells who is online and who the visitor is.
    pub has_presence: bool,
    /// The person of each tab, by number.
    pub tabs: Vec<usize>,
    pub page_size: u32,
    /// How many missed messages a tab fetches at once.
    pub catch_up_limit: usize,
    /// The backend's clock goes in steps of this many milliseconds: messages of one step have one instant.
    pub clock_step: i64,
    /// The backend's machines differ by up to this many milliseconds.
    pub clock_skew: i64,
    /// Whether ids grow with time; else they are random.
    pub counted_ids: bool,
    /// Whether the backend breaks ties of the instant by the order of arrival; else by the id.
    pub ties_by_arrival: bool,
    /// Messages that were there before.
    pub history: usize,
    /// How many things people do.
    pub actions: usize,
    /// The chance in a thousand of each fault, where it has a chance.
    pub faults: Vec<(Fault, u64)>,
    /// Whether the backend takes files.
    pub files: bool,
    /// Who may send a text that another one has sent.
    pub same_texts: SameTexts,
    /// Whether the tabs of a person are in one browser, and share a connection.
    pub shares: bool,
    /// Whether the browser keeps what it has shown of channels.
    pub keeps: bool,
    /// Whether the site names the visitor at once.
    pub is_named: bool,
}

/// Without `clientId` a message is known by its author, its text and its place, and only so far can two of the same
/// text be told apart. The simulation stays within that, which is what the baseline contract allows at all:
///
/// - two tabs of one person do not send the same text (nothing tells which of them a message is from), nor does a tab
///   that was opened again, where another may have taken over what it left;
/// - two people do only where everybody is known when it matters: on a presence channel that is never blocked, with no
///   tab that is closed while sending;
/// - one tab does only where the backend's clock tells two messages of it apart: not with machines that differ, nor
///   with random ids on a clock of long steps;
/// - a request is done with, one way or the other, a second after its answer was given up or its tab was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameTexts {
    Nobody,
    OneLife,
    OneTab,
    Everybody,
}

impl Plan {
    pub fn new(seed: u64, without: &[Fault]) -> Self {
        let mut random = Random::new(seed.wrapping_mul(0x9E37_79B9) ^ 0x5EED);
        let extended = seed % 2 == 1;
        let has_presence = random.up_to(3) > 0;
        let count = pick(&mut random, &[2, 2, 3, 4, 5, 6]);
        let people = if random.up_to(2) == 0 { count } else { 1 + random.up_to(count as i64 - 1) as usize };
        let tabs: Vec<_> = (0..count).map(|tab| tab % people).collect();
        let page_size = pick(&mut random, &[3, 5, 10, 50]);
        let catch_up_limit = pick(&mut random, &[12, 30, 500]);
        let clock_step = pick(&mut random, &[1, 1, 20, 1_000]);
        let clock_skew = pick(&mut random, &[0, 0, 0, 1_500]);
        let counted_ids = random.up_to(1) == 0;
        let ties_by_arrival = random.up_to(1) == 0;
        let history = pick(&mut random, &[0, 1, 7, 30]);
        let actions = 10 + random.up_to(40) as usize;
        let mut faults = Vec::new();
        for fault in Fault::ALL.into_iter().filter(|fault| !Fault::OF_SHARING.contains(fault)) {
            // Most runs have a few kinds of faults, often; some have none, some all.
            let chance = pick(&mut random, &[0, 0, 30, 100, 300]);
            if chance > 0 && !without.contains(&fault) {
                faults.push((fault, chance));
            }
        }
        // Last, so that seeds of older versions keep their meaning.
        let feed = extended && random.up_to(2) > 0;
        let files = extended && random.up_to(1) > 0;
        let shares = random.up_to(1) > 0;
        for fault in Fault::OF_SHARING {
            let chance = pick(&mut random, &[0, 30, 100, 300]);
            if shares && chance > 0 && !without.contains(&fault) {
                faults.push((fault, chance));
            }
        }
        let keeps = random.up_to(1) > 0;
        let is_named = random.up_to(1) > 0;
        let has = |fault| faults.iter().any(|(has, _)| *has == fault);
        let told_apart = clock_skew == 0 && (counted_ids || clock_step == 1);
        let known = has_presence && people == count && told_apart;
        let troubled = [
            Fault::CrashedTab,
            Fault::NoService,
            Fault::NoSubscription,
            Fault::LoudDeath,
            Fault::SilentDeath,
            Fault::Frozen,
        ];
        let same_texts = if extended || known && !troubled.into_iter().any(has) {
            SameTexts::Everybody
        } else if told_apart {
            if people == count { SameTexts::OneTab } else { SameTexts::OneLife }
        } else {
            SameTexts::Nobody
        };
        Self {
            seed,
            extended,
            feed,
            has_presence,
            tabs,
            page_size,
            catch_up_limit,
            clock_step,
            clock_skew,
            counted_ids,
            ties_by_arrival,
            history,
            actions,
            faults,
            files,
            same_texts,
            shares,
            keeps,
            is_named,
        }
    }

    pub fn chance(&self, fault: Fault) -> u64 {
        self.faults.iter().find(|(has, _)| *has == fault).map_or(0, |(_, chance)| *chance)
    }
}

pub fn pick<T: Copy>(random: &mut Random, from: &[T]) -> T {
    from[random.up_to(from.len() as i64 - 1) as usize]
}
