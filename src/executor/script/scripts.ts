import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planIndexSchema, planSchema } from '../../runbook/plan.ts';
import { languages, speak } from '../../words.ts';
import { settleValues } from '../plans/values.ts';
import { writeScript } from './script.ts';

/**
 * Writes beside each plan of a folder the shell script that does the same, one a language: `deploy.en.sh`. Scripts of plans that are
 * no more go.
 *
 * @throws the system's error where the folder cannot be read or written, zod's where it holds no plans
 */
export function writeScripts(folder: string): void {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const { plans } = planIndexSchema.parse(read('index.json'));
  const kept = plans.flatMap(({ file }) => {
    const plan = planSchema.parse(read(file));
    return languages.map((language) => {
      const name = `${plan.id}.${language}.sh`;
      const beside = join(folder, `${name}.${process.pid}.tmp`);
      writeFileSync(
        beside,
        `${writeScript(plan, plan.steps, settleValues(plan, {}, language), language, speak(language))}\n`,
      );
      renameSync(beside, join(folder, name));
      return name;
    });
  });
  const earlier = readdirSync(folder).filter((file) => /^[a-z0-9-]+\.[a-z]{2}\.sh$/.test(file));
  for (const file of earlier) if (!kept.includes(file)) rmSync(join(folder, file), { force: true });
}
