import { describe, expect, test } from 'vitest';
import project from '../../package.json' with { type: 'json' };
import lockFile from '../../package-lock.json' with { type: 'json' };
import {
  addIntegrity,
  completeLock,
  type Lock,
  lackingIntegrity,
  missingOptionals,
} from '../../src/project/lock.ts';

const lock = lockFile as unknown as Lock;

describe('the lock file serves every platform', () => {
  test('it holds every optional dependency that it names', () => {
    expect(missingOptionals(lock).map(({ name }) => name)).toEqual([]);
  });

  test('what npm left out is added with its platform', () => {
    const partial: Lock = {
      packages: {
        'node_modules/a': {
          version: '1.0.0',
          dev: true,
          optionalDependencies: { '@a/cli-darwin-arm64': '1.0.0' },
        },
      },
    };
    expect(completeLock(partial)).toEqual(['@a/cli-darwin-arm64']);
    expect(partial.packages['node_modules/@a/cli-darwin-arm64']).toEqual({
      version: '1.0.0',
      cpu: ['arm64'],
      os: ['darwin'],
      dev: true,
      optional: true,
    });
    expect(missingOptionals(partial)).toEqual([]);
  });
});

describe('what is downloaded is held to its digest', () => {
  test('every package has one', () => {
    expect(lackingIntegrity(lock).map(({ name }) => name)).toEqual([]);
  });

  test('a digest that is missing is asked for, and where none is told, nothing is made up', async () => {
    const partial: Lock = {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
        'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
        'node_modules/d': { version: '3.0.0' },
        'node_modules/d/node_modules/inside': { version: '1.0.0', inBundle: true },
        'node_modules/own': { link: true },
      },
    };
    const told = await addIntegrity(partial, async (asked) =>
      asked === '@b/c@2.0.0' ? 'sha512-c' : undefined,
    );
    expect(told).toEqual({ added: 1, unknown: ['d@3.0.0'] });
    expect(Object.values(partial.packages).map(({ integrity }) => integrity)).toEqual([
      undefined,
      'sha512-a',
      'sha512-c',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what is installed is what was tried', () => {
  test.each(Object.entries(project.devDependencies))('%s is pinned', (_, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('nothing is deprecated, and no address of a registry is written down', () => {
    const packages = Object.entries(lock.packages);
    expect(packages.filter(([, { deprecated }]) => deprecated).map(([name]) => name)).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved?.startsWith('http')).map(([name]) => name)).toEqual(
      [],
    );
  });
});
