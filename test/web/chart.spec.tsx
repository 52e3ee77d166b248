import '@testing-library/jest-dom/jest-globals';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { seriesAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { type Asked, ok, problem } from './support/server.js';

afterEach(cleanup);
const chart = () => screen.findByRole('application', { name: 'People active each month' });
const card = () => screen.findByRole('figure', { name: 'People active each month' });

describe('a chart read by keyboard', () => {
  it('speaks the exact values of a month, moves, keeps them open and leaves', async () => {
    const { user } = open('/');
    const surface = await chart();
    surface.focus();
    const spoken = within(await card()).getByTestId('chart-value');
    expect(spoken).toBeEmptyDOMElement();
    await user.keyboard('{ArrowLeft}');
    expect(spoken).toHaveTextContent('October 2004. 164 people');
    await user.keyboard('{Home}{ArrowRight}');
    expect(spoken).toHaveTextContent(
      'May 2004. 1,038 people. +725 (+231.6%) against April 2004. Sealed, as of 22 Nov 2026',
    );
    await user.keyboard('{Enter}');
    expect(within(surface).getByText('Kept open')).toBeInTheDocument();
    surface.blur();
    expect(within(surface).getByText('Kept open')).toBeInTheDocument();
    surface.focus();
    await user.keyboard('{Escape}');
    expect(spoken).toBeEmptyDOMElement();
  });

  it('says of a missing value that there is none, and of a running month that it is one', async () => {
    const meta = { data_from: '2004-04-15', data_through: '2004-06-12', as_of: '2004-06-12T09:00:00.000Z' };
    const answer = seriesAnswer(
      [
        ['2004-04', 313],
        ['2004-05', null],
        ['2004-06', 90, 'running'],
      ],
      meta,
    );
    const { user } = open('/', { ...college, 'GET /v1/series': () => ok(answer) });
    (await chart()).focus();
    const spoken = within(await card()).getByTestId('chart-value');
    await user.keyboard('{End}');
    expect(spoken).toHaveTextContent('June 2004. 90 people so far. Running: day 12 of 30 (40%)');
    await user.keyboard('{ArrowLeft}');
    expect(spoken).toHaveTextContent('May 2004. no data. No data');
  });

  it('is described for who cannot see it', async () => {
    open('/');
    expect(await chart()).toHaveAccessibleDescription(
      /People active each month. April 2004 to October 2004. Highest: 1,038 people in May 2004./,
    );
  });
});

describe('the drawing', () => {
  const draw = async (months: Parameters<typeof seriesAnswer>[0]) => {
    const meta = { data_from: '2004-04-15', data_through: '2004-09-12' };
    open('/', { ...college, 'GET /v1/series': () => ok(seriesAnswer(months, meta)) });
    const surface = await chart();
    return surface.querySelector('svg.recharts-surface') as SVGElement;
  };

  it('has a hatched band for each gap, and no point where there is no value', async () => {
    const svg = await draw([
      ['2004-04', 313],
      ['2004-05', null],
      ['2004-06', null],
      ['2004-07', 360],
      ['2004-08', 0],
    ]);
    expect(svg.querySelectorAll('.recharts-reference-area')).toHaveLength(1);
    expect(svg.querySelectorAll('circle.point')).toHaveLength(3);
  });

  it('marks the running month with a hollow point and its words', async () => {
    const svg = await draw([
      ['2004-07', 360],
      ['2004-08', 287],
      ['2004-09', 90, 'running'],
    ]);
    expect(svg.querySelectorAll('circle.hollow')).toHaveLength(1);
    expect(svg.querySelectorAll('circle.point')).toHaveLength(2);
    expect(svg).toHaveTextContent('90so far');
  });
});

describe('the table of a chart', () => {
  beforeEach(() => {
    URL.createObjectURL = jest.fn(() => 'blob:test');
    URL.revokeObjectURL = jest.fn();
  });

  it('has the same values, sorts, and is part of the address', async () => {
    const { user } = open('/');
    await user.click(await within(await card()).findByRole('radio', { name: 'Table' }));
    expect(window.location.search).toBe('?table=active_members');
    const table = within(await card()).getByRole('table');
    const months = () =>
      within(table)
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent);
    expect(months()[0]).toBe('October 2004');
    await user.click(within(table).getByRole('button', { name: 'People' }));
    expect(months()[0]).toBe('May 2004');
    expect(within(table).getByRole('columnheader', { name: 'People' })).toHaveAttribute('aria-sort', 'descending');
    expect(within(table).getByRole('row', { name: /May 2004/ })).toHaveTextContent('May 20041,038+725Sealed');
  });

  it('is downloaded as the API’s own CSV of the same question', async () => {
    let downloaded: Blob | undefined;
    URL.createObjectURL = (blob) => {
      downloaded = blob as Blob;
      return 'blob:test';
    };
    const names: string[] = [];
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    const csv = (asked: Asked) => (asked.query.get('format') === 'csv' ? ok('period,value\r\n') : undefined);
    const { user, asked } = open('/', {
      ...college,
      'GET /v1/series': (request) => csv(request) ?? college['GET /v1/series'](request),
    });
    await user.click(await within(await card()).findByRole('button', { name: 'Download CSV' }));
    await waitFor(() => expect(names).toEqual(['active_members.csv']));
    click.mockRestore();
    expect(asked.at(-1)?.query.toString()).toBe('metric=active_members&grain=month&format=csv');
    expect([downloaded?.type, downloaded?.size]).toEqual(['text/csv', 'period,value\r\n'.length]);
  });

  it('says why it cannot be downloaded', async () => {
    const gone = (asked: Asked) =>
      asked.query.get('format') === 'csv' ? problem(503, 'Not reachable', 'Try again in a minute.') : undefined;
    const { user } = open('/', {
      ...college,
      'GET /v1/series': (request) => gone(request) ?? college['GET /v1/series'](request),
    });
    await user.click(await within(await card()).findByRole('button', { name: 'Download CSV' }));
    expect(await within(await card()).findByRole('alert')).toHaveTextContent(
      'The CSV could not be had: Try again in a minute.',
    );
  });
});
