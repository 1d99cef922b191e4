/** What every exported script begins with; only the functions that it uses. */
const functions = {
  say: `say() { printf '\\n== %s\\n' "$1"; }`,
  holds: `# Whether the script on standard input exits with 0.
holds() { local script; script=$(cat); bash -eo pipefail -c "$script" </dev/null >/dev/null 2>&1; }`,
  apart: `# Runs the script on standard input in a shell of its own, up to so many times.
apart() {
  local script tries=$1 wait=1; script=$(cat)
  until bash -eo pipefail -c "$script" </dev/null; do
    tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1
    sleep "$wait"; wait=$((wait * 2))
  done
}`,
  put: `# Writes standard input to a file, beside first and then renamed.
put() { mkdir -p "$(dirname "$1")"; cat >"$1.new"; mv "$1.new" "$1"; }`,
  confirm: `confirm() { read -r -p "$1 [Enter / Ctrl-C] " _ </dev/tty; }`,
  take: `# Prints what the pattern's first group is in standard input.
take() { PATTERN=$1 perl -0777 -ne 'if (/$ENV{PATTERN}/m) { print defined $1 ? $1 : $&; exit 0 } exit 1'; }`,
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
trap 'for pid in "\${pids[@]}"; do kill -- "-$pid" 2>/dev/null || :; done' EXIT`,
  ready: `# Waits, a minute at most, until a command succeeds.
ready() { local tries=60; until "$@" >/dev/null 2>&1; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1; sleep 1; done; }
answers() { (: <"/dev/tcp/127.0.0.1/$1"); }`,
} as const;

export type Helper = keyof typeof functions;

/** Returns the functions that a script uses. */
export function prelude(used: ReadonlySet<Helper>): string[] {
  return (Object.keys(functions) as Helper[]).filter((name) => used.has(name)).map((name) => functions[name]);
}

/** Returns the function that runs standard input on the machine, with the far exit status, over the given command. */
export function machineFunction(command: string): string {
  return `# Runs the script on standard input on the machine. Its exit status does not come back by itself, so it is printed and read.
on_machine() {
  local script output mark="end-$RANDOM$RANDOM$RANDOM"; script=$(cat)
  output=$(printf '(\\nset -e\\n%s\\n) </dev/null\\nprintf "\\\\n%s %%s\\\\n" "$?"\\n' "$script" "$mark" | { ${command}; }) || :
  output=\${output//$'\\r'/}
  printf '%s\\n' "\${output%$'\\n'"$mark"*}"
  [ "\${output##*"$mark" }" = 0 ]
}`;
}
