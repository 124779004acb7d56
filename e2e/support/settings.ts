import path from "node:path";

const root = path.resolve(import.meta.dirname, "..", "..");
const target = process.env.CARGO_TARGET_DIR ? path.resolve(root, process.env.CARGO_TARGET_DIR) : path.join(root, "target");

/** The server under test: what `cargo build` made, unless SERVER says otherwise. */
export const binary = process.env.SERVER ?? path.join(target, "debug", "cairn");

/** Where pictures, traces and reports go. */
export const outputs = path.join(target, "e2e");
export const pictures = path.join(target, "look");

/** The machine's own Chromium; the flags keep it from calling home, which a machine without a network refuses at length. */
export const browser = {
  locale: "en-GB",
  timezoneId: "Europe/London",
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  },
};
