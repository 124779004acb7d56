import { rm } from "node:fs/promises";
import { Server } from "./server.js";

/** Loads the demo once; every spec file then starts from a copy of it, so that none sees what another did. */
export default async function template(): Promise<() => Promise<void>> {
  const server = await Server.start();
  await server.stop({ keep: true });
  process.env.E2E_TEMPLATE = server.folder;
  return () => rm(server.folder, { recursive: true, force: true });
}
