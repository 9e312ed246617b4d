// Random numbers that a seed repeats (mulberry32).
export class Random {
  constructor(private state: number) {}

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  pick<T>(things: T[]): T {
    return things[Math.floor(this.next() * things.length)];
  }

  shuffled<T>(things: T[]): T[] {
    const all = things.map((thing) => ({ thing, at: this.next() }));
    return all.sort((a, b) => a.at - b.at).map(({ thing }) => thing);
  }
}
