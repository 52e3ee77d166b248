import { describe, expect, it } from '@jest/globals';
import { marked } from 'marked';
import { noLinks, noMarkup } from './no-markup.js';

/** As people see it: without what has no width, and with one sign for those that look the same. */
const seen = (text: string): string =>
  text
    .replace(/[\u2060\u200b]/g, '')
    .replaceAll('∗', '*')
    .replaceAll('＿', '_')
    .replaceAll('∼', '~')
    .replaceAll('＄', '$')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const HOSTILE = [
  ...['[click](https://evil.example)', '![p](https://evil.example/p.png)', '[a]: https://evil.example', '[a][b]'],
  ...['*b*', '**b**', '_it_', '__b__', '(_it_)', '~x~', '~~x~~', 'a *b* _c_ ~d~'],
  ...['# h', '## h', '> q', '- a', '+ a', '1. a', '---', '===', '| a | b |', '--- | ---'],
  ...['https://evil.example', 'HTTP://evil.example', 'see https://evil.example/a_b', 'ftp://evil.example'],
  ...['www.evil.example', 'www.1evil.example', 'evil.example', 'slack://x', 'mailto:a@evil.example', 'a@evil.example'],
  ...[
    '<https://evil.example|here>',
    '<!channel>',
    '<@U123>',
    '@here',
    ':smile:',
    ':100:',
    '#town',
    '~town',
    '$x$',
    '$1x$',
  ],
];

describe('a name in a chat', () => {
  it.each(HOSTILE)('%s is no markup, and looks as it did', (name) => {
    const text = noMarkup(name);
    expect(seen(text)).toBe(name);
    // Mattermost's renderer began as this one.
    const html = marked.parse(`It:\n${text}\n${text}`, { async: false });
    expect(html.match(/<\/?[a-z][^>]*>/g)).toEqual(['<p>', '</p>']);
    // What Slack and Mattermost have besides.
    expect(text).not.toMatch(/[*~<>]|:\/\/|www\.|\.example|^&gt;|:\w+:|#\w|@\w|\$[^$]+\$(?!\w)/i);
    expect(text).not.toMatch(/(^|[^\p{L}\p{N}])_|_([^\p{L}\p{N}]|$)/u);
  });

  it('`code` has other quotation marks', () => {
    expect(noMarkup('`code`, ```x```')).toBe("\u2060'code', '''x'''");
  });

  it.each([
    'Growth',
    'utm_source',
    '1,255 at 12:30',
    'Active in October 2004: 164 (+4.5%)',
    'It costs $5',
    'a-b + c | d',
  ])('%s stays as it is', (text) => {
    expect(noMarkup(`It ${text}`)).toBe(`It ${text}`);
  });
});

describe('a value among code', () => {
  it.each([
    ['https://evil.example', 'https:\u2060//evil.\u2060example'],
    ['www.1evil.com', 'www\u2060.1evil.\u2060com'],
    ['```', "'''"],
    ['_a_ *b*  1,255', '_a_ *b*  1,255'],
  ])('%s is no link and ends no code', (value, expected) => {
    expect(noLinks(value)).toBe(expected);
  });
});
