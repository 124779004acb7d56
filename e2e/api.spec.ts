import { readFile } from "node:fs/promises";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Server } from "./support/server.js";

/** The API's document as somebody else's tools read it. */

const test = base.extend<object, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const server = await Server.start(process.env.E2E_TEMPLATE);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: ({ server }, use) => use(server.url),
});

interface Document extends Record<string, unknown> {
  openapi: string;
  paths: Record<string, Record<string, { operationId?: string }>>;
}

/** The operations of a document, by their ids. */
function ids(document: Document): string[] {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  return operations.flatMap((operation) => operation.operationId ?? []).sort();
}

for (const { version, served, kept } of [
  { version: "3.1", served: "/api/docs/openapi.json", kept: "openapi.json" },
  { version: "3.0", served: "/api/docs/openapi-3.0.json", kept: "openapi-3.0.json" },
]) {
  test(`the document in OpenAPI ${version} is valid, is the one in the repository, and leaves no reference open`, async ({ request }) => {
    const answer = await request.get(served);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toContain("application/json");
    const document = (await answer.json()) as Document;
    expect(document.openapi.slice(0, 3)).toBe(version);

    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe(version);
    const resolved = validator.resolveRefs() as Document;
    expect(ids(resolved)).toEqual(ids(document));

    const file = path.resolve(import.meta.dirname, "..", "openapi", kept);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(document);
  });
}

test("both forms of the document name the same operations", async ({ request }) => {
  const [newer, older] = await Promise.all(
    ["/api/docs/openapi.json", "/api/docs/openapi-3.0.json"].map(async (at) => (await (await request.get(at)).json()) as Document),
  );
  expect(ids(older as Document)).toEqual(ids(newer as Document));
  expect(ids(newer as Document).length).toBeGreaterThan(80);
});
