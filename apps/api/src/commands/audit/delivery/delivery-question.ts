import { type AnswerMeta, DeliveryAnswer, type DeliveryRow, type Grain, SeriesAnswer } from '@grapevine/contracts';
import { type AuditContext, courseOfAnswer } from '../asked-log.js';
import {
  type Comparison,
  type Counterpart,
  comparedNumbers,
  counterpartLabels,
  counterpartOf,
} from '../counterparts.js';
import type { Course } from '../course.js';
import { type Periods, periodsOf } from '../periods.js';
import { compareRows, type ExpectedRow, type ToldRow } from '../rows.js';
import { tellsOthers } from '../segment-tables.js';
import { flat, SERIES } from '../series-question.js';
import { type Parameters, questionOf } from '../server.js';
import { daysOf, piecesOf } from '../spans.js';
import { type DeliveryFilter, type DeliveryLine, DeliveryTables, deliveryFilterText } from './delivery-tables.js';
import { fieldOf } from './delivery-values.js';
import type { DeliveryFact } from './facts.js';
import type { Deliveries } from './read-deliveries.js';

const DELIVERY = '/v1/delivery';

/** What is asked about deliveries, over all of history. */
export interface DeliveryQuestion {
  readonly grain: Grain;
  readonly by?: DeliveryFact | undefined;
  readonly filters?: readonly DeliveryFilter[];
}

/** What a row must hold besides its days. */
type RowOf = (line: DeliveryLine, period: number, course: Course) => Pick<ExpectedRow, 'labels' | 'numbers'>;

/** Asks questions about deliveries of the same grain, fact and filters: what they must give is computed once. */
export class DeliveryAuditor {
  private readonly periods: Periods;
  private readonly tables: DeliveryTables;
  private everything: DeliveryTables | undefined;
  /** By the day at which they are cut. */
  private readonly cuts = new Map<number, DeliveryTables>();

  constructor(
    private readonly context: AuditContext,
    private readonly deliveries: Deliveries,
    private readonly question: DeliveryQuestion,
  ) {
    this.periods = periodsOf({ grain: question.grain });
    this.tables = this.tablesOf(question.by);
  }

  /** How many values the fact has. */
  get segments(): number {
    return this.tables.size;
  }

  /** Compares every figure of `/v1/delivery`. */
  async auditFigures(): Promise<void> {
    for (const piece of this.pieces()) {
      const parameters = this.parameters(piece);
      const { data, meta } = await this.context.server.get(DeliveryAnswer, DELIVERY, parameters);
      this.compare(DELIVERY, parameters, piece, meta, data.map(flatFigures), (line, period, course) => ({
        labels: this.tables.labelsOf(period, course),
        numbers: this.tables.valuesOf(line, period, course),
      }));
    }
  }

  /** Compares one figure as a metric of `/v1/series`. */
  async auditSeries(metric: string, compare: Comparison | undefined): Promise<void> {
    for (const piece of this.pieces()) {
      const parameters = { metric, ...this.parameters(piece), compare };
      const { data, meta } = await this.context.server.get(SeriesAnswer, SERIES, parameters);
      this.compare(SERIES, parameters, piece, meta, data.map(flat), (line, period, course) =>
        this.pointOf(line, period, course, fieldOf(metric), compare),
      );
    }
  }

  private pointOf(
    line: DeliveryLine,
    period: number,
    course: Course,
    field: string,
    compare: Comparison | undefined,
  ): ReturnType<RowOf> {
    const value = this.tables.valuesOf(line, period, course)[field] ?? null;
    const labels = this.tables.labelsOf(period, course);
    const numbers = { value, ...(line.segment === undefined ? {} : { total: this.totalOf(period, course, field) }) };
    if (compare === undefined) return { labels, numbers };
    const other = counterpartOf(period, { grain: this.question.grain }, compare, course);
    return {
      labels: { ...labels, ...counterpartLabels(other) },
      numbers: { ...numbers, ...comparedNumbers(value, other ? this.valueThen(line, other, course, field) : null) },
    };
  }

  private valueThen(line: DeliveryLine, { period, periods, cutAt }: Counterpart, course: Course, field: string) {
    if (cutAt === undefined) return this.tables.valuesOf(line, period, course)[field] ?? null;
    const cut = this.cuts.get(cutAt) ?? this.tablesOf(this.question.by, periods, cutAt);
    this.cuts.set(cutAt, cut);
    return cut.valuesOf(cut.lineLike(line), period, course)[field] ?? null;
  }

  private totalOf(period: number, course: Course, field: string): number | null {
    this.everything ??= this.tablesOf(undefined);
    return this.everything.valuesOf(this.everything.everything, period, course)[field] ?? null;
  }

  private tablesOf(by: DeliveryFact | undefined, periods = this.periods, last?: number): DeliveryTables {
    return new DeliveryTables(this.deliveries, periods, by, this.question.filters ?? [], last);
  }

  private pieces(): number[][] {
    return piecesOf(this.periods, this.context.facts.range, this.tables.lines);
  }

  private parameters(piece: readonly number[]): Parameters {
    const { grain, by, filters = [] } = this.question;
    return {
      ...{ grain, ...daysOf(this.periods, piece, false)?.parameters },
      ...{ by, limit: by === undefined ? undefined : 1_000, filter: filters.map(deliveryFilterText) },
    };
  }

  private compare(
    endpoint: string,
    parameters: Parameters,
    piece: readonly number[],
    meta: AnswerMeta,
    told: readonly ToldRow[],
    rowOf: RowOf,
  ): void {
    const asked = { endpoint, question: questionOf(parameters) };
    const course = courseOfAnswer(this.context, asked, meta);
    const [first, last] = [piece[0], piece.at(-1)];
    const hasPeriods = first !== undefined && last !== undefined;
    const lines = hasPeriods ? this.tables.shown(first, last, tellsOthers(told)) : [];
    const expected = lines.flatMap((line) =>
      piece.map((period) => {
        const row = rowOf(line, period, course);
        return { period: this.periods.name(period), segment: line.segment, ...row };
      }),
    );
    compareRows(this.context.findings, asked, told, expected);
  }
}

/** What is within another field, by both names. */
function flatFigures({ latency, ...row }: DeliveryRow): ToldRow {
  const within = Object.entries(latency).flatMap(([leg, figures]) =>
    Object.entries(figures).map(([name, value]) => [`latency.${leg}.${name}`, value]),
  );
  return { ...row, ...Object.fromEntries(within) };
}
