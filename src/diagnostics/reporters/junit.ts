import { toWords } from '../message.ts';
import { linesOf, type Reporter } from '../report.ts';

/** JUnit's XML: a test case for each file read, failed where it has errors or warnings. */
export const reportJunit: Reporter = ({ diagnostics, sources }, { say }) => {
  const lines = linesOf(sources);
  const files = [...new Set([...sources.keys(), ...diagnostics.map(({ file }) => file)])].sort();
  let failures = 0;
  const cases = files.map((file) => {
    const found = diagnostics.filter((one) => one.file === file && one.severity !== 'info');
    if (found.length === 0) return `    <testcase classname="check" name="${escapeXml(file)}"/>\n`;
    failures++;
    const text = found
      .map(({ code, severity, message, start }) => {
        const { line, column } = lines(file).at(start);
        return `${file}:${line}:${column} ${severity} ${code} ${toWords(message, say)}`;
      })
      .join('\n');
    return `    <testcase classname="check" name="${escapeXml(file)}">\n      <failure message="${found.length}">${escapeXml(text)}</failure>\n    </testcase>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="check" tests="${files.length}" failures="${failures}">\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
};

/** Escapes what XML would read, and leaves out what XML cannot hold at all. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
