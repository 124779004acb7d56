import { type APIRequestContext, test as base, expect, request } from "@playwright/test";
import { Api } from "./support/api.js";
import { password, people } from "./support/cairn.js";
import { Server } from "./support/server.js";
import { Sink } from "./support/sink.js";

/** Letters over real SMTP: what arrives, that it works, and that nothing is lost when the mail server says no. */

interface Fixtures {
  sink: Sink;
  /** A server that sends to the sink. */
  server: Server;
  /** A caller without an account. */
  http: APIRequestContext;
}

// A page isn't needed, so one project is enough.
const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  sink: async ({}, use) => {
    const sink = await Sink.start();
    await use(sink);
    await sink.stop();
  },
  server: async ({ sink }, use) => {
    const server = await Server.start(process.env.E2E_TEMPLATE, sink.settings);
    await use(server);
    await server.stop();
  },
  http: async ({ server }, use) => {
    const http = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { "X-Cairn": "1" } });
    await use(http);
    await http.dispose();
  },
});

test.beforeEach(() => test.slow());

async function signIn(http: APIRequestContext, email: string, secret: string): Promise<Api> {
  const answer = await http.post("/api/v1/auth/sign-in", { data: { email, password: secret } });
  expect(answer.status(), `sign-in as ${email}`).toBe(200);
  const { access_token } = (await answer.json()) as { access_token: string };
  return new Api(http, access_token);
}

async function forgot(http: APIRequestContext, email: string) {
  const answer = await http.post("/api/v1/auth/forgotten-password", { data: { email } });
  expect(answer.status()).toBe(202);
}

/** The secret of a letter's link. */
function secret(text: string | undefined): string {
  const found = /#token=([\w-]+)/.exec(text ?? "")?.[1];
  expect(found, `a link in: ${text}`).toBeDefined();
  return found ?? "";
}

interface Letters {
  items: { to: string; subject: string; sent_at: string | null; failure: string | null }[];
}
interface Jobs {
  items: { kind: string; state: string; attempts: number; last_error: string | null }[];
}

async function letterTo(api: Api, address: string) {
  const { items } = await api.get<Letters>("/mail");
  return items.filter((letter) => letter.to === address);
}

test("letters are well formed, keep every accent, and their links work", async ({ sink, server, http }) => {
  const admin = await signIn(http, people.admin, password);
  const schemes = await admin.get<{ items: { id: string; name: string }[] }>("/schemes");
  const scheme = await admin.post<{ id: string }>(`/schemes/${schemes.items[0]?.id}/copies`, {
    name: "Fáilte – début 2027",
    academic_year: "2026/27",
    shift_days: 0,
  });
  const email = "zoe.nunez@eriu.example";
  const grant = { role: "supervisor", scheme_id: scheme.id };
  await admin.post("/invitations", { email, given_name: "Zoë", family_name: "Núñez", grant });

  await expect.poll(() => sink.to(email).length).toBe(1);
  const invitation = sink.to(email)[0];
  expect(invitation?.subject).toBe("Your invitation to Fáilte – début 2027");
  expect(invitation?.text).toContain("Hello Zoë,");
  const accepted = await http.post("/api/v1/auth/invitations/accept", {
    data: { token: secret(invitation?.text), password: "seven quiet otters" },
  });
  expect(accepted.status()).toBe(200);

  await forgot(http, email);
  await expect.poll(() => sink.to(email).length).toBe(2);
  const [letter, raw] = [sink.to(email)[1], sink.raw.at(-1) ?? ""];
  expect(letter?.from?.value).toEqual([{ address: "cairn@eriu.example", name: "Cairn at Ériu" }]);
  expect(letter?.subject).toBe("Choose a new password");
  expect(letter?.messageId).toMatch(/^<[0-9a-f-]{36}@eriu\.example>$/);
  expect(letter?.messageId).not.toBe(invitation?.messageId);
  expect(Math.abs(Date.now() - (letter?.date?.getTime() ?? 0))).toBeLessThan(60_000);
  expect(letter?.headers.get("content-type")).toEqual({ value: "text/plain", params: { charset: "utf-8" } });
  expect(letter?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(letter?.html).toBe(false);
  expect(letter?.text).toContain("Hello Zoë,");
  // Any mail server takes it: headers in ASCII, every line ended as SMTP wants it, none too long.
  const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the range
  expect(head).toMatch(/^[\x00-\x7f]*$/);
  for (const header of ["From", "To", "Subject", "Date", "Message-ID"]) {
    expect(head.match(new RegExp(`^${header}:`, "gim")), header).toHaveLength(1);
  }
  expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);

  const link = /https?:\/\/\S+#token=\S+/.exec(letter?.text ?? "")?.[0] ?? "";
  expect(link).toContain(`${server.url}/`);
  expect((await http.get(link)).status()).toBe(200);
  const data = { token: secret(letter?.text), password: "nine loud herons" };
  expect((await http.post("/api/v1/auth/reset-password", { data })).status()).toBe(204);
  await signIn(http, email, data.password);
  expect((await http.post("/api/v1/auth/reset-password", { data })).status(), "the link works once").toBe(410);
  await expect.poll(() => sink.to(email).at(-1)?.subject).toBe("Your password was changed");
});

for (const refusal of [
  { code: 451, text: "4.7.1 Try again later" },
  { code: 550, text: "5.1.1 No such mailbox" },
]) {
  test(`a letter refused with ${refusal.code} is on the mail page with the reason, waits as a job, and arrives once`, async ({ sink, http }) => {
    const admin = await signIn(http, people.admin, password);
    sink.refusal = refusal;
    await forgot(http, people.mentor);
    await expect.poll(async () => (await letterTo(admin, people.mentor))[0]?.failure).toContain(String(refusal.code));
    expect((await letterTo(admin, people.mentor))[0]?.sent_at).toBeNull();
    await expect.poll(async () => (await admin.get<Jobs>("/jobs")).items.find((job) => job.kind === "mail.send")).toMatchObject({
      state: "waiting",
      last_error: expect.stringContaining("wrong"),
    });
    expect(sink.letters).toHaveLength(0);

    sink.refusal = undefined;
    await expect.poll(async () => (await letterTo(admin, people.mentor))[0], { timeout: 60_000 }).toMatchObject({
      failure: null,
      sent_at: expect.any(String),
    });
    expect(sink.refused).toBeGreaterThan(0);
    expect(sink.to(people.mentor)).toHaveLength(1);
    expect((await admin.get<Jobs>("/jobs")).items).toEqual([]);
    const data = { token: secret(sink.to(people.mentor)[0]?.text), password: "nine loud herons" };
    expect((await http.post("/api/v1/auth/reset-password", { data })).status(), "its link still works").toBe(204);
  });
}

test("a letter that was waiting when the server stopped leaves after the next start, and none is lost", async ({ sink, server, http }) => {
  const admin = await signIn(http, people.admin, password);
  sink.refusal = { code: 421, text: "4.3.2 Shutting down" };
  const all = [people.mentor, people.mentee, people.tutor];
  for (const email of all) await forgot(http, email);
  for (const email of all) {
    await expect.poll(async () => (await letterTo(admin, email))[0]?.failure).toContain("421");
  }
  await server.stop({ keep: true });
  sink.refusal = undefined;
  const next = await Server.start(server.folder, sink.settings);
  try {
    await expect.poll(() => all.map((email) => sink.to(email).length), { timeout: 90_000 }).toEqual([1, 1, 1]);
  } finally {
    await next.stop();
  }
});
