// Each rule of the extensions, on a backend that breaks it. Two files, so that two processes share the work.
import { rules } from "../../src/contract/walk.mjs";
import { extensions } from "./breaks/extensions.mjs";
import { tryEach } from "./support/trying.mjs";

tryEach(rules.filter(({ feature }) => feature), extensions);
