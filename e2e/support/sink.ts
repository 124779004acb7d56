import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server on loopback that keeps what it is sent, or refuses it. */
export class Sink {
  /** What was taken, parsed by somebody who doesn't know how Cairn writes. */
  readonly letters: ParsedMail[] = [];
  /** The letters as they came over the wire. */
  readonly raw: string[] = [];
  /** How often it said no. */
  refused = 0;
  /** While set, every letter is refused with this code. */
  refusal: { code: number; text: string } | undefined;

  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, _session, answer) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (this.refusal) {
          this.refused += 1;
          answer(Object.assign(new Error(this.refusal.text), { responseCode: this.refusal.code }));
          return;
        }
        const raw = Buffer.concat(chunks);
        simpleParser(raw).then((letter) => {
          this.raw.push(raw.toString("latin1"));
          this.letters.push(letter);
          answer();
        }, answer);
      });
    },
  });

  private constructor() {}

  static async start(): Promise<Sink> {
    const sink = new Sink();
    sink.server.listen(0, "127.0.0.1");
    await once(sink.server.server, "listening");
    return sink;
  }

  /** The setting that makes a server send here. */
  get settings(): Record<string, string> {
    const address = this.server.server.address();
    if (address === null || typeof address === "string") throw new Error("the sink isn't listening");
    return { CAIRN_SMTP_URL: `smtp://127.0.0.1:${address.port}`, CAIRN_MAIL_FROM: "Cairn at Ériu <cairn@eriu.example>" };
  }

  to(address: string): ParsedMail[] {
    return this.letters.filter((letter) => [letter.to].flat().some((to) => to?.text === address));
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(stopped));
  }
}
