import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { sessionAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { type Asked, none, ok, problem, unreachable } from './support/server.js';

afterEach(() => {
  cleanup();
  localStorage.clear();
});
const signedOut = () => Object.fromEntries(Object.keys(college).map((route) => [route, refused]));
const refused = () => problem(401, 'Not signed in', 'Print a new link with npm run sign-in-link.');

describe('signing in', () => {
  it('exchanges the token of the link, takes it out of the address, and opens the growth page', async () => {
    const { asked } = open('/sign-in#token=once', { ...college, 'POST /v1/session': () => ok(sessionAnswer()) });
    expect(await screen.findByTestId('headline')).toHaveTextContent('255 people');
    expect(window.location.pathname + window.location.hash).toBe('/');
    const exchanges = asked.filter(({ method }) => method === 'POST');
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({ body: { token: 'once' }, headers: { 'content-type': 'application/json' } });
  });

  it('says that a link was used, and how to get another', async () => {
    open('/sign-in#token=used', { ...college, 'POST /v1/session': refused });
    expect(await screen.findByRole('alert')).toHaveTextContent('This link does not work any more');
    expect(screen.getByText('npm run sign-in-link')).toBeInTheDocument();
    expect(window.location.href).not.toContain('used');
  });

  it('offers another try of the same link when the server did not answer', async () => {
    const routes: Record<string, () => unknown> = { ...(college as object), 'POST /v1/session': unreachable };
    const { user } = open('/sign-in#token=once', routes);
    expect(await screen.findByRole('alert')).toHaveTextContent('You could not be signed in');
    routes['POST /v1/session'] = () => ok(sessionAnswer());
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByTestId('headline')).toBeInTheDocument();
  });

  it('explains how to get a link where there is none', async () => {
    open('/sign-in');
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeInTheDocument();
  });
});

describe('a session that is over', () => {
  it('leads to the sign-in page, which says why, and back by the password', async () => {
    const routes: Record<string, (asked: Asked) => unknown> = { ...college };
    const { user } = open('/signups?range=6m&grain=week', routes);
    await screen.findByTestId('sentence');
    Object.assign(routes, signedOut());
    await user.keyboard('a');
    expect(await screen.findByText(/^Your session has ended/)).toBeInTheDocument();
    expect(window.location.pathname).toBe('/sign-in');
    Object.assign(routes, college, { 'POST /v1/session': () => ok(sessionAnswer()) });
    await user.type(screen.getByLabelText('Email'), 'ann@example.org');
    await user.type(screen.getByLabelText('Password'), 'a long enough password');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByTestId('sentence')).toBeInTheDocument();
    expect(window.location.pathname + window.location.search).toBe('/signups?grain=week&range=all');
  });

  it('of which nothing was seen leads back by a link, too, which is opened in another tab', async () => {
    open('/signups?range=6m', signedOut());
    expect(await screen.findByText('Sign in to see the page that you asked for.')).toBeInTheDocument();
    cleanup();
    open('/sign-in#token=once', { ...college, 'POST /v1/session': () => ok(sessionAnswer()) });
    expect(await screen.findByTestId('sentence')).toBeInTheDocument();
    expect(window.location.pathname + window.location.search).toBe('/signups?range=6m');
    expect(localStorage).toHaveLength(0);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'https://evil.example/',
    'https:',
    'javascript:alert(1)',
    '/sign-in',
  ])('never leads to %s', async (address) => {
    const routes = { ...college, 'POST /v1/session': () => ok(sessionAnswer()) };
    open(`/sign-in?${new URLSearchParams({ to: address })}#token=once`, routes);
    expect(await screen.findByTestId('headline')).toBeInTheDocument();
    expect(window.location.href).toBe('http://localhost/');
    cleanup();
    const { user } = open(`/sign-in?${new URLSearchParams({ to: address })}`, routes);
    await user.type(await screen.findByLabelText('Email'), 'ann@example.org');
    await user.type(screen.getByLabelText('Password'), 'a long enough password');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByTestId('headline')).toBeInTheDocument();
    expect(window.location.href).toBe('http://localhost/');
  });

  it('is ended by signing out', async () => {
    const { asked, user } = open('/', { ...college, 'DELETE /v1/session': none });
    await screen.findByTestId('headline');
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(await screen.findByRole('button', { name: 'Sign out', hidden: true }));
    expect(await screen.findByText('You are signed out.')).toBeInTheDocument();
    expect(asked.some(({ method, path }) => method === 'DELETE' && path === '/v1/session')).toBe(true);
    const after = asked.length;
    await waitFor(() => expect(asked.length).toBe(after));
  });
});

describe('an address that is no page', () => {
  it('says so inside the app', async () => {
    open('/nowhere');
    expect(await screen.findByRole('heading', { name: 'Nothing here' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to Growth' })).toHaveAttribute('href', '/');
  });
});
