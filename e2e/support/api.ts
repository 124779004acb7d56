import { type APIRequestContext, request } from "@playwright/test";
import { test as base, expect, password, people, type Person } from "./cairn.js";

/** Who signs in: somebody of the demo, or somebody whom a story made. */
export interface Account {
  email: string;
  password: string;
}

/** A connection that the server has just closed as idle never brought the request there: it is sent again. */
const again = { maxRetries: 2 };

/** The API as one person: for what a story needs before it begins, and to look behind the page. */
export class Api {
  constructor(
    private readonly http: APIRequestContext,
    private readonly token: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    const answer = await this.http.get(`/api/v1${path}`, { headers: this.headers(), ...again });
    expect(answer.status(), `GET ${path}`).toBe(200);
    return answer.json() as Promise<T>;
  }

  async status(path: string): Promise<number> {
    return (await this.http.get(`/api/v1${path}`, { headers: this.headers(), ...again })).status();
  }

  async csv(path: string): Promise<string> {
    const answer = await this.http.get(`/api/v1${path}`, { headers: { ...this.headers(), Accept: "text/csv" }, ...again });
    expect(answer.status(), `GET ${path} as CSV`).toBe(200);
    return answer.text();
  }

  /** Sends something, at the version that is there now when it asks for one. */
  async post<T>(path: string, data: unknown, version?: number): Promise<T> {
    const answer = await this.http.post(`/api/v1${path}`, { headers: this.headers(version), data, ...again });
    expect(answer.ok(), `POST ${path}: ${answer.status()}`).toBe(true);
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** Replaces something, at the version that is there now when it has one. */
  async put<T>(path: string, data: unknown, version?: number): Promise<T> {
    const answer = await this.http.put(`/api/v1${path}`, { headers: this.headers(version), data, ...again });
    expect(answer.ok(), `PUT ${path}: ${answer.status()}`).toBe(true);
    return answer.json() as Promise<T>;
  }

  async remove(path: string): Promise<void> {
    const answer = await this.http.delete(`/api/v1${path}`, { headers: this.headers(), ...again });
    expect(answer.ok(), `DELETE ${path}: ${answer.status()}`).toBe(true);
  }

  private headers(version?: number): Record<string, string> {
    const seen: Record<string, string> = version === undefined ? {} : { "If-Match": `"${version}"` };
    return { Authorization: `Bearer ${this.token}`, "X-Cairn": "1", ...seen };
  }
}

/** The demo's person as an account. */
export function account(person: Person): Account {
  return { email: people[person], password };
}

interface Fixtures {
  /** The API as a person of the demo, or as anybody with an account. */
  apiAs: (who: Person | Account) => Promise<Api>;
  /** The link of the newest letter to an address whose subject says `about`, once it is there. */
  linkTo: (address: string, about: string) => Promise<string>;
}

interface Letters {
  items: { id: string; to: string; subject: string }[];
}

export const test = base.extend<Fixtures>({
  apiAs: async ({ baseURL }, use) => {
    const open: APIRequestContext[] = [];
    await use(async (who) => {
      const http = await request.newContext({ baseURL });
      open.push(http);
      const { email, password } = typeof who === "string" ? account(who) : who;
      const answer = await http.post("/api/v1/auth/sign-in", { headers: { "X-Cairn": "1" }, data: { email, password } });
      expect(answer.status(), `sign-in as ${email}`).toBe(200);
      const { access_token } = (await answer.json()) as { access_token: string };
      return new Api(http, access_token);
    });
    await Promise.all(open.map((http) => http.dispose()));
  },

  linkTo: async ({ apiAs }, use) => {
    await use(async (address, about) => {
      const admin = await apiAs("admin");
      let id: string | undefined;
      await expect(async () => {
        const { items } = await admin.get<Letters>("/mail");
        id = items.find((letter) => letter.to === address && letter.subject.includes(about))?.id;
        expect(id, `a letter to ${address} about "${about}"`).toBeDefined();
      }).toPass({ timeout: 15_000 });
      const { text } = await admin.get<{ text: string }>(`/mail/${id}`);
      const link = /https?:\/\/\S+#token=\S+/.exec(text)?.[0];
      expect(link, `a link in the letter to ${address}`).toBeDefined();
      return link ?? "";
    });
  },
});

export { expect };
