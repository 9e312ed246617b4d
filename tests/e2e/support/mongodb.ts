// The MongoDB server of the project "mongodb": that of MONGODB_URI, else secantusd, which speaks its wire protocol.
import { randomBytes } from "node:crypto";
import { createConnection } from "node:net";
import * as programs from "./programs";
import { ServerProcess, freePort } from "./server-process";

/** A server in which each backend gets a database of its own. */
export interface MongoDb {
  /** What a site needs for a new database. */
  newDatabase(): { store: string; sessionSecret: string };
  stop(): Promise<void>;
}

/** Starts a server that keeps everything in memory, unless MONGODB_URI names one. That one keeps the databases of the tests. */
export async function startMongoDb(): Promise<MongoDb> {
  const named = process.env.MONGODB_URI;
  if (named) return { newDatabase: () => databaseAt(named), stop: async () => {} };
  const port = await freePort();
  const args = ["--host", "127.0.0.1", "--port", String(port), "--storage-path", ":memory:", "--log-level", "ERROR"];
  const env = { PATH: process.env.PATH };
  const [server] = await ServerProcess.start("secantusd", programs.secantusd(), args, env, () => listens(port));
  return {
    newDatabase: () => databaseAt(`mongodb://127.0.0.1:${port}/?directConnection=true`),
    stop: () => server.stop(),
  };
}

/** A new database at a server's address, whatever database that names. */
function databaseAt(server: string): { store: string; sessionSecret: string } {
  const [, hosts, options = ""] = /^(\w+(?:\+\w+)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(server) ?? [undefined, server];
  const store = `${hosts}/collabspace_e2e_${randomBytes(8).toString("hex")}${options}`;
  // Every backend of one database has the same, so it keeps none of its own.
  return { store, sessionSecret: randomBytes(32).toString("hex") };
}

function listens(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    const ends = (result: true | undefined) => {
      socket.destroy();
      resolve(result);
    };
    socket.on("connect", () => ends(true)).on("error", () => ends(undefined));
  });
}
