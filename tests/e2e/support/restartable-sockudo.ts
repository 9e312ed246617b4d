import { Relay } from "./relay";
import { type Sockudo, startSockudo } from "./sockudo";

/** A Pusher server that can be killed and started again at the same address. */
export class RestartableSockudo implements Sockudo {
  private constructor(private readonly relay: Relay, private current: Sockudo) {}

  static async start(): Promise<RestartableSockudo> {
    const sockudo = await startSockudo();
    return new RestartableSockudo(await Relay.to(sockudo.port), sockudo);
  }

  get port(): number {
    return this.relay.port;
  }

  get process(): Sockudo["process"] {
    return this.current.process;
  }

  /** Ends it with no time to clean up; its address refuses connections. */
  async kill(): Promise<void> {
    await this.current.process.kill();
    await this.relay.shut();
  }

  /** Starts a new one, which knows nothing of the old one's connections; it answers `GET /up` when this is done. */
  async restart(): Promise<void> {
    this.current = await startSockudo();
    await this.relay.open(this.current.port);
  }

  /** It goes on, but nobody reaches it. */
  async block(): Promise<void> {
    await this.relay.shut();
  }

  /** It can be reached again. */
  async unblock(): Promise<void> {
    await this.relay.open(this.current.port);
  }

  async end(): Promise<void> {
    await this.kill();
  }
}
