import type { GrowthAnswer, GrowthRow, Restatement } from '@grapevine/contracts';
import { useGrowthAccounting } from '../../app/api/questions.js';
import { useRestatements } from '../../app/api/restatement-questions.js';
import { type Language, useLanguage } from '../../app/language/language.js';
import type { PageView } from '../../charts/cards/page-view.js';
import { ChartCard } from '../../charts/frame/chart-card.js';
import { TimeChart } from '../../charts/frame/lazy-time-chart.js';
import type { Cut } from '../../charts/frame/period-name.js';
import { type RestatedNote, restatedNotes } from '../../charts/frame/restated.js';
import { type ChartModel, timeModel } from '../../charts/frame/time-model.js';
import { type ValueWords, valueWords } from '../../charts/frame/value-words.js';
import type { ChartData, Track } from '../../charts/prepare/chart-data.js';
import { growthTracks } from './growth-tracks.js';

interface GrowthCardProps {
  grain: Cut['grain'];
  page: PageView;
  height: number;
}

/** New and resurrected above zero, churned below, and what remains as a line: one answer, which adds up. */
export function AccountingCard({ grain, page, height }: GrowthCardProps) {
  const language = useLanguage();
  const { growth, headline } = language.words;
  const query = useGrowthAccounting({ grain, ...page.asked }, page.asked !== undefined);
  const restatements = useRestatements(query.data, 'active_members');
  return (
    <ChartCard
      id="growth"
      title={growth.accounting}
      about={aboutOf(growth.accountingAbout, page, language)}
      height={height}
      query={query}
      unreachable={page.unreachable}
      show={(answer) => {
        const model = accountingModel(answer, restatements, growth.accounting, language);
        if (!model) return headline.noneInRange;
        return { chart: <TimeChart model={model} title={growth.accounting} height={height} />, table: model.table };
      }}
    />
  );
}

/** Where a comparison is asked for, a chart without one says so. */
const aboutOf = (about: string, { compare }: PageView, { words }: Language): string =>
  compare ? `${about} ${words.compare.notHere}` : about;

/** (New + resurrected) / churned, of the same answer. */
export function QuickRatioCard({ grain, page, height }: GrowthCardProps) {
  const language = useLanguage();
  const { growth, headline } = language.words;
  const query = useGrowthAccounting({ grain, ...page.asked }, page.asked !== undefined);
  const restatements = useRestatements(query.data, 'active_members');
  return (
    <ChartCard
      id="quick_ratio"
      title={growth.quickRatio}
      about={aboutOf(growth.quickRatioAbout, page, language)}
      height={height}
      query={query}
      unreachable={page.unreachable}
      show={({ data, meta }) => {
        const values = valueWords('quick_ratio', 'ratio', language);
        const track: Track = {
          id: 'quick_ratio',
          name: growth.quickRatio,
          color: 1,
          role: 'value',
          values: data.map(({ quick_ratio }) => quick_ratio),
        };
        const model = timeModel(
          {
            kind: 'line',
            title: growth.quickRatio,
            data: { slots: data, tracks: [track], reach: meta },
            values,
            cut: meta,
            meta,
            missing: growth.noQuickRatio,
            restated: restatedParts(restatements, meta, language).map((note) => ({ ...note, track: 'quick_ratio' })),
          },
          language,
        );
        if (!model) return headline.noneInRange;
        return { chart: <TimeChart model={model} title={growth.quickRatio} height={height} />, table: model.table };
      }}
    />
  );
}

function accountingModel(
  { data, meta }: GrowthAnswer,
  restatements: readonly Restatement[],
  title: string,
  language: Language,
): ChartModel | undefined {
  const { growth } = language.words;
  const parts: ChartData = { slots: data, tracks: growthTracks(data, growth), reach: meta };
  // What the parts add up to stands beside them.
  const active: Track = {
    ...{ id: 'active', name: growth.active_members, color: 1, role: 'value' },
    values: data.map((row) => row.active),
  };
  const members = valueWords('growth', 'members', language);
  // A sign tells what comes from what goes.
  const values: ValueWords = { ...members, cell: members.difference };
  return timeModel(
    {
      kind: 'stack',
      title,
      data: parts,
      values,
      cut: meta,
      meta,
      restated: restatedParts(restatements, meta, language),
      alsoInTable: [{ track: active, write: members.cell }],
      footAt: (index) => identityWords(data[index], data[index - 1], language),
    },
    language,
  );
}

/** What is said of the counts of which growth accounting is made. */
function restatedParts(
  restatements: readonly Restatement[],
  meta: GrowthAnswer['meta'],
  language: Language,
): RestatedNote[] {
  const { growth } = language.words;
  const values = valueWords('growth', 'members', language);
  const shown = (['new', 'resurrected', 'churned'] as const).map((part) => ({
    metric: `${part}_members`,
    track: part,
    name: growth[part],
    values,
  }));
  return restatedNotes(restatements, shown, meta.time_zone, language);
}

/** The identity of growth accounting in the numbers of one period. */
function identityWords(row: GrowthRow | undefined, before: GrowthRow | undefined, { words, format, say }: Language) {
  if (!row || row.active === null || row.new === null || row.resurrected === null || row.churned === null) {
    return undefined;
  }
  const active = format.integer(row.active);
  if (!row.identity_holds) return say(words.growth.identityBroken, { active });
  const earlier = before?.active ?? row.active - row.new - row.resurrected + row.churned;
  return say(words.growth.identity, {
    before: format.integer(earlier),
    new: format.integer(row.new),
    resurrected: format.integer(row.resurrected),
    churned: format.integer(row.churned),
    active,
  });
}
