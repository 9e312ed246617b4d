// What is put into both pages before anything of theirs: it sees when a message is on the screen, when a key is, and how long
// frames take. It works in both alike and touches nothing of them.
//
// "Painted" is the end of a frame that was drawn with it: a frame's own task, after its layout, looks what is there, and a message
// to itself, which comes when that frame is done, takes the time.
(() => {
  const now = () => performance.timeOrigin + performance.now();

  // A task right after the one that runs.
  const channel = new MessageChannel();
  const after = [];
  channel.port1.onmessage = () => after.splice(0).forEach((act) => act());
  const soon = (act) => after.push(act) === 1 && channel.port2.postMessage(0);

  // Rows, as they come into the DOM.
  const ROW = "[data-message-id]";
  let fresh = new Map();
  let painted = new Map();
  const waiting = new Map();
  let seen = new Set();
  const note = (row) => {
    const id = row.getAttribute("data-message-id");
    seen.add(id);
    if (!painted.has(id)) fresh.set(id, row);
  };
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") note(target);
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(ROW)) note(node);
        else node.querySelectorAll(ROW).forEach(note);
      }
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-message-id"] });

  // The list; before there is one, what is read in its place.
  const list = () => document.querySelector('[role="log"]') ?? document.querySelector(".first-messages");

  // Those of the new rows that can be seen in the list now, after layout.
  function visible() {
    if (!fresh.size) return [];
    const box = list()?.getBoundingClientRect();
    if (!box) return [];
    const found = [];
    for (const [id, row] of fresh) {
      if (!row.isConnected) fresh.delete(id);
      else {
        const { top, bottom } = row.getBoundingClientRect();
        if (bottom > box.top + 1 && top < box.bottom - 1) found.push(id);
        // Passed over: it was above what is seen from the beginning.
        else if (bottom <= box.top + 1) fresh.delete(id);
      }
    }
    return found;
  }

  function paint(ids, at) {
    for (const id of ids) {
      fresh.delete(id);
      if (painted.has(id)) continue;
      painted.set(id, at);
      waiting.get(id)?.(at);
      waiting.delete(id);
    }
  }

  // The text field, from when on it can be written in, and all else is there as well.
  let writable;
  let tellWritable;
  const whenWritable = new Promise((resolve) => (tellWritable = resolve));
  const isWritable = () => (writable ??= document.querySelector("textarea:enabled") ?? undefined) !== undefined;

  // Keys: from when the browser was given one to the end of the frame with its letter.
  let pressed = 0;
  const typed = [];
  let keys = [];
  addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
  addEventListener("input", () => typed.push(pressed), { capture: true });

  // Blank: no row where there should be one, in the middle of the list or near its edges.
  let watchesBlank = false;
  let blank = [];
  function isBlank() {
    const box = list().getBoundingClientRect();
    const x = box.left + Math.min(box.width / 2, 300);
    const hasRow = (share) => {
      const there = document.elementFromPoint(x, box.top + box.height * share);
      // A divider between two rows, or the way to the newest above them, is no hole.
      return there && there !== list() && !there.contains(list()) && there.textContent.length > 0 && there.getBoundingClientRect().height < box.height;
    };
    return ![0.1, 0.5, 0.9].every(hasRow);
  }

  // Frames: a new observer each time, made last and so told last, after layout and after what the page itself corrects there.
  let runs = true;
  let frames = [];
  function frame() {
    if (!runs) return;
    frames.push(performance.now());
    const letters = typed.splice(0);
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      const ids = visible();
      if (watchesBlank) blank.push(isBlank());
      if (!writable && isWritable()) soon(() => tellWritable(now()));
      if (!ids.length && !letters.length) return;
      soon(() => {
        paint(ids, now());
        keys.push(...letters.map((at) => performance.now() - at));
      });
    });
    observer.observe(document.body ?? document.documentElement);
    requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);

  // The WebAssembly's memory, which no other number holds.
  const memories = new Set();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const result = await instantiate.apply(WebAssembly, given);
    const { exports } = result instanceof WebAssembly.Instance ? result : result.instance;
    Object.values(exports).forEach((value) => value instanceof WebAssembly.Memory && memories.add(value));
    return result;
  };

  // Callbacks that run while nothing happens: timers, frames.
  let callbacks = 0;
  for (const name of ["setTimeout", "setInterval", "requestIdleCallback"]) {
    const original = window[name];
    // WebKit has no idle callbacks.
    if (!original) continue;
    window[name] = (act, ...rest) => {
      if (typeof act !== "function") return original(act, ...rest);
      return original.call(window, (...given) => ((callbacks += 1), act(...given)), ...rest);
    };
  }
  const ownFrame = requestAnimationFrame;
  window.requestAnimationFrame = (act) => ownFrame(act === frame ? frame : (at) => ((callbacks += 1), act(at)));

  const gaps = (times) => times.slice(1).map((at, n) => at - times[n]);

  window.bench = {
    now,
    /** Resolves with the instant at which a message was painted first. */
    painted: (id) => (painted.has(id) ? Promise.resolve(painted.get(id)) : new Promise((resolve) => waiting.set(id, resolve))),
    /** Resolves with the instant at which the text field was painted as one that can be written in. */
    writable: () => whenWritable,
    /** When each of these was painted; `null` for what was not. */
    paintedAll: (ids) => ids.map((id) => painted.get(id) ?? null),
    /** The ids of all that were ever in the DOM, since `forget`. */
    seen: () => [...seen],
    forget: () => {
      [seen, painted, fresh, keys, blank, frames, callbacks] = [new Set(), new Map(), new Map(), [], [], [], 0];
    },
    keys: () => keys,
    callbacks: () => callbacks,
    /** Frames since `forget`: how many, a second, the longest gap, and how many in a row were blank at most. */
    frames: () => {
      const lengths = gaps(frames);
      let [run, longestBlank] = [0, 0];
      for (const isOne of blank) longestBlank = Math.max(longestBlank, (run = isOne ? run + 1 : 0));
      return {
        longest: Math.max(0, ...lengths),
        rate: (1000 * lengths.length) / (frames.at(-1) - frames[0]),
        blank: blank.filter(Boolean).length,
        longestBlank,
      };
    },
    rows: () => document.querySelectorAll(ROW).length,
    elements: () => document.getElementsByTagName("*").length,
    memory: () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    /** While it rests, it costs the page nothing, and sees nothing. */
    rest: () => (runs = false),
    wake: () => {
      runs = true;
      frames = [];
      requestAnimationFrame(frame);
    },
    /** Scrolls by so many pixels each frame, for so many milliseconds; stops at an end. */
    scroll: (pixels, duration) =>
      new Promise((done) => {
        const scroller = list();
        watchesBlank = true;
        const end = performance.now() + duration;
        const step = () => {
          if (performance.now() >= end) return (watchesBlank = false), done();
          scroller.scrollTop += pixels;
          return ownFrame(step);
        };
        ownFrame(step);
      }),
    toTop: () => (list().scrollTop = 0),
    toBottom: () => (list().scrollTop = list().scrollHeight),
    /** Reads upwards, window by window, until so many messages were in the DOM or the top is reached; for so long at most. */
    read: (count, duration) =>
      new Promise((done) => {
        const scroller = list();
        const end = performance.now() + duration;
        const step = () => {
          if (seen.size >= count || performance.now() >= end) return done(seen.size);
          scroller.scrollTop -= scroller.clientHeight * 0.5;
          return ownFrame(step);
        };
        ownFrame(step);
      }),
  };
})();
