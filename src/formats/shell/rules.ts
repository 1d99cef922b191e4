import type { Rule } from './rule.ts';

export const syntaxRule: Rule = {
  code: 'shell/syntax',
  severity: 'error',
  summary: 'summary.shell/syntax',
  explain: 'explain.shell/syntax',
  examples: [
    { wrong: 'echo "one\n', right: 'echo "one"\n' },
    { wrong: "echo it's\n", right: "echo it\\'s\n" },
    { wrong: 'ls | | wc -l\n', right: 'ls | wc -l\n' },
    { wrong: 'if true; then\n  ls\n', right: 'if true; then\n  ls\nfi\n' },
    { wrong: 'ls >\n', right: 'ls > list.txt\n' },
    { wrong: 'cd app &&\n', right: 'cd app && ls\n' },
    { wrong: 'echo $(date\n', right: 'echo $(date)\n' },
    { wrong: 'done\n', right: 'for i in 1 2; do echo $i; done\n' },
  ],
};

export const heredocRule: Rule = {
  code: 'shell/heredoc',
  severity: 'error',
  summary: 'summary.shell/heredoc',
  explain: 'explain.shell/heredoc',
  examples: [
    { wrong: "cat > a <<'EOF'\ntext\n", right: "cat > a <<'EOF'\ntext\nEOF\n" },
    { wrong: 'cat <<EOF\ntext\n  EOF\nls\n', right: 'cat <<-EOF\n\ttext\n\tEOF\nls\n' },
  ],
};

export const lineEndRule: Rule = {
  code: 'shell/line-end',
  severity: 'error',
  summary: 'summary.shell/line-end',
  explain: 'explain.shell/line-end',
  examples: [{ wrong: 'cd app\r\nls\r\n', right: 'cd app\nls\n' }],
};

export const promptRule: Rule = {
  code: 'shell/prompt',
  severity: 'error',
  summary: 'summary.shell/prompt',
  explain: 'explain.shell/prompt',
  examples: [
    { wrong: '$ ls -l\n', right: 'ls -l\n' },
    { wrong: '$ ls\nREADME.md (it)\n', right: 'ls\n' },
    { wrong: 'root@148e:/# ls\n', right: 'ls # as root@148e:/\n' },
    { wrong: 'sftp host\n> put a.txt /data/a.txt\n', right: 'sftp host\nput a.txt /data/a.txt\n' },
    {
      wrong: '# apt-get update\n# apt-get install curl\n',
      right: '# Update the list of packages\napt-get update\n',
    },
  ],
};

export const quoteRule: Rule = {
  code: 'shell/quote',
  severity: 'warning',
  summary: 'summary.shell/quote',
  explain: 'explain.shell/quote',
  examples: [
    { wrong: 'echo “hello world”\n', right: "echo 'he said “hello world”'\n" },
    { wrong: 'NAME=‘my app’ ls\n', right: "NAME='my app' ls\n" },
    { wrong: 'echo "hello”\n', right: 'echo "hello"\n' },
    { wrong: 'printf %s “a b”\n', right: 'echo «ciao», l’app è pronta\n' },
  ],
};

export const dashRule: Rule = {
  code: 'shell/dash',
  severity: 'warning',
  summary: 'summary.shell/dash',
  explain: 'explain.shell/dash',
  examples: [
    { wrong: 'ls –l\n', right: 'ls -l # long – all of it\n' },
    { wrong: 'npm install —save-exact zod\n', right: 'npm install --save-exact zod\n' },
  ],
};

export const blankRule: Rule = {
  code: 'shell/blank',
  severity: 'warning',
  summary: 'summary.shell/blank',
  explain: 'explain.shell/blank',
  examples: [{ wrong: 'ls\u00A0-l\n', right: "echo 'a\u00A0b'\n" }],
};

export const continuationRule: Rule = {
  code: 'shell/continuation',
  severity: 'warning',
  summary: 'summary.shell/continuation',
  explain: 'explain.shell/continuation',
  examples: [
    { wrong: 'ls \\ \n  -l\n', right: 'ls \\\n  -l\n' },
    { wrong: 'ls \\ # all\n  -l\n', right: 'ls -l # all\n' },
  ],
};

export const entityRule: Rule = {
  code: 'shell/entity',
  severity: 'warning',
  summary: 'summary.shell/entity',
  explain: 'explain.shell/entity',
  examples: [{ wrong: 'cd app &amp;&amp; ls\n', right: "cd app && echo '&amp;'\n" }],
};

/** What the check looks for in shell, whatever the commands mean. */
export const shellRules: Rule[] = [
  syntaxRule,
  heredocRule,
  promptRule,
  quoteRule,
  dashRule,
  blankRule,
  continuationRule,
  entityRule,
  lineEndRule,
];
