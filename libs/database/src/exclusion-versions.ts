import type { DataSource } from 'typeorm';

/** Numbers the decisions about exclusions, of all workspaces and processes: of two about one member the later one counts. */
export class ExclusionVersions {
  constructor(private readonly source: DataSource) {}

  async next(): Promise<number> {
    const [{ version }] = await this.source.query("SELECT nextval('exclusion_versions') AS version");
    return Number(version);
  }
}
