/** Exported variables by name. */
export type Variables = Record<string, string>;

/** What a step did to the exported environment. */
export interface Changes {
  set: Variables;
  unset: string[];
}

/** What a shell sets by itself, and what is ours. */
const shellsOwn = new Set([
  '_',
  'SHLVL',
  'PWD',
  'OLDPWD',
  'BASHOPTS',
  'SHELLOPTS',
  'BASH_ENV',
  'BASH_XTRACEFD',
  'BASHPID',
]);

/** Returns the surroundings that a shell told of on its own descriptor, or undefined where it did not get to the end. */
export function readMirror(text: string): { variables: Variables; cwd: string } | undefined {
  const [exported, cwd, end] = text.split('\0');
  if (exported === undefined || cwd === undefined || end === undefined) return undefined;
  return { variables: readExports(exported), cwd: cwd.replace(/\n$/, '') };
}

/** Returns what differs between two environments, what belongs to the shell aside. */
export function changesBetween(before: Readonly<NodeJS.ProcessEnv>, after: Variables): Changes {
  const set: Variables = {};
  for (const [name, value] of Object.entries(after)) {
    if (!shellsOwn.has(name) && before[name] !== value) set[name] = value;
  }
  const unset = Object.keys(before).filter(
    (name) =>
      before[name] !== undefined && !shellsOwn.has(name) && !(name in after) && /^[A-Za-z_]\w*$/.test(name),
  );
  return { set, unset };
}

/** Returns an environment with changes made to it. */
export function withChanges(environment: Readonly<NodeJS.ProcessEnv>, changes: Changes): NodeJS.ProcessEnv {
  const changed = { ...environment, ...changes.set };
  for (const name of changes.unset) delete changed[name];
  return changed;
}

/** Returns two changes, one after the other, as one. */
export function joinChanges(first: Changes, second: Changes): Changes {
  const set = { ...first.set, ...second.set };
  for (const name of second.unset) delete set[name];
  const unset = new Set([...first.unset.filter((name) => !(name in second.set)), ...second.unset]);
  return { set, unset: [...unset] };
}

/** Reads what bash's `export -p` prints: `declare -x NAME="value"`, or `NAME=$'value'` where it holds control characters. */
function readExports(text: string): Variables {
  const variables: Variables = {};
  const start = /^(?:declare -[a-zA-Z-]*x[a-zA-Z-]*|export) ([A-Za-z_]\w*)(=)?/gm;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const [, name = '', equals] = match;
    if (equals === undefined) continue;
    const { value, end } = readWord(text, start.lastIndex);
    variables[name] = value;
    start.lastIndex = end;
  }
  return variables;
}

function readWord(text: string, at: number): { value: string; end: number } {
  if (text[at] === '"') return readQuoted(text, at + 1);
  if (text.startsWith("$'", at)) return readAnsi(text, at + 2);
  const end = text.indexOf('\n', at);
  return { value: text.slice(at, end < 0 ? text.length : end), end: end < 0 ? text.length : end };
}

/** Between double quotes a backslash guards one character. */
function readQuoted(text: string, from: number): { value: string; end: number } {
  let value = '';
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at++;
    value += text[at] ?? '';
    at++;
  }
  return { value, end: at + 1 };
}

const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Between `$'` and `'`, characters and single bytes in octal, hexadecimal or Unicode stand behind a backslash. */
function readAnsi(text: string, from: number): { value: string; end: number } {
  const bytes: Buffer[] = [];
  let at = from;
  while (at < text.length && text[at] !== "'") {
    if (text[at] !== '\\') {
      const stop = /[\\']/g;
      stop.lastIndex = at;
      const end = stop.exec(text)?.index ?? text.length;
      bytes.push(Buffer.from(text.slice(at, end)));
      at = end;
      continue;
    }
    const code = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(.))/sy;
    code.lastIndex = at;
    const match = code.exec(text);
    if (!match) break;
    const [whole, octal, hex, short, long, letter = ''] = match;
    const unicode = short ?? long;
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 255]));
    else if (hex !== undefined) bytes.push(Buffer.from([Number.parseInt(hex, 16)]));
    else if (unicode !== undefined)
      bytes.push(Buffer.from(String.fromCodePoint(Number.parseInt(unicode, 16))));
    else bytes.push(Buffer.from(escapes[letter] ?? letter));
    at += whole.length;
  }
  return { value: Buffer.concat(bytes).toString(), end: at + 1 };
}
