import { describe, expect, test } from 'vitest';
import { checkSnippet } from '../../../src/rules/snippets/check.ts';

/** Returns the codes of the errors and warnings about a shell snippet that is not the guide's. */
function check(text: string): string[] {
  return checkSnippet(text, 'shell', { openclaw: '2026.9.6', foreign: true })
    .filter(({ severity }) => severity !== 'info')
    .map(({ code }) => code);
}

describe('one mistake is one finding, and several are all found', () => {
  test.each<[string, string, string[]]>([
    [
      'apps typo',
      `fly apps craete my-app
`,
      ['fly-command/unknown-command'],
    ],
    [
      'deploy typo flag',
      `fly deploy --stratgy rolling
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'flyctl too',
      `flyctl deploy --foo
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'create 2 args',
      `fly apps create a b
`,
      ['fly-command/arguments'],
    ],
    [
      'vol size string',
      `fly volumes create data -a x -y --size 1gb --region iad
`,
      ['fly-command/value'],
    ],
    [
      'vol bad region',
      `fly volumes create data -a x -y --region us-east
`,
      ['fly-command/region'],
    ],
    [
      'vol name dash',
      `fly volumes create openclaw-data -a x -y --size 1
`,
      ['fly-command/value'],
    ],
    [
      'secrets several',
      `fly secrets set A=1 -a x
fly secrets set B=2 -a x
`,
      ['fly-command/restarts'],
    ],
    [
      'secret without =',
      `fly secrets set OPENAI_API_KEY
`,
      ['fly-command/value'],
    ],
    [
      'secret with blanks around =',
      `fly secrets set OPENAI_API_KEY = sk-x
`,
      ['fly-command/value'],
    ],
    [
      'secret literal',
      `fly secrets set ANTHROPIC_API_KEY=sk-ant-api03-abcdefghijklmnop
`,
      ['fly-command/secret'],
    ],
    [
      'ssh -C glob',
      `fly ssh console -C "rm -f /data/gateway.*.lock"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C pipe',
      `fly ssh console -C "ps aux | grep node"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C and',
      `fly ssh console --command "cd /data && ls"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C redirect',
      `fly ssh console -C "cat > /data/x"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C $VAR single quotes',
      `fly ssh console -C 'echo $HOME'
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C ;',
      `fly ssh console -C "ls /data; ls /tmp"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C bare shell',
      `echo ls | fly ssh console -C sh
`,
      ['fly-command/remote-terminal'],
    ],
    [
      'ssh -C no quotes',
      `fly ssh console -C ls -la /data
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'prompt',
      `$ fly deploy
`,
      ['shell/prompt'],
    ],
    [
      'prompt two',
      `$ fly deploy
$ fly status
`,
      ['shell/prompt'],
    ],
    [
      'typographic quote',
      `fly ssh console -C “ls”
`,
      ['shell/quote'],
    ],
    [
      'single typographic',
      `fly secrets set A=‘x’
`,
      ['shell/quote'],
    ],
    [
      'em dash',
      `fly deploy —remote-only
`,
      ['shell/dash'],
    ],
    [
      'en dash',
      `fly deploy –remote-only
`,
      ['shell/dash'],
    ],
    [
      'unterminated quote',
      `fly ssh console -C "ls
`,
      ['shell/syntax'],
    ],
    [
      'unterminated single',
      `echo 'x
`,
      ['shell/syntax'],
    ],
    [
      'heredoc unterminated',
      `cat > fly.toml <<EOF
app = "x"
`,
      ['shell/heredoc'],
    ],
    [
      'heredoc indented end',
      `cat > fly.toml <<EOF
app = "x"
  EOF
`,
      ['shell/heredoc'],
    ],
    [
      'heredoc - with spaces',
      `cat > fly.toml <<-EOF
app = "x"
  EOF
`,
      ['shell/heredoc'],
    ],
    [
      'heredoc wrong toml inside',
      `cat > fly.toml <<'EOF'
[http_service]
internal_port = "80"
EOF
`,
      ['fly-toml/type'],
    ],
    [
      'heredoc json wrong',
      `cat > openclaw.json <<'EOF'
{ "gateway": { "mod": "local" } }
EOF
`,
      ['openclaw/unknown-key'],
    ],
    [
      'heredoc tee path',
      `tee ~/.openclaw/openclaw.json > /dev/null <<'EOF'
{ "gateway": { "mod": "local" } }
EOF
`,
      ['openclaw/unknown-key'],
    ],
    [
      'heredoc piped ssh tee',
      `cat <<'EOF' | fly ssh console -C "tee /data/openclaw.json"
{ "gateway": { "mod": "local" } }
EOF
`,
      ['openclaw/unknown-key'],
    ],
    [
      'heredoc ssh tee direct',
      `fly ssh console -C "tee /data/openclaw.json" <<'EOF'
{ "gateway": { "mod": "local" } }
EOF
`,
      ['openclaw/unknown-key'],
    ],
    [
      'echo json pipe tee',
      `echo '{"gateway":{"mod":"local"}}' | fly ssh console -C "tee /data/openclaw.json"
`,
      ['openclaw/unknown-key'],
    ],
    [
      'open deprecated',
      `fly open
`,
      ['fly-command/deprecated'],
    ],
    [
      'scale memory bad',
      `fly scale memory 2000
`,
      ['fly-command/memory'],
    ],
    [
      'scale vm unknown size',
      `fly scale vm shared-cpu-3x
`,
      ['fly-command/value'],
    ],
    [
      'scale count text',
      `fly scale count one
`,
      ['fly-command/value'],
    ],
    [
      'logs -f',
      `fly logs -f
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'ips release no arg',
      `fly ips release
`,
      ['fly-command/arguments'],
    ],
    [
      'deploy bool with value',
      `fly deploy --remote-only true
`,
      ['fly-command/bool'],
    ],
    [
      'deploy bool =yes',
      `fly deploy --remote-only=yes
`,
      ['fly-command/value'],
    ],
    [
      'single dash long',
      `fly deploy -remote-only
`,
      ['fly-command/single-dash'],
    ],
    [
      'region flag',
      `fly deploy --region lhr
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'proxy no arg',
      `fly proxy
`,
      ['fly-command/arguments'],
    ],
    [
      'login',
      `fly login
`,
      ['fly-command/unknown-command'],
    ],
    [
      'sftp typo',
      `fly sftp upload a
`,
      ['fly-command/unknown-command'],
    ],
    [
      'sudo',
      `sudo fly deploy --foo
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'in subshell',
      `echo "$(fly status --jsn)"
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'in if',
      `if fly status --jsn; then echo; fi
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'and or',
      `cd x && fly status --jsn || true
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'time/exec/command',
      `time fly status --jsn
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'continuation space',
      `fly deploy \\ 
  --remote-only
`,
      ['shell/continuation'],
    ],
    [
      'html entity',
      `fly ssh console -C "a" &amp;&amp; ls
`,
      ['shell/entity'],
    ],
    [
      'missing app flag value',
      `fly deploy -a
`,
      ['fly-command/value'],
    ],
    [
      'swallow',
      `fly deploy -a --remote-only
`,
      ['fly-command/swallow'],
    ],
    [
      'launch no region bad',
      `fly launch --region london
`,
      ['fly-command/region'],
    ],
    [
      'destroy old',
      `fly destroy x
`,
      ['fly-command/deprecated'],
    ],
    [
      'app upper',
      `fly apps create MyApp
`,
      ['fly-command/value'],
    ],
    [
      'pipe tee',
      `cat <<'EOF' | fly ssh console -a x -C "tee /data/openclaw.json"
{ "gateway": { "mod": "local" } }
EOF
`,
      ['openclaw/unknown-key'],
    ],
    [
      'runuser',
      `fly ssh console -C "runuser -u node -- tee /data/openclaw.json" <<'EOF'
{ "gateway": { "mod": "local" } }
EOF
`,
      ['openclaw/unknown-key'],
    ],
    [
      'printf',
      `printf '%s\\n' '{"gateway":{"mod":"local"}}' | fly ssh console -C "sh -c 'cat > /data/openclaw.json'"
`,
      ['openclaw/unknown-key'],
    ],
    [
      'nbsp',
      `fly deploy --remote-only
`,
      ['shell/blank'],
    ],
    [
      'nbsp inside',
      `fly deploy --remote-only
`,
      ['shell/blank'],
    ],
    [
      'zero width',
      `fly​ deploy
`,
      ['shell/blank'],
    ],
    [
      'percent prompt',
      `% fly deploy
`,
      ['shell/prompt'],
    ],
    [
      'user prompt',
      `user@host:~$ fly deploy
`,
      ['shell/prompt'],
    ],
    [
      'two commands one line semicolon',
      `fly deploy; fly status --jsn
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'fly in function',
      `f() { fly status --jsn; }
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'fly in loop',
      `for a in 1 2; do fly status --jsn; done
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'fly in case',
      `case x in x) fly status --jsn;; esac
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'fly m run port missing value',
      `fly machine run nginx --port
`,
      ['fly-command/value'],
    ],
    [
      'flyctl full path',
      `~/.fly/bin/flyctl status --jsn
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'ssh -C env prefix',
      `fly ssh console -C "FOO=1 node x"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C tilde',
      `fly ssh console -C "ls ~/x"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh -C escaped dollar',
      `fly ssh console -C "echo \\$HOME"
`,
      ['fly-command/remote-shell'],
    ],
    [
      'ssh /dev/null',
      `fly ssh console -C "ls" < /dev/null
`,
      ['fly-command/stdin'],
    ],
    [
      'secrets set empty',
      `fly secrets set -a x
`,
      ['fly-command/arguments'],
    ],
    [
      'set then unset row',
      `fly secrets set A=- -a x < a
fly secrets unset B -a x
`,
      ['fly-command/restarts'],
    ],
    [
      'scale count --region bad',
      `fly scale count 2 --region london
`,
      ['fly-command/region'],
    ],
    [
      'scale vm mem bad',
      `fly scale vm shared-cpu-1x --memory 4096
`,
      ['fly-command/memory'],
    ],
    [
      'vm-memory bad',
      `fly machine update 1234567890abcd --vm-memory 1000 -y
`,
      ['fly-command/memory'],
    ],
    [
      'vm-size bad',
      `fly machine update 1234567890abcd --vm-size shared-cpu-3x -y
`,
      ['fly-command/value'],
    ],
    [
      'deploy strategy',
      `fly deploy --strategy blue-green
`,
      ['fly-command/value'],
    ],
    [
      'fly tokens expiry bad',
      `fly tokens create deploy -x 30d
`,
      ['fly-command/value'],
    ],
    [
      'fly conf typo',
      `fly conifg validate
`,
      ['fly-command/unknown-command'],
    ],
    [
      'fly logs region',
      `fly logs -r london
`,
      ['fly-command/region'],
    ],
    [
      'if then missing fi',
      `if true; then echo; 
`,
      ['shell/syntax'],
    ],
    [
      'done without do',
      `for a in b; echo; done
`,
      ['shell/syntax'],
    ],
    [
      'unclosed $(',
      `echo $(fly status
`,
      ['shell/syntax'],
    ],
    [
      'unclosed backtick',
      `echo \`fly status
`,
      ['shell/syntax'],
    ],
    [
      'stray )',
      `echo a)
`,
      ['shell/syntax'],
    ],
    [
      '&& at start',
      `&& fly deploy
`,
      ['shell/syntax'],
    ],
    [
      'trailing &&',
      `fly deploy &&
`,
      ['shell/syntax'],
    ],
    [
      'pipe at end',
      `fly status |
`,
      ['shell/syntax'],
    ],
    [
      'placeholder spaced',
      `fly deploy -a <your app>
`,
      ['shell/syntax'],
    ],
    [
      'html entity lt',
      `cat &lt; a
`,
      ['shell/entity'],
    ],
    [
      'sudo -u',
      `sudo -u me fly status --jsn
`,
      ['fly-command/unknown-flag'],
    ],
    [
      'comment after continuation',
      `fly deploy \\ # all
  --remote-only
`,
      ['shell/continuation'],
    ],
  ])('%s', (_, text, codes) => {
    expect(check(text)).toEqual(codes);
  });
});

