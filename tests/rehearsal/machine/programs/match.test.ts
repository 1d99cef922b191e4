import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployed, newWorld, onMachine, type TestWorld } from '../../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await newWorld();
  await deployed(world);
  await onMachine(
    world,
    "printf '%s\\n' '*x' 'ax' 'a+b' 'aab' 'a|b' '[x]' 'a^b$c' '<here>' '{1}' 'aa' > /tmp/f",
  );
});
afterAll(() => world[Symbol.dispose]());

test.each([
  ["grep '*x' /tmp/f", '*x\n'],
  ["grep '^*x' /tmp/f", '*x\n'],
  ["grep '\\(*x\\)' /tmp/f", '*x\n'],
  ["grep -E '*x' /tmp/f", '*x\nax\n[x]\n'],
  ["grep 'a+b' /tmp/f", 'a+b\n'],
  ["grep -E 'a+b' /tmp/f", 'aab\n'],
  ["grep 'a\\+b' /tmp/f", 'aab\n'],
  ["grep 'a|b' /tmp/f", 'a|b\n'],
  ["grep 'a**b' /tmp/f", 'a+b\naab\na|b\na^b$c\n'],
  ["grep '[]x]]' /tmp/f", '[x]\n'],
  ["grep '[[]x' /tmp/f", '[x]\n'],
  ["grep 'a^b$c' /tmp/f", 'a^b$c\n'],
  ["grep '[[:punct:]]1' /tmp/f", '{1}\n'],
  ["grep -E '^a{2}$' /tmp/f", 'aa\n'],
  ["grep '^a\\{2\\}$' /tmp/f", 'aa\n'],
  ["grep -E '\\{1}' /tmp/f", '{1}\n'],
  ["grep -o '[^[:alpha:][:space:]]' /tmp/f | head -n 2", '*\n+\n'],
  ["echo a1b22 | grep -oE '[0-9]*'", '1\n22\n'],
  ["grep -F '[x' /tmp/f", '[x]\n'],
  ["grep -c '\\<here\\>' /tmp/f", '1\n'],
  ["echo 'a*b' | sed 's/*/-/'", 'a-b\n'],
])('%s', async (script, printed) => {
  const { stdout, stderr } = await onMachine(world, script);
  expect({ stdout, stderr }).toEqual({ stdout: printed, stderr: '' });
});

test.each([
  ['grep [ /tmp/f', 'grep: Unmatched [, [^, [:, [., or [=\n'],
  ["grep 'a[^]' /tmp/f", 'grep: Unmatched [, [^, [:, [., or [=\n'],
  ["grep '[z-a]' /tmp/f", 'grep: Invalid range end\n'],
  ["grep '[[:nope:]]' /tmp/f", 'grep: Invalid character class name\n'],
  ["grep '\\(a' /tmp/f", 'grep: Unmatched ( or \\(\n'],
  ["grep -E 'a(b' /tmp/f", 'grep: Unmatched ( or \\(\n'],
  ["grep 'a\\)' /tmp/f", 'grep: Unmatched ) or \\)\n'],
  ["grep 'a\\' /tmp/f", 'grep: Trailing backslash\n'],
])('%s is refused', async (script, said) => {
  expect(await onMachine(world, `${script}; echo $?`)).toMatchObject({ stdout: '2\n', stderr: said });
});

test.each([
  ['echo /data/[z-a]', '/data/[z-a]\n'],
  ['case b in [z-a]) echo in;; *) echo out;; esac', 'out\n'],
  ['touch /tmp/5.md; cd /tmp; echo [[:digit:]].md', '5.md\n'],
])('%s', async (script, printed) => {
  expect(await onMachine(world, script)).toMatchObject({ stdout: printed, status: 0 });
});
