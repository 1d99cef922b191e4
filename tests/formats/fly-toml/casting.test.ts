import { describe, expect, test } from 'vitest';
import { checkFlyToml } from '../../../src/formats/fly-toml/check.ts';
import { loadFlyToml } from '../../../src/formats/fly-toml/load.ts';

/** Returns the codes of what is wrong with a text. */
const codes = (text: string) => checkFlyToml(text, { foreign: true }).map(({ code }) => code);
const http = '[http_service]\ninternal_port = 8080\n';
const service = '[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\n';
const mount = '[mounts]\nsource = "data"\ndestination = "/data"\n';
const vm = '[[vm]]\nsize = "shared-cpu-2x"\n';

describe('what flyctl takes is not told', () => {
  test.each([
    ['internal_port of services as text', service.replace('internal_port = 80', 'internal_port = "80"')],
    ['port of services as text', service.replace(/port = 80\n$/, 'port = "80"\n')],
    ['a port with a fraction of zero', http.replace('8080', '8080.0')],
    ['memory as a number', `${vm}memory = 2048\n`],
    ['memory with a blank and capitals', `${vm}memory = "2 GB"\n`],
    ['memory in binary units', `${vm}memory = "2GiB"\n`],
    ['memory without a unit', `${vm}memory = "2048"\n`],
    ['one table for the sizes', vm.replace('[[vm]]', '[vm]')],
    ['a list of mounts', mount.replace('[mounts]', '[[mounts]]')],
    ['an inline mount', 'mounts = { source = "data", destination = "/data" }\n'],
    ['a list of inline mounts', 'mounts = [{ source = "data", destination = "/data" }]\n'],
    ['an initial size as a number', `${mount}initial_size = 3\n`],
    [
      'an increment as a text without unit',
      `${mount}auto_extend_size_threshold = 80\nauto_extend_size_increment = "1"\n`,
    ],
    ['one table for services', '[services]\ninternal_port = 80\n[services.ports]\nport = 80\n'],
    ['an empty service, which flyctl drops', '[[services]]\n'],
    [
      'limits as text',
      `${service.replace('[[services.ports]]', 'concurrency = "20,25"\n[[services.ports]]')}`,
    ],
    ['one table for checks of services', `${service}[services.tcp_checks]\ninterval = "15s"\n`],
    [
      'headers of services as name and value',
      `${service}[[services.http_checks]]\n[[services.http_checks.headers]]\nname = "X-A"\nvalue = 1\n`,
    ],
    [
      'headers of services that are no text',
      `${service}[[services.http_checks]]\nheaders = { X-A = 1, X-B = true }\n`,
    ],
    ['checks as a list with names', '[[checks]]\nname = "alive"\ntype = "tcp"\nport = 80\n'],
    ['environment as a list', '[[env]]\nA = "1"\n[[env]]\nB = 2\n'],
    ['a number and a boolean in the environment', '[env]\nPORT = 8080\nDEBUG = true\n'],
    ['processes as a list', '[[processes]]\nname = "web"\ncommand = "serve"\n'],
    ['no processes', 'processes = []\n'],
    ['an empty command', '[processes]\napp = ""\n'],
    ['a bare kill_timeout', 'kill_timeout = 30\n'],
    ['a kill_timeout with a fraction', 'kill_timeout = 30.0\n'],
    ['an empty kill_timeout, which counts as none', 'kill_timeout = ""\n'],
    ['a duration of several units', 'kill_timeout = "1m30.5s"\n'],
    ['milliseconds in checks of services', `${service}[[services.tcp_checks]]\ninterval = 15000\n`],
    ['no grace at all', `${http}[[http_service.checks]]\ngrace_period = 0\n`],
    ['autostop off', `${http}auto_stop_machines = "off"\n`],
    ['autostop stop', `${http}auto_stop_machines = "stop"\n`],
    ['autostop suspend', `${http}auto_stop_machines = "suspend"\n`],
    ['autostop true', `${http}auto_stop_machines = true\n`],
    ['autostop false', `${http}auto_stop_machines = false\n`],
    ['a command of experimental as text', '[experimental]\ncmd = "serve"\nentrypoint = ["sh", "-c"]\n'],
    ['the root file system by number', `${vm}persist_rootfs = 3\n`],
    ['an empty word for the root file system', `${vm}persist_rootfs = ""\n`],
    [
      'response headers of all kinds',
      `${http}[http_service.http_options.response.headers]\nX-A = "1"\nX-B = ["1", "2"]\nServer = false\n`,
    ],
    ['any build settings', '[build.settings]\na = 1\nb = [true]\n'],
    ['keys in another case', 'APP = "x"\n[HTTP_Service]\nInternal_Port = 8080\n'],
    ['a size, CPUs and memory by hand', '[[vm]]\nmemory = "1gb"\ncpu_kind = "shared"\ncpus = 1\n'],
    ['memory by the CPUs that are written', '[[vm]]\nsize = "shared-cpu-1x"\ncpus = 2\nmemory = "4gb"\n'],
    ['a fraction of the Machines', '[deploy]\nmax_unavailable = 0.25\n'],
    [
      'udp beside tcp on one port',
      `${service}\n[[services]]\nprotocol = "udp"\ninternal_port = 80\n[[services.ports]]\nport = 80\n`,
    ],
    ['a signal that stops', 'kill_signal = "SIGTERM"\n'],
    ['an app to be filled in', 'app = "<your-app>"\nprimary_region = "$REGION"\n'],
    [
      'public names of keys',
      '[env]\nPUBLIC_KEY = "abc"\nAPI_KEY_FILE = "/run/key"\nAWS_ACCESS_KEY_ID = "AKI"\nMAX_TOKENS = "4096"\n',
    ],
    ['an empty file', ''],
    ['dates where text is taken', 'app = 2024-01-01\n'],
  ])('%s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('what flyctl refuses is told once', () => {
  test.each([
    ['internal_port of http_service as text', http.replace('8080', '"8080"'), 'fly-toml/type'],
    [
      'a start of a range as text',
      `${service.replace('port = 80\n', 'port = 80\n')}\n[[services.ports]]\nstart_port = "90"\nend_port = 91\n`,
      'fly-toml/type',
    ],
    ['a port with a fraction', http.replace('8080', '80.5'), 'fly-toml/type'],
    [
      'memory as a number for the release command',
      '[deploy.release_command_vm]\nsize = "shared-cpu-2x"\nmemory = 1024\n',
      'fly-toml/type',
    ],
    [
      'an increment as a number',
      `${mount}auto_extend_size_threshold = 80\nauto_extend_size_increment = 1\n`,
      'fly-toml/type',
    ],
    [
      'one table for checks of http_service',
      `${http}[http_service.checks]\npath = "/"\n`,
      'fly-toml/table-form',
    ],
    ['one table for restart', '[restart]\npolicy = "always"\n', 'fly-toml/table-form'],
    ['one table for files', '[files]\nguest_path = "/a"\nlocal_path = "a"\n', 'fly-toml/table-form'],
    ['one table for statics', '[statics]\nguest_path = "/a"\nurl_prefix = "/a"\n', 'fly-toml/table-form'],
    ['a list of builds', '[[build]]\nimage = "nginx"\n', 'fly-toml/table-form'],
    ['limits of http_service as text', `${http}concurrency = "20,25"\n`, 'fly-toml/type'],
    [
      'limits as a number',
      service.replace('[[services.ports]]', 'concurrency = 20\n[[services.ports]]'),
      'fly-toml/type',
    ],
    [
      'headers of http_service that are no text',
      `${http}[[http_service.checks]]\nheaders = { X-A = 1 }\n`,
      'fly-toml/type',
    ],
    ['autostop as quoted boolean', `${http}auto_stop_machines = "true"\n`, 'fly-toml/type'],
    ['a process as text', `${http}processes = "app"\n`, 'fly-toml/type'],
    ['a duration of a boolean, where nothing is cast', '[deploy]\nwait_timeout = true\n', 'fly-toml/type'],
    ['a duration in days', 'kill_timeout = "1d"\n', 'fly-toml/duration'],
    ['an empty duration, where nothing is cast', '[deploy]\nwait_timeout = ""\n', 'fly-toml/duration'],
    ['memory as Kubernetes writes it', `${vm}memory = "2Gi"\n`, 'fly-toml/size'],
    ['a list of checks without names', '[[checks]]\ntype = "tcp"\nport = 80\n', 'fly-toml/type'],
    ['a command that is no text', '[processes]\napp = 1\n', 'fly-toml/type'],
    ['a build argument that is no text', '[build.args]\nDEBUG = true\n', 'fly-toml/type'],
    [
      'casts do not know another case',
      '[[Services]]\nInternal_Port = "80"\n[[Services.ports]]\nport = 80\n',
      'fly-toml/type',
    ],
    ['a single table under another case', '[Services]\ninternal_port = 80\n', 'fly-toml/table-form'],
    ['a list of processes with a table', '[processes.web]\ncommand = "serve"\n', 'fly-toml/type'],
    ['policy no', '[[restart]]\npolicy = "no"\n', 'fly-toml/value'],
    ['a handler that is none', `${service}handlers = ["tls", "https"]\n`, 'fly-toml/value'],
  ])('%s', (_, text, code) => {
    expect(checkFlyToml(text, { foreign: true }).map((finding) => [finding.code, finding.severity])).toEqual([
      [code, 'error'],
    ]);
  });
});

describe('one mistake gives one finding', () => {
  test.each([
    [
      'a misspelt key that something else needs',
      '[mounts]\nsource = "data"\ndestnation = "/data"\n',
      'fly-toml/unknown-key',
    ],
    [
      'a misspelt table that others name',
      '[proceses]\nweb = "serve"\n\n[http_service]\ninternal_port = 80\nprocesses = ["web"]\n',
      'fly-toml/unknown-key',
    ],
    [
      'a value of the wrong kind that something else needs',
      '[mounts]\nsource = "data"\ndestination = 1\n',
      'fly-toml/type',
    ],
    ['a size that is none, with memory', '[[vm]]\nsize = "shared-2x"\nmemory = "64gb"\n', 'fly-toml/vm-size'],
    [
      'nanoseconds that are also too short',
      `${http}[[http_service.checks]]\ninterval = 10\n`,
      'fly-toml/nanoseconds',
    ],
    ['a wrong type of a check', '[checks.alive]\ntype = "htp"\nport = 80\n', 'fly-toml/value'],
    [
      'a table that is not closed, with what follows',
      '[mounts\nsource = "data"\ndestination = "/data"\n',
      'toml/header',
    ],
    [
      'a value without quotes that something else needs',
      '[mounts]\nsource = data\ndestination = "/data"\n',
      'toml/value',
    ],
  ])('%s', (_, text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test('several mistakes are all found, in the order of the text', () => {
    const text = `app = "My App"\nprimary_region = iad\n${http.replace('8080', '"8080"')}force_http = true\n${mount}snapshot_retention = 90\n`;
    expect(codes(text)).toEqual([
      'fly-toml/app-name',
      'toml/value',
      'fly-toml/type',
      'fly-toml/unknown-key',
      'fly-toml/range',
    ]);
  });
});

describe('how grave', () => {
  test("an unknown key is an error in the guide and a warning in somebody else's file", () => {
    const text = 'primary_regoin = "iad"\n';
    expect(checkFlyToml(text).map(({ severity }) => severity)).toEqual(['error']);
    expect(checkFlyToml(text, { foreign: true }).map(({ severity }) => severity)).toEqual(['warning']);
  });

  test('old names that still work are no more than information', () => {
    const text = '[mount]\nsource = "data"\ndestination = "/data"\n[[compute]]\nsize = "shared-cpu-1x"\n';
    expect(checkFlyToml(text).map(({ severity }) => severity)).toEqual(['info', 'info']);
  });
});

describe('the file as flyctl loads it', () => {
  test('values have one form, whatever form they were written in', () => {
    const text = `
app = "demo"
primary_region = "fra"
kill_timeout = 30
[experimental]
metrics_port = 9091
[[env]]
A = 1
[mount]
source = "data"
destination = "/data"
initial_size = "10gb"
[[mounts]]
source = "logs"
destination = "/logs"
processes = ["worker"]
[processes]
app = "serve"
worker = "work"
[http_service]
internal_port = 3000
auto_stop_machines = true
processes = ["app"]
[[http_service.checks]]
interval = "15s"
path = "/healthz"
[services]
internal_port = "53"
protocol = "udp"
processes = ["worker"]
[services.ports]
start_port = 53
end_port = 54
[services.tcp_checks]
interval = 2000
[[compute]]
size = "shared-cpu-2x"
memory = "2gb"
[checks.alive]
type = "tcp"
port = 3000
`;
    const { config } = loadFlyToml(text);
    expect(config).toMatchObject({
      app: 'demo',
      primaryRegion: 'fra',
      killTimeout: 30_000,
      env: { A: '1' },
      groups: ['app', 'worker'],
      mounts: [
        { path: 'mounts[0]', source: 'data', destination: '/data', initialSizeGb: 10, processes: [] },
        { path: 'mounts[1]', source: 'logs', destination: '/logs', processes: ['worker'] },
      ],
      services: [
        {
          path: 'http_service',
          protocol: 'tcp',
          internalPort: 3000,
          autoStop: 'stop',
          ports: [
            { from: 80, to: 80, handlers: ['http'] },
            { from: 443, to: 443, handlers: ['tls', 'http'] },
          ],
          checks: [{ path: 'http_service.checks[0]', kind: 'http', interval: 15_000, httpPath: '/healthz' }],
        },
        {
          path: 'services[0]',
          protocol: 'udp',
          internalPort: 53,
          ports: [{ from: 53, to: 54, handlers: [] }],
          checks: [{ kind: 'tcp', interval: 2000 }],
        },
      ],
      checks: [{ path: 'checks.alive', kind: 'tcp', port: 3000 }],
      vm: [{ size: 'shared-cpu-2x', cpus: 2, cpuKind: 'shared', memoryMb: 2048 }],
      raw: { metrics: [{ port: 9091 }] },
    });
  });

  test.each([
    ['app', '"demo"'],
    ['env.PORT', '"80"'],
    ['http_service', '[http_service]'],
    ['http_service.internal_port', '8080'],
    ['mounts[0].source', '"data"'],
    ['mounts[1]', '[[mounts]]'],
    ['services[0].ports[0].handlers[1]', '"http"'],
    ['vm[0].memory', '512'],
  ])('%s stands where it was written', (path, written) => {
    const text = `app = "demo"
env = { PORT = "80" }
http_service.internal_port = 8080
[compute]
memory = 512
[[mounts]]
source = "data"
[[mounts]]
[[services]]
ports = [{ port = 443, handlers = ["tls", "http"] }]
`.replace('http_service.internal_port = 8080\n', '[http_service]\ninternal_port = 8080\n');
    const { placeOf } = loadFlyToml(text);
    const place = placeOf(path);
    expect(text.slice(place?.start, place?.end)).toBe(written);
  });

  test('memory written in MB counts more than memory with a unit', () => {
    const { config } = loadFlyToml('[[vm]]\nsize = "shared-cpu-2x"\nmemory = "2gb"\nmemory_mb = 512\n');
    expect(config?.vm[0]?.memoryMb).toBe(512);
  });

  test('a text that is no TOML is no configuration', () => {
    const { config, findings } = loadFlyToml('app = \n');
    expect(config).toBeUndefined();
    expect(findings).toHaveLength(1);
  });
});

describe('what one slip takes with it is told with it', () => {
  test('a header that is missing leaves its keys to the table before', () => {
    const text = '[env]\nA = "1"\n\n[build]\nimage = "nginx"\nsource = "data"\ndestination = "/data"\n';
    expect(checkFlyToml(text).map(({ code, message }) => [code, message.values?.place])).toEqual([
      ['fly-toml/unknown-key', 'mounts'],
    ]);
  });

  test('a process group that is misspelt is told once, and mended everywhere', () => {
    const text =
      '[processes]\nweb = "serve"\n[http_service]\ninternal_port = 80\nprocesses = ["wbe"]\n[[vm]]\nsize = "shared-cpu-1x"\nprocesses = ["wbe"]\n';
    const findings = checkFlyToml(text);
    expect(findings).toMatchObject([{ code: 'fly-toml/process-unknown', severity: 'error', related: [{}] }]);
    expect(findings[0]?.fixes?.[0]?.edits).toHaveLength(2);
  });

  test('a key that is unknown may have been the one that is missing', () => {
    expect(codes('[http_service]\nlisten_on = 8080\n')).toEqual(['fly-toml/unknown-key']);
    expect(codes('[[files]]\nguest_path = "/a"\ncontent = "x"\n')).toEqual(['fly-toml/unknown-key']);
  });
});
