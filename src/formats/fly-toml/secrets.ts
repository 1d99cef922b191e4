/** What flyctl looks for in names when it warns of secrets in `[env]` (internal/command/deploy/common_secrets.go). */
const flyctlWarns = /KEY|PRIVATE|DATABASE_URL|PASSWORD|SECRET/;
const flyctlAllows = new Set(['AWS_ACCESS_KEY_ID', 'TIGRIS_ACCESS_KEY_ID']);

/** Names that end as those of secrets do. */
const endsSecret = /(?:^|_)(?:TOKEN|API_?KEY|SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|CREDENTIALS?)$/i;

/** Other names that hold secrets, where the value looks like one. */
const suspicious = /TOKEN|PASSWD|PASSPHRASE|CREDENTIAL|APIKEY|(?:^|_)(?:PASS|PWD|DSN)(?:_|$)/i;

/** Names that only say where or how: `API_KEY_FILE`, `PUBLIC_KEY`, `KEYBOARD`, `SECRET_NAME`. */
const harmlessName =
  /(?:_FILE|_PATH|_DIR|_NAME|_HEADER|_ID|_TYPE|_ALGORITHM|_TTL|_LENGTH|_SIZE)$|PUBLIC|KEYCLOAK|KEYBOARD|KEYWORD|MONKEY/;

/** The beginnings of tokens that well-known services give out, and of private keys. */
const known =
  /^(?:sk-[\w-]{16,}|sk_live_\w{8,}|rk_live_\w{8,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z\d]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|eyJ[\w-]{10,}\.eyJ|FlyV1 fm\d|fo1_[\w-]{20,}|npm_\w{30,}|hf_\w{20,}|SG\.[\w-]{16,}\.|[MN][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}|-----BEGIN [A-Z ]*PRIVATE KEY)/;
const credentialsInUrl = /^[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:[^\s/@]+@/i;
const random = /^[\w+/=-]{16,}$/;

/** Whether a variable holds a secret, by its name as flyctl judges it, or by its value. */
export function looksSecret(name: string, text: string): boolean {
  const value = text.slice(0, 2000);
  if (known.test(value)) return true;
  if (credentialsInUrl.test(value))
    return !/[<$*{]|:(?:password|pass|changeme|xxx+)@/i.test(value) || flyctlWarns.test(name);
  if (isNoSecret(value) || harmlessName.test(name) || flyctlAllows.has(name)) return false;
  if (flyctlWarns.test(name) || endsSecret.test(name)) return true;
  return suspicious.test(name) && random.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value);
}

/** Whether a value is none that anybody would hide: empty, a number, a switch, a path, an address, or to be filled in. */
function isNoSecret(value: string): boolean {
  return /^(?:|-?\d+(?:\.\d+)?|true|false|yes|no|on|off|\.{0,2}\/.*|(?:file|sqlite3?):.*|https?:\/\/.*|\$\{?\w+\}?|<.*>)$/is.test(
    value,
  );
}
