import { randomUUID } from 'node:crypto';
import type { CreatedKey, Key, KeyList, KeyQuery, NewKey, Scope } from '@grapevine/contracts';
import { KeyEntity } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { IsNull, LessThan, Or, Repository } from 'typeorm';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import type { Principal } from './principal.js';
import { hashSecret, newSecret } from './secrets.js';

/** A revoked key must stop within one second, in every process; half of that leaves room for the look-up. */
const TRUSTED_MS = 500;
/** `last_used_at` is for people: no finer than this, or every request would be a write. */
const USE_RECORDED_MS = 60_000;

const OF_A_KEY = { via: 'key', personId: null, expiresAt: null } as const;

/** API keys: made, listed, revoked, and recognised. */
@Injectable()
export class KeyStore {
  /** Unknown keys are remembered as well, so that guessing does not load the database. */
  private readonly recent = new LRUCache<string, { principal: Principal | null }>({ max: 10_000, ttl: TRUSTED_MS });
  private readonly underWay = new Map<string, Promise<Principal | null>>();

  constructor(
    @InjectRepository(KeyEntity) private readonly keys: Repository<KeyEntity>,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** @returns null for a key that is unknown or revoked */
  async authenticate(key: string): Promise<Principal | null> {
    const hash = hashSecret(key);
    const id = hash.toString('base64');
    const recent = this.recent.get(id);
    if (recent) return recent.principal;
    let looking = this.underWay.get(id);
    if (!looking) {
      looking = this.lookUp(hash)
        .then((principal) => {
          this.recent.set(id, { principal });
          return principal;
        })
        .finally(() => this.underWay.delete(id));
      this.underWay.set(id, looking);
    }
    return looking;
  }

  async create(workspaceId: number, { name, scopes }: NewKey): Promise<CreatedKey> {
    return this.store(workspaceId, name, scopes, newSecret('gv_'));
  }

  /** Makes a key whose text the operator chose; does nothing if it is there already. */
  async adopt(workspaceId: number, name: string, scopes: readonly Scope[], key: string): Promise<void> {
    if (await this.keys.existsBy({ hash: hashSecret(key) })) return;
    await this.store(workspaceId, name, scopes, key);
  }

  /** Whether the workspace ever had a key. */
  async any(workspaceId: number): Promise<boolean> {
    return this.keys.existsBy({ workspaceId });
  }

  /** Oldest first, in pages. @throws ProblemError 422 where no key has the id to begin after */
  async list(workspaceId: number, { after, limit }: KeyQuery): Promise<KeyList> {
    if (after !== undefined && !(await this.keys.existsBy({ workspaceId, id: after })))
      throw unknownPlace('after', 'key');
    const page = this.keys
      .createQueryBuilder('key')
      .where({ workspaceId })
      .orderBy({ 'key.createdAt': 'ASC', 'key.id': 'ASC' });
    // Compared in the database: a Date has milliseconds only, and would find the row itself again.
    if (after !== undefined)
      page.andWhere('(key.createdAt, key.id) > (SELECT created_at, id FROM keys WHERE id = :after)', { after });
    const rows = await page.take(limit + 1).getMany();
    return pageOf(rows.map(toKey), limit);
  }

  /** @returns false if the workspace has no such key; revoking again changes nothing */
  async revoke(workspaceId: number, id: string): Promise<boolean> {
    if (!(await this.keys.existsBy({ id, workspaceId }))) return false;
    await this.keys.update({ id, workspaceId, revokedAt: IsNull() }, { revokedAt: new Date(this.now()) });
    this.recent.clear();
    return true;
  }

  /** Leaves no trace of a key, unlike revoke(): for keys that a command makes for itself. */
  async remove(workspaceId: number, id: string): Promise<void> {
    await this.keys.delete({ id, workspaceId });
    this.recent.clear();
  }

  private async lookUp(hash: Buffer): Promise<Principal | null> {
    const row = await this.keys.findOneBy({ hash, revokedAt: IsNull() });
    if (!row) return null;
    const now = new Date(this.now());
    const stale = new Date(now.getTime() - USE_RECORDED_MS);
    await this.keys.update({ id: row.id, lastUsedAt: Or(IsNull(), LessThan(stale)) }, { lastUsedAt: now });
    const { id, workspaceId, scopes } = row;
    return { id, workspaceId, homeWorkspaceId: workspaceId, scopes: scopes as Scope[], ...OF_A_KEY };
  }

  private async store(workspaceId: number, name: string, scopes: readonly Scope[], key: string): Promise<CreatedKey> {
    const row = this.keys.create({
      id: randomUUID(),
      workspaceId,
      name,
      scopes: [...new Set(scopes)],
      hash: hashSecret(key),
      hint: key.slice(-4),
      createdAt: new Date(this.now()),
      lastUsedAt: null,
      revokedAt: null,
    });
    await this.keys.insert(row);
    this.recent.clear();
    return { ...toKey(row), key };
  }
}

function toKey(row: KeyEntity): Key {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    hint: row.hint,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
