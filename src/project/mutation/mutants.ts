import ts from 'typescript';

/** A small change of a source text that a test should notice. */
export interface Mutant {
  /** What of the text is another, in UTF-16 units: an expression, or statements. */
  start: number;
  end: number;
  /** What would stand there; nothing where statements are left out. */
  text: string;
  form: 'expression' | 'statements';
}

type Change = { node: ts.Node; text: string };

/** Returns every mutant of a TypeScript file, in the order in which they stand there. */
export function mutantsOf(source: ts.SourceFile): Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isApart(node)) return;
    const left = leftOut(node);
    if (left !== undefined) mutants.push({ ...left, text: '', form: 'statements' });
    for (const change of changesOf(node, source)) {
      // A part of an optional chain stops the whole of it, so the whole stands or falls.
      const root = chainOf(change.node);
      if (isTarget(root)) continue;
      const [start, end] = [root.getStart(source), root.getEnd()];
      const text =
        source.text.slice(start, change.node.getStart(source)) +
        change.text +
        source.text.slice(change.node.getEnd(), end);
      mutants.push({ start, end, text, form: 'expression' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** What no run would notice, or where no other expression may stand: types, names, imports, patterns, directives. */
function isApart(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)) ||
    (isPattern(node) && ts.isBinaryExpression(node.parent) && node.parent.left === node)
  );
}

function isPattern(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

/** Returns the statements that a mutant leaves out: all of a block, or one call. */
function leftOut(node: ts.Node): { start: number; end: number } | undefined {
  if (ts.isBlock(node) && node.statements.length > 0)
    return { start: node.getStart() + 1, end: node.getEnd() - 1 };
  if (ts.isExpressionStatement(node) && isCallOrAwait(node.expression))
    return { start: node.getStart(), end: node.getEnd() };
  return undefined;
}

function isCallOrAwait(node: ts.Expression): boolean {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  return ts.isCallExpression(call) && call.expression.kind !== ts.SyntaxKind.SuperKeyword;
}

const operators: Record<string, string[]> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '&&=': ['||='],
  '||=': ['&&='],
  '??=': ['&&='],
};

const methods = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    toUpperCase: 'toLowerCase',
    toLowerCase: 'toUpperCase',
    min: 'max',
    max: 'min',
    indexOf: 'lastIndexOf',
    lastIndexOf: 'indexOf',
    find: 'findLast',
    findLast: 'find',
    findIndex: 'findLastIndex',
  }),
);

/** Methods without which a text or a list stays as it is. */
const without = [
  'trim',
  'trimEnd',
  'trimStart',
  'slice',
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
];

/** Returns the expressions that stand for this one in a mutant. */
function changesOf(node: ts.Node, source: ts.SourceFile): Change[] {
  const text = (one: ts.Node) => one.getText(source);
  const instead = (...texts: string[]) => texts.map((one) => ({ node, text: one }));
  if (ts.isBinaryExpression(node)) {
    const operator = text(node.operatorToken);
    if (operator === '+' && [node.left, node.right].some(isText)) return [];
    return instead(
      ...(operators[operator] ?? []).map((other) => `(${text(node.left)}) ${other} (${text(node.right)})`),
    );
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return instead('false');
  if (node.kind === ts.SyntaxKind.FalseKeyword) return instead('true');
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.ExclamationToken) return instead(text(node.operand));
    if (node.operator === ts.SyntaxKind.PlusPlusToken) return instead(`--${text(node.operand)}`);
    if (node.operator === ts.SyntaxKind.MinusToken) return instead(text(node.operand));
    return [];
  }
  if (ts.isPostfixUnaryExpression(node))
    return instead(`${text(node.operand)}${node.operator === ts.SyntaxKind.PlusPlusToken ? '--' : '++'}`);
  if (ts.isConditionalExpression(node)) return instead(text(node.whenTrue), text(node.whenFalse));
  if (ts.isStringLiteral(node)) return isName(node) ? [] : instead(node.text === '' ? "'mutant'" : "''");
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node))
    return ts.isTaggedTemplateExpression(node.parent) ? [] : instead('``');
  if (ts.isRegularExpressionLiteral(node)) return instead(...otherPatterns(node.text));
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 ? instead('[]') : [];
  if (ts.isObjectLiteralExpression(node)) return node.properties.length > 0 ? instead('{}') : [];
  if (ts.isReturnStatement(node) && node.expression !== undefined && text(node.expression) !== 'undefined')
    return [{ node: node.expression, text: 'undefined' }];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && text(node.body) !== 'undefined')
    return [{ node: node.body, text: 'undefined' }];
  if (ts.isIfStatement(node))
    return ['true', 'false'].map((other) => ({ node: node.expression, text: other }));
  if (ts.isWhileStatement(node)) return [{ node: node.expression, text: 'false' }];
  if (ts.isForStatement(node) && node.condition) return [{ node: node.condition, text: 'false' }];
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken)
    return instead(`${text(node.expression)}.${text(node.name)}`);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: on, name, questionDotToken } = node.expression;
    const swapped = methods.get(name.text);
    const rest = source.text.slice(name.getEnd(), node.getEnd());
    if (swapped !== undefined) return instead(`${text(on)}${questionDotToken ? '?.' : '.'}${swapped}${rest}`);
    if (without.includes(name.text)) return instead(text(on));
  }
  return [];
}

