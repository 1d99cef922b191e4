import {
  type AndOr,
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type ParsedScript,
  type Pipeline,
  parse,
  type Statement,
} from 'unbash';
import { Uncovered } from '../../failure.ts';
import { findProgram } from '../programs/index.ts';
import { isSystemError, reason } from '../programs/program.ts';
import { builtins } from './builtins.ts';
import { expandPattern, expandText, expandWord, ShellError } from './expand.ts';
import { matches } from './glob.ts';
import { redirected } from './redirect.ts';
import { Leave, type Session, type Sink, subshell } from './shell.ts';

/**
 * Runs a script as a POSIX shell would on the machine. Nothing of this side is run: programs are the model's own.
 *
 * @returns the exit status
 * @throws Uncovered for a program or a construct that the model does not have
 */
export async function runScript(source: string, session: Session): Promise<number> {
  const script = parse(source);
  const [error] = script.errors ?? [];
  if (error !== undefined) {
    session.err(`sh: 1: Syntax error: ${error.message}\n`);
    return 2;
  }
  try {
    return await runAll(script.commands, session);
  } catch (thrown) {
    if (thrown instanceof Leave) return thrown.status;
    if (!(thrown instanceof ShellError) && !isSystemError(thrown)) throw thrown;
    session.err(`sh: 1: ${reason(thrown)}\n`);
    return 2;
  }
}

async function runAll(statements: readonly Statement[], session: Session): Promise<number> {
  let status = 0;
  for (const statement of statements) {
    status = await runNode(statement.command, session);
    session.status = status;
  }
  return status;
}

type Node = Statement['command'] | CommandNode;

async function runNode(node: Node, session: Session, looked = false): Promise<number> {
  const status = await dispatch(node, session, looked);
  session.status = status;
  const plain = node.type !== 'AndOr' && !(node.type === 'Pipeline' && node.prefixes.length > 0);
  if (status !== 0 && plain && !looked && session.options.exitOnError) throw new Leave('exit', status);
  return status;
}

async function dispatch(node: Node, session: Session, looked: boolean): Promise<number> {
  switch (node.type) {
    case 'AndOr':
      return await runAndOr(node, session, looked);
    case 'Pipeline':
      return await runPipeline(node, session, looked);
    case 'Command':
      return await runCommand(node, session);
    case 'Redirected':
      return await redirected(node.redirects, session, capture, (inner) =>
        dispatch(node.command, inner, looked),
      );
    case 'Subshell':
      return await inSubshell(session, (inner) => runList(node.body, inner, looked));
    case 'BraceGroup':
      return await runList(node.body, session, looked);
    case 'If':
      for (const branch of [node, ...node.elif]) {
        if ((await runList(branch.clause, session, true)) !== 0) continue;
        return await runList(branch.then, session, looked);
      }
      return node.else === undefined ? 0 : await runList(node.else, session, looked);
    case 'For':
      return await runFor(node, session, looked);
    case 'While':
      return await loop(
        async () => ((await runList(node.clause, session, true)) === 0) === (node.kind === 'while'),
        () => runList(node.body, session, looked),
      );
    case 'Case':
      return await runCase(node, session, looked);
    case 'Function':
      session.functions.set(node.name.value, node.body);
      return 0;
    default:
      throw new Uncovered(`sh: ${node.type}`);
  }
}

async function runList(list: CompoundList, session: Session, looked: boolean): Promise<number> {
  let status = 0;
  for (const statement of list.commands) {
    status = await runNode(statement.command, session, looked);
  }
  return status;
}

async function runAndOr(node: AndOr, session: Session, looked: boolean): Promise<number> {
  let status = 0;
  for (const [index, command] of node.commands.entries()) {
    const operator = node.operators[index - 1];
    if (operator === '&&' && status !== 0) continue;
    if (operator === '||' && status === 0) continue;
    status = await runNode(command, session, looked || index < node.commands.length - 1);
  }
  return status;
}

async function runPipeline(node: Pipeline, session: Session, looked: boolean): Promise<number> {
  const negated = node.prefixes.some((prefix) => prefix.type === 'Negation');
  let input = session.stdin;
  let status = 0;
  for (const [index, command] of node.commands.entries()) {
    const last = index === node.commands.length - 1;
    const chunks: Buffer[] = [];
    const gather: Sink = (text) => void chunks.push(Buffer.from(text));
    const over = last ? { stdin: input } : { stdin: input, out: gather };
    status =
      node.commands.length === 1
        ? await runNode(command, session, true)
        : await inSubshell(session, (inner) => runNode(command, inner, looked), over);
    const output = Buffer.concat(chunks);
    input = async () => output;
  }
  if (!negated) return status;
  return status === 0 ? 1 : 0;
}

async function inSubshell(
  session: Session,
  run: (inner: Session) => Promise<number>,
  over: Partial<Session> = {},
): Promise<number> {
  try {
    return await run(subshell(session, over));
  } catch (thrown) {
    if (thrown instanceof Leave && thrown.what === 'exit') return thrown.status;
    throw thrown;
  }
}

