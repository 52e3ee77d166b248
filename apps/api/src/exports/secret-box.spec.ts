import { describe, expect, it } from '@jest/globals';
import { SecretBox } from './secret-box.js';

const SECRET = 'a-secret-of-an-installation-0123456789';
const box = new SecretBox(SECRET, 'a purpose');

describe('SecretBox', () => {
  it('opens what it has sealed, and seals it in other words each time', () => {
    const sealed = box.seal('Größe 1', 'workspace 1');
    expect(box.open(sealed, 'workspace 1')).toBe('Größe 1');
    expect(box.seal('Größe 1', 'workspace 1')).not.toBe(sealed);
  });

  it.each([
    ['for another owner', (sealed: string) => box.open(sealed, 'workspace 2')],
    ['for another purpose', (sealed: string) => new SecretBox(SECRET, 'another').open(sealed, 'workspace 1')],
    ['under another secret', (sealed: string) => new SecretBox(`${SECRET}1`, 'a purpose').open(sealed, 'workspace 1')],
    ['cut off', (sealed: string) => box.open(sealed.slice(0, 20), 'workspace 1')],
    [
      'changed in one bit',
      (sealed: string) => {
        const bytes = Buffer.from(sealed, 'base64');
        bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
        return box.open(bytes.toString('base64'), 'workspace 1');
      },
    ],
  ])('opens nothing %s', (_, open) => {
    expect(() => open(box.seal('a text', 'workspace 1'))).toThrow();
  });
});
