import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { EventPlan } from './events.js';
import type { LoadResult, Pace } from './load-loop.js';
import type { LoadCommand, LoadReport } from './load-process.js';
import type { Target } from './requests.js';

/** The bench's side of the load process. */
export class LoadGenerator {
  private readonly child: ChildProcess = fork(join(import.meta.dirname, 'load-process.js'), {
    serialization: 'advanced',
  });

  /** Makes the requests of a run; none is sent yet. @returns how many there are */
  async prepare(target: Target, plan: EventPlan | 'known members', batch: number, until: number): Promise<number> {
    const report = await this.ask({ do: 'prepare', target, plan, batch, until });
    return (report as LoadReport & { done: 'prepare' }).requests;
  }

  /** Sends what was prepared. */
  async run(port: number, pace: Pace, seconds: number): Promise<{ result: LoadResult; cpuSeconds: number }> {
    return (await this.ask({ do: 'run', port, pace, seconds })) as LoadReport & { done: 'run' };
  }

  close(): void {
    this.child.kill();
  }

  private ask(command: LoadCommand): Promise<LoadReport> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`The load process ended with code ${code}.`));
      this.child.once('exit', onExit);
      this.child.once('message', (report: LoadReport) => {
        this.child.off('exit', onExit);
        if (report.done === 'failed') reject(new Error(report.message));
        else resolve(report);
      });
      this.child.send(command);
    });
  }
}
