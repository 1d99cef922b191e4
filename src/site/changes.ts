import { spawnSync } from 'node:child_process';

/** A change of a page: when it was recorded, and what for. */
export interface Change {
  at: Date;
  /** The commit that it came with. */
  id: string;
}

/** Returns the latest change of each file, by its path below the repository, as git has it; nothing where there is no history. */
export function latestChanges(root: string, folder: string): Map<string, Change> {
  const { status, stdout } = spawnSync(
    'git',
    ['log', '--format=%x00%H %cI', '--name-only', '--relative', '--', folder],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const changes = new Map<string, Change>();
  if (status !== 0) return changes;
  for (const commit of stdout.split('\0').slice(1)) {
    const [head = '', ...files] = commit.split('\n').filter((line) => line !== '');
    const [id = '', at = ''] = head.split(' ');
    for (const file of files) if (!changes.has(file)) changes.set(file, { id, at: new Date(at) });
  }
  return changes;
}
