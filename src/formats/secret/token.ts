import type { Span } from '../../diagnostics/diagnostic.ts';

/** How the tokens of well-known services are written, and private keys. */
const token =
  /(?<![\w-])(?:sk-[\w-]{16,}|sk_live_\w{8,}|rk_live_\w{8,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z\d]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|eyJ[\w-]{10,}\.eyJ[\w.-]*|FlyV1 fm\d[\w+/=,]*|fo1_[\w-]{20,}|npm_\w{30,}|hf_\w{20,}|SG\.[\w-]{16,}\.[\w-]*|[MN][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}|-----BEGIN [A-Z ]*PRIVATE KEY-----)/g;

const wholeToken = new RegExp(`^${token.source}`);

/** Whether a value begins as the tokens of a well-known service do. */
export function isToken(value: string): boolean {
  return wholeToken.test(value);
}

/** A name that ends as those of secrets do, and the value that it is given: in shell, TOML or a file of variables. */
const assigned =
  /\b[A-Z][A-Z0-9_]*(?:TOKEN|API_?KEY|SECRET|PASSWORD|PASSPHRASE|PRIVATE_KEY)["']?[ \t]*=[ \t]*["']?([\w+/=.-]{16,})/g;

/** The same in JSON. */
const keyed =
  /["']?\b(?:token|botToken|appToken|authToken|apiKey|api_key|password|clientSecret|signingSecret|secret)\b["']?[ \t]*:[ \t]*["']([\w+/=.-]{16,})["']/g;

/** Words of values that are only there to be replaced. */
const example = /your|example|change|replace|placeholder|insert|dummy|fake|sample|todo|xxx|1234567|abcdef/i;

/** Returns where a text holds what looks like a secret that opens something, and not like an example of one. */
export function findSecrets(text: string): Span[] {
  const spans = [
    ...[...text.matchAll(token)].filter(([found]) => looksReal(found)).map(spanOf),
    ...[assigned, keyed].flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const value = match[1] ?? '';
        const start = match.index + match[0].lastIndexOf(value);
        return isRandom(value) ? [{ start, end: start + value.length }] : [];
      }),
    ),
  ].sort((a, b) => a.start - b.start);
  return spans.filter(({ start }, index) => index === 0 || start >= (spans[index - 1]?.end ?? 0));
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

/** Whether a text of a secret's form is varied enough to be one. */
function looksReal(text: string): boolean {
  if (text.startsWith('-----BEGIN')) return true;
  return !example.test(text) && new Set(text.slice(0, 200)).size >= 12 && /\d/.test(text);
}

/** Whether a text is made of letters and digits at random: no words, no path, no version. */
function isRandom(text: string): boolean {
  if (
    example.test(text) ||
    !/\d/.test(text) ||
    !/[A-Za-z]/.test(text) ||
    new Set(text.slice(0, 200)).size < 10
  )
    return false;
  const changes = text.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0;
  return changes >= 4 && !/[a-z]{6}/i.test(text);
}
