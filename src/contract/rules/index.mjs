// The themes, in the order in which a report shows them.
import { authorize } from "./authorize.mjs";
import { edit, remove } from "./changing.mjs";
import { capabilities, channels, me } from "./discovery.mjs";
import { feed } from "./feed.mjs";
import { attachments } from "./files.mjs";
import { read, search } from "./finding.mjs";
import { history } from "./history.mjs";
import { live } from "./live.mjs";
import { message } from "./message.mjs";
import { after, around, clientId } from "./places.mjs";
import { posting } from "./posting.mjs";
import { reactions, replies } from "./reacting.mjs";
import { sessions } from "./sessions.mjs";

const baseline = [sessions, history, posting, message, authorize, live, capabilities];
const extensions = [clientId, after, around, me, channels, feed, edit, remove, reactions, replies, search, read, attachments];

export const themes = [...baseline, ...extensions];
