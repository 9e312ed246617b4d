// pusher-js. It is in the same file as what asks for it, and is run only then: first the backend's answers are on their way.

/** Its class. */
export const pusher = async () => (await import("pusher-js")).default;
