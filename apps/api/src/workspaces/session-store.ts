import type { Scope } from '@grapevine/contracts';
import { SessionEntity, SignInTokenEntity } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, MoreThan, Not, Repository } from 'typeorm';
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

/** People on the dashboard: one-time links, and the sessions that links and passwords open. */
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

  /** Makes a link that works once, within a day. */
  async createLink(workspaceId: number): Promise<{ token: string; expiresAt: Date }> {
    const token = newSecret('gvl_');
    const now = this.now();
    const expiresAt = new Date(now + LINK_VALID_MS);
    await this.links.insert({ hash: hashSecret(token), workspaceId, createdAt: new Date(now), expiresAt });
    return { token, expiresAt };
  }

  /** Exchanges a link's token for a session. @returns null if it is unknown, used, or too old */
  async signIn(linkToken: string): Promise<OpenedSession | null> {
    const now = new Date(this.now());
    const hash = hashSecret(linkToken);
    // One statement takes it: of two clicks on one link only one gets in.
    const taken = await this.links.update({ hash, usedAt: IsNull(), expiresAt: MoreThan(now) }, { usedAt: now });
    if (taken.affected !== 1) return null;
    const { workspaceId } = await this.links.findOneByOrFail({ hash });
    return this.open(workspaceId, null);
  }

  /** @param personId who has shown a password; null: whoever had a link */
  async open(homeWorkspaceId: number, personId: string | null): Promise<OpenedSession> {
    const token = newSecret('gvs_');
    const now = this.now();
    const row = this.sessions.create({
      ...{ hash: hashSecret(token), workspaceId: homeWorkspaceId, homeWorkspaceId, personId },
      ...{ scopes: [...LINK_SCOPES], createdAt: new Date(now), expiresAt: new Date(now + SESSION_VALID_MS) },
    });
    await this.sessions.insert(row);
    return { token, principal: toPrincipal(row) };
  }

  /** @returns null for a session that is unknown, over, or signed out */
  async authenticate(token: string): Promise<Principal | null> {
    const row = await this.sessions.findOneBy({ hash: hashSecret(token), expiresAt: MoreThan(new Date(this.now())) });
    return row && toPrincipal(row);
  }

  /** Whoever came by a link is known from now on. */
  async belongTo(token: string, personId: string): Promise<void> {
    await this.sessions.update({ hash: hashSecret(token) }, { personId });
  }

  /** Ends all sessions of a person but this one. */
  async endOthers(personId: string, token: string): Promise<void> {
    await this.sessions.delete({ personId, hash: Not(hashSecret(token)) });
  }

  /** Signs out everywhere: a person, or whoever came by links of the workspace and has set no email. */
  async endAll({ personId, homeWorkspaceId }: Principal): Promise<void> {
    await this.sessions.delete(personId === null ? { personId: IsNull(), homeWorkspaceId } : { personId });
  }

  /** From now on the session looks at another workspace; the caller knows that it may. */
  async lookAt(token: string, workspaceId: number): Promise<void> {
    await this.sessions.update({ hash: hashSecret(token) }, { workspaceId });
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

const toPrincipal = ({
  hash,
  workspaceId,
  homeWorkspaceId,
  scopes,
  personId,
  expiresAt,
}: SessionEntity): Principal => ({
  id: hash.toString('base64'),
  ...{ workspaceId, homeWorkspaceId, personId, expiresAt },
  scopes: scopes as Scope[],
  via: 'session',
});
