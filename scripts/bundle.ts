import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import type { PlanIndex } from '../src/runbook/plan.ts';

const root = join(import.meta.dirname, '..');
const plansFolder = join(root, 'public', 'runbooks');

/** The oldest Node that the file runs on; older ones are told so in one line. */
const oldest = 22;

/** What stands in a comment for the characters that would end it. */
const guarded = '*~/';

/**
 * The file's first lines. Every Node that knows modules has to understand them. Node reads a whole file before it does anything, so
 * that all but what \`--help\` takes stands in comments at the end, and each part is taken from there when it is wanted.
 */
const head = `#!/usr/bin/env node
// The guide's runbooks in one file: node runbook.mjs --help
// The comments at the end hold the executor as it is, and plans and rehearsal packed with Brotli, as base64.
import { createRequire } from 'module';
const require = createRequire(import.meta.url);
if (Number(process.versions.node.split('.')[0]) < ${oldest}) {
  process.stderr.write('runbook.mjs needs Node ${oldest} or newer; this is ' + process.versions.node + '. / runbook.mjs richiede Node ${oldest} o successivo; questo \\u00e8 ' + process.versions.node + '.\\n');
  process.exit(2);
}
// Imported, fs would load all that it ever offers.
const file = require('url').fileURLToPath(import.meta.url);
const comment = (start, end) => {
  const text = require('fs').readFileSync(file, 'latin1');
  return text.slice(text.lastIndexOf('/*' + start) + 2 + start.length, text.lastIndexOf('*/' + end));
};
let packed;
const unpack = (name) => {
  packed = packed || JSON.parse('{' + comment('{', '\\n'));
  return require('zlib').brotliDecompressSync(Buffer.from(packed[name], 'base64')).toString();
};
const code = (name) => name === 'executor' ? comment('executor\\n', '\\n/*{').split('${guarded}').join('*/') : unpack(name);
const loaded = {};
const load = (name) => {
  if (!loaded[name]) {
    const module = { exports: {} };
    const names = ['require', 'module', 'exports'];
    require('vm').compileFunction(code(name), names, { filename: file + '.' + name })(require, module, module.exports);
    loaded[name] = module.exports;
  }
  return loaded[name];
};
const argv = process.argv.slice(2);
const light = argv[0] === undefined || argv[0] === 'help' || argv[0] === 'rehearsed' || (argv[0] !== 'complete' && !argv.includes('--') && argv.some((word) => ['--help', '-h', '--version'].includes(word)));
const front = () => {
const module = { exports: {} };
(function (exports) {
`;

const foot = `
})(module.exports);
return module.exports;
};
(light ? front() : load('executor')).main(argv, file, { rehearsal: () => load('rehearsal'), plans: () => JSON.parse(unpack('plans')) }).then((status) => {
  process.exitCode = status;
});
`;

/**
 * Writes the one file that people carry: executor, rehearsal, plans and both languages, without dependencies.
 *
 * @param outFile where to
 * @param plansDir the folder that the extraction wrote
 * @returns its SHA-256 in hexadecimal, and its size in bytes
 */
export async function bundleRunbook(
  outFile: string,
  plansDir = plansFolder,
): Promise<{ sha256: string; bytes: number }> {
  const [front, executor, rehearsal] = await Promise.all([
    // So that an old Node can read as far as the line that says it is too old.
    bundle('scripts/carried.ts', 'node12', [plainWords(/^runbook\.(help|usage)\./), helpAlone]),
    bundle(
      'scripts/carried.ts',
      `node${oldest}`,
      [fewerLocales, ownWords(/^runbook\./)],
      ['scripts/jitless.ts'],
    ),
    bundle('src/rehearsal/index.ts', `node${oldest}`, [fewerLocales]),
  ]);
  const plans = JSON.stringify(readPlans(plansDir));
  const packed = { plans: pack(plans), rehearsal: pack(rehearsal) };
  const text = `${head}${front}${foot}/*executor\n${guard(executor)}*/\n/*${JSON.stringify(packed)}*/\n`;
  mkdirSync(dirname(outFile), { recursive: true });
  writeWhole(outFile, text, 0o755);
  return { sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) };
}

