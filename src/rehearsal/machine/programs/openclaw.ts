import { Uncovered } from '../../failure.ts';
import { cli } from '../../gateway/cli.ts';
import { complain, type Program } from './program.ts';

/** OpenClaw's own command line, as it is called on the machine. */
export const openclaw: Program = (run) => cli(run, run.args);

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
  throw new Uncovered(`fly ssh console: node ${script}`);
};
