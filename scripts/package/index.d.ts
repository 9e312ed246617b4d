import type { mount } from "./dist/embed.js";

export type * from "./dist/embed.js";

/**
 * Loads `<collabspace-chat>` from the folder with the chat's files, given as a URL or a path such as "/chat/" (the default).
 * `npx collabspace-chat init DIR` puts the files there.
 */
export function load(folder?: string): Promise<{ mount: typeof mount }>;
