import { describe, expect, test } from 'vitest';
import { checkFlyToml } from '../../../src/formats/fly-toml/check.ts';

/** Returns the codes of the errors and warnings about a text that is not the guide's. */
function check(text: string): string[] {
  return checkFlyToml(text, { foreign: true })
    .filter(({ severity }) => severity !== 'info')
    .map(({ code }) => code);
}

describe('one mistake is one finding, and several are all found', () => {
  test.each<[string, string, string[]]>([
    [
      'colon instead of equals',
      `app: "my-app"
`,
      ['toml/key'],
    ],
    [
      'yaml-ish no quotes',
      `app = my-app
`,
      ['toml/value'],
    ],
    [
      'unclosed quote',
      `app = "my-app
primary_region = "iad"
`,
      ['toml/string'],
    ],
    [
      'two mistakes unclosed + later unknown',
      `app = "my-app
primary_regon = "iad"
`,
      ['toml/string', 'fly-toml/unknown-key'],
    ],
    [
      'smart quotes',
      `app = “my-app”
`,
      ['toml/value'],
    ],
    [
      'missing bracket header',
      `[http_service
internal_port = 8080
`,
      ['toml/header'],
    ],
    [
      'mismatched array header',
      `[[services]
internal_port = 8080
`,
      ['toml/header'],
    ],
    [
      'duplicate key',
      `app = "a"
app = "b"
`,
      ['toml/duplicate'],
    ],
    [
      'duplicate table',
      `[env]
A = "1"
[env]
B = "2"
`,
      ['toml/duplicate'],
    ],
    [
      'trailing comma in inline table',
      `[http_service]
internal_port = 80
concurrency = { type = "requests", soft_limit = 20, }
`,
      ['toml/bracket'],
    ],
    [
      'true capital',
      `[http_service]
internal_port = 8080
force_https = True
`,
      ['toml/value'],
    ],
    [
      'bool yes',
      `[http_service]
internal_port = 8080
force_https = yes
`,
      ['toml/value'],
    ],
    [
      'quoted bool',
      `[http_service]
internal_port = 8080
force_https = "true"
`,
      ['fly-toml/type'],
    ],
    [
      'quoted port',
      `[http_service]
internal_port = "8080"
`,
      ['fly-toml/type'],
    ],
    [
      'internalPort camelCase',
      `[http_service]
internalPort = 8080
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'internal-port dash',
      `[http_service]
internal-port = 8080
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'http-service table',
      `[http-service]
internal_port = 8080
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'httpservice',
      `[httpservice]
internal_port = 8080
`,
      ['fly-toml/unknown-key'],
    ],
    [
      '[service] singular',
      `[service]
internal_port = 8080
`,
      ['fly-toml/unknown-key'],
    ],
    [
      '[[service]]',
      `[[service]]
internal_port = 8080
[[service.ports]]
port = 80
`,
      ['fly-toml/unknown-key'],
    ],
    [
      '[volumes]',
      `[volumes]
source = "data"
destination = "/data"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'mounts.name',
      `[mounts]
name = "data"
destination = "/data"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'mount path instead of destination',
      `[mounts]
source = "data"
path = "/data"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'mount target',
      `[mounts]
source = "data"
target = "/data"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'mount relative dest',
      `[mounts]
source = "data"
destination = "data"
`,
      ['fly-toml/mount-destination'],
    ],
    [
      'mount dest root',
      `[mounts]
source = "data"
destination = "/"
`,
      ['fly-toml/mount-destination'],
    ],
    [
      'volume name with dash',
      `[mounts]
source = "openclaw-data"
destination = "/data"
`,
      ['fly-toml/mount-source'],
    ],
    [
      'size on mounts',
      `[mounts]
source = "data"
destination = "/data"
size = "1gb"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'initial_size mb',
      `[mounts]
source = "data"
destination = "/data"
initial_size = "500mb"
`,
      ['fly-toml/mount-size'],
    ],
    [
      'initial_size bad unit',
      `[mounts]
source = "data"
destination = "/data"
initial_size = "1 gigabyte"
`,
      ['fly-toml/size'],
    ],
    [
      'region on top as region',
      `app = "x"
region = "iad"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'primary-region',
      `primary-region = "iad"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'region retired',
      `primary_region = "scl"
`,
      ['fly-toml/region'],
    ],
    [
      'two region list',
      `primary_region = ["iad", "lhr"]
`,
      ['fly-toml/type'],
    ],
    [
      'region in caps',
      `primary_region = "LHR"
`,
      ['fly-toml/region'],
    ],
    [
      'region city',
      `primary_region = "london"
`,
      ['fly-toml/region'],
    ],
    [
      'memory 512 GB typo',
      `[[vm]]
size = "shared-cpu-2x"
memory = "512gb"
`,
      ['fly-toml/vm-memory'],
    ],
    [
      'memory 2048gb',
      `[[vm]]
size = "shared-cpu-2x"
memory = "2048gb"
`,
      ['fly-toml/vm-memory'],
    ],
    [
      'memory 2000mb',
      `[[vm]]
size = "shared-cpu-2x"
memory = "2000mb"
`,
      ['fly-toml/vm-memory'],
    ],
    [
      'memory too much for 1x',
      `[[vm]]
size = "shared-cpu-1x"
memory = "4gb"
`,
      ['fly-toml/vm-memory'],
    ],
    [
      'size misspelt',
      `[[vm]]
size = "shared-cpu2x"
`,
      ['fly-toml/vm-size'],
    ],
    [
      'size shared-cpu-3x',
      `[[vm]]
size = "shared-cpu-3x"
`,
      ['fly-toml/vm-size'],
    ],
    [
      'size dedicated (old)',
      `[[vm]]
size = "dedicated-cpu-1x"
`,
      ['fly-toml/vm-size'],
    ],
    [
      'vm cpu',
      `[[vm]]
cpu = 2
memory = "1gb"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'vm kind',
      `[[vm]]
cpu_type = "shared"
cpus = 2
memory = "1gb"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'cpus quoted',
      `[[vm]]
cpus = "2"
memory = "1gb"
`,
      ['fly-toml/type'],
    ],
    [
      'cpus 3',
      `[[vm]]
cpus = 3
memory = "1gb"
`,
      ['fly-toml/vm-cpus'],
    ],
    [
      'ram',
      `[[vm]]
size = "shared-cpu-2x"
ram = "2gb"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'performance with shared memory',
      `[[vm]]
size = "performance-1x"
memory = "1gb"
`,
      ['fly-toml/vm-memory'],
    ],
    [
      'unknown process in service',
      `[processes]
app = "node x"
[http_service]
internal_port = 3000
processes = ["web"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'service processes missing',
      `[processes]
app = "node x"
[http_service]
internal_port = 3000
`,
      ['fly-toml/process-missing'],
    ],
    [
      'processes string',
      `[http_service]
internal_port = 3000
processes = "app"
`,
      ['fly-toml/type'],
    ],
    [
      'process command list',
      `[processes]
app = ["node", "x"]
`,
      ['fly-toml/type'],
    ],
    [
      'autostop on',
      `[http_service]
internal_port = 3000
auto_stop_machines = "on"
`,
      ['fly-toml/value'],
    ],
    [
      'min_machines quoted',
      `[http_service]
internal_port = 3000
min_machines_running = "1"
`,
      ['fly-toml/type'],
    ],
    [
      'min_machines negative',
      `[http_service]
internal_port = 3000
min_machines_running = -1
`,
      ['fly-toml/range'],
    ],
    [
      'checks ns',
      `[http_service]
internal_port = 3000
[[http_service.checks]]
interval = 10000
timeout = 2000
path = "/"
`,
      ['fly-toml/nanoseconds', 'fly-toml/nanoseconds'],
    ],
    [
      'checks bare quoted number',
      `[http_service]
internal_port = 3000
[[http_service.checks]]
interval = "10"
path = "/"
`,
      ['fly-toml/duration'],
    ],
    [
      'single table checks',
      `[http_service]
internal_port = 3000
[http_service.checks]
interval = "10s"
path = "/"
`,
      ['fly-toml/table-form'],
    ],
    [
      '[http_service.http_checks]',
      `[http_service]
internal_port = 3000
[[http_service.http_checks]]
path = "/"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'kill_timeout above 300',
      `kill_timeout = 301
`,
      ['fly-toml/kill-timeout'],
    ],
    [
      'kill_signal without SIG',
      `kill_signal = "TERM"
`,
      ['fly-toml/value'],
    ],
    [
      'restart no',
      `[[restart]]
policy = "no"
`,
      ['fly-toml/value'],
    ],
    [
      'restart table',
      `[restart]
policy = "always"
`,
      ['fly-toml/table-form'],
    ],
    [
      'restart unless-stopped',
      `[[restart]]
policy = "unless-stopped"
`,
      ['fly-toml/value'],
    ],
    [
      'env nested',
      `[env]
[env.FOO]
a = "b"
`,
      ['fly-toml/env-value'],
    ],
    [
      'env misplaced',
      `[env]
A = "b"
primary_region = "iad"
`,
      ['fly-toml/env-misplaced'],
    ],
    [
      'secret in env',
      `[env]
ANTHROPIC_API_KEY = "sk-ant-api03-aaaaaaaaaaaaaaaaaaaaa"
`,
      ['fly-toml/env-secret'],
    ],
    [
      'token in env',
      `[env]
OPENCLAW_GATEWAY_TOKEN = "abcdef0123456789abcdef"
`,
      ['fly-toml/env-secret'],
    ],
    [
      'deploy strategy',
      `[deploy]
strategy = "blue-green"
`,
      ['fly-toml/value'],
    ],
    [
      'soft over hard',
      `[http_service]
internal_port = 8080
[http_service.concurrency]
type = "requests"
soft_limit = 250
hard_limit = 200
`,
      ['fly-toml/concurrency'],
    ],
    [
      'concurrency type',
      `[http_service]
internal_port = 8080
[http_service.concurrency]
type = "request"
soft_limit = 20
hard_limit = 25
`,
      ['fly-toml/value'],
    ],
    [
      'port 0',
      `[http_service]
internal_port = 0
`,
      ['fly-toml/port'],
    ],
    [
      'port 65536',
      `[http_service]
internal_port = 65536
`,
      ['fly-toml/port'],
    ],
    [
      'handlers https',
      `[[services]]
internal_port = 8080
protocol = "tcp"
[[services.ports]]
port = 443
handlers = ["https"]
`,
      ['fly-toml/value'],
    ],
    [
      'handlers string',
      `[[services]]
internal_port = 8080
[[services.ports]]
port = 443
handlers = "tls"
`,
      ['fly-toml/type'],
    ],
    [
      'protocol http',
      `[[services]]
internal_port = 8080
protocol = "http"
[[services.ports]]
port = 80
handlers = ["http"]
`,
      ['fly-toml/value'],
    ],
    [
      'tls without 443? http on 443 no tls',
      `[[services]]
internal_port = 8080
protocol = "tcp"
[[services.ports]]
port = 443
handlers = ["http"]
`,
      ['fly-toml/handlers'],
    ],
    [
      'force_https in wrong place (services)',
      `[[services]]
internal_port = 8080
force_https = true
[[services.ports]]
port = 80
handlers = ["http"]
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'ports range',
      `[[services]]
internal_port = 8080
[[services.ports]]
start_port = 9000
end_port = 8000
`,
      ['fly-toml/port-range'],
    ],
    [
      'missing internal_port in services',
      `[[services]]
protocol = "tcp"
[[services.ports]]
port = 80
`,
      ['fly-toml/internal-port'],
    ],
    [
      'statics',
      `[statics]
guest_path = "/app"
url_prefix = "/static"
`,
      ['fly-toml/table-form'],
    ],
    [
      'build image+dockerfile',
      `[build]
image = "x"
dockerfile = "Dockerfile"
`,
      ['fly-toml/build-twice'],
    ],
    [
      'build docker_file',
      `[build]
docker_file = "Dockerfile"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'build arg',
      `[build]
arg = { A = "1" }
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'release command shlex',
      `[deploy]
release_command = "sh -c 'foo"
`,
      ['fly-toml/command'],
    ],
    [
      'snapshot_retention 90',
      `[mounts]
source = "data"
destination = "/data"
snapshot_retention = 90
`,
      ['fly-toml/range'],
    ],
    [
      'FLY_ name',
      `[env]
FLY_APP_NAME = "x"
`,
      ['fly-toml/env-name'],
    ],
    [
      'unknown table cron',
      `[cron]
a = "b"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'two mounts',
      `[[mounts]]
source = "a"
destination = "/a"
[[mounts]]
source = "b"
destination = "/b"
`,
      ['fly-toml/mount-twice'],
    ],
    [
      'canary mounts',
      `[deploy]
strategy = "canary"
[mounts]
source = "a"
destination = "/a"
`,
      ['fly-toml/deploy-mounts'],
    ],
    [
      'min_machines in top',
      `min_machines_running = 1
[http_service]
internal_port = 80
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'vm in deploy',
      `[deploy]
vm = { size = "shared-cpu-1x" }
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'comment with //',
      `// my app
app = "x"
`,
      ['toml/key'],
    ],
    [
      'unterminated array',
      `[http_service]
processes = ["app"
internal_port = 80
`,
      ['toml/bracket'],
    ],
    [
      'number with leading zero',
      `[http_service]
internal_port = 08080
`,
      ['toml/value'],
    ],
    [
      'windows path in string',
      `[build]
dockerfile = "docker\\windows\\Dockerfile"
`,
      ['toml/string'],
    ],
    [
      'vm processes unknown',
      `[processes]
web = "serve"
[http_service]
internal_port = 80
processes = ["web"]
[[vm]]
size = "shared-cpu-1x"
processes = ["wbe"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'mounts processes unknown',
      `[processes]
web = "serve"
[mounts]
source = "data"
destination = "/data"
processes = ["worker"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'checks processes unknown',
      `[processes]
web = "serve"
[checks.x]
type = "tcp"
port = 80
processes = ["worker"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'restart unknown',
      `[[restart]]
policy = "always"
processes = ["web"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'metrics processes unknown',
      `[[metrics]]
port = 80
path = "/m"
processes = ["web"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'files processes unknown',
      `[[files]]
guest_path = "/a"
local_path = "a"
processes = ["web"]
`,
      ['fly-toml/process-unknown'],
    ],
    [
      'five mistakes in one',
      `app = my-app
primary_regoin = "iad"
[http_service]
internal_port = "3000"
auto_stop_machines = "of"
[[vm]]
size = "shared-cpu-2x"
memory = "512gb"
[mounts]
source = "data"
destination = "data"
`,
      [
        'toml/value',
        'fly-toml/unknown-key',
        'fly-toml/type',
        'fly-toml/value',
        'fly-toml/vm-memory',
        'fly-toml/mount-destination',
      ],
    ],
    [
      'header dotted wrong',
      `[http_service.concurency]
type = "requests"
[http_service]
internal_port = 80
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'hardlimit',
      `[http_service]
internal_port = 80
[http_service.concurrency]
hardlimit = 20
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'soft_limit string',
      `[http_service]
internal_port = 80
[http_service.concurrency]
soft_limit = "20"
`,
      ['fly-toml/type'],
    ],
    [
      'negative limits',
      `[http_service]
internal_port = 80
[http_service.concurrency]
soft_limit = -20
`,
      ['fly-toml/range'],
    ],
    [
      'concurrency in ports',
      `[[services]]
internal_port = 80
[[services.ports]]
port = 80
concurrency = { type = "requests" }
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'ports single int list',
      `[[services]]
internal_port = 80
ports = [80, 443]
`,
      ['fly-toml/type', 'fly-toml/type'],
    ],
    [
      'services.port (singular)',
      `[[services]]
internal_port = 80
[[services.port]]
port = 80
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'services external_port',
      `[[services]]
internal_port = 80
external_port = 443
`,
      ['fly-toml/service-ports', 'fly-toml/unknown-key'],
    ],
    [
      'check type https',
      `[checks.a]
type = "https"
port = 80
`,
      ['fly-toml/value'],
    ],
    [
      'interval "15sec"',
      `[http_service]
internal_port = 80
[[http_service.checks]]
interval = "15sec"
`,
      ['fly-toml/duration'],
    ],
    [
      'interval "1min"',
      `[http_service]
internal_port = 80
[[http_service.checks]]
interval = "1min"
`,
      ['fly-toml/duration'],
    ],
    [
      'env array of arrays',
      `[env]
HOSTS = ["a"]
`,
      ['fly-toml/env-value'],
    ],
    [
      'env float',
      `[env]
V = 3.10
`,
      ['fly-toml/env-value'],
    ],
    [
      'env hex int',
      `[env]
MODE = 0o755
`,
      ['fly-toml/env-value'],
    ],
    [
      'secrets: ghp token',
      `[env]
GITHUB = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
`,
      ['fly-toml/env-secret'],
    ],
    [
      'discord token',
      `[env]
DISCORD_BOT_TOKEN = "MTE4NzY1NDMyMTA5ODc2NTQzMg.GabcdE.abcdefghijklmnopqrstuvwxyz012345"
`,
      ['fly-toml/env-secret'],
    ],
    [
      'build args secret',
      `[build.args]
NPM_TOKEN = "npm_abcdefghijklmnopqrstuvwxyz0123456789"
`,
      ['fly-toml/env-secret'],
    ],
    [
      'db url with creds',
      `[env]
DATABASE_URL = "postgres://user:pass1234@db.internal:5432/x"
`,
      ['fly-toml/env-secret'],
    ],
    [
      'release_command list',
      `[deploy]
release_command = ["node", "x"]
`,
      ['fly-toml/type'],
    ],
    [
      'http_service array',
      `[[http_service]]
internal_port = 80
`,
      ['fly-toml/table-form'],
    ],
    [
      'deploy array',
      `[[deploy]]
strategy = "rolling"
`,
      ['fly-toml/table-form'],
    ],
    [
      'processes list of strings',
      `processes = ["web"]
`,
      ['fly-toml/ignored-value'],
    ],
    [
      'unbalanced: mounts inside http_service',
      `[http_service]
internal_port = 80
[http_service.mounts]
source = "data"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'key after table (app at end)',
      `[http_service]
internal_port = 80
app = "x"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'primary_region in http_service',
      `[http_service]
internal_port = 80
primary_region = "iad"
`,
      ['fly-toml/unknown-key'],
    ],
    [
      'tls_options',
      `[[services]]
internal_port = 80
[[services.ports]]
port = 443
handlers = ["tls"]
tls_options = { versions = ["TLSv1.1"] }
`,
      ['fly-toml/value'],
    ],
    [
      'http on raw 443 without tls',
      `[[services]]
internal_port = 80
[[services.ports]]
port = 443
handlers = ["http"]
force_https = true
`,
      ['fly-toml/handlers'],
    ],
    [
      'files both',
      `[[files]]
guest_path = "/a"
local_path = "a"
raw_value = "b"
`,
      ['fly-toml/file'],
    ],
    [
      'mount dest quotes ~',
      `[mounts]
source = "data"
destination = "~/data"
`,
      ['fly-toml/mount-destination'],
    ],
    [
      'duplicate mount destination two groups overlapping',
      `[processes]
a = "a"
b = "b"
[[mounts]]
source = "x"
destination = "/x"
[[mounts]]
source = "y"
destination = "/y"
processes = ["a"]
`,
      ['fly-toml/mount-twice'],
    ],
    [
      'http_service + services both on 443',
      `[http_service]
internal_port = 80
[[services]]
internal_port = 81
[[services.ports]]
port = 443
`,
      ['fly-toml/port-twice'],
    ],
    [
      'app underscores',
      `app = "my_app"
`,
      ['fly-toml/app-name'],
    ],
    [
      'app upper',
      `app = "MyApp"
`,
      ['fly-toml/app-name'],
    ],
    [
      'app spaces',
      `app = "my app"
`,
      ['fly-toml/app-name'],
    ],
    [
      'app with .fly.dev',
      `app = "my-app.fly.dev"
`,
      ['fly-toml/app-name'],
    ],
    [
      'zero-width',
      `app​ = "x"
`,
      ['toml/key'],
    ],
    [
      '= missing',
      `app "x"
`,
      ['toml/key'],
    ],
    [
      'double equals',
      `app == "x"
`,
      ['toml/key'],
    ],
    [
      'value missing',
      `app =
`,
      ['toml/value'],
    ],
    [
      'array header w/o blank comma',
      `[http_service]
processes = ["app" "web"]
internal_port = 80
`,
      ['toml/bracket'],
    ],
    [
      'unescaped quote',
      `[deploy]
release_command = "sh -c "echo hi""
`,
      ['toml/value'],
    ],
    [
      'bare multi-line string',
      `[deploy]
release_command = "sh -c '
 a'"
`,
      ['toml/string'],
    ],
    [
      'inline table multi-line',
      `[http_service]
internal_port = 80
concurrency = {
  type = "requests",
  soft_limit = 20
}
`,
      ['toml/bracket'],
    ],
    [
      'shared 256 with 512 min for 2x',
      `[[vm]]
size = "shared-cpu-2x"
memory = "256mb"
`,
      ['fly-toml/vm-memory'],
    ],
    [
      'memory numeric string with space',
      `[[vm]]
size = "shared-cpu-2x"
memory = "2 048"
`,
      ['fly-toml/size'],
    ],
    [
      'memory "2,048mb"',
      `[[vm]]
size = "shared-cpu-2x"
memory = "2,048mb"
`,
      ['fly-toml/size'],
    ],
    [
      'memory negative',
      `[[vm]]
size = "shared-cpu-2x"
memory = "-2gb"
`,
      ['fly-toml/size'],
    ],
    [
      'memory_mb string',
      `[[vm]]
size = "shared-cpu-2x"
memory_mb = "2048"
`,
      ['fly-toml/type'],
    ],
    [
      'memory_mb and memory differ',
      `[[vm]]
size = "shared-cpu-2x"
memory = "1gb"
memory_mb = 2048
`,
      ['fly-toml/vm-memory-twice'],
    ],
    [
      'cpu_kind dedicated',
      `[[vm]]
cpu_kind = "dedicated"
cpus = 1
memory = "2gb"
`,
      ['fly-toml/value'],
    ],
    [
      'gpu',
      `[[vm]]
size = "a10"
`,
      ['fly-toml/vm-gpu'],
    ],
    [
      'kernel_args string',
      `[[vm]]
size = "shared-cpu-1x"
kernel_args = "no-hlt=true"
`,
      ['fly-toml/type'],
    ],
  ])('%s', (_, text, codes) => {
    expect(check(text)).toEqual(codes);
  });
});

describe('what is right is not told of, however unusual', () => {
  test.each<[string, string]>([
    [
      'single quote app',
      `app = 'my-app'
`,
    ],
    [
      '[[mount]] alias',
      `[[mount]]
source = "data"
destination = "/data"
`,
    ],
    [
      'memory 1.5gb',
      `[[vm]]
size = "shared-cpu-2x"
memory = "1.5gb"
`,
    ],
    [
      'memory 2g',
      `[[vm]]
size = "shared-cpu-2x"
memory = "2g"
`,
    ],
    [
      'partial',
      `[[vm]]
memory = "1gb"
`,
    ],
    [
      'partial memory_mb',
      `[[vm]]
memory_mb = 1024
`,
    ],
    [
      'process group default app ok',
      `[http_service]
internal_port = 3000
processes = ["app"]
`,
    ],
    [
      'method post lower ok',
      `[http_service]
internal_port = 3000
[[http_service.checks]]
method = "get"
path = "/"
`,
    ],
    [
      'missing internal port in http_service (info)',
      `[http_service]
force_https = true
`,
    ],
    [
      'release_command with &&',
      `[deploy]
release_command = "npm run migrate && npm run seed"
`,
    ],
    [
      'process env var',
      `[processes]
app = "node --port $PORT"
`,
    ],
    [
      'process &&',
      `[processes]
app = "cd /app && node x"
`,
    ],
    [
      'experimental auto_rollback',
      `[experimental]
auto_rollback = true
`,
    ],
    [
      'tab/space indent',
      `app = "x"
  [http_service]
	internal_port = 8080
`,
    ],
    [
      'upstream openclaw',
      `# OpenClaw Fly.io deployment configuration
# See https://fly.io/docs/reference/configuration/

app = "openclaw"
primary_region = "iad" # change to your closest region

[build]
  dockerfile = "Dockerfile"

[env]
  NODE_ENV = "production"
  # Fly uses x86, but keep this for consistency
  OPENCLAW_PREFER_PNPM = "1"
  OPENCLAW_STATE_DIR = "/data"
  NODE_OPTIONS = "--max-old-space-size=1536"

[processes]
  app = "node dist/index.js gateway --allow-unconfigured --port 3000 --bind lan"

[http_service]
  internal_port = 3000
  force_https = true
  auto_stop_machines = false # Keep running for persistent connections
  auto_start_machines = true
  min_machines_running = 1
  processes = ["app"]

[[vm]]
  size = "shared-cpu-2x"
  memory = "2048mb"

[mounts]
  source = "openclaw_data"
  destination = "/data"
`,
    ],
    [
      'flyctl generated launch',
      `# fly.toml app configuration file generated for weathered-wind-1234 on 2026-01-01T00:00:00Z
#
# See https://fly.io/docs/reference/configuration/ for information about how to use this file.
#

app = 'weathered-wind-1234'
primary_region = 'lhr'

[build]

[http_service]
  internal_port = 8080
  force_https = true
  auto_stop_machines = 'stop'
  auto_start_machines = true
  min_machines_running = 0
  processes = ['app']

[[vm]]
  memory = '1gb'
  cpu_kind = 'shared'
  cpus = 1
`,
    ],
    [
      'launch new key memory_mb',
      `app = 'x'
[[vm]]
  memory = '1gb'
  cpus = 1
  memory_mb = 1024
`,
    ],
    [
      'rails',
      `app = 'my-rails'
primary_region = 'fra'
console_command = '/rails/bin/rails console'

[build]

[deploy]
  release_command = './bin/rails db:prepare'

[processes]
  app = './bin/rails server'
  sidekiq = 'bundle exec sidekiq'

[http_service]
  internal_port = 3000
  force_https = true
  auto_stop_machines = 'stop'
  auto_start_machines = true
  min_machines_running = 0
  processes = ['app']

[[vm]]
  size = 'shared-cpu-1x'

[[statics]]
  guest_path = '/rails/public'
  url_prefix = '/'
`,
    ],
    [
      'phoenix',
      `app = 'px'
primary_region = 'ord'
kill_signal = 'SIGTERM'

[build]

[deploy]
  release_command = '/app/bin/migrate'

[env]
  PHX_HOST = 'px.fly.dev'
  PORT = '8080'

[http_service]
  internal_port = 8080
  force_https = true
  auto_stop_machines = 'suspend'
  auto_start_machines = true
  min_machines_running = 0
  processes = ['app']
  [http_service.concurrency]
    type = 'connections'
    hard_limit = 1000
    soft_limit = 1000

[[vm]]
  size = 'shared-cpu-1x'
`,
    ],
    [
      'postgres flex',
      `app = "pg"
primary_region = "iad"
[build]
image = "flyio/postgres-flex:15.3"
[env]
PRIMARY_REGION = "iad"
[[mounts]]
source = "pg_data"
destination = "/data"
[[services]]
protocol = "tcp"
internal_port = 5432
auto_start_machines = true
[[services.ports]]
port = 5432
handlers = ["pg_tls"]
[services.concurrency]
type = "connections"
hard_limit = 1000
soft_limit = 1000
[[services]]
protocol = "tcp"
internal_port = 5433
[[services.ports]]
port = 5433
handlers = ["pg_tls"]
[checks]
[checks.pg]
port = 5500
type = "http"
interval = "15s"
timeout = "10s"
path = "/flycheck/pg"
[checks.role]
port = 5500
type = "http"
interval = "15s"
timeout = "10s"
path = "/flycheck/role"
[[metrics]]
port = 9187
path = "/metrics"
`,
    ],
    [
      'multi-line strings and literal',
      `app = '''my-app'''
[env]
MOTD = """
hello
world"""
JSON = '{"a": 1}'
`,
    ],
    [
      'dotted keys',
      `app = "x"
env.PORT = "8080"
http_service.internal_port = 8080
http_service.concurrency.type = "requests"
http_service.concurrency.soft_limit = 20
deploy.strategy = "rolling"
`,
    ],
    [
      'quoted keys',
      `"app" = "x"
["env"]
"A.B" = "1"
`,
    ],
    [
      'wireguard only no services',
      `app = "priv"
[env]
A = "1"
[[mounts]]
source = "d"
destination = "/d"
`,
    ],
    [
      'raw udp service with no tls',
      `[[services]]
internal_port = 5000
protocol = "udp"
[[services.ports]]
port = 5000
`,
    ],
    [
      'range of ports',
      `[[services]]
internal_port = 5000
protocol = "tcp"
[[services.ports]]
start_port = 5000
end_port = 5100
`,
    ],
    [
      'several process groups with vm and mounts each',
      `[processes]
web = "serve"
worker = "work"
[http_service]
internal_port = 8080
processes = ["web"]
[[vm]]
size = "shared-cpu-1x"
processes = ["web"]
[[vm]]
size = "performance-1x"
memory = "8gb"
processes = ["worker"]
[[mounts]]
source = "web_data"
destination = "/data"
processes = ["web"]
[[mounts]]
source = "work_data"
destination = "/data"
processes = ["worker"]
`,
    ],
    [
      'same volume both groups',
      `[processes]
web = "serve"
worker = "work"
[[mounts]]
source = "data"
destination = "/data"
processes = ["web", "worker"]
`,
    ],
    [
      'flycast private http with force_https false',
      `[http_service]
internal_port = 8080
force_https = false
auto_stop_machines = "off"
`,
    ],
    [
      'metrics list',
      `[[metrics]]
port = 9091
path = "/metrics"
processes = ["app"]
`,
    ],
    [
      'checks on top',
      `[checks]
  [checks.alive]
    grace_period = "30s"
    interval = "15s"
    method = "get"
    path = "/healthz"
    port = 3000
    timeout = "10s"
    type = "http"
`,
    ],
    [
      'headers in check inline',
      `[http_service]
internal_port = 8080
[[http_service.checks]]
grace_period = "10s"
interval = "30s"
method = "GET"
timeout = "5s"
path = "/"
[http_service.checks.headers]
X-Forwarded-Proto = "https"
`,
    ],
    [
      'checks in an http_service via inline arrays',
      `[http_service]
internal_port = 8080
checks = [{ path = "/", interval = "10s", timeout = "2s", grace_period = "5s" }]
`,
    ],
    [
      'machine_checks',
      `[[http_service.machine_checks]]
image = "curlimages/curl"
entrypoint = ["/bin/sh", "-c"]
command = ["curl http://[$FLY_TEST_MACHINE_IP]:80 | grep x"]
[http_service]
internal_port = 80
`,
    ],
    [
      'files',
      `[[files]]
guest_path = "/etc/a"
local_path = "a"
[[files]]
guest_path = "/etc/b"
secret_name = "B"
[[files]]
guest_path = "/etc/c"
raw_value = "abc"
`,
    ],
    [
      'files empty raw',
      `[[files]]
guest_path = "/etc/c"
raw_value = ""
`,
    ],
    [
      'swap',
      `swap_size_mb = 512
`,
    ],
    [
      'restart',
      `[[restart]]
policy = "on-failure"
retries = 10
processes = ["app"]
`,
    ],
    [
      'shell in process explicit',
      `[processes]
app = "sh -c 'cd /app && node x --port $PORT'"
`,
    ],
    [
      'bash -lc',
      `[processes]
app = 'bash -lc "export A=1; exec node x"'
`,
    ],
    [
      'release with sh -c',
      `[deploy]
release_command = "sh -c 'npm run a && npm run b'"
`,
    ],
    [
      'process with quoted dollar literal',
      `[processes]
app = "node x --price '$5'"
`,
    ],
    [
      'process with url having &',
      `[processes]
app = "curl 'http://x/?a=1&b=2'"
`,
    ],
    [
      'process url & unquoted',
      `[processes]
app = "curl http://x/?a=1&b=2"
`,
    ],
    [
      'process star arg',
      `[processes]
app = "node dist/index.js --allow-origin *"
`,
    ],
    [
      'process --filter=*',
      `[processes]
app = "queue work --queues=*"
`,
    ],
    [
      'CRLF',
      `app = "x"
[env]
A = "b"
`,
    ],
    [
      'unicode in comments',
      `# perché 🚀
app = "x"
`,
    ],
    [
      'bind equals dest with trailing slash',
      `[mounts]
source = "data"
destination = "/data/"
`,
    ],
    [
      'release vm',
      `[deploy]
release_command = "migrate"
[deploy.release_command_vm]
size = "performance-1x"
memory = "8gb"
`,
    ],
    [
      'wait_timeout',
      `[deploy]
wait_timeout = "10m"
release_command_timeout = "10m"
`,
    ],
    [
      'vm inline',
      `vm = [{ size = "shared-cpu-2x", memory = "2gb" }]
`,
    ],
    [
      'vm with memory and cpus',
      `[[vm]]
memory = "4gb"
cpus = 4
`,
    ],
    [
      'vm cpu_kind performance cpus',
      `[[vm]]
cpu_kind = "performance"
cpus = 2
memory = "4gb"
`,
    ],
    [
      'vm cpu_kind performance only memory',
      `[[vm]]
cpu_kind = "performance"
memory = "4gb"
`,
    ],
    [
      'performance-16x?',
      `[[vm]]
size = "performance-16x"
memory = "128gb"
`,
    ],
    [
      'env public values',
      `[env]
PUBLIC_URL = "https://x.fly.dev"
DATABASE_PATH = "/data/x.db"
SECRET_KEY_BASE_FILE = "/run/secret"
TOKENIZER = "gpt2"
MAX_TOKENS = "4096"
KEYCLOAK_URL = "https://a"
SESSION_COOKIE_NAME = "sid"
AUTHOR = "x"
`,
    ],
    [
      'env DATABASE_URL sqlite',
      `[env]
DATABASE_URL = "file:/data/dev.db"
`,
    ],
    [
      'env sqlite relative',
      `[env]
DATABASE_URL = "sqlite:///data/dev.db"
`,
    ],
    [
      'empty env secret placeholder',
      `[env]
OPENAI_API_KEY = ""
`,
    ],
    [
      'extra keys in build.settings/args',
      `[build]
[build.args]
NODE_VERSION = "24"
`,
    ],
    [
      'replay cache',
      `[http_service]
internal_port = 8080
[[http_service.http_options.replay_cache]]
path_prefix = "/"
ttl_seconds = 300
type = "cookie"
name = "x"
`,
    ],
    [
      'services internal_port string',
      `[[services]]
internal_port = "8080"
[[services.ports]]
port = "80"
handlers = ["http"]
`,
    ],
    [
      'port 53 tcp and udp',
      `[[services]]
protocol = "udp"
internal_port = 53
[[services.ports]]
port = 53
[[services]]
protocol = "tcp"
internal_port = 53
[[services.ports]]
port = 53
`,
    ],
    [
      'two services same port different groups',
      `[processes]
a = "a"
b = "b"
[[services]]
internal_port = 1
processes = ["a"]
[[services.ports]]
port = 80
[[services]]
internal_port = 2
processes = ["b"]
[[services.ports]]
port = 80
`,
    ],
    [
      'auto_stop true, min 0',
      `[http_service]
internal_port = 1
auto_stop_machines = true
`,
    ],
    [
      'autoextend',
      `[mounts]
source = "data"
destination = "/data"
initial_size = "10gb"
auto_extend_size_threshold = 80
auto_extend_size_increment = "1GB"
auto_extend_size_limit = "50GB"
snapshot_retention = 14
scheduled_snapshots = true
`,
    ],
    [
      'stray empty section',
      `[env]
[processes]
[build]
[deploy]
`,
    ],
    [
      'kill_timeout string',
      `kill_timeout = "300s"
`,
    ],
    [
      'kill_timeout 5m',
      `kill_timeout = "5m"
`,
    ],
    [
      'app name digits',
      `app = "0-app-1"
`,
    ],
    [
      'hard_limit 0?',
      `[http_service]
internal_port = 80
[http_service.concurrency]
soft_limit = 0
hard_limit = 0
`,
    ],
    [
      'env exponent big int',
      `[env]
N = 1_000_000
`,
    ],
    [
      'env with [[env]] ok',
      `[[env]]
A = "b"
`,
    ],
    [
      '[[services.http_checks]] in ports order ok',
      `[[services]]
internal_port = 80
[[services.http_checks]]
interval = "10s"
path = "/"
[[services.ports]]
port = 80
`,
    ],
    [
      'BOM',
      `﻿app = "x"
`,
    ],
    [
      'size + cpus conflicting',
      `[[vm]]
size = "shared-cpu-2x"
cpus = 4
memory = "2gb"
`,
    ],
    [
      'size and cpu_kind conflict',
      `[[vm]]
size = "shared-cpu-2x"
cpu_kind = "performance"
memory = "4gb"
`,
    ],
  ])('%s', (_, text) => {
    expect(check(text)).toEqual([]);
  });
});
