import { statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Editors write a file in several strokes; what comes within this time, in milliseconds, is one change. */
const settling = 40;

/**
 * Calls back whenever something in the folders (or one of the files) changes, until the program is interrupted.
 *
 * @returns 0 when interrupted
 */
export function watchFolders(paths: string[], changed: () => void, watching: () => void): Promise<number> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(changed, settling);
    };
    const watchers = paths.map((path) => {
      const isFolder = statSync(path).isDirectory();
      // A file is watched through its folder: many editors write beside and rename.
      return watch(isFolder ? path : dirname(path), { recursive: isFolder }, (_, name) => {
        if (!name?.endsWith('.tmp')) later();
      });
    });
    const stop = () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      resolve(0);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    watching();
  });
}
