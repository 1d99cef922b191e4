import { expect, test } from 'vitest';
import { parseShell } from '../../../src/formats/shell/parse.ts';
import { writtenFiles } from '../../../src/formats/shell/written.ts';

test.each([
  ["cat > /data/a.json <<'E'\n{}\nE\n", '/data/a.json', false],
  ["cat <<'E' > a.toml\n{}\nE\n", 'a.toml', false],
  ["cat >> a <<'E'\n{}\nE\n", 'a', true],
  ["tee a <<'E'\n{}\nE\n", 'a', false],
  ["sudo tee -a a > /dev/null <<'E'\n{}\nE\n", 'a', true],
  ["cat <<'E' | sudo tee a\n{}\nE\n", 'a', false],
  ['cat > "$DIR/fly.toml" <<\'E\'\n{}\nE\n', '$DIR/fly.toml', false],
])('%j writes %s', (text, path, append) => {
  const [file, ...others] = writtenFiles(parseShell(text));
  expect(others).toEqual([]);
  expect(file).toMatchObject({ path, append, text: '{}\n', dynamic: false });
  expect(text.slice(file?.lines[0]?.file)).toMatch(/^\{\}\nE/);
});

test.each([
  'cat <<E\n{}\nE\n',
  'cat a > b\n',
  'grep x <<E > b\n{}\nE\n',
  'cat <<E | fly ssh console -C "tee a"\n{}\nE\n',
  'cat > a <<E\n{}\n',
])('%j writes no file from a heredoc', (text) => {
  expect(writtenFiles(parseShell(text))).toEqual([]);
});

test('a text with variables is known to be unfinished', () => {
  expect(writtenFiles(parseShell('cat > a <<E\n$x\nE\n'))[0]?.dynamic).toBe(true);
});
