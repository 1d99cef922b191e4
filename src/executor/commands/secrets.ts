import type { PlanSecret } from '../../runbook/plan.ts';
import { inLanguage, type Workshop } from '../engine/session.ts';
import type { RunRecord } from '../journal/record.ts';
import { generate, makeUp, type SecretSource } from '../secrets/sources.ts';
import { exits, Stop } from '../stop.ts';
import type { Asker } from '../terminal/ask.ts';

/**
 * Gets the secrets that commands read: from the environment, from the user, or made. The workshop holds them for the commands
 * that read them, and nothing else does. Returns where each came from.
 *
 * @throws Stop where one is needed and cannot be had
 */
export async function gatherSecrets(
  workshop: Workshop,
  secrets: readonly PlanSecret[],
  rehearsal: boolean,
  asker?: Asker,
): Promise<RunRecord['secrets']> {
  const sources: RunRecord['secrets'] = {};
  const missing: string[] = [];
  for (const secret of secrets) {
    const found = await find(workshop, secret, rehearsal, asker);
    if (!found) {
      missing.push(secret.name);
      continue;
    }
    sources[secret.name] = found.source;
    if (found.value !== undefined) {
      workshop.held[secret.name] = found.value;
      workshop.redactor.hide(found.value);
    }
    workshop.report({ event: 'secret', name: secret.name, source: found.source });
  }
  if (missing.length > 0) {
    throw new Stop(exits.usage, {
      key: 'runbook.secret.missing',
      values: { names: missing.join(', '), count: missing.length },
    });
  }
  return sources;
}

async function find(
  workshop: Workshop,
  secret: PlanSecret,
  rehearsal: boolean,
  asker: Asker | undefined,
): Promise<{ source: SecretSource; value?: string } | undefined> {
  const given = workshop.held[secret.name];
  if (given !== undefined) return { source: 'environment', value: given };
  if (rehearsal) return secret.optional ? { source: 'absent' } : { source: 'made-up', value: makeUp(secret) };
  if (asker) {
    const typed = await ask(workshop, secret, asker);
    if (typed !== '') return { source: 'prompt', value: typed };
  }
  const made = secret.optional ? undefined : generate(secret);
  if (made !== undefined) return { source: 'generated', value: made };
  return secret.optional ? { source: 'absent' } : undefined;
}

/** Returns what was typed; nothing only where the secret can be done without, or made. */
async function ask(workshop: Workshop, secret: PlanSecret, asker: Asker): Promise<string> {
  for (;;) {
    const typed = await asker.askHidden(question(workshop, secret));
    if (typed.trim() !== '' || secret.optional || secret.generate) return typed;
    workshop.report({
      event: 'note',
      message: workshop.say('runbook.secret.required', { name: secret.name }),
    });
  }
}

function question({ say, language }: Workshop, secret: PlanSecret): string {
  const values = { name: secret.name, label: inLanguage(secret.label, language) };
  if (secret.optional) return `${say('runbook.secret.ask.optional', values)} `;
  return secret.generate
    ? `${say('runbook.secret.ask.generate', values)} `
    : `${say('runbook.secret.ask', values)} `;
}
