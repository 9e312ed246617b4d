/** Lets everybody through while it is open; who comes while it is shut waits. */
export class Gate {
  private opening?: { promise: Promise<void>; open: () => void };

  get isShut(): boolean {
    return this.opening !== undefined;
  }

  shut(): void {
    if (this.opening) return;
    let open = () => {};
    const promise = new Promise<void>((resolve) => (open = resolve));
    this.opening = { promise, open };
  }

  open(): void {
    this.opening?.open();
    this.opening = undefined;
  }

  async pass(): Promise<void> {
    while (this.opening) await this.opening.promise;
  }
}