describe('what is right is not told of, however unusual', () => {
  test.each<[string, string]>([
    [
      'create noarg',
      `fly apps create
`,
    ],
    [
      'org alias',
      `fly apps create a -o personal
`,
    ],
    [
      'volumes create without region ok',
      `fly volumes create data -a x -y --size 1
`,
    ],
    [
      'vol size equals',
      `fly volumes create data -a=x --yes --size=3 -r iad
`,
    ],
    [
      'vol without app',
      `fly volumes create data --size 1 --region iad
`,
    ],
    [
      'secrets staged',
      `fly secrets set --stage A=1 -a x
fly secrets set --stage B=2 -a x
`,
    ],
    [
      'secrets in one',
      `fly secrets set A=1 B=2
`,
    ],
    [
      'secret from env',
      `fly secrets set ANTHROPIC_API_KEY="$ANTHROPIC_API_KEY"
`,
    ],
    [
      'secret openssl',
      `fly secrets set OPENCLAW_GATEWAY_TOKEN=$(openssl rand -hex 32)
`,
    ],
    [
      'secret stdin',
      `printf %s "$X" | fly secrets set A=-
`,
    ],
    [
      'import',
      `fly secrets import < secrets.env
`,
    ],
    [
      'secret placeholder',
      `fly secrets set A=<your-key>
`,
    ],
    [
      'ssh -C sh -c',
      `fly ssh console -C "sh -c 'rm -f /data/*.lock'"
`,
    ],
    [
      'ssh -C tee',
      `echo '{}' | fly ssh console -C "tee /data/openclaw.json"
`,
    ],
    [
      'ssh -C $VAR double quotes local',
      `fly ssh console -C "echo $HOME"
`,
    ],
    [
      'ssh -C quoted star',
      `fly ssh console -C "find /data -name '*.lock'"
`,
    ],
    [
      'ssh -s select',
      `fly ssh console -s
`,
    ],
    [
      'heredoc quoted ok',
      `cat > fly.toml <<'EOF'
app = "x"
EOF
`,
    ],
    [
      'scale memory',
      `fly scale memory 2gb
`,
    ],
    [
      'scale memory ok',
      `fly scale memory 2048
`,
    ],
    [
      'scale vm',
      `fly scale vm shared-cpu-2x --memory 2048
`,
    ],
    [
      'scale count',
      `fly scale count 1
`,
    ],
    [
      'logs',
      `fly logs
`,
    ],
    [
      'logs --no-tail',
      `fly logs --no-tail
`,
    ],
    [
      'status --json',
      `fly status --json
`,
    ],
    [
      'machine list',
      `fly machine list -a x
`,
    ],
    [
      'machines alias',
      `fly machines list
`,
    ],
    [
      'm alias',
      `fly m list
`,
    ],
    [
      'machine update',
      `fly machine update 1234567890abcd --command "node x" -y
`,
    ],
    [
      'machine restart 2',
      `fly machine restart a b
`,
    ],
    [
      'ips list --json',
      `fly ips list --json
`,
    ],
    [
      'ips allocate v6 private',
      `fly ips allocate-v6 --private
`,
    ],
    [
      'deploy bool =',
      `fly deploy --remote-only=true
`,
    ],
    [
      'config file',
      `fly deploy -c fly.private.toml
`,
    ],
    [
      '-cfile',
      `fly deploy -cfly.private.toml
`,
    ],
    [
      'proxy',
      `fly proxy 3000:3000 -a x
`,
    ],
    [
      'proxy one port',
      `fly proxy 3000 -a x
`,
    ],
    [
      'proxy bad',
      `fly proxy 3000:abc
`,
    ],
    [
      'auth login',
      `fly auth login
`,
    ],
    [
      'sftp',
      `fly sftp put a /data/a
`,
    ],
    [
      'sftp get',
      `fly sftp get /data/openclaw.json
`,
    ],
    [
      'wireguard',
      `fly wireguard create
`,
    ],
    [
      'global flags',
      `fly -t x apps list
fly --verbose status
`,
    ],
    [
      'version',
      `fly version
fly --version
`,
    ],
    [
      'help',
      `fly help deploy
fly deploy --help
fly deploy -h
`,
    ],
    [
      'env prefix',
      `FLY_API_TOKEN=x fly status
`,
    ],
    [
      'continuation ok',
      `fly deploy \\
  --remote-only
`,
    ],
    [
      'nbsp',
      `fly deploy
`,
    ],
    [
      'placeholder',
      `fly ssh console -a <your-app> -C "ls"
`,
    ],
    [
      'comment',
      `# do it
fly deploy # now
`,
    ],
    [
      'launch',
      `fly launch --copy-config --no-deploy
`,
    ],
    [
      'checks',
      `fly checks list
`,
    ],
    [
      'destroy',
      `fly apps destroy x -y
`,
    ],
    [
      'append',
      `echo '{"gateway":{"mod":"local"}}' | fly ssh console -C "tee -a /data/openclaw.json"
`,
    ],
    [
      'dynamic',
      `echo "{\\"gateway\\":{\\"mod\\":\\"$X\\"}}" | fly ssh console -C "tee /data/openclaw.json"
`,
    ],
    [
      'curly apostrophe in echo text',
      `echo "it’s done"
`,
    ],
    [
      'typographic in a comment',
      `# it’s “fine”
fly deploy
`,
    ],
    [
      'typographic in heredoc text',
      `cat > notes.txt <<'EOF'
it’s “fine”
EOF
`,
    ],
    [
      'secrets in loop',
      `for a in A B; do fly secrets set --stage $a="\${!a}"; done
`,
    ],
    [
      'array',
      `args=(-a x --json)
fly status "\${args[@]}"
`,
    ],
    [
      'process substitution',
      `diff <(fly secrets list -a x) <(cat a)
`,
    ],
    [
      'here string',
      `fly secrets import -a x <<< "A=$A"
`,
    ],
    [
      'subshell cd',
      `(cd openclaw && fly deploy)
`,
    ],
    [
      'env var app',
      `FLY_APP=x fly volumes create data -y --region iad
`,
    ],
    [
      'double dash args',
      `fly machine exec 1234567890abcd "ls -la" -a x
`,
    ],
    [
      'machine run',
      `fly machine run nginx -a x -r iad --port 80/tcp:http
`,
    ],
    [
      'ssh -C with --',
      `fly ssh console -C "node -e 'console.log(1 && 2)'"
`,
    ],
    [
      'ssh -C regex in quotes',
      `fly ssh console -C "grep -E 'a|b' /data/x"
`,
    ],
    [
      'ssh -C env cmd',
      `fly ssh console -C "env FOO=1 node x"
`,
    ],
    [
      'ssh -C bash -c with pipe',
      `fly ssh console -C "bash -c 'ps aux | grep node'"
`,
    ],
    [
      'ssh -C sh -lc',
      `fly ssh console -C "/bin/sh -lc 'cd /data && ls'"
`,
    ],
    [
      'ssh -C node json arg',
      `fly ssh console -C "node dist/index.js config set a '[1]' --strict-json"
`,
    ],
    [
      'secrets unset one',
      `fly secrets unset A -a x
`,
    ],
    [
      'set for two apps',
      `printf x | fly secrets set A=- -a x
printf x | fly secrets set A=- -a y
`,
    ],
    [
      'set then deploy then set',
      `printf x | fly secrets set A=- -a x
fly deploy
printf x | fly secrets set B=- -a x
`,
    ],
    [
      'scale count process',
      `fly scale count web=2 worker=1
`,
    ],
    [
      'scale memory too big no size',
      `fly scale memory 4096
`,
    ],
    [
      'volumes extend',
      `fly volumes extend vol_123 --size 10 -a x
`,
    ],
    [
      'fly vol list alias',
      `fly vol list -a x
`,
    ],
    [
      'fly ip list alias',
      `fly ip list -a x
`,
    ],
    [
      'fly certs',
      `fly certs add example.com
`,
    ],
    [
      'fly tokens',
      `fly tokens create deploy -x 999h
`,
    ],
    [
      'fly config validate',
      `fly config validate --strict
`,
    ],
    [
      'fly doctor',
      `fly doctor
`,
    ],
    [
      'fly logs instance',
      `fly logs -i 1234567890abcd
`,
    ],
    [
      'fly releases',
      `fly releases --image
`,
    ],
    [
      'fly image update',
      `fly image update -y
`,
    ],
    [
      'fly regions',
      `fly regions list
`,
    ],
    [
      'fly platform regions',
      `fly platform regions
`,
    ],
    [
      'fly postgres',
      `fly pg create --name db --region iad
`,
    ],
    [
      'brace expansion',
      `mkdir -p /data/{a,b}
`,
    ],
    [
      'placeholder upper',
      `fly deploy -a YOUR_APP
`,
    ],
    [
      'placeholder braces',
      `fly deploy -a {app}
`,
    ],
    [
      'placeholder dollar',
      `fly deploy -a $APP
`,
    ],
    [
      'blank line after continuation',
      `fly deploy \\

  --remote-only
`,
    ],
  ])('%s', (_, text) => {
    expect(check(text)).toEqual([]);
  });
});
