import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { binary } from "./settings.js";

/** A `cairn serve` of its own: own port, own folder, demo data. */
export class Server {
  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly process: ChildProcess,
    private readonly output: string[],
  ) {}

  /** Starts on a copy of `template`, or on nothing, and answers once the server says it is ready. `settings` are added to its environment. */
  static async start(template?: string, settings: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(path.join(tmpdir(), "cairn-e2e-"));
    if (template) await cp(template, folder, { recursive: true });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const output: string[] = [];
    const child = spawn(binary, ["serve"], {
      cwd: folder, // so that nobody's cairn.toml is read
      env: {
        ...withoutSettings(process.env),
        PORT: String(port),
        CAIRN_PUBLIC_URL: url,
        CAIRN_VAR_DIR: path.join(folder, "var"),
        CAIRN_DEMO: "true",
        CAIRN_SIGN_INS_PER_MINUTE: "10000",
        CAIRN_REQUESTS_PER_SECOND: "10000",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(String(chunk)));
    child.on("error", (error) => output.push(String(error)));
    const server = new Server(url, folder, child, output);
    await server.ready();
    return server;
  }

  /** Waits for the process to end; `keep` leaves its folder, to start others from. */
  async stop({ keep = false } = {}): Promise<void> {
    if (this.process.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, "exit");
      this.process.kill("SIGTERM");
      const inTime = await Promise.race([ended.then(() => true), sleep(15_000, false, { ref: false })]);
      if (!inTime) this.process.kill("SIGKILL");
    }
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    // The first start loads the whole demo.
    const until = Date.now() + 240_000;
    while (Date.now() < until) {
      if (this.process.exitCode !== null || this.process.pid === undefined) break;
      const answered = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answered?.ok) return;
      await sleep(100);
    }
    await this.stop();
    throw new Error(`the server did not become ready. It said:\n${this.output.join("")}`);
  }
}

/** Settings of whoever runs the tests must not reach the server under test; it refuses names it doesn't know. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("CAIRN_") && !["PORT", "DATABASE_URL"].includes(name)),
  );
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port to be had");
  return address.port;
}
