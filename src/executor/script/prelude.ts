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
  again: `# Gives standard input to a command, up to so many times until it succeeds.
again() {
  local script tries=$1 wait=1; shift; script=$(cat)
  until printf '%s\\n' "$script" | "$@"; do
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
  take: `# Prints what the pattern's first group is in standard input.
take() { PATTERN=$1 perl -0777 -ne 'if (/$ENV{PATTERN}/m) { print defined $1 ? $1 : $&; exit 0 } exit 1'; }`,
  grab: `# Runs a command on standard input, shows what it prints, and prints what the pattern takes from that.
grab() {
  local output pattern=$1; shift
  output=$("$@") || return
  printf '%s\\n' "$output" >&2
  printf '%s\\n' "$output" | take "$pattern"
}`,
  secret: `# Asks for a secret that the environment does not hold; nothing is shown or written down.
secret() {
  if [ -z "\${!1-}" ]; then
    printf '%s (%s): ' "$2" "$1" >/dev/tty; IFS= read -rs "$1" </dev/tty; printf '\\n' >/dev/tty
  fi
  export "\${1?}"
}`,
  generate: `generate() { [ -n "\${!1-}" ] || printf -v "$1" %s "$(eval "$2")"; export "\${1?}"; }`,
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
const calls: Partial<Record<Helper, readonly Helper[]>> = { grab: ['take'] };

/** Returns the functions that a script uses. */
export function prelude(used: ReadonlySet<Helper>): string[] {
  const wanted = new Set([...used].flatMap((name) => [name, ...(calls[name] ?? [])]));
  return (Object.keys(functions) as Helper[])
    .filter((name) => wanted.has(name))
    .map((name) => functions[name]);
}

/** Returns the function that runs standard input on the machine, with the far exit status, over the given command. */
export function machineFunction(command: string): string {
  return `# Runs the script on standard input on the machine. Its exit status does not come back by itself, so it is printed and read.
on_machine() {
  local script output mark="end-$RANDOM$RANDOM$RANDOM"; script=$(cat)
  output=$(printf '(\\nset -e\\nif (set -o pipefail) 2>/dev/null; then set -o pipefail; fi\\n%s\\n) </dev/null\\nprintf "\\\\n%s %%s\\\\n" "$?"\\n' "$script" "$mark" | { ${command}; }) || :
  output=\${output//$'\\r'/}
  printf '%s\\n' "\${output%$'\\n'"$mark"*}"
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
