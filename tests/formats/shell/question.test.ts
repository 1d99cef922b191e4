import { expect, test } from 'vitest';
import { questionFaults } from '../../../src/formats/shell/question.ts';

const take = (shell: string) => `(\n  told=$(${shell}) || exit 2\n  printf '%s\\n' "$told" | grep up\n)`;

test.each([
  ['one lookup', 'test -f bed'],
  ['lookups that have to hold together', 'grep rose bed && ! grep weed bed'],
  ['what a program prints, taken first', take('cloud list')],
  ['what a program is fed, taken', take("echo 'ls' | cloud shell")],
  ['a variable that is set to what is known', 'kind=rose\ngrep "$kind" bed'],
  [
    'what is made of what was taken',
    '(\n  all=$(cloud list) || exit 2\n  one=$(echo "$all" | head -n 1)\n  test "$one" = up\n)',
  ],
  ['a folder that may not be there', '(\n  cd garden || exit 2\n  grep rose bed\n)'],
  [
    'answers that are told apart by what is printed',
    '(\n  told=$(cloud show 2>&1) && exit 0\n  echo "$told" | grep none && exit 1\n  exit 2\n)',
  ],
])('%s is a question', (_, text) => {
  expect(questionFaults(text)).toEqual([]);
});

test.each([
  ['lines of which the last alone would count', 'grep rose bed\ngrep lily bed', ['lines grep rose bed']],
  [
    'a line within, whose failure nobody heeds',
    '(\n  grep rose bed\n  grep lily bed\n)',
    ['lines grep rose bed'],
  ],
  ['a program whose failure is a no', 'cloud list', ['failure cloud list']],
  ['a program in front of a pipe', 'cloud list | grep up', ['failure cloud list']],
  ['the same where it is taken', take('cloud list | tr a b'), ['failure cloud list']],
  [
    'a program whose failure is said to be a no',
    take('cloud list').replace('2', '1'),
    ['failure cloud list'],
  ],
  ['a program within a lookup', 'test "$(cloud name)" = up', ['failure cloud name']],
  ['an end that would close a terminal', 'test -f bed || exit 1', ['exit exit 1']],
  [
    'a name that zsh keeps for itself',
    take('cloud list').replaceAll('told', 'status'),
    ['name status=$(cloud list)'],
  ],
])('%s is none', (_, text, faults) => {
  expect(questionFaults(text).map((fault) => `${fault.kind} ${fault.text}`)).toEqual(faults);
});

test('a placeholder is a word, and what no shell can read is told elsewhere', () => {
  expect(questionFaults('test -f <file-name>')).toEqual([]);
  expect(questionFaults('test -f "bed')).toEqual([]);
});
