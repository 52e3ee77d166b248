import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { chooseLanguage } from '../../apps/web/src/app/language/languages.js';
import { open } from './support/open.js';

afterEach(async () => {
  await act(() => chooseLanguage('en'));
  cleanup();
});

describe('the language', () => {
  it('is changed in the menu, for words, numbers and dates, and is kept', async () => {
    const { user } = open('/');
    expect(await screen.findByTestId('headline')).toHaveTextContent('255 people');
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(await screen.findByRole('radio', { name: 'Deutsch', hidden: true }));
    expect(await screen.findByText('Daten bis 26. Okt. 2004')).toBeInTheDocument();
    expect(screen.getByTestId('headline')).toHaveTextContent('255 Menschen');
    expect(document.documentElement.lang).toBe('de');
    expect(localStorage.getItem('grapevine.language')).toBe('de');
    await user.click(screen.getByRole('radio', { name: 'English', hidden: true }));
    expect(await screen.findByText('Data through 26 Oct 2004')).toBeInTheDocument();
  });
});
