import type { ExportManifest } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { marked } from 'marked';
import { SlackDestination } from '../../apps/api/src/exports/destinations/slack.js';
import { slackMessage } from '../../apps/api/src/exports/destinations/slack-message.js';

const MANIFEST = {
  ...{ export: { id: '', name: 'Growth' }, run_id: 'run-1', file: 'growth_2004-10.csv', rows: 1_200, test: false },
  ...{ period: { start: '2004-10-01', end: '2004-10-31' }, time_zone: 'Europe/Berlin', sha256: 'abc' },
} as unknown as ExportManifest;

const deliveryOf = (more: object = {}, manifest: object = {}) => ({
  ...{ dataPath: '', fileName: '', manifestName: '', idempotencyKey: 'key', headline: 'It grows.', recent: [] },
  manifest: { ...MANIFEST, ...manifest } as ExportManifest,
  ...more,
});
const messageOf = (more: object = {}, manifest: object = {}) => slackMessage(deliveryOf(more, manifest));
/** Every text of the blocks. */
const textsOf = (blocks: readonly object[]): string[] =>
  blocks.flatMap((block) => {
    const { text, elements = [] } = block as { text?: { text: string }; elements?: { text: string }[] };
    return [...(text ? [text.text] : []), ...elements.map((element) => element.text)];
  });

describe('a message to a channel', () => {
  const facts = '`growth_2004-10.csv`: 1,200 rows, 2004-10-01 to 2004-10-31 (Europe/Berlin)\nsha256 abc, run run-1';
  const recent = [
    ['Period', 'Active', 'New'],
    ['September 2004', '1,255', '23'],
    ['October 2004', '164', '–'],
  ];

  it('has the sentence, the last periods below each other, and which file it is', () => {
    const table = ['Period          Active  New', 'September 2004   1,255   23', 'October 2004       164    –'].join(
      '\n',
    );
    const { text, blocks } = messageOf({ recent });
    expect(text).toBe(`Growth\nIt grows.\n\`\`\`\n${table}\n\`\`\`\n${facts}`);
    const mrkdwn = (words: string) => ({ type: 'mrkdwn', text: words, verbatim: true });
    expect(blocks).toEqual([
      { type: 'section', text: mrkdwn('*Growth*\nIt grows.') },
      { type: 'section', text: mrkdwn(`\`\`\`\n${table}\n\`\`\``) },
      { type: 'context', elements: [mrkdwn(facts)] },
    ]);
    expect(messageOf().text).toBe(`Growth\nIt grows.\n${facts}`);
    expect(messageOf({}, { test: true }).text).toMatch(/^Test: Growth\n/);
  });

  it('calls nobody and has no markup of others, whatever names are', () => {
    const name = '<!channel> @channel *&* <https://example.com|here> ```\u0000\nx';
    const hostile = { headline: name, recent: [[name, '1']] };
    const { text, blocks } = messageOf(hostile, { export: { id: '', name } });
    for (const written of [text, ...textsOf(blocks)]) {
      expect(written).not.toMatch(/[<>]/);
      expect(written).not.toMatch(/&(?!amp;|lt;|gt;)/);
      expect(written).not.toContain('@c');
      expect(written.replace(/^```$|^`growth_2004-10.csv`/gm, '')).not.toContain('`');
    }
  });

  it.each(['# h', '> q', '- a', '1. a', '*b*', '[click](https://evil.example)', '---'])(
    '%s stays what it is',
    (name) => {
      const { text, blocks } = messageOf(
        { headline: name, recent: [[`${name}\n\`\`\``, '1']] },
        { export: { id: '', name } },
      );
      const [facts] = messageOf().text.split('\n').slice(2);
      const html = marked.parse(text, { async: false });
      expect(html.match(/<[a-z]+[0-9]?/g)).toEqual(['<p', '<pre', '<code', '<p', '<code']);
      expect(html).not.toContain('href');
      expect(text).toContain(facts);
      // The signs of code keep the table from being anything else.
      expect(textsOf(blocks)[0]).not.toMatch(/:\/\/|\]\(|\*b\*|^(#|&gt;|-|1)/m);
      expect(textsOf(blocks)[1]).not.toContain('://');
    },
  );

  it('keeps to the limits of Slack, however long names are', () => {
    const long = '& '.repeat(20_000);
    const { text, blocks } = messageOf({ headline: long, recent: [[long, '1']] }, { export: { id: '', name: long } });
    expect(text.length).toBeLessThan(40_000);
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const written of textsOf(blocks)) {
      expect(written.length).toBeLessThanOrEqual(3_000);
      expect(written).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  });
});

describe('a channel', () => {
  const sentTo = (served: readonly string[]) => {
    const receipts = { of: async (key: string) => (key === 'key' ? served : []), add: async () => undefined };
    // Nobody may connect there: who tries is told so.
    const limits = { privateAddresses: false, idleMs: 1_000 };
    const channel = new SlackDestination('https://127.0.0.1:1/hook', limits, receipts);
    return channel.deliver(deliveryOf(), new AbortController().signal);
  };

  it('that is known to have a message is not told again', async () => {
    await expect(sentTo(['https://127.0.0.1:1'])).resolves.toEqual({ where: 'https://127.0.0.1:1' });
    await expect(sentTo([])).rejects.toThrow('leads to an address that is not public');
  });
});
