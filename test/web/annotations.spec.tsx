import '@testing-library/jest-dom/jest-globals';
import { AnnotationList } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { college, open } from './support/open.js';
import { ok } from './support/server.js';

afterEach(cleanup);
const AT = '2026-11-22T13:46:10.000Z';

const notes = AnnotationList.parse({
  data: [
    {
      id: '00000000-0000-4000-8000-000000000005',
      date: '2004-05-20',
      text: 'Exams begin',
      author: 'ann@example.org',
      created_at: AT,
      updated_at: AT,
    },
  ],
});

describe('an annotation', () => {
  it('is said with the values of the period that its day falls into', async () => {
    const { user } = open('/?range=all', { ...college, 'GET /v1/annotations': () => ok(notes) });
    const [chart] = await screen.findAllByRole('application');
    act(() => chart?.focus());
    await user.keyboard('{Home}{ArrowRight}');
    const [said] = screen.getAllByTestId('chart-value');
    expect(said).toHaveTextContent('May 2004');
    expect(said).toHaveTextContent('20 May 2004: Exams begin');
    await user.keyboard('{ArrowRight}');
    expect(said).not.toHaveTextContent('Exams begin');
  });
});
