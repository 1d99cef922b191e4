/** What code is coloured by. All else stays as quiet as the text around it. */
export const codeRoles = ['command', 'option', 'key', 'quoted', 'value', 'comment'] as const;
export type CodeRole = (typeof codeRoles)[number];

type Colours = Record<CodeRole | 'ground' | 'text', string>;

/** The site's colours for code, dark and light: what is run, how, on what. */
export const codeThemes = [
  themeOf('dark', {
    ground: '#1a2426',
    text: '#dbe5e6',
    command: '#8fdfd5',
    option: '#bdbaf2',
    key: '#93cbe3',
    quoted: '#efc692',
    value: '#f0a8bf',
    comment: '#9aabae',
  }),
  themeOf('light', {
    ground: '#f5f8f8',
    text: '#233033',
    command: '#075b54',
    option: '#55489c',
    key: '#155a78',
    quoted: '#7d480c',
    value: '#932c58',
    comment: '#586a6e',
  }),
];

function themeOf(type: 'dark' | 'light', colours: Colours) {
  const { ground, text } = colours;
  const rule = (name: CodeRole | 'text', scope: string[], fontStyle?: 'bold' | 'italic') => ({
    name,
    scope,
    settings: { foreground: colours[name], ...(fontStyle && { fontStyle }) },
  });
  return {
    name: `guide-${type}`,
    type,
    colors: { 'editor.background': ground, 'editor.foreground': text },
    settings: [
      { settings: { foreground: text, background: ground } },
      rule('quoted', ['string.quoted', 'string.heredoc', 'string.regexp']),
      rule('text', ['string.unquoted', 'string.unquoted.argument', 'punctuation']),
      rule('value', [
        'constant.numeric',
        'constant.language',
        'constant.other',
        'variable.other',
        'variable.parameter',
      ]),
      rule('option', ['constant.other.option', 'keyword', 'storage']),
      rule('command', ['entity.name.command', 'entity.name.function', 'support.function'], 'bold'),
      rule('key', [
        'support.type.property-name',
        'variable.key',
        'entity.name.tag',
        'entity.other.attribute-name',
        'meta.object-literal.key',
      ]),
      rule('comment', ['comment', 'punctuation.definition.comment']),
    ],
  };
}
