import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Ground } from './ground.ts';
import { until } from './ground.ts';

/** A terminal of its own, in which a shell runs as a person's does: with job control. */
export interface Terminal {
  type: (keys: string) => void;
  /** Waits until a text is shown after all that was waited for before. */
  see: (text: string) => Promise<void>;
  /** All that was ever shown. */
  shown: () => string;
}

/** Opens a terminal and gives a command line of the executor in it; `exit=STATUS` is shown once it has ended. */
export function openTerminal(at: Ground, args: string[], env: Record<string, string> = {}): Terminal {
  const shell = 'bash --norc --noprofile -i';
  const words =
    process.platform === 'linux' ? ['-qec', shell, '/dev/null'] : ['-q', '/dev/null', 'sh', '-c', shell];
  const child = spawn('script', words, {
    cwd: at.work,
    env: {
      PATH: process.env.PATH,
      HOME: at.folder,
      TMPDIR: at.folder,
      XDG_STATE_HOME: at.state,
      TEST_PLANS: at.plans,
      PS1: '> ',
      TERM: 'xterm',
      LANG: 'C',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  let seen = 0;
  child.stdout.on('data', (chunk) => {
    shown += chunk;
  });
  const type = (keys: string) => void child.stdin.write(keys);
  const line = [process.execPath, at.program, ...args].map((word) => `'${word}'`).join(' ');
  type(`${line}; echo exit=$?\r`);
  return {
    type,
    shown: () => shown,
    see: async (text) => {
      await until(() => shown.indexOf(text, seen) >= 0, 20_000).catch(() => {
        throw new Error(`There is no ${JSON.stringify(text)} in ${JSON.stringify(shown.slice(seen))}`);
      });
      seen = shown.indexOf(text, seen) + text.length;
    },
  };
}
