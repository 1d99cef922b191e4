import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { found } from '../../shell/rule.ts';
import type { FlyCommand } from '../command.ts';
import { type FlyInvocation, flagValue, isOn } from '../invocation.ts';
import { restartsRule, secretRule, stdinRule } from '../rules.ts';

const secretName = /KEY|TOKEN|SECRET|PASS|PWD|CREDENTIAL|DSN|AUTH|PRIVATE/i;

/** Returns findings for secrets that stand on the command line, and for commands that read one from where nothing comes. */
export function checkSecrets({ invocation, shell }: FlyCommand): Finding[] {
  const { path, args, named } = invocation;
  const unfed = !shell.fed && !shell.within.some((place) => place === 'function' || place === 'loop');
  const last = named.at(-1);
  if (path === 'secrets import' && unfed && last && !invocation.help) {
    return [found(stdinRule, last, { key: 'rules.fly-command/stdin.import' }, { severity: 'info' })];
  }
  if (path !== 'secrets set') return [];
  return args.flatMap((arg) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(arg.value) ?? [];
    if (name === undefined || value === undefined || value === '' || arg.several) return [];
    if (value === '-')
      return unfed ? [found(stdinRule, arg, { key: 'rules.fly-command/stdin', values: { name } })] : [];
    if (arg.dynamic)
      return [
        found(
          secretRule,
          arg,
          { key: 'rules.fly-command/secret.dynamic', values: { name } },
          { severity: 'info' },
        ),
      ];
    const severity = secretName.test(name) ? 'warning' : 'info';
    return [found(secretRule, arg, { key: 'rules.fly-command/secret', values: { name } }, { severity })];
  });
}

/** Returns a finding for each row of commands that set secrets of one app one by one: each restarts its machines. */
export function checkSecretRows(commands: readonly FlyCommand[]): Finding[] {
  const findings: Finding[] = [];
  let row: FlyCommand[] = [];
  const close = (): void => {
    const [first, second] = row;
    if (first && second) findings.push(restarts(first, second, row.length));
    row = [];
  };
  for (const command of commands) {
    const { invocation } = command;
    const sets = /^secrets (?:set|unset|import)$/.test(invocation.path) && !invocation.help;
    const branches = command.shell.within.some(
      (place) => place === 'if' || place === 'case' || place === 'or',
    );
    const [last] = row;
    if (!sets || branches || isOn(invocation, 'stage') || (last && app(last.invocation) !== app(invocation)))
      close();
    if (sets && !branches && !isOn(invocation, 'stage')) row.push(command);
  }
  close();
  return findings;
}

function app(invocation: FlyInvocation): string {
  return flagValue(invocation, 'app') ?? '';
}

function restarts(first: FlyCommand, second: FlyCommand, count: number): Finding {
  return found(
    restartsRule,
    second.shell,
    { key: 'rules.fly-command/restarts', values: { count } },
    {
      related: [
        { start: first.shell.start, end: first.shell.end, message: { key: 'related.fly-command/restarts' } },
      ],
    },
  );
}
