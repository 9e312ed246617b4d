// pusher-js. It is in the same file as what asks for it, and is run only then: first the backend's answers are on their way.
// scripts/page/bundle.mjs keeps it from setting `window.Pusher`, which may be the host page's.

/** Its class. */
export const pusher = async () => (await import("pusher-js")).default;