function isText(node: ts.Expression): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && [node.left, node.right].some(isText))
  );
}

/** Whether a string is the name of a property or of a module, where no expression may stand. */
function isName(node: ts.StringLiteral): boolean {
  const { parent } = node;
  return (
    ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isBindingElement(parent)) &&
      (parent.name === node || ('propertyName' in parent && parent.propertyName === node))) ||
    ts.isImportAttribute(parent) ||
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword)
  );
}

/** Parts of a pattern, each with what it becomes. */
const patternParts: [RegExp, string][] = [
  [/^\/\^/, '/'],
  [/\$(?=\/[a-z]*$)/, ''],
  [/\\b/g, ''],
  [/\\d/g, '\\D'],
  [/\\D/g, '\\d'],
  [/\\s/g, '\\S'],
  [/\\S/g, '\\s'],
  [/\\w/g, '\\W'],
  [/\\W/g, '\\w'],
  [/(?<!\\)\[\^/g, '['],
  [/(?<!\\)\[(?!\^)/g, '[^'],
  [/\(\?=/g, '(?!'],
  [/\(\?!/g, '(?='],
  [/\(\?<=/g, '(?<!'],
  [/\(\?<!/g, '(?<='],
  [/(?<=[\])\w])\+/g, ''],
  [/(?<=[\])\w])\*/g, ''],
];

/** Returns patterns that match something else than this one, each changed in one place. */
function otherPatterns(pattern: string): string[] {
  const others = patternParts.flatMap(([part, other]) =>
    [...pattern.matchAll(new RegExp(part, part.flags.includes('g') ? part.flags : `${part.flags}g`))].map(
      ({ index, 0: found }) => pattern.slice(0, index) + other + pattern.slice(index + found.length),
    ),
  );
  return others.filter(isPatternOfItsOwn);
}

function isPatternOfItsOwn(literal: string): boolean {
  const end = literal.lastIndexOf('/');
  if (end === 1) return false;
  try {
    new RegExp(literal.slice(1, end), literal.slice(end + 1));
    return true;
  } catch {
    return false;
  }
}

/** Whether an expression is written to, so that only a place may stand there. */
function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) ||
    (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.PlusPlusToken) ||
    ts.isPostfixUnaryExpression(parent) ||
    ts.isDeleteExpression(parent)
  );
}

/** Returns the whole of the optional chain that an expression stands in the middle of, or the expression. */
function chainOf(node: ts.Node): ts.Node {
  let root = node;
  while (
    root.parent &&
    (ts.isPropertyAccessExpression(root.parent) ||
      ts.isElementAccessExpression(root.parent) ||
      ts.isCallExpression(root.parent) ||
      ts.isNonNullExpression(root.parent)) &&
    root.parent.expression === root
  )
    root = root.parent;
  return root;
}
