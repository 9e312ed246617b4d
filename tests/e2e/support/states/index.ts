// Every state that the chat can be seen in, for what has to hold in all of them: the pictures, and the rules of accessibility.
// One file each for what they are about; a new state goes into the list of its file.
import { actionStates } from "./actions";
import { composerStates } from "./composer";
import { connectionStates } from "./connection";
import { dialogStates } from "./dialogs";
import { embeddedStates } from "./embedded";
import { fileStates } from "./files";
import { languageStates } from "./languages";
import { linkStates } from "./links";
import { loadingStates } from "./loading";
import { messageStates } from "./messages";
import { narrowStates } from "./narrow";
import { panelStates } from "./panels";
import { peopleStates } from "./people";
import { sendingStates } from "./sending";
import type { State } from "./stage";
import { unreadStates } from "./unread";

export type { State } from "./stage";
export { PORTRAYED, showPictures } from "./conversations";
export { visitsShop } from "./embedded";
export { ARABIC_TALK } from "./translations";

export const states: State[] = [
  ...loadingStates,
  ...linkStates,
  ...messageStates,
  ...sendingStates,
  ...connectionStates,
  ...panelStates,
  ...peopleStates,
  ...unreadStates,
  ...composerStates,
  ...fileStates,
  ...actionStates,
  ...dialogStates,
  ...narrowStates,
  ...languageStates,
  ...embeddedStates,
];
