import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The process' own counters for Prometheus: about the machinery, never about members (those numbers are not counters). */
export class ProcessMetrics {
  readonly registry = new Registry();
  readonly eventsAccepted = this.counter('grapevine_events_accepted_total', 'Events acknowledged by this process');
  readonly eventsRejected = new Counter({
    name: 'grapevine_events_rejected_total',
    help: 'Events refused by this process, by reason',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly eventsStored = this.counter('grapevine_events_stored_total', 'Event rows written to the warehouse');
  readonly deadLetters = this.counter('grapevine_dead_letters_total', 'Events set aside as dead letters');
  readonly jobs = new Counter({
    name: 'grapevine_jobs_total',
    help: 'Jobs finished, by name and outcome',
    labelNames: ['job', 'outcome'],
    registers: [this.registry],
  });
  readonly warehouseInserts = this.counter(
    'grapevine_warehouse_inserts_total',
    'Inserts acknowledged by the warehouse',
  );
  readonly acknowledgement = new Histogram({
    name: 'grapevine_ingest_acknowledgement_seconds',
    help: 'From the request to its acknowledgement',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly visible = new Histogram({
    name: 'grapevine_visible_seconds',
    help: 'From the acknowledgement of a batch to its being in every answer',
    buckets: [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300],
    registers: [this.registry],
  });
  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param count how many acknowledged events are not yet in every answer; asked whenever the metrics are read */
  observePending(count: () => Promise<number>): void {
    const registers = [this.registry];
    new Gauge({
      name: 'grapevine_pending_events',
      help: 'Acknowledged events that are not yet in every answer; absent while the queue does not answer',
      registers,
      async collect() {
        this.reset();
        const pending = await count().catch(() => undefined);
        if (pending === undefined) this.remove();
        else this.set(pending);
      },
    });
  }

  private counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }
}
