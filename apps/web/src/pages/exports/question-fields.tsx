import type { ExportQuestion, MetricDescription } from '@grapevine/contracts';
import { useMetrics } from '../../app/api/questions.js';
import { SelectField } from '../../app/controls/field.js';
import { metricWords } from '../../app/language/metric-words.js';
import { useDimensions } from '../../app/view/use-asked.js';
import { populationOf } from '../../app/view/use-population.js';
import { FIRST_PARAMETERS, withQuestion } from './export-draft.js';
import styles from './exports.module.css';
import { FilterFields } from './filter-fields.js';
import { Options } from './options.js';
import { ByField, CompareField, GrainField, LimitField, RetentionFields } from './parameter-fields.js';
import type { PartProps, QuestionProps } from './part-props.js';
import { TypeFields } from './type-fields.js';
import { useSpeech } from './use-speech.js';

type Parameters = ExportQuestion['parameters'];
const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** What is asked, by the choices that the pages of analysis have. */
export function QuestionFields({ draft, fault, onEdit }: PartProps) {
  const { own } = useSpeech();
  const { form } = own;
  const { of, parameters } = draft.question;
  const ask = (question: ExportQuestion) => onEdit(withQuestion(draft, question));
  const metrics = useMetrics().data?.data.filter(({ endpoint }) => endpoint === '/v1/series') ?? [];
  const metric = of === 'series' ? metrics.find(({ id }) => id === parameters.metric) : undefined;
  const population = of === 'delivery' || (metric && populationOf(metric) === 'deliveries') ? 'deliveries' : 'members';
  const dimensions = useDimensions(population) ?? [];
  const isBrokenDown = of === 'series' || of === 'growth' || of === 'delivery';
  const part: QuestionProps = {
    parameters,
    fault,
    set: (changed) => ask({ of, parameters: definedOf({ ...parameters, ...changed }) }),
  };
  return (
    <>
      <SelectField
        label={form.question}
        hint={own.subjectAbout[of]}
        value={of}
        fault={fault('question.of')}
        onChange={(event) => {
          const chosen = event.currentTarget.value as ExportQuestion['of'];
          ask({ of: chosen, parameters: FIRST_PARAMETERS[chosen] });
        }}
      >
        <Options texts={own.subject} />
      </SelectField>
      {of === 'series' && <MetricFields {...part} metrics={metrics} metric={metric} />}
      {of === 'retention' && <RetentionFields {...part} />}
      <div className={styles.pair}>
        {'grain' in FIRST_PARAMETERS[of] && <GrainField {...part} grains={metric?.grains ?? GRAINS} />}
        {of === 'series' && <CompareField {...part} />}
        {isBrokenDown && <ByField {...part} dimensions={metric?.dimensions ?? dimensions} />}
        {isBrokenDown && parameters.by !== undefined && <LimitField {...part} />}
      </div>
      {of === 'events' ? <TypeFields {...part} /> : <FilterFields {...part} population={population} />}
    </>
  );
}

const definedOf = (parameters: Readonly<Record<string, Parameters[string] | undefined>>): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, Parameters[string]] => entry[1] !== undefined),
  );

interface MetricProps extends QuestionProps {
  metrics: readonly MetricDescription[];
  metric: MetricDescription | undefined;
}

function MetricFields({ parameters, fault, set, metrics, metric }: MetricProps) {
  const { language, own } = useSpeech();
  const { words } = language;
  /** Another metric keeps what it has, too. */
  const choose = (id: string) => {
    const { grains, dimensions, windows } = metrics.find((one) => one.id === id) ?? {};
    const keep = (name: string, known: readonly string[] | undefined) =>
      known?.includes(String(parameters[name])) ? parameters[name] : undefined;
    set({
      ...{ metric: id, grain: keep('grain', grains) ?? grains?.[0], by: keep('by', dimensions) },
      ...{ window: keep('window', windows), over: undefined },
    });
  };
  return (
    <div className={styles.pair}>
      <SelectField
        label={own.form.metric}
        value={String(parameters.metric)}
        fault={fault('metric')}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <Options texts={Object.fromEntries(metrics.map((one) => [one.id, metricWords(one, words).name]))} />
      </SelectField>
      {metric && metric.windows.length > 1 && (
        <SelectField
          label={own.form.window}
          value={String(parameters.window ?? 'calendar')}
          fault={fault('window')}
          onChange={({ currentTarget: { value } }) =>
            // A rolling window ends with each day.
            set({ window: value === 'calendar' ? undefined : value, ...(value === 'calendar' ? {} : { grain: 'day' }) })
          }
        >
          <Options
            texts={Object.fromEntries(metric.windows.map((window) => [window, words.explore.windows[window]]))}
          />
        </SelectField>
      )}
    </div>
  );
}
