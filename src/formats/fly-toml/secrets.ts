import { isToken } from '../secret/token.ts';

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

const credentialsInUrl = /^[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:[^\s/@]+@/i;
const random = /^[\w+/=-]{16,}$/;

/** Whether a variable holds a secret, by its name as flyctl judges it, or by its value. */
export function looksSecret(name: string, text: string): boolean {
  const value = text.slice(0, 2000);
  if (isToken(value)) return true;
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
