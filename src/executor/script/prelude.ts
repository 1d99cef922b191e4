import { heredoc } from './quote.ts';

/** What every exported script begins with; only the functions that it uses. */
const functions = {
  say: `say() { printf '\\n== %s\\n' "$1"; }`,
  alone: `# Runs the script on standard input in a shell of its own.
alone() { local script; script=$(cat); bash -eo pipefail -c "$script" </dev/null; }`,
  told: `# Whether the script on standard input says yes (0) or no (1); keeps what it prints. It is asked three times, and where nobody can
# tell, or a no is not proven, all ends here.
told() {
  local script status proof=$1 tries=3; shift; script=$(cat)
  while :; do
    status=0; output=$(printf '%s\\n' "$script" | "$@") || status=$?
    [ "$status" -ne 1 ] || "$proof" || status=2
    [ "$status" -gt 1 ] || return "$status"
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then printf '%s\\n' "$doubt" >&2; exit 3; fi
    sleep 2
  done
}`,
  within: `# Runs a command on standard input, and ends it with all that it started when so many seconds are over.
within() {
  local seconds=$1 job watch status=0; shift
  set -m
  "$@" <&0 &
  job=$!
  { sleep "$seconds"; kill -TERM -- "-$job"; sleep 5; kill -KILL -- "-$job"; } </dev/null >/dev/null 2>&1 &
  watch=$!
  set +m
  trap 'kill -TERM -- "-$job" "-$watch" 2>/dev/null; exit 130' INT TERM HUP
  wait "$job" || status=$?
  trap - INT TERM HUP
  { kill -TERM -- "-$watch"; wait "$watch"; } 2>/dev/null || :
  return "$status"
}`,
  given: `# Runs a command that reads the secrets named, and gives them to nothing else.
given() {
  local name names=$1 status=0; shift
  for name in $names; do [ -z "\${!name-}" ] || export "\${name?}"; done
  "$@" || status=$?
  for name in $names; do export -n "\${name?}"; done
  return "$status"
}`,
  need: `# Stops before anything is done where a program is missing.
need() {
  local message=$1 name missing=; shift
  for name in "$@"; do command -v "$name" >/dev/null 2>&1 || missing="$missing $name"; done
  [ -z "$missing" ] || { printf '%s%s\\n' "$message" "$missing" >&2; exit 3; }
}`,
  again: `# Gives standard input to a command, up to so many times until it succeeds.
again() {
  local script tries=$1 wait=1; shift; script=$(cat)
  until "$@" <<<"$script"; do
    tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1
    sleep "$wait"; wait=$((wait * 2))
  done
}`,
  put: `# Writes standard input to a file, beside first and then renamed; what stood there is kept as FILE.before.
put() {
  mkdir -p "$(dirname "$1")"; cat >"$1.new"
  if cmp -s "$1" "$1.new"; then rm "$1.new"; return; fi
  [ ! -e "$1" ] || [ -e "$1.before" ] || cp -p "$1" "$1.before"
  mv "$1.new" "$1"
}`,
  putBack: `# Puts back what stood in a file, where that still is what standard input says.
put_back() {
  local text; text=$(cat)
  [ "$(cat "$1" 2>/dev/null)" = "$text" ] || return 0
  if [ -e "$1.before" ]; then mv "$1.before" "$1"; else rm "$1"; fi
}`,
  confirm: `confirm() { read -r -p "$1 [Enter / Ctrl-C] " _ </dev/tty; }`,
  take: `# Puts into a variable what a group of the pattern is in the first line of standard input that has it.
take() {
  local line found=
  while IFS= read -r line || [ -n "$line" ]; do
    if [ -z "$found" ] && [[ $line =~ $2 ]]; then found=\${BASH_REMATCH[$3]}; fi
  done
  [ -n "$found" ] && printf -v "$1" %s "$found"
}`,
  takeAll: `# The same for a pattern that only perl reads.
take_all() {
  local found
  found=$(PATTERN=$2 perl -0777 -ne 'if (/$ENV{PATTERN}/m) { print defined $1 ? $1 : $&; exit 0 } exit 1') || return
  printf -v "$1" %s "$found"
}`,
  grab: `# Runs a command on standard input, shows what it prints, and takes a value from that.
grab() {
  local printed taker=$1 name=$2 pattern=$3 group=$4; shift 4
  printed=$("$@") || return
  printf '%s\\n' "$printed" >&2
  "$taker" "$name" "$pattern" "$group" <<<"$printed"
}`,
  secret: `# Asks for a secret that the environment does not hold; nothing is shown or written down.
secret() {
  if [ -z "\${!1-}" ]; then
    printf '%s (%s): ' "$2" "$1" >/dev/tty; IFS= read -rs "$1" </dev/tty; printf '\\n' >/dev/tty
  fi
}`,
  generate: `generate() { [ -n "\${!1-}" ] || printf -v "$1" %s "$(eval "$2")"; }`,
  background: `# Background steps have process groups of their own, which end with the script.
pids=()
end_background() { local pid; for pid in "\${pids[@]}"; do kill -- "-$pid" 2>/dev/null || :; done; }
trap end_background EXIT`,
  ready: `# Waits, a minute at most, until a command succeeds.
ready() { local tries=60; until "$@" >/dev/null 2>&1; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1; sleep 1; done; }
answers() { (: <"/dev/tcp/127.0.0.1/$1"); }`,
} as const;

export type Helper = keyof typeof functions;

/** Which functions each of them calls. */
/** Which programs each of them calls. */
const programs: Partial<Record<Helper, readonly string[]>> = {
  alone: ['cat'],
  again: ['cat', 'sleep'],
  within: ['sleep'],
  told: ['cat', 'sleep'],
  put: ['mkdir', 'dirname', 'cat', 'cmp', 'rm', 'cp', 'mv'],
  putBack: ['cat', 'mv', 'rm'],
  takeAll: ['perl'],
  ready: ['sleep'],
};

/** Returns the programs that these functions call. */
export function programsFor(used: ReadonlySet<Helper>): string[] {
  return [...new Set([...used].flatMap((name) => programs[name] ?? []))];
}

/** Returns the functions that a script uses. */
export function prelude(used: ReadonlySet<Helper>): string[] {
  return (Object.keys(functions) as Helper[]).filter((name) => used.has(name)).map((name) => functions[name]);
}

/** Returns the function that runs standard input on the machine, with the far exit status, over the given command. */
export function machineFunction(command: string): string {
  return `# Runs the script on standard input on the machine. Its exit status does not come back by itself, so it is printed and read.
on_machine() {
  local script output nl=$'\\n' cr=$'\\r' mark="end-$RANDOM$RANDOM$RANDOM"; script=$(cat)
  output=$(printf '(\\nset -e\\nif (set -o pipefail) 2>/dev/null; then set -o pipefail; fi\\n%s\\n) </dev/null\\nprintf "\\\\n%s %%s\\\\n" "$?"\\n' "$script" "$mark" | { ${command}; }) || :
  output=\${output//$cr/}
  printf '%s\\n' "\${output%"$nl$mark"*}"
  case $output in
    *"$mark "*) return "\${output##*"$mark" }" ;;
    *) return 125 ;;
  esac
}`;
}

/** Returns the function that tells whether what the script is about can be reached, over the given test. */
export function reachFunction(test: string): string {
  const [first = '', ...rest] = heredoc('  alone >/dev/null', test);
  return [
    '# Whether the account is reached: its test says so with 0 and with 1.',
    'reached() {',
    '  local status=0',
    `${first} || status=$?`,
    ...rest,
    '  [ "$status" -le 1 ]',
    '}',
  ].join('\n');
}
