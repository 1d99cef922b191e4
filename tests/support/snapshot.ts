import { execFile } from 'node:child_process';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { home } from './program.ts';

/**
 * Makes a start-up snapshot of a program: Node then starts with all of its modules evaluated, in a third of the time. A rehearsal
 * of the guide starts thousands of programs.
 *
 * @param entry the program's file, below the project's folder: it hands what it does to `startupSnapshot.setDeserializeMainFunction`
 * @param rooms folders whose files are evaluated too, since the program imports some of them only when it wants them
 * @param blob where the snapshot is written: `node --snapshot-blob BLOB main …` runs it, `main` being the script's name
 */
export async function snapshotOf(entry: string, rooms: readonly string[], blob: string): Promise<void> {
  const others = rooms.flatMap((room) =>
    readdirSync(join(home, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(room, file)),
  );
  const script = `${blob}.cjs`;
  await build({
    stdin: {
      contents: [...others, entry].map((file) => `import './${file}';`).join('\n'),
      resolveDir: home,
    },
    bundle: true,
    outfile: script,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    plugins: [whenUsed],
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    logLevel: 'error',
  });
  await promisify(execFile)(process.execPath, ['--snapshot-blob', `${blob}.new`, '--build-snapshot', script]);
  renameSync(`${blob}.new`, blob);
  rmSync(script);
}

const builtIn =
  /^(?:node:)?(?:child_process|crypto|dns|http|https|module|net|readline|readline\/promises|tls|tty|vm|worker_threads|zlib)$/;

/** Modules of Node's that hold what no snapshot can, such as sockets: each is loaded when something of it is first used. */
const whenUsed: Plugin = {
  name: 'when-used',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: builtIn }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'when-used',
    }));
    onLoad({ filter: /./, namespace: 'when-used' }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(path) ?? {});
      const lines = [
        `const load = () => process.getBuiltinModule(${JSON.stringify(path)});`,
        `for (const name of ${JSON.stringify(names)})`,
        `  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });`,
        `Object.defineProperty(exports, 'default', { enumerable: true, get: load });`,
        `exports.__esModule = true;`,
      ];
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};
