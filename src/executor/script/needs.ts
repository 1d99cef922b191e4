import type { Command, Plan, Step } from '../../runbook/plan.ts';

/** Programs that stand on most computers, and not on all: where a step calls one, it is looked for before anything is done. */
const wellKnown = new Set(
  `awk base64 basename cat chmod cmp comm cp curl cut date diff dirname du env expr find git grep gunzip gzip head hexdump id install
  jq ln ls make mkdir mktemp mv nc node npm npx od openssl paste perl ping pnpm ps python3 readlink rm rmdir rsync scp sed seq sftp
  sleep sort split ssh ssh-keygen stat tail tar tee touch tr uname uniq unzip wc wget which xargs xxd zip`.split(
    /\s+/,
  ),
);

/** Where a command's name may stand. */
const beginning =
  /(?:^|[|;&({`!]|\b(?:do|then|else|if|while|until|time)\b)\s*([a-z][a-z0-9_-]*)(?=\s|$|[;|&)])/gm;

/** Returns the programs that a script calls, as far as they can be told: what the plan requires, and what stands in its steps. */
export function programsOf({ requires }: Pick<Plan, 'requires'>, steps: readonly Step[]): string[] {
  const called = steps
    .flatMap(({ action, check, undo }) => [...('run' in action ? [action.run] : []), check, undo])
    .filter((command): command is Command => command !== undefined && command.on === undefined)
    .flatMap(({ shell }) => {
      const text = shell.map((piece) => (typeof piece === 'string' ? piece : 'x')).join('');
      return [...text.matchAll(beginning)].map(([, name = '']) => name);
    });
  return [...new Set([...requires, ...called.filter((name) => wellKnown.has(name))])];
}