/** Returns a module with all that it needs, as CommonJS: what is imported dynamically is not run before it is wanted. */
async function bundle(
  entry: string,
  target: string,
  plugins: Plugin[],
  inject: string[] = [],
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target,
    minify: true,
    legalComments: 'none',
    plugins,
    inject: inject.map((file) => join(root, file)),
    logLevel: 'error',
    absWorkingDir: root,
  });
  return outputFiles[0]?.text ?? '';
}

/** zod brings its messages in fifty languages; ours are in content/i18n. */
const fewerLocales: Plugin = {
  name: 'fewer-locales',
  setup: ({ onLoad }) => {
    onLoad({ filter: /zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** The executor says its own sentences alone, and `--help` those that it takes. */
function ownWords(wanted: RegExp, look: (words: Record<string, string>) => void = () => {}): Plugin {
  return {
    name: 'own-words',
    setup: ({ onLoad }) => {
      onLoad({ filter: /content[/\\]i18n[/\\]\w+\.json$/ }, ({ path }) => {
        const words: Record<string, string> = JSON.parse(readFileSync(path, 'utf8'));
        const own = Object.fromEntries(Object.entries(words).filter(([key]) => wanted.test(key)));
        look(own);
        // To parse JSON takes a fraction of what it takes to compile an object's literal.
        const text = JSON.stringify(JSON.stringify(own));
        return { contents: `module.exports = JSON.parse(${text});`, loader: 'js' };
      });
    },
  };
}

/** The words of `--help`, and as much of i18next as they take. */
function plainWords(wanted: RegExp): Plugin {
  return {
    name: 'plain-words',
    setup: (build) => {
      ownWords(wanted, refusePlurals).setup(build);
      build.onResolve({ filter: /^i18next$/ }, () => ({ path: join(root, 'scripts/plain-i18next.ts') }));
    },
  };
}

/** @throws Error where a sentence takes more than its values put in their places */
function refusePlurals(words: Readonly<Record<string, string>>): void {
  const many = Object.entries(words).find(([key, text]) => /_(one|other)$/.test(key) || text.includes('$t('));
  if (many) throw new Error(`--help knows no plurals: ${many[0]}`);
}

/** `--help` loads none of the commands that it tells of. */
const helpAlone: Plugin = {
  name: 'help-alone',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /commands\/|^\.\/[\w-]+\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !/(?:help|commands)\.ts$/.test(path)
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Returns every file of the extraction, without the spaces that only people want. A file cannot hold its own digest. */
function readPlans(folder: string): Record<string, string> {
  const { program: _, ...index } = readIndex(folder);
  const files = index.plans.map(({ file }) => basename(file)).sort();
  return Object.fromEntries([
    ['index.json', JSON.stringify(index)],
    ...files.map((name) => [name, JSON.stringify(JSON.parse(readFileSync(join(folder, name), 'utf8')))]),
  ]);
}

function readIndex(folder: string): PlanIndex {
  return JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
}

/** Says in the plans' index which file runs them, and what its digest is. */
function publishDigest(folder: string, program: NonNullable<PlanIndex['program']>): void {
  writeWhole(join(folder, 'index.json'), `${JSON.stringify({ ...readIndex(folder), program }, null, 2)}\n`);
}

function writeWhole(file: string, text: string, mode = 0o644): void {
  writeFileSync(`${file}.tmp`, text);
  chmodSync(`${file}.tmp`, mode);
  renameSync(`${file}.tmp`, file);
}

/** @throws Error where the code already has what the comment's end is written as */
function guard(code: string): string {
  if (code.includes(guarded)) throw new Error(`The executor's code has ${guarded} in it.`);
  return code.replaceAll('*/', guarded);
}

/** Quality 9 of 11: two seconds less for a twentieth more. */
function pack(text: string): string {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return brotliCompressSync(text, { params }).toString('base64');
}

if (import.meta.main) {
  const elsewhere = process.argv[2];
  const outFile = elsewhere === undefined ? join(plansFolder, '..', 'runbook.mjs') : resolve(elsewhere);
  const { sha256, bytes } = await bundleRunbook(outFile);
  if (elsewhere === undefined) publishDigest(plansFolder, { file: basename(outFile), sha256, bytes });
  process.stdout.write(`${sha256}  ${outFile}\n`);
}
