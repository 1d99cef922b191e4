import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { instrument, type NumberedMutant } from './instrument.ts';

/** Where the switch stands in a copy, and the two files that it shares with what tests spawn. */
export const switchPath = 'src/mutant-switch.ts';
export const controlName = '.mutant';
export const passedName = '.passed';

const parts = ['src', 'tests', 'scripts', 'content', 'public', 'package.json', 'tsconfig.json'];

/**
 * Makes a copy of the project with these mutants in it, to be thrown away. Tests there find the packages of the project itself.
 *
 * @param home the project's folder
 * @param mutants by their file below it
 */
export function makeCopy(home: string, mutants: ReadonlyMap<string, readonly NumberedMutant[]>): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  for (const part of parts.filter((one) => existsSync(join(home, one))))
    cpSync(join(home, part), join(copy, part), { recursive: true });
  symlinkSync(join(home, 'node_modules'), join(copy, 'node_modules'));
  mkdirSync(join(copy, 'tmp'));
  writeFileSync(join(copy, controlName), '0');
  writeFileSync(join(copy, passedName), '');
  writeFileSync(
    join(copy, switchPath),
    readFileSync(join(import.meta.dirname, 'switch.ts'), 'utf8')
      .replace("'CONTROL_FILE'", JSON.stringify(join(copy, controlName)))
      .replace("'PASSED_FILE'", JSON.stringify(join(copy, passedName))),
  );
  for (const [file, ofFile] of mutants) {
    const path = join(copy, file);
    const from = relative(dirname(path), join(copy, switchPath));
    writeFileSync(
      path,
      instrument(readFileSync(path, 'utf8'), ofFile, from.startsWith('.') ? from : `./${from}`),
    );
  }
  return copy;
}
