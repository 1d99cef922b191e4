import { describe, expect, test } from 'vitest';
import { deprecationNotice, flyError } from '../../../src/formats/fly-command/error.ts';
import { argvWords, flagValue, isOn } from '../../../src/formats/fly-command/invocation.ts';
import { parseFly } from '../../../src/formats/fly-command/parse.ts';
import { commandFacts, flagsOf, isCommand, subcommands } from '../../../src/formats/fly-command/tree.ts';

const parse = (line: string) => parseFly(argvWords(line.split(' ')));

describe('commands', () => {
  test.each([
    ['fly volumes create data', 'volumes create', ['data']],
    ['fly vol ls', 'volumes list', []],
    ['fly v create data -y', 'volumes create', ['data']],
    ['fly m restart abc', 'machine restart', ['abc']],
    ['fly machines list', 'machine list', []],
    ['fly ip ls', 'ips list', []],
    ['fly wg create', 'wireguard create', []],
    ['fly ext tigris create', 'extensions storage create', []],
    ['fly checks ls', 'checks list', []],
    ['fly -a x status', 'status', []],
    ['fly status -a x', 'status', []],
    ['fly machine -a x list', 'machine list', []],
    ['fly --verbose deploy .', 'deploy', ['.']],
    ['fly ssh console -C status', 'ssh console', []],
    ['fly deploy -- --ha', 'deploy', ['--ha']],
    ['flyctl version', 'version', []],
    ['/usr/local/bin/fly version upgrade', 'version upgrade', []],
    ['fly', '', []],
  ])('%s is `%s`', (line, path, args) => {
    const invocation = parse(line);
    expect(invocation.path).toBe(path);
    expect(invocation.args.map((word) => word.value)).toEqual(args);
    expect(flyError(invocation)).toBeUndefined();
  });

  test('what flyctl hands on to others is not parsed', () => {
    const invocation = parse('fly launch --now -- --bogus');
    expect(invocation.handedOn.map((word) => word.value)).toEqual(['--bogus']);
    expect(flyError(invocation)).toBeUndefined();
  });
});

describe('flags', () => {
  test.each([
    ['fly volumes create d --size 3', 'size', '3'],
    ['fly volumes create d --size=3', 'size', '3'],
    ['fly volumes create d -s 3', 'size', '3'],
    ['fly volumes create d -s3', 'size', '3'],
    ['fly volumes create d -s=3', 'size', '3'],
    ['fly volumes create d -ys3', 'size', '3'],
    ['fly volumes create --size 1 d --size 3', 'size', '3'],
    ['fly machine update x --memory 512', 'vm-memory', '512'],
    ['fly machine update x --autostop', 'autostop', 'stop'],
    ['fly machine update x --autostop=suspend', 'autostop', 'suspend'],
    ['fly deploy --regions iad,ams', 'regions', 'iad,ams'],
    ['fly deploy --app=', 'app', ''],
    ['fly deploy -e A=B=C', 'env', 'A=B=C'],
    ['fly logs -i abc', 'instance', 'abc'],
    ['fly status --access-token x', 'access-token', 'x'],
  ])('%s: --%s is %s', (line, name, value) => {
    const invocation = parse(line);
    expect(flagValue(invocation, name)).toBe(value);
    expect(flyError(invocation)).toBeUndefined();
  });

  test.each([
    ['--ha', true],
    ['--ha=true', true],
    ['--ha=1', true],
    ['--ha=T', true],
    ['--ha=false', false],
    ['--ha=0', false],
    ['--now', false],
  ])('%s turns `ha` on: %s', (flag, on) => {
    expect(isOn(parse(`fly deploy ${flag}`), 'ha')).toBe(on);
  });
});

describe('what flyctl refuses, it refuses in its own words', () => {
  test.each([
    ['fly xyzzy', 'Error: unknown command "xyzzy" for "fly"'],
    ['flyctl depoy', 'Error: unknown command "depoy" for "flyctl"\n\nDid you mean this?\n\tdeploy\n'],
    ['fly --json apps list', 'Error: unknown command "list" for "fly"'],
    ['fly deploy --bogus', 'Error: unknown flag: --bogus'],
    ['fly deploy --bogus=x', 'Error: unknown flag: --bogus'],
    ['fly status -jz', "Error: unknown shorthand flag: 'z' in -z"],
    ['fly status -zj', "Error: unknown shorthand flag: 'z' in -zj"],
    ['fly deploy --app', 'Error: flag needs an argument: --app'],
    ['fly deploy -a', "Error: flag needs an argument: 'a' in -a"],
    ['fly deploy --=x', 'Error: bad flag syntax: --=x'],
    [
      'fly volumes create d --size big',
      'Error: invalid argument "big" for "-s, --size" flag: strconv.ParseInt: parsing "big": invalid syntax',
    ],
    [
      'fly deploy --ha=no',
      'Error: invalid argument "no" for "--ha" flag: strconv.ParseBool: parsing "no": invalid syntax',
    ],
    [
      'fly tokens create deploy -x 30',
      'Error: invalid argument "30" for "-x, --expiry" flag: time: missing unit in duration "30"',
    ],
    [
      'fly volumes create d -n 99999999999999999999',
      'Error: invalid argument "99999999999999999999" for "-n, --count" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range',
    ],
    ['fly volumes create', 'Error: accepts 1 arg(s), received 0'],
    ['fly ips release', 'Error: requires at least 1 arg(s), only received 0'],
    ['fly deploy a b', 'Error: accepts at most 1 arg(s), received 2'],
    ['fly apps create a b', 'Error: accepts between 0 and 1 arg(s), received 2'],
    ['fly status x', 'Error: unknown command "x" for "fly status"'],
    ['fly deploy --bogus a b', 'Error: unknown flag: --bogus'],
  ])('%s', (line, error) => {
    expect(flyError(parse(line))).toBe(error);
  });

  test.each([
    'fly machine',
    'fly machine bogus',
    'fly deploy --help',
    'fly volumes create -h',
    'fly help deploy',
    'fly --version',
  ])('%s prints help or version and is no error', (line) => {
    const invocation = parse(line);
    expect(invocation.help).toBe(true);
    expect(flyError(invocation)).toBeUndefined();
  });

  test('a deprecated command says so and runs', () => {
    const invocation = parse('fly open');
    expect(deprecationNotice(invocation)).toBe('Command "open" is deprecated, use `fly apps open` instead');
    expect(flyError(invocation)).toBeUndefined();
  });
});

describe('the table of commands', () => {
  const paths: string[] = [''];
  for (const path of paths) paths.push(...new Set(subcommands(path).values()));

  test('hangs together', () => {
    expect(paths.length).toBeGreaterThan(370);
    for (const path of paths) {
      const { replacement, flags = [], min = 0, max = min } = commandFacts(path);
      if (replacement !== undefined) expect(isCommand(replacement), path).toBe(true);
      expect(flagsOf(path).long.size, path).toBeGreaterThanOrEqual(flags.length);
      expect(max, path).toBeGreaterThanOrEqual(min);
    }
  });

  test('gives no shorthand twice', () => {
    for (const path of paths) {
      const shorthands = [...new Set(flagsOf(path).long.values())].flatMap(
        ({ shorthand }) => shorthand ?? [],
      );
      expect(new Set(shorthands).size, path).toBe(shorthands.length);
    }
  });
});
