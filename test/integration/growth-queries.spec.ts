import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OTHER_SEGMENT } from '@grapevine/contracts';
import type { IncomingRow } from '@grapevine/pipeline';
import { COHORT_SIZE, EventWriter, growth, powerCurve, retention, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/**
 * The queries of growth accounting on small cases worked out by hand: periods without anybody, firsts that arrive late, members
 * of several chunks, values that a breakdown does not show.
 */
const CHUNK = 4_194_304;
const [ANN, BOB, CLEO, EVE, DAN] = [1, 2, 3, 4, CHUNK + 1] as const;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

interface Activity {
  readonly day: string;
  readonly member: number;
  readonly platform?: string;
  readonly country?: string;
  readonly signup?: boolean;
}

const row = ({ day, member, platform = '', country = '', signup = false }: Activity): IncomingRow => {
  const text = JSON.stringify([day, member, platform, country, signup]);
  return {
    revision: 1,
    workspace: 1,
    day,
    member_no: member,
    inviter_no: 0,
    active: !signup,
    folded_standard: 0b101,
    event: {
      type: signup ? 'member.signed_up' : 'member.active',
      event_key: hash(text),
      content_hash: hash(text),
      occurred_at: Date.parse(`${day}T12:00:00Z`),
      ...{ member_hash: '', inviter_hash: '', message_key: '', recipient_key: '', channel: '', error_code: '' },
      ...{ platform, manufacturer: '', country, app_version: '', source: '' },
      properties: {},
    },
  };
};

const on = (day: string, member: number, platform?: string, country?: string): Activity => ({
  day,
  member,
  ...(platform === undefined ? {} : { platform }),
  ...(country === undefined ? {} : { country }),
});

/** January to July 2004; nobody in March and April. */
const LOG: readonly Activity[] = [
  on('2004-01-31', ANN, 'ios', 'DE'),
  on('2004-01-31', DAN, 'ios', 'NP'),
  on('2004-02-01', ANN, 'android', 'DE'),
  on('2004-02-29', BOB, 's40', 'DE'),
  on('2004-05-01', ANN, 'ios', 'NP'),
  on('2004-05-31', CLEO, 'blackberry', 'DE'),
  on('2004-06-15', BOB, 's40', 'NP'),
  on('2004-06-15', ANN, 'android', 'NP'),
  on('2004-06-16', DAN, 'blackberry', 'NP'),
  on('2004-07-04', DAN, 'ios', 'NP'),
  // Signups, which make nobody active: Ann's first of two, and those of two who come later or never.
  { day: '2004-01-31', member: ANN, platform: 'ios', signup: true },
  { day: '2004-03-01', member: ANN, platform: 'android', signup: true },
  { day: '2004-03-31', member: CLEO, platform: 'ios', signup: true },
  { day: '2004-03-31', member: EVE, platform: 'android', signup: true },
  { day: '2004-06-01', member: DAN, platform: 'ios', signup: true },
];

type Question = Parameters<typeof growth>[0];

const QUESTION: Question = {
  ...{ workspace: 1, revision: 1, excludesMembers: false, excludedSegments: [] },
  ...{ fact: 'active', from: '2004-01-01', to: '2004-07-31', span: 'month', steps: 7, filters: [] },
};

describe('growth queries', () => {
  let folder: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-growth-test-'));
    const instance = { id: '00000000-0000-4000-8000-000000000001', hasMembers: false, lastMemberNumbers: new Map() };
    warehouse = await Warehouse.open(
      { url: undefined, dataDir: folder },
      { ...instance, bindWarehouse: async () => undefined },
    );
    const writer = new EventWriter(warehouse, () => undefined);
    // The last of the log arrives first: who is new is decided by the days, not by the order of arrival.
    for (const activity of [...LOG].reverse()) expect(await writer.write([row(activity)])).toEqual([]);
  }, 120_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Rows as [step, segment, active, new, retained, resurrected, churned]. */
  const accounts = async (
    question: Partial<Question>,
    by?: Parameters<typeof growth>[1],
  ): Promise<(string | number)[][]> =>
    (await warehouse.query(growth({ ...QUESTION, ...question }, by))).map((found) => Object.values(found));

  const MONTHS = [
    [0, '', 2, 2, 0, 0, 0],
    [1, '', 2, 1, 1, 0, 1],
    // Nobody in March: everybody of February is missing, though March itself has no row.
    [2, '', 0, 0, 0, 0, 2],
    [4, '', 2, 1, 0, 1, 0],
    [5, '', 3, 0, 1, 2, 1],
    [6, '', 1, 0, 1, 0, 2],
  ];

  it('counts every month on its own sets', async () => {
    expect(await accounts({})).toEqual(MONTHS);
  });

  it('knows what was before the range', async () => {
    expect(await accounts({ from: '2004-05-01', steps: 3 })).toEqual(
      MONTHS.slice(3).map(([, ...rest], i) => [i, ...rest]),
    );
    expect(await accounts({ from: '2004-03-01', to: '2004-03-31', steps: 1 })).toEqual([[0, '', 0, 0, 0, 0, 2]]);
    expect(await accounts({ from: '2004-04-01', to: '2004-04-30', steps: 1 })).toEqual([]);
  });

  it('counts a month that is cut short as far as it goes', async () => {
    expect(await accounts({ from: '2004-06-01', to: '2004-06-15', steps: 1 })).toEqual([[0, '', 2, 0, 1, 1, 1]]);
  });

  it.each([
    [
      'day',
      '2004-06-15',
      '2004-06-17',
      3,
      [
        [0, '', 2, 0, 0, 2, 0],
        [1, '', 1, 0, 0, 1, 2],
        [2, '', 0, 0, 0, 0, 1],
      ],
    ],
    [
      'week',
      '2004-05-24',
      '2004-06-06',
      2,
      [
        [0, '', 0, 0, 0, 0, 0],
        [1, '', 1, 1, 0, 0, 0],
      ].slice(1),
    ],
    [
      'quarter',
      '2004-01-01',
      '2004-09-30',
      3,
      [
        [0, '', 3, 3, 0, 0, 0],
        [1, '', 4, 1, 3, 0, 0],
        [2, '', 1, 0, 1, 0, 3],
      ],
    ],
    [
      'year',
      '2003-01-01',
      '2005-12-31',
      3,
      [
        [1, '', 4, 4, 0, 0, 0],
        [2, '', 0, 0, 0, 0, 4],
      ],
    ],
  ] as const)('counts by %s', async (span, from, to, steps, expected) => {
    expect(await accounts({ span, from, to, steps })).toEqual(expected);
  });

  it("counts each segment in the segment's own history, and all others as one", async () => {
    const by = { dimension: 'platform', shown: ['ios', 'android'], otherLabel: OTHER_SEGMENT };
    const rows = await accounts({}, by);
    const of = (segment: string) => rows.filter(([, name]) => name === segment);
    expect(of('ios')).toEqual([
      [0, 'ios', 2, 2, 0, 0, 0],
      [1, 'ios', 0, 0, 0, 0, 2],
      [4, 'ios', 1, 0, 0, 1, 0],
      [5, 'ios', 0, 0, 0, 0, 1],
      [6, 'ios', 1, 0, 0, 1, 0],
    ]);
    expect(of('android')).toEqual([
      [1, 'android', 1, 1, 0, 0, 0],
      [2, 'android', 0, 0, 0, 0, 1],
      [5, 'android', 1, 0, 0, 1, 0],
      [6, 'android', 0, 0, 0, 0, 1],
    ]);
    // s40 and blackberry: Bob in February and June, Cleo in May, Dan in June.
    expect(of(OTHER_SEGMENT)).toEqual([
      [1, OTHER_SEGMENT, 1, 1, 0, 0, 0],
      [2, OTHER_SEGMENT, 0, 0, 0, 0, 1],
      [4, OTHER_SEGMENT, 1, 1, 0, 0, 0],
      [5, OTHER_SEGMENT, 2, 1, 0, 1, 1],
      [6, OTHER_SEGMENT, 0, 0, 0, 0, 2],
    ]);
  });

  it('filters, and breaks down what is left', async () => {
    const filters = [{ dimension: 'country', values: ['NP'] }];
    expect(await accounts({ filters })).toEqual([
      [0, '', 1, 1, 0, 0, 0],
      [1, '', 0, 0, 0, 0, 1],
      [4, '', 1, 1, 0, 0, 0],
      [5, '', 3, 1, 1, 1, 0],
      [6, '', 1, 0, 1, 0, 2],
    ]);
    const days = { span: 'day', from: '2004-06-15', to: '2004-06-16', steps: 2 } as const;
    expect(await accounts({ filters, ...days })).toEqual([
      [0, '', 2, 1, 0, 1, 0],
      [1, '', 1, 0, 0, 1, 2],
    ]);
    const by = { dimension: 'platform', shown: ['ios'], otherLabel: OTHER_SEGMENT };
    expect(await accounts({ ...days }, by)).toEqual([
      [0, OTHER_SEGMENT, 2, 0, 0, 2, 0],
      [1, OTHER_SEGMENT, 1, 1, 0, 0, 2],
    ]);
    expect((await accounts({ filters }, by)).filter(([, name]) => name === 'ios')).toEqual([
      [0, 'ios', 1, 1, 0, 0, 0],
      [1, 'ios', 0, 0, 0, 0, 1],
      [4, 'ios', 1, 1, 0, 0, 0],
      [5, 'ios', 0, 0, 0, 0, 1],
      [6, 'ios', 1, 0, 0, 1, 0],
    ]);
  });

  describe('retention', () => {
    type Cohorts = Parameters<typeof retention>[0];

    const COHORTS: Cohorts = {
      ...{ workspace: 1, revision: 1, excludesMembers: false, excludedSegments: [], filters: [] },
      ...{
        cohort: 'first_active',
        mode: 'on',
        span: 'month',
        from: '2004-01-01',
        to: '2004-09-30',
        cohorts: 7,
        offsets: 3,
      },
    };

    /** By the position of the cohort: its size, and how many it has in common with which period. */
    const cohorts = async (question: Partial<Cohorts>) => {
      const found: Record<number, { size: number; met: Record<number, number> }> = {};
      for (const { cohort, period, members } of await warehouse.query(retention({ ...COHORTS, ...question }))) {
        found[cohort] ??= { size: 0, met: {} };
        if (period === COHORT_SIZE) found[cohort].size = members;
        else if (members > 0) found[cohort].met[period] = members;
      }
      return found;
    };

    it('meets each cohort with the periods after it, as far as is asked', async () => {
      expect(await cohorts({})).toEqual({
        // Ann and Dan; Bob; Cleo; nobody in March and April, nobody new in June and July.
        0: { size: 2, met: { 0: 2, 1: 1 } },
        1: { size: 1, met: { 1: 1 } },
        4: { size: 1, met: { 4: 1 } },
        5: { size: 0, met: {} },
        6: { size: 0, met: {} },
      });
    });

    it('knows who was first active before the range', async () => {
      expect((await cohorts({ from: '2004-05-01', cohorts: 1 }))[0]).toEqual({ size: 1, met: { 0: 1 } });
    });

    it('finds when each was last active, after all that is looked at as well', async () => {
      expect(await cohorts({ mode: 'on_or_after', to: '2004-03-31', cohorts: 2, offsets: 2 })).toEqual({
        // Positions 0 to 2 are looked at; 3 stands for everything later.
        0: { size: 2, met: { 3: 2 } },
        1: { size: 1, met: { 3: 1 } },
      });
      expect((await cohorts({ mode: 'on_or_after' }))[0]).toEqual({ size: 2, met: { 5: 1, 6: 1 } });
    });

    it('makes cohorts of signups as well, filtered like the activity', async () => {
      expect(await cohorts({ cohort: 'signed_up', offsets: 7, to: '2005-01-31' })).toEqual({
        0: { size: 1, met: { 0: 1, 1: 1, 4: 1, 5: 1 } },
        2: { size: 2, met: { 4: 1 } },
        5: { size: 1, met: { 5: 1, 6: 1 } },
      });
      expect((await cohorts({ cohort: 'signed_up', mode: 'on_or_after', cohorts: 3, to: '2004-05-31' }))[2]).toEqual({
        size: 2,
        met: { 4: 1 },
      });
      expect((await cohorts({ cohort: 'signed_up', mode: 'on_or_after', cohorts: 1, to: '2004-03-31' }))[0]).toEqual({
        size: 1,
        met: { 3: 1 },
      });
      const filters = [{ dimension: 'platform', values: ['ios'] }];
      expect(await cohorts({ cohort: 'signed_up', offsets: 7, to: '2005-01-31', filters })).toEqual({
        0: { size: 1, met: { 0: 1, 4: 1 } },
        2: { size: 1, met: {} },
        5: { size: 1, met: { 6: 1 } },
      });
    });
  });

  describe('the power curve', () => {
    const histogram = async (from: string, to: string, days: number, filters: Question['filters'] = []) => {
      const question = { ...QUESTION, span: 'day', from, to, filters } as const;
      return (await warehouse.query(powerCurve(question, days))).map((found) => found.histogram);
    };

    it('counts on how many days each was active', async () => {
      // Two days: Ann both, Dan the first.
      expect(await histogram('2004-01-31', '2004-02-01', 2)).toEqual([[1, 1]]);
      expect(await histogram('2004-06-15', '2004-06-15', 1)).toEqual([[2]]);
      expect(await histogram('2004-03-01', '2004-04-30', 61)).toEqual([[]]);
      const days = await histogram('2004-05-01', '2004-07-29', 90);
      expect(days).toEqual([[2, 2, ...Array(88).fill(0)]]);
    });

    it('counts a day once, whatever the values of a filter', async () => {
      const filters = [{ dimension: 'platform', values: ['ios', 'android', 'blackberry'] }];
      expect(await histogram('2004-01-31', '2004-02-29', 30, filters)).toEqual([[1, 1, ...Array(28).fill(0)]]);
    });
  });
});
