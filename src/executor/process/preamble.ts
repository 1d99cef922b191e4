/** The descriptor of the line to a shell: its script comes in there, and its surroundings go out. */
export const line = 3;

/** Where the shell keeps that line while the script runs: on a number that scripts do not use, as the surroundings hold secrets. */
const kept = 199;

/**
 * What every shell runs first. It waits for its script, so that nothing happens before the process id is on disk; leaves no core
 * file; and tells at the end what it exported and where it stands, on a descriptor of its own so that output stays untouched.
 * A script that comes to nothing because the executor is gone ends the shell with 125.
 */
export const preamble = [
  `IFS= read -r -d '' __script <&${line} || exit 125`,
  `exec ${kept}<&${line} ${line}<&-`,
  'ulimit -c 0',
  // Without a variable of its own, which `set -a` would export.
  `__mirror() { trap - EXIT`,
  `{ export -p; printf '\\0'; pwd; printf '\\0'; } >&${kept} 2>/dev/null || :`,
  '}',
  'trap __mirror EXIT',
  'eval "$__script"',
  '__mirror',
  // On one line, so that bash counts the script's own lines from 1 when it complains.
].join('; ');
