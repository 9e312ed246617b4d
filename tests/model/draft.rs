//! The draft: a text that was written is never lost, and never sent twice, whenever the page ends.

use std::collections::BTreeMap;

use collabspace_chat::model::draft::{Draft, Edit, Save};
use collabspace_chat::model::message::LocalId;
use collabspace_chat::model::random::Random;

fn showing(text: &str) -> Draft {
    let mut draft = Draft::default();
    draft.show(text.to_owned());
    draft
}

fn edit_of(message: &str) -> Edit {
    Edit { message: message.into(), instead_of: "before".into() }
}

fn text(text: &str) -> Save {
    Save::Text(text.to_owned())
}

#[test]
fn a_letter_goes_to_disk_after_the_pause_and_once() {
    let mut draft = showing("");
    draft.write("a".to_owned());
    assert_eq!(draft.take_saves(), []);
    draft.save();
    assert_eq!(draft.take_saves(), [text("a")]);
    draft.save();
    assert_eq!(draft.take_saves(), []);
}

#[test]
fn a_sent_draft_stays_on_disk_until_its_message_is_in_the_outbox() {
    let mut draft = showing("");
    draft.write("a".to_owned());
    assert_eq!(&*draft.send("a", None, "m1".into()), "m1");
    draft.replace(String::new());
    assert_eq!(draft.take_saves(), [Save::Sent("a".to_owned(), "m1".into())]);
    assert!(draft.is_on_its_way(&"m1".into()));
    draft.note_kept(&"m1".into());
    assert_eq!(draft.take_saves(), [text(""), Save::Next]);
}

#[test]
fn what_is_written_after_a_send_does_not_take_the_place_of_what_is_on_its_way() {
    let mut draft = showing("");
    draft.write("a".to_owned());
    let id = draft.send("a", None, "m1".into());
    draft.replace(String::new());
    let _ = draft.take_saves();
    draft.write("b".to_owned());
    draft.save();
    assert_eq!(draft.take_saves(), [Save::Aside, text("b")]);
    draft.note_kept(&id);
    assert_eq!(draft.take_saves(), [Save::ForgetAside(id), text("b")]);
}

#[test]
fn a_draft_that_was_sent_before_the_reload_is_sent_as_the_same_message_unless_it_was_changed() {
    let found = || Some(LocalId::from("earlier"));
    assert_eq!(&*showing("a").send("a", found(), "new".into()), "earlier");
    let mut changed = showing("a");
    changed.write("ab".to_owned());
    changed.write("a".to_owned());
    assert_eq!(&*changed.send("a", found(), "new".into()), "new");
    assert_eq!(&*showing("a").send("of the host page", found(), "new".into()), "new");
}

#[test]
fn the_draft_waits_for_the_edit_and_is_there_again() {
    let mut draft = showing("");
    draft.write("draft".to_owned());
    draft.begin_edit(edit_of("m"), "edited".to_owned());
    assert_eq!(draft.take_saves(), [text("draft"), Save::Edit(Some((edit_of("m"), "edited".to_owned())))]);
    assert_eq!((draft.text().as_str(), draft.draft()), ("edited", "draft"));
    draft.write("edited more".to_owned());
    draft.save();
    assert_eq!(draft.take_saves(), [Save::Edit(Some((edit_of("m"), "edited more".to_owned())))]);
    draft.end_edit();
    assert_eq!((draft.text().as_str(), draft.editing()), ("draft", &None));
    assert_eq!(draft.take_saves(), [Save::Edit(None)]);
}

#[test]
fn a_refused_edit_is_edited_again_or_becomes_part_of_the_draft() {
    let mut draft = showing("draft");
    draft.take_back_edit(&"m".into(), "refused", false);
    assert_eq!((draft.text().as_str(), draft.draft()), ("refused", "draft"));
    // Another one is refused meanwhile.
    draft.take_back_edit(&"n".into(), "second", false);
    draft.end_edit();
    assert_eq!(draft.text(), "draft\nsecond");
    draft.take_back_edit(&"gone".into(), "third", true);
    assert_eq!(draft.text(), "draft\nsecond\nthird");
}

#[test]
fn a_draft_that_another_tab_changes_follows_unless_it_was_changed_here() {
    let mut draft = showing("a");
    draft.follow("a", "b".to_owned());
    assert_eq!(draft.text(), "b");
    draft.follow("something else", "c".to_owned());
    assert_eq!(draft.text(), "b");
    draft.write("mine".to_owned());
    draft.follow("mine", "c".to_owned());
    assert_eq!(draft.text(), "mine");
}

#[test]
fn an_answer_to_an_unsent_message_answers_the_stored_one() {
    let mut draft = showing("");
    draft.answer(Some("local".into()));
    draft.note_stored(&"other".into(), Some("m9".into()));
    draft.note_stored(&"local".into(), Some("m1".into()));
    assert_eq!(draft.take_saves(), [Save::ReplyTo(Some("local".into())), Save::ReplyTo(Some("m1".into()))]);
}

type Marked = (String, Option<LocalId>);

/// What the browser keeps, by the rules of `browser::drafts`.
#[derive(Default)]
struct Disk {
    own: Marked,
    aside: Marked,
    outbox: BTreeMap<LocalId, String>,
}

impl Disk {
    fn found(&self) -> &Marked {
        if self.own.0.is_empty() { &self.aside } else { &self.own }
    }

    fn put(&mut self, draft: Marked) {
        if self.own.0.is_empty() {
            self.aside = Marked::default();
        }
        self.own = draft;
    }

    fn forget_aside(&mut self, id: &LocalId) {
        if self.aside.1.as_ref() == Some(id) {
            self.aside = Marked::default();
        }
    }
}

