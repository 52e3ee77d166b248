import {
  ANNOTATIONS_TABLE,
  type Annotation,
  AnnotationChange,
  type AnnotationList,
  AnnotationsQuery,
  NewAnnotation,
} from '@grapevine/contracts';
import { type AnnotationRecord, Annotations } from '@grapevine/database';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { parse, refuseReversed } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { Requires } from '../workspaces/access.guard.js';
import { PeopleStore } from '../workspaces/people-store.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';

/** Notes on days, which charts show beside the numbers. */
@Controller('v1/annotations')
export class AnnotationsController {
  constructor(
    private readonly annotations: Annotations,
    private readonly people: PeopleStore,
  ) {}

  @Get()
  @AnswersTable(ANNOTATIONS_TABLE)
  @Requires('read')
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<AnnotationList> {
    const { limit, after, format: _, ...days } = parse(AnnotationsQuery, query, 'The query');
    refuseReversed(days);
    const found = await this.annotations.read(principal.workspaceId, limit + 1, after, days);
    if (!found) throw unknownPlace('after', 'annotation');
    return pageOf(found.map(toAnnotation), limit);
  }

  @Post()
  @Requires('admin')
  async add(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<Annotation> {
    const { date, text } = parse(NewAnnotation, body, 'The annotation');
    const person = principal.personId === null ? null : await this.people.get(principal.personId);
    return toAnnotation(await this.annotations.add(principal.workspaceId, date, text, person?.email ?? null));
  }

  @Patch(':id')
  @Requires('admin')
  async change(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Annotation> {
    const { date, text } = parse(AnnotationChange, body, 'The change');
    const changed = isId(id) && (await this.annotations.change(principal.workspaceId, id, { day: date, text }));
    if (!changed) throw unknown();
    return toAnnotation(changed);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('admin')
  async remove(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<void> {
    if (!isId(id) || !(await this.annotations.remove(principal.workspaceId, id))) throw unknown();
  }
}

const isId = (id: string): boolean => z.uuid().safeParse(id).success;
const unknown = (): ProblemError =>
  new ProblemError(
    404,
    'no_such_annotation',
    'Your workspace has no annotation of this id. GET /v1/annotations lists them.',
  );

const toAnnotation = ({ id, day, text, author, createdAt, updatedAt }: AnnotationRecord): Annotation => ({
  ...{ id, date: day, text, author },
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
});
