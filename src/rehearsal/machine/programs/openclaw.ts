import { Uncovered } from '../../failure.ts';
import { complain, type Program, type Run } from './program.ts';

/** OpenClaw's own command line, as it is called on the machine. */
export const openclaw: Program = (run) => cli(run, run.args);

/** It knows the schemas of every release, which is much to load, and seldom wanted. */
async function cli(run: Run, args: readonly string[]): Promise<number> {
  const { cli: answer } = await import('../../gateway/cli.ts');
  return await answer(run, args);
}

/** `node dist/index.js …` and `node openclaw.mjs …` are OpenClaw's command line; nothing else of Node is there. */
export const node: Program = (run) => {
  const args = run.args.filter((arg) => !arg.startsWith('--max-old-space-size'));
  const [script = '', ...rest] = args;
  if (script === '-v' || script === '--version') {
    run.session.out('v24.21.0\n');
    return 0;
  }
  if (/^(\/app\/)?(\.\/)?(dist\/(index|entry)\.m?js|openclaw\.mjs)$/.test(script)) {
    if (!script.startsWith('/') && run.session.cwd !== '/app') {
      return complain(run, `Error: Cannot find module '${run.session.cwd.replace(/\/$/, '')}/${script}'`);
    }
    return cli(run, rest);
  }
  if (script === '-' || script === '') return relay(run);
  throw new Uncovered(`fly ssh console: node ${script}`);
};

/**
 * A script on standard input that leads a port of the machine's private address on to one on loopback: the only script that the
 * model knows. It stays until whoever started it ends.
 */
async function relay(run: Run): Promise<number> {
  const script = (await run.session.stdin()).toString('utf8');
  const [, port] = /\.listen\((\d+),\s*['"]fly-local-6pn['"]/.exec(script) ?? [];
  if (port === undefined || !/\.connect\(\d+/.test(script)) throw new Uncovered('fly ssh console: node -');
  run.session.machine.relay(Number(port));
  run.session.out('open\n');
  await new Promise<void>((ended) => {
    const timer = setInterval(() => {}, 60_000);
    const end = () => {
      clearInterval(timer);
      ended();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
  run.session.machine.relay(undefined);
  return 0;
}
