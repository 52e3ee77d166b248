import '@testing-library/jest-dom/jest-globals';
import { AnnotationList } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { college, open } from './support/open.js';
import { type Asked, ok } from './support/server.js';

afterEach(cleanup);
const ID = '00000000-0000-4000-8000-000000000005';
const AT = '2026-11-22T13:46:10.000Z';

const notes = AnnotationList.parse({
  data: [
    {
      id: ID,
      date: '2004-05-20',
      text: 'Exams begin',
      author: 'ann@example.org',
      created_at: AT,
      updated_at: AT,
    },
  ],
  next: null,
});

/** The note stands on the second page: the first one has none of these days. */
const inTwoPages = ({ query }: Asked) => ok(query.get('after') === ID ? notes : { data: [], next: ID });

describe('an annotation', () => {
  it('is said with the values of the period that its day falls into', async () => {
    const { user } = open('/?range=all', { ...college, 'GET /v1/annotations': inTwoPages });
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
