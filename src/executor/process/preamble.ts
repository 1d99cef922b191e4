/** The descriptor on which a shell waits for its script, and the one on which it tells its surroundings at the end. */
export const gate = 3;
export const mirror = 4;

/**
 * What every shell runs first. It waits for its script, so that nothing happens before the process id is on disk; leaves no core
 * file; and tells at the end what it exported and where it stands, on a descriptor of its own so that output stays untouched.
 * A script that comes to nothing because the executor is gone ends the shell with 125.
 */
export const preamble = [
  `IFS= read -r -d '' __script <&${gate} || exit 125`,
  `exec ${gate}<&-`,
  'ulimit -c 0',
  `__mirror() { [ -z "\${__mirrored-}" ] || return 0`,
  '__mirrored=1',
  `{ export -p; printf '\\0'; pwd; printf '\\0'; } >&${mirror} 2>/dev/null || :`,
  '}',
  'trap __mirror EXIT',
  'eval "$__script"',
  '__mirror',
  // On one line, so that bash counts the script's own lines from 1 when it complains.
].join('; ');
