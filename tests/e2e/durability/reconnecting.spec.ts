// How soon a lost connection is noticed, and how soon it is there again.
import { expect, lasting, test, watchConnection } from "../support/unreliable";

/** From the moment at which the server answers again, in milliseconds. */
const LIVE_AGAIN = 5_000;
/** How soon a dead connection is noticed when there is a reason to look, with a little for a busy machine. */
const NOTICED = 2_500;

for (const seconds of [3, 20]) {
  test(`the Pusher server away for ${seconds} s: live within 5 s of its return, with what was missed`, async ({ ada, grace, sockudo }, testInfo) => {
    test.setTimeout(90_000);
    await sockudo.kill();
    for (const person of [ada, grace]) await expect(person.chat.status).not.toHaveText("Live");
    await lasting(seconds * 1_000);
    const people = [ada, grace];
    const live = await Promise.all(people.map((person) => watchConnection(person, "live")));
    await grace.says("said while nobody was connected");
    await grace.sees("said while nobody was connected");
    await sockudo.restart();
    const up = Date.now();
    const seen = await Promise.all(live.map((when) => when()));
    const took = seen.map(({ at }) => at - up);
    testInfo.annotations.push({ type: "live again after", description: took.map((time) => `${time} ms`).join(", ") });
    console.log(`    away for ${seconds} s, live again after ${took.join(" and ")} ms`);
    for (const time of took) expect(time).toBeLessThanOrEqual(LIVE_AGAIN);
    for (const { texts } of seen) expect(texts).toEqual(["said while nobody was connected"]);
    await ada.says("back");
    await grace.sees("back", { from: "Ada" });
    await expect(ada.chat.texts).toHaveText(["said while nobody was connected", "back"]);
  });
}

// Each says when it happened, in milliseconds since 1970.
const reasons = {
  "the device is online again": () => {
    const at = Date.now();
    window.dispatchEvent(new Event("online"));
    return at;
  },
  "the tab is looked at": () => {
    const at = Date.now();
    document.dispatchEvent(new Event("visibilitychange"));
    return at;
  },
};

for (const [reason, happens] of Object.entries(reasons)) {
  test(`a network that is dead without a word is noticed when ${reason}`, async ({ ada, grace }) => {
    ada.network.freeze();
    await grace.says("can you hear me?");
    await grace.sees("can you hear me?");
    const noticed = await watchConnection(ada, "live", { not: true });
    const began = await ada.page.evaluate(happens);
    expect((await noticed()).at - began).toBeLessThanOrEqual(NOTICED);
    await expect(ada.chat.status).toHaveText("Reconnecting…");
    ada.network.restore();
    await ada.isLive();
    await ada.sees("can you hear me?", { from: "Grace" });
    await grace.says("and now?");
    await ada.sees("and now?");
    await expect(ada.chat.texts).toHaveText(["can you hear me?", "and now?"]);
  });
}

