import { callAgain, keepCompiled } from './compile-cache.ts';

keepCompiled();

// The world's programs call this file again; what they need is loaded only then, and only that.
if (process.argv[2] === 'rehearsed') {
  const { rehearsed } = await import('../src/rehearsal/rehearsed.ts');
  const [program = '', ...argv] = process.argv.slice(3);
  process.exitCode = await rehearsed(program, argv);
} else {
  const { rehearse } = await import('../src/rehearsal/shell.ts');
  process.exitCode = await rehearse(process.argv.slice(2), callAgain(import.meta.filename));
}
