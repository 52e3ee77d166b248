import { usePowerCurve } from '../../app/api/questions.js';
import { useLanguage } from '../../app/language/language.js';
import type { PageView } from '../../charts/cards/page-view.js';
import { ChartCard } from '../../charts/frame/chart-card.js';
import { TimeChart } from '../../charts/frame/lazy-time-chart.js';
import { offsetModel } from '../../charts/frame/offset-model.js';
import { valueWords } from '../../charts/frame/value-words.js';
import type { Track } from '../../charts/prepare/chart-data.js';

const DAYS = 28;

/** On how many of the last days people come: a second hill at the right is a habit. */
export function PowerCurveCard({ page, height }: { page: PageView; height: number }) {
  const language = useLanguage();
  const { words, format, say } = language;
  const text = words.retention;
  const { asked } = page;
  const question = { as_of: asked?.to, days: DAYS, ...(asked ? { filter: asked.filter } : {}) };
  const query = usePowerCurve(question, asked !== undefined);
  return (
    <ChartCard
      id="power_curve"
      title={text.power}
      about={text.powerAbout}
      height={height}
      query={query}
      unreachable={page.unreachable}
      show={({ data, meta, active, stickiness }) => {
        if (active === null) return words.headline.noneInRange;
        const members: Track = {
          id: 'members',
          name: words.chart.people,
          color: 1,
          role: 'value',
          values: data.map((row) => row.members),
        };
        const through = meta.range.end ? format.day(meta.range.end) : '';
        const note = say(text.powerNote, {
          day: through,
          n: format.integer(active),
          share: stickiness === null ? words.chart.noValue : format.percent(stickiness),
        });
        const model = offsetModel(
          {
            kind: 'bar',
            title: text.power,
            tracks: [members],
            first: 1,
            length: data.length,
            slotUnit: words.period.byDay,
            nameOf: (days) => say(text.daysOf, { n: format.integer(days), all: format.integer(meta.days) }),
            values: valueWords('power_curve', 'members', language),
            notes: [],
            howTo: words.chart.howTo,
          },
          language,
        );
        return {
          chart: <TimeChart model={model} title={text.power} height={height} />,
          table: model.table,
          order: { column: 'row', descending: false },
          note,
        };
      }}
    />
  );
}
