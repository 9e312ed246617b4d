// What a check has found, which is what the screen and the report show:
//
//   { title, verdict, seen?, expected?, means?, fix?, isPrivate? }
//
// `isPrivate`: what was seen may hold people's words, names or a signature. It is shown, but is not in the report.

// A finding that takes its time has the verdict "running", and in `later` the promise of what takes its place.

export const VERDICTS = ["wrong", "note", "ok", "skipped"];

export const ok = (title, seen) => ({ title, verdict: "ok", seen });
export const skipped = (title, seen) => ({ title, verdict: "skipped", seen });
export const wrong = (title, seen, expected, fix) => ({ title, verdict: "wrong", seen, expected, fix });
/** Something that works, but not as well as it could. */
export const note = (title, seen, expected, fix) => ({ title, verdict: "note", seen, expected, fix });
