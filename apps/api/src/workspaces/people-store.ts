import { randomUUID } from 'node:crypto';
import type { AccountChange, Person, PersonList, PersonQuery } from '@grapevine/contracts';
import { PersonEntity } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { QueryFailedError, Repository } from 'typeorm';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { invalid } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { Passwords } from './passwords.js';

const UNIQUE_VIOLATION = '23505';

/** People with an email and a password. */
@Injectable()
export class PeopleStore {
  constructor(
    @InjectRepository(PersonEntity) private readonly people: Repository<PersonEntity>,
    private readonly passwords: Passwords,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** @returns null for anything but the right password of somebody */
  async withPassword(email: string, password: string): Promise<PersonEntity | null> {
    const person = await this.people.findOneBy({ email });
    if (!(await this.passwords.matches(person?.passwordHash, password)) || !person) return null;
    await this.people.update({ id: person.id }, { lastSignedInAt: new Date(this.now()) });
    return person;
  }

  async get(id: string): Promise<PersonEntity | null> {
    return this.people.findOneBy({ id });
  }

  /** @throws ProblemError 422 where something is missing, 409 where the email is somebody's */
  async create(workspaceId: number, { email, password }: AccountChange): Promise<PersonEntity> {
    if (email === undefined || password === undefined) {
      const parameter = email === undefined ? 'email' : 'password';
      throw invalid('The account', [{ parameter, message: 'is needed: you have none yet' }]);
    }
    const now = new Date(this.now());
    const person = this.people.create({
      ...{ id: randomUUID(), workspaceId, email },
      ...{ passwordHash: await this.passwords.hash(password), createdAt: now, lastSignedInAt: now },
    });
    await refusingDoubles(this.people.insert(person));
    return person;
  }

  /** @throws ProblemError 403 where the current password is not right, 409 where the email is somebody's */
  async change(person: PersonEntity, { email, password, current_password: current }: AccountChange): Promise<void> {
    if (!(await this.passwords.matches(person.passwordHash, current ?? ''))) {
      throw new ProblemError(403, 'wrong_password', 'The current password is not right. Nothing was changed.');
    }
    const change = {
      ...(email === undefined ? {} : { email }),
      ...(password === undefined ? {} : { passwordHash: await this.passwords.hash(password) }),
    };
    await refusingDoubles(this.people.update({ id: person.id }, change));
  }

  /** Oldest first, in pages. @throws ProblemError 422 where nobody has the id to begin after */
  async list(workspaceId: number, { after, limit }: PersonQuery): Promise<PersonList> {
    if (after !== undefined && !(await this.people.existsBy({ workspaceId, id: after })))
      throw unknownPlace('after', 'person');
    const page = this.people
      .createQueryBuilder('person')
      .where({ workspaceId })
      .orderBy({ 'person.createdAt': 'ASC', 'person.id': 'ASC' });
    // Compared in the database: a Date has milliseconds only, and would find the row itself again.
    if (after !== undefined)
      page.andWhere('(person.createdAt, person.id) > (SELECT created_at, id FROM people WHERE id = :after)', { after });
    const rows = await page.take(limit + 1).getMany();
    return pageOf(rows.map(toPerson), limit);
  }

  /** Their sessions end with them. @returns false where the workspace has no such person */
  async remove(workspaceId: number, id: string): Promise<boolean> {
    return (await this.people.delete({ id, workspaceId })).affected === 1;
  }
}

const toPerson = ({ id, email, createdAt, lastSignedInAt }: PersonEntity): Person => ({
  id,
  email,
  created_at: createdAt.toISOString(),
  last_signed_in_at: lastSignedInAt?.toISOString() ?? null,
});

async function refusingDoubles(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    const { code } = (error instanceof QueryFailedError ? error.driverError : {}) as { code?: string };
    if (code !== UNIQUE_VIOLATION) throw error;
    throw new ProblemError(409, 'email_taken', 'Somebody has this email address already. Use another one.');
  }
}
