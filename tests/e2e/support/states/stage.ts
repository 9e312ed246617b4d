// What a state is made of: who and what is there, and what has to happen until it is on the screen.
import type { Backend, SiteOptions } from "../backend";
import type { Person } from "../person";

/** Brings a person, signed in, with a browser and a network of their own; their page is not open yet. */
type Join = (name: string, options?: { viewport?: { width: number; height: number } }) => Promise<Person>;

/** Who and what is there. */
export interface Stage {
  /** Whose page is looked at; it is not open yet. */
  ada: Person;
  join: Join;
  backend: Backend;
}

/** One state. */
export interface State {
  name: string;
  site?: SiteOptions;
  /** Whether it is one of a whole page's: its address, its shell, a page around a bubble. An element in a box has no such state. */
  isOfPage?: true;
  /** Whether only a narrow window has it. */
  isNarrow?: true;
  /** How its own words are read. Without it the state is looked at in both directions. */
  direction?: "ltr" | "rtl";
  /** Brings Ada into it. What is held back for her is let go when the test ends. */
  show: (stage: Stage) => Promise<void>;
}