async function loop(goesOn: () => Promise<boolean>, body: () => Promise<number>): Promise<number> {
  let status = 0;
  for (let rounds = 0; await goesOn(); rounds++) {
    if (rounds > 100_000) throw new Uncovered('sh: an endless loop');
    try {
      status = await body();
    } catch (thrown) {
      if (!(thrown instanceof Leave)) throw thrown;
      if (thrown.what === 'break') return 0;
      if (thrown.what !== 'continue') throw thrown;
    }
  }
  return status;
}

async function runFor(
  node: Extract<Node, { type: 'For' }>,
  session: Session,
  looked: boolean,
): Promise<number> {
  const items: string[] = node.wordlist === undefined ? [...session.args] : [];
  for (const word of node.wordlist ?? []) items.push(...(await expandWord(word, session, capture)));
  let at = -1;
  return await loop(
    async () => ++at < items.length,
    () => {
      session.variables.set(node.name.value, items[at] ?? '');
      return runList(node.body, session, looked);
    },
  );
}

async function runCase(
  node: Extract<Node, { type: 'Case' }>,
  session: Session,
  looked: boolean,
): Promise<number> {
  const value = await expandText(node.word, session, capture);
  for (const item of node.items) {
    for (const word of item.pattern) {
      if (matches(await expandPattern(word, session, capture), value))
        return await runList(item.body, session, looked);
    }
  }
  return 0;
}

async function runCommand(node: Command, session: Session): Promise<number> {
  const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
  const words: string[] = [];
  if (node.name !== undefined) words.push(...(await expandWord(node.name, session, capture)));
  for (const part of node.args) {
    if (part.type === 'Word') words.push(...(await expandWord(part, session, capture)));
    else words.push(`${part.name}=${await assigned(part, session)}`);
  }
  const values = new Map<string, string>();
  // Alone, an assignment has the status of the last command that its value came from.
  let status = 0;
  const heed: typeof capture = async (script, inner) => {
    const text = await capture(script, inner);
    status = inner.status;
    return text;
  };
  for (const part of assignments) values.set(part.name, await assigned(part, session, heed));
  if (words.length === 0) {
    for (const [name, value] of values) session.variables.set(name, value);
    return await redirected(node.redirects, session, capture, async () => status);
  }
  return await redirected(node.redirects, session, capture, (inner) =>
    execute(words, values, inner, session),
  );
}

async function assigned(part: Assignment, session: Session, take = capture): Promise<string> {
  if (part.value.type !== 'Word') throw new Uncovered('sh: an array');
  const value = await expandText(part.value, session, take);
  return part.append ? (session.variables.get(part.name) ?? '') + value : value;
}

/** Runs one command with its words ready: a function, a builtin of the shell, or a program. */
async function execute(
  words: readonly string[],
  values: ReadonlyMap<string, string>,
  inner: Session,
  shell: Session,
): Promise<number> {
  const [name = '', ...args] = words;
  const body = shell.functions.get(name);
  if (body !== undefined) return await callFunction(body, args, inner);
  const builtin = builtins[name];
  if (builtin !== undefined) {
    for (const [key, value] of values) shell.variables.set(key, value);
    return await builtin({ args, session: inner, shell, run: (source) => runHere(source, shell, inner) });
  }
  const environment = new Map(inner.variables);
  for (const [key, value] of values) environment.set(key, value);
  const exported = new Set([...inner.exported, ...values.keys()]);
  return await runProgram(words, subshell(inner, { variables: environment, exported }));
}

async function callFunction(body: unknown, args: string[], session: Session): Promise<number> {
  // Only its arguments are a function's own.
  const own: Session = { ...session, args };
  try {
    // The body was put there by this file alone, from the tree.
    return await dispatch(body as CommandNode, own, false);
  } catch (thrown) {
    if (thrown instanceof Leave && thrown.what === 'return') return thrown.status;
    throw thrown;
  } finally {
    session.cwd = own.cwd;
    session.options = own.options;
    session.stdin = own.stdin;
  }
}

async function runHere(source: string, shell: Session, inner: Session): Promise<number> {
  const here: Session = { ...shell, stdin: inner.stdin, out: inner.out, err: inner.err };
  try {
    return await runAll(parse(source).commands, here);
  } finally {
    shell.cwd = here.cwd;
    inner.cwd = here.cwd;
    inner.stdin = here.stdin;
  }
}

/**
 * Runs a program by its words, as a system does for which no shell stands between: nothing is expanded.
 *
 * @throws Uncovered for a program that the real machine has and the model does not
 */
export async function runProgram(words: readonly string[], session: Session): Promise<number> {
  const [name = '', ...args] = words;
  const program = findProgram(name);
  if (program === undefined) {
    session.err(`sh: 1: ${name}: not found\n`);
    return 127;
  }
  try {
    return await program({
      name,
      args,
      session,
      runScript: (source, over) => runScript(source, subshell(session, over)),
      runProgram: (more, over) => runProgram(more, subshell(session, over)),
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    session.err(`${name}: ${reason(error)}\n`);
    return 1;
  }
}

/** Returns what a script prints, without the newlines at its end. */
async function capture(script: ParsedScript, session: Session): Promise<string> {
  const chunks: Buffer[] = [];
  const status = await inSubshell(session, (inner) => runAll(script.commands, inner), {
    out: (text) => void chunks.push(Buffer.from(text)),
  });
  session.status = status;
  return Buffer.concat(chunks).toString('utf8').replace(/\n+$/, '');
}
