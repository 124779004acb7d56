import type { Account, Api } from "./api.js";

/** What stories of recognition need: mentors with student numbers who write down what they did. */

export interface Mentor extends Account {
  participant: string;
  name: string;
}

export interface Page<T> {
  items: T[];
}

/** A mentor with a student number, who has just accepted the invitation. */
export async function mentor(
  lead: Api,
  linkTo: (address: string, about: string) => Promise<string>,
  scheme: string,
  [given_name, family_name]: [string, string],
  student_number: string,
): Promise<Mentor> {
  const email = `${given_name}.${family_name}@demo.example`.toLowerCase();
  const { id } = await lead.post<{ id: string }>(`/schemes/${scheme}/participants`, {
    role: "mentor",
    given_name,
    family_name,
    email,
    student_number,
    level: 5,
    entry_status: "enrolled",
  });
  await lead.post("/invitations/participants", { scheme_id: scheme, roles: ["mentor"] });
  const token = (await linkTo(email, "Your invitation")).split("#token=")[1];
  const password = "seven quiet otters";
  await lead.post("/auth/invitations/accept", { token, password });
  return { email, password, participant: id, name: `${given_name} ${family_name}` };
}

/** A day some days ago, as the API writes it. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** The mentor writes down some work. It waits for staff. */
export async function logWork(own: Api, scheme_id: string, kind: string, minutes: number, text: string, days = 3): Promise<string> {
  const made = await own.post<{ id: string }>("/me/evidence", { scheme_id, kind, happened_on: daysAgo(days), minutes, text });
  return made.id;
}
