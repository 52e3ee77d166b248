import { ExclusionList, ExclusionPreview, Key, PersonList, Rebuild, RebuildPreview } from '@grapevine/contracts';

const AT = '2026-11-22T13:46:10.000Z';

export const keyAnswer = Key.parse({
  id: '00000000-0000-4000-8000-000000000009',
  name: 'production',
  scopes: ['ingest'],
  hint: 'abcd',
  created_at: AT,
  last_used_at: AT,
  revoked_at: null,
});

export const peopleAnswer = PersonList.parse({
  data: [
    {
      id: '00000000-0000-4000-8000-000000000001',
      email: 'ann@example.org',
      created_at: AT,
      last_signed_in_at: AT,
    },
  ],
  next: null,
});

export const exclusionsAnswer = ExclusionList.parse({
  data: [
    {
      id: '00000000-0000-4000-8000-000000000002',
      action: 'exclude',
      members: 0,
      segments: [{ dimension: 'platform', value: 'bot' }],
      reason: 'test phones',
      decided_at: AT,
    },
  ],
  next: null,
  excluded_members: 3,
  excluded_segments: [{ dimension: 'platform', value: 'bot' }],
});

export const exclusionPreview = ExclusionPreview.parse({
  members: 319,
  unknown_members: 0,
  final_numbers: 1_204,
  as_of: AT,
});

const definition = { time_zone: 'UTC', activity_types: ['message.sent'], dimensions: [] };

export const previewAnswer = RebuildPreview.parse({
  data: [
    {
      period: '2004-05',
      start: '2004-05-01',
      end: '2004-05-31',
      before: { active_members: 1038, new_members: 776 },
      after: { active_members: 1040, new_members: 778 },
    },
  ],
  settings: { before: definition, after: { ...definition, time_zone: 'Asia/Tokyo' } },
  changes: ['time_zone'],
  notes: [],
  blocked_by: [],
  events: 59_835,
  as_of: AT,
});

export const runningRebuild = Rebuild.parse({
  id: '00000000-0000-4000-8000-000000000003',
  state: 'running',
  from_revision: 1,
  to_revision: 2,
  settings: { before: definition, after: { ...definition, time_zone: 'Asia/Tokyo' } },
  progress: { steps: { done: 1, total: 2 }, days: { done: 97, total: 194 }, events: { done: 30_000, total: 59_835 } },
  started_at: AT,
  finished_at: null,
  error: null,
});