/// A page, and where what is written in it may be.
#[derive(Default)]
struct World {
    disk: Disk,
    draft: Draft,
    /// Sent, and on their way to the outbox.
    pending: Vec<(LocalId, String)>,
    /// What the backend stores, each once by its id.
    stored: BTreeMap<LocalId, String>,
    /// Words that may not be lost by now.
    safe: Vec<String>,
    made: usize,
}

impl World {
    fn carry_out(&mut self) {
        for save in self.draft.take_saves() {
            let disk = &mut self.disk;
            match save {
                Save::Text(text) if *disk.found() == (text.clone(), None) => {}
                Save::Text(text) => disk.put((text, None)),
                Save::Sent(text, id) => disk.put((text, Some(id))),
                Save::Aside if disk.own.1.is_some() && disk.aside.0.is_empty() => disk.aside = disk.own.clone(),
                Save::ForgetAside(id) => disk.forget_aside(&id),
                Save::Next => self.draft.show(disk.found().0.clone()),
                Save::Aside | Save::Edit(_) | Save::ReplyTo(_) => {}
            }
        }
    }

    fn new_name(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}{}", self.made)
    }

    fn types(&mut self) {
        let word = self.new_name("w");
        let text = self.draft.text();
        self.draft.write(if text.is_empty() { word } else { format!("{text} {word}") });
    }

    /// The text as it is now may not be lost any more.
    fn note_safe(&mut self) {
        self.safe.extend(self.draft.draft().split_whitespace().map(str::to_owned));
    }

    fn pauses(&mut self) {
        self.draft.save();
        self.carry_out();
        self.note_safe();
    }

    fn sends(&mut self) {
        let text = self.draft.text().clone();
        if text.is_empty() || self.draft.editing().is_some() {
            return;
        }
        self.note_safe();
        let new = self.new_name("m").as_str().into();
        let (found, mark) = self.disk.found();
        let found = mark.clone().filter(|_| *found == text);
        let id = self.draft.send(&text, found, new);
        self.pending.push((id, text));
        self.draft.replace(String::new());
        self.carry_out();
    }

    fn outbox_writes(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let (id, text) = self.pending.remove(0);
        self.disk.outbox.insert(id.clone(), text);
        self.draft.note_kept(&id);
        self.carry_out();
    }

    /// The disk has room for two texts beside the outbox: whoever writes a third has seen the outbox take the first.
    fn has_room(&self) -> bool {
        self.pending.is_empty() || (self.pending.len() == 1 && self.disk.aside.0.is_empty())
    }

    fn backend_stores(&mut self) {
        if let Some((id, text)) = self.disk.outbox.pop_first() {
            self.stored.insert(id, text);
        }
    }

    fn takes_back(&mut self) {
        if let Some((_, text)) = self.disk.outbox.first_key_value() {
            self.draft.put_under(&text.clone());
            self.carry_out();
            self.disk.outbox.pop_first();
        }
    }

    fn edits(&mut self) {
        if self.draft.editing().is_some() {
            self.draft.end_edit();
        } else {
            self.draft.begin_edit(edit_of("m"), "an edit".to_owned());
        }
        self.carry_out();
    }

    /// The page ends; what was on its way to the outbox may have got there. Then it is opened again.
    fn crashes(&mut self, random: &mut Random) {
        for (id, text) in std::mem::take(&mut self.pending) {
            if random.up_to(1) == 0 {
                self.disk.outbox.insert(id, text);
            }
        }
        self.draft = showing(&self.disk.found().0);
        for id in self.disk.outbox.keys().cloned().collect::<Vec<_>>() {
            let (found, mark) = self.disk.found();
            if found == self.draft.draft() && mark.as_ref() == Some(&id) {
                self.draft.drop_sent();
                self.carry_out();
            }
            self.disk.forget_aside(&id);
        }
    }

    fn comes_to_rest(&mut self) {
        loop {
            if self.draft.editing().is_some() {
                self.edits();
            }
            while !self.pending.is_empty() {
                self.outbox_writes();
            }
            self.pauses();
            self.sends();
            if self.draft.text().is_empty() && self.pending.is_empty() {
                break;
            }
        }
        while !self.disk.outbox.is_empty() {
            self.backend_stores();
        }
    }
}

#[test]
fn whenever_the_page_ends_each_word_is_sent_once() {
    for seed in 0..3_000 {
        let (mut world, mut random) = (World::default(), Random::new(seed));
        for _ in 0..60 {
            match random.up_to(15) {
                0..=4 if world.draft.editing().is_none() => world.types(),
                5..=6 if world.has_room() => world.pauses(),
                7..=8 if world.has_room() => world.sends(),
                9..=10 => world.outbox_writes(),
                11..=12 => world.backend_stores(),
                13 if world.has_room() => world.edits(),
                14 if world.has_room() && world.draft.editing().is_none() => world.takes_back(),
                15 => world.crashes(&mut random),
                _ => {}
            }
        }
        world.comes_to_rest();
        let sent: Vec<&str> = world.stored.values().flat_map(|text| text.split_whitespace()).collect();
        for word in &world.safe {
            assert!(sent.contains(&word.as_str()), "seed {seed}: {word} is lost; stored: {:?}", world.stored);
        }
        for (at, word) in sent.iter().enumerate() {
            assert!(!sent[..at].contains(word), "seed {seed}: {word} is there twice; stored: {:?}", world.stored);
        }
        assert_eq!((&world.disk.own, &world.disk.aside), (&Marked::default(), &Marked::default()), "seed {seed}");
    }
}
