import { Session } from 'chdb';

/** Beside each other, one a core. */
const CONNECTIONS = 2;

/** The engine of a product that is not running, to put into its warehouse what would take days as events. */
export class BenchEngine {
  private constructor(private readonly connections: readonly Session[]) {}

  static open(folder: string): BenchEngine {
    return new BenchEngine(Array.from({ length: CONNECTIONS }, () => new Session(folder)));
  }

  /** @returns rows; @throws Error with the engine's words */
  async run<Row = unknown>(statement: string, connection = 0): Promise<Row[]> {
    const result = await (this.connections[connection] as Session).queryAsync(statement, { format: 'JSONEachRow' });
    return result
      .text()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  }

  /** Lists of statements, several lists at a time; those of a list one after the other. */
  async runAll(lists: readonly (readonly string[])[]): Promise<void> {
    const open = [...lists];
    const work = async (_: Session, connection: number): Promise<void> => {
      for (let list = open.shift(); list; list = open.shift()) {
        for (const statement of list) await this.run(statement, connection);
      }
    };
    await Promise.all(this.connections.map(work));
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }
}
