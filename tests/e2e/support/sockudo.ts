import { ServerProcess, answers, freePort } from "./server-process";
import * as programs from "./programs";

/** The credentials of the one app that the tests' Pusher server has. */
export const APP = { id: "e2e", key: "e2e-key", secret: "e2e-secret" };

/** The Pusher server of one worker. */
export interface Sockudo {
  port: number;
  process: ServerProcess;
}

/** Starts a Pusher server on a free port. */
export async function startSockudo(): Promise<Sockudo> {
  const port = await freePort();
  const app = (name: string) => `SOCKUDO_DEFAULT_APP_${name}`;
  const env = {
    PATH: process.env.PATH,
    HOST: "127.0.0.1",
    PORT: String(port),
    METRICS_ENABLED: "false",
    RATE_LIMITER_ENABLED: "false",
    HTTP_API_USAGE_ENABLED: "false",
    QUEUE_DRIVER: "memory",
    SHUTDOWN_GRACE_PERIOD: "1",
    [app("ID")]: APP.id,
    [app("KEY")]: APP.key,
    [app("SECRET")]: APP.secret,
    // Pages of this machine's servers alone, as `make start` has it.
    [app("ALLOWED_ORIGINS")]: "http://127.0.0.1:*,http://localhost:*,http://without-tls.test:*",
    [app("ENABLE_CLIENT_MESSAGES")]: "false",
    [app("ENABLE_USER_AUTHENTICATION")]: "false",
    [app("MAX_CONNECTIONS")]: "5000",
    [app("MAX_CLIENT_EVENTS_PER_SECOND")]: "10",
    [app("MAX_BACKEND_EVENTS_PER_SECOND")]: "10000",
    [app("MAX_READ_REQUESTS_PER_SECOND")]: "10000",
    [app("MAX_EVENT_PAYLOAD_IN_KB")]: "10",
    [app("MAX_EVENT_BATCH_SIZE")]: "10",
    [app("MAX_PRESENCE_MEMBER_SIZE_IN_KB")]: "1",
  };
  const up = () => answers(`http://127.0.0.1:${port}/up`);
  const [process_] = await ServerProcess.start("sockudo", programs.sockudo(), [], env, up);
  return { port, process: process_ };
}
