import type { Scope } from '@grapevine/contracts';
import { SessionEntity, SignInTokenEntity } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, MoreThan, Repository } from 'typeorm';
import { CLOCK, type Clock } from '../engines/tokens.js';
import type { Principal } from './principal.js';
import { hashSecret, newSecret } from './secrets.js';

const LINK_VALID_MS = 24 * 3_600_000;
const SESSION_VALID_MS = 30 * 24 * 3_600_000;
/** Whoever can run commands on the server owns the workspace. */
const LINK_SCOPES: readonly Scope[] = ['admin'];

export interface OpenedSession {
  readonly token: string;
  readonly principal: Principal;
}

/** People on the dashboard: one-time links, and the sessions that they open. */
@Injectable()
export class SessionStore {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(SignInTokenEntity) private readonly links: Repository<SignInTokenEntity>,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** Whether anybody has a link or a session that is not over. */
  async any(workspaceId: number): Promise<boolean> {
    return (await this.links.existsBy({ workspaceId })) || (await this.sessions.existsBy({ workspaceId }));
  }

  /** @returns the token of a link that works once, within a day */
  async createSignInToken(workspaceId: number): Promise<string> {
    const token = newSecret('gvl_');
    const now = this.now();
    await this.links.insert({
      hash: hashSecret(token),
      workspaceId,
      createdAt: new Date(now),
      expiresAt: new Date(now + LINK_VALID_MS),
    });
    return token;
  }

  /** Exchanges a link's token for a session. @returns null if it is unknown, used, or too old */
  async signIn(linkToken: string): Promise<OpenedSession | null> {
    const now = new Date(this.now());
    const hash = hashSecret(linkToken);
    // One statement takes it: of two clicks on one link only one gets in.
    const taken = await this.links.update({ hash, usedAt: IsNull(), expiresAt: MoreThan(now) }, { usedAt: now });
    if (taken.affected !== 1) return null;
    const { workspaceId } = await this.links.findOneByOrFail({ hash });
    const token = newSecret('gvs_');
    const expiresAt = new Date(now.getTime() + SESSION_VALID_MS);
    const scopes = [...LINK_SCOPES];
    await this.sessions.insert({ hash: hashSecret(token), workspaceId, scopes, createdAt: now, expiresAt });
    return { token, principal: { workspaceId, scopes, via: 'session', expiresAt } };
  }

  /** @returns null for a session that is unknown, over, or signed out */
  async authenticate(token: string): Promise<Principal | null> {
    const row = await this.sessions.findOneBy({ hash: hashSecret(token), expiresAt: MoreThan(new Date(this.now())) });
    if (!row) return null;
    return { workspaceId: row.workspaceId, scopes: row.scopes as Scope[], via: 'session', expiresAt: row.expiresAt };
  }

  async signOut(token: string): Promise<void> {
    await this.sessions.delete({ hash: hashSecret(token) });
  }

  /** Forgets what is over. */
  async expire(): Promise<void> {
    const now = new Date(this.now());
    await this.sessions.delete({ expiresAt: LessThan(now) });
    await this.links.delete({ expiresAt: LessThan(now) });
  }
}
