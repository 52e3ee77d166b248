import { type DataSource, In, IsNull, LessThan, MoreThan, Raw, type Repository } from 'typeorm';
import { DeadLetterEntity } from './entities/dead-letter.entity.js';

/** Which dead letters: some by id, or all of the workspace. */
export type DeadLetterChoice = { readonly ids: readonly string[] } | { readonly all: true };

/** Acknowledged events that could not be stored, as the ledger set them aside. */
export class DeadLetters {
  private readonly letters: Repository<DeadLetterEntity>;

  constructor(private readonly source: DataSource) {
    this.letters = source.getRepository(DeadLetterEntity);
  }

  /** How many wait: neither replayed nor expired. */
  async count(workspaceId: number, now: Date): Promise<number> {
    return this.letters.countBy({ workspaceId, replayedAt: IsNull(), expiresAt: MoreThan(now) });
  }

  /** Oldest first, after the one whose id is `after`; ids order those of equal times. */
  async page(workspaceId: number, now: Date, after: string | undefined, limit: number): Promise<DeadLetterEntity[]> {
    const query = this.letters
      .createQueryBuilder('letter')
      .where({ workspaceId, expiresAt: MoreThan(now) })
      .orderBy('letter.created_at')
      .addOrderBy('letter.id')
      .limit(limit);
    if (after !== undefined) {
      query.andWhere(
        '(letter.created_at, letter.id) > (SELECT created_at, id FROM dead_letters WHERE id::text = :after)',
        { after },
      );
    }
    return query.getMany();
  }

  /** Whether the workspace has this one, waiting or not. */
  async has(workspaceId: number, id: string): Promise<boolean> {
    return this.source.getRepository(DeadLetterEntity).existsBy({ workspaceId, id });
  }

  /** The present by the clock that dates dead letters, to the microsecond. */
  async moment(): Promise<string> {
    const [{ now }] = await this.source.query('SELECT now()::text AS now');
    return now;
  }

  /**
   * Those that were neither replayed nor expired, oldest first.
   *
   * @param until what came later is left out: it may be what became of others when they were replayed
   */
  async waiting(
    workspaceId: number,
    choice: DeadLetterChoice,
    until: string,
    limit: number,
  ): Promise<DeadLetterEntity[]> {
    const chosen = 'ids' in choice ? { id: In([...choice.ids]) } : {};
    return this.letters.find({
      where: {
        workspaceId,
        replayedAt: IsNull(),
        createdAt: Raw((column) => `${column} <= CAST(:until AS timestamptz)`, { until }),
        expiresAt: Raw((column) => `${column} > CAST(:until AS timestamptz)`, { until }),
        ...chosen,
      },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  async markReplayed(ids: readonly string[], at: Date): Promise<void> {
    await this.letters.update({ id: In([...ids]) }, { replayedAt: at });
  }

  /** Deletes those whose time is over. */
  async expire(now: Date): Promise<void> {
    await this.letters.delete({ expiresAt: LessThan(now) });
  }
}
