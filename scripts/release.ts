import { installRelease, type Release, ReleaseError, releaseIn } from '../src/rehearsal/real/release.ts';
import type { Say } from '../src/words.ts';
import { UsageError } from './command-line.ts';

/**
 * Returns the release of OpenClaw that was asked for: the package in a folder, or the version installed into the cache.
 *
 * @throws UsageError where it cannot be had, in words
 */
export async function obtain(
  say: Say,
  version: string | undefined,
  from: string | undefined,
): Promise<Release> {
  const asked = { version: version ?? '', folder: from ?? '' };
  const release = await orUsageError(say, asked, async () =>
    from === undefined
      ? installRelease(asked.version, {
          onInstall: (folder) =>
            process.stderr.write(`${say('update.installing', { version: asked.version, folder })}\n`),
          onWait: (seconds) => process.stderr.write(`${say('update.waiting', { seconds })}\n`),
        })
      : releaseIn(from),
  );
  if (version === undefined || version === release.version) return release;
  throw new UsageError(
    say('update.other-version', { folder: release.folder, version: release.version, asked: version }),
  );
}

/** Does something with a release, and says in words what kept it from being done. */
export async function orUsageError<Result>(
  say: Say,
  { version, folder }: Release,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    switch (error.why) {
      case 'no-package':
        throw new UsageError(say('update.no-package', { folder }));
      case 'no-schema':
        throw new UsageError(say('update.no-schema', { version }));
      case 'not-installed':
        throw new UsageError([say('update.not-installed', { version }), error.message].join('\n').trim());
      case 'not-run':
        throw new UsageError(
          say('update.not-run', { version, node: process.version, reason: error.message }),
        );
    }
  }
}
