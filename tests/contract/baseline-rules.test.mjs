// Each rule of the baseline, on a backend that breaks it. Two files, so that two processes share the work.
import { rules } from "../../src/contract/walk.mjs";
import { baseline } from "./breaks/baseline.mjs";
import { tryEach } from "./support/trying.mjs";

tryEach(rules.filter(({ feature }) => !feature), baseline);
