import { appendFileSync, closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import type { Redirection } from 'unbash';
import { Uncovered } from '../../failure.ts';
import { claim, hostToWrite } from '../programs/program.ts';
import { type Capture, expandParts, expandText } from './expand.ts';
import type { Session, Sink } from './shell.ts';

/** Runs something with its redirections in place. */
export async function redirected(
  redirects: readonly Redirection[],
  session: Session,
  capture: Capture,
  run: (inner: Session) => Promise<number>,
): Promise<number> {
  if (redirects.length === 0) return await run(session);
  const inner: Session = { ...session };
  for (const redirect of redirects) {
    const failed = await apply(redirect, inner, session, capture);
    if (failed !== undefined) {
      session.err(`sh: 1: ${failed}\n`);
      return 2;
    }
  }
  const isRedirected = inner.stdin !== session.stdin;
  try {
    return await run(inner);
  } finally {
    // What a builtin or a function changed of the shell itself outlives the redirection, and so does what it has read of its input.
    session.cwd = inner.cwd;
    session.options = inner.options;
    if (!isRedirected) session.stdin = inner.stdin;
  }
}

async function apply(
  redirect: Redirection,
  inner: Session,
  session: Session,
  capture: Capture,
): Promise<string | undefined> {
  const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
  if (redirect.type === 'HereDoc') {
    const { body, delimiter } = redirect;
    const raw = redirect.operator === '<<-' ? body.text.replaceAll(/^\t+/gm, '') : body.text;
    const text =
      delimiter?.quoted || body.parts === undefined ? raw : await expandParts(body.parts, session, capture);
    inner.stdin = async () => Buffer.from(text);
    return undefined;
  }
  if (redirect.target === undefined) return 'Syntax error: newline unexpected';
  const target = await expandText(redirect.target, session, capture);
  if (redirect.type === 'HereString') throw new Uncovered('sh: <<<');
  switch (redirect.operator) {
    case '<': {
      const host = hostToRead(session, target);
      if (host === undefined) return `cannot open ${target}: Permission denied`;
      if (target === '/dev/null') inner.stdin = async () => Buffer.alloc(0);
      else if (statSync(host, { throwIfNoEntry: false })?.isFile() !== true)
        return `cannot open ${target}: No such file`;
      else inner.stdin = async () => readFileSync(host);
      return undefined;
    }
    case '>':
    case '>|':
    case '>>':
    case '&>':
    case '&>>': {
      const opened = openSink(target, redirect.operator.endsWith('>>'), session);
      if (typeof opened === 'string') return opened;
      if (redirect.operator.startsWith('&') || descriptor === 2) inner.err = opened;
      if (redirect.operator.startsWith('&') || (descriptor ?? 1) === 1) inner.out = opened;
      return undefined;
    }
    case '>&': {
      const from = target === '2' ? inner.err : target === '1' ? inner.out : undefined;
      if (from === undefined) throw new Uncovered(`sh: >&${target}`);
      if (descriptor === 2) inner.err = from;
      else inner.out = from;
      return undefined;
    }
    default:
      throw new Uncovered(`sh: ${redirect.operator}`);
  }
}

function hostToRead(session: Session, target: string): string | undefined {
  try {
    return session.files.host(posix.resolve(session.cwd, target));
  } catch {
    return undefined;
  }
}

function openSink(target: string, append: boolean, session: Session): Sink | string {
  if (target === '/dev/null') return () => {};
  if (target === '/dev/stderr') return session.err;
  if (target === '/dev/stdout') return session.out;
  const path = posix.resolve(session.cwd, target);
  let host: string;
  try {
    host = hostToWrite(session, path);
    const isNew = !existsSync(host);
    closeSync(openSync(host, append ? 'a' : 'w', 0o644));
    if (isNew) claim(session, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES') return `cannot create ${target}: Permission denied`;
    return code === 'EISDIR'
      ? `cannot create ${target}: Is a directory`
      : `cannot create ${target}: Directory nonexistent`;
  }
  return (text) => appendFileSync(host, text);
}
