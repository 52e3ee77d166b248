import { describe, expect, it } from '@jest/globals';
import { ImportError } from './import-error.js';
import { parseOptions } from './options.js';

const FULL = '--file /logs/a.txt --format ssv --map type==message.sent --map occurred_at=3:s --key k'.split(' ');
const refusal = (args: readonly string[], key?: string): string => {
  try {
    parseOptions(args, key);
  } catch (error) {
    expect(error).toBeInstanceOf(ImportError);
    return (error as Error).message;
  }
  throw new Error('was not refused');
};
const without = (option: string) => FULL.filter((_, i) => FULL[i] !== option && FULL[i - 1] !== option);

describe('parseOptions', () => {
  it('fills in the defaults', () => {
    expect(parseOptions(FULL, 'other')).toMatchObject({
      file: '/logs/a.txt',
      key: 'k',
      url: 'http://127.0.0.1:4000',
      header: false,
      restart: false,
      statePath: '/logs/a.txt.import-state.json',
      rejectedPath: '/logs/a.txt.rejected.ndjson',
    });
  });

  it('takes the key from the environment, and puts both files where --state says', () => {
    const options = parseOptions([...without('--key'), '--state', '/tmp/s.json'], 'from-env');
    expect(options).toMatchObject({
      key: 'from-env',
      statePath: '/tmp/s.json',
      rejectedPath: '/tmp/a.txt.rejected.ndjson',
    });
  });

  it('takes a named column of csv, or --header, as a header', () => {
    const csv = (...more: string[]) =>
      parseOptions([...'--file f --format csv --map type==x --key k'.split(' '), ...more], undefined)?.header;
    expect(csv('--map', 'occurred_at=3')).toBe(false);
    expect(csv('--map', 'occurred_at=at')).toBe(true);
    expect(csv('--map', 'occurred_at=3', '--header')).toBe(true);
  });

  it('gives nothing when help is asked for', () => {
    expect(parseOptions(['--help'], undefined)).toBeUndefined();
  });

  it.each([
    ['no file', without('--file'), '--file'],
    ['no format', without('--format'), '--format'],
    ['no key', without('--key'), 'GRAPEVINE_KEY'],
    ['an unknown format', [...FULL, '--format', 'xml'], 'csv, ndjson, ssv'],
    ['an unknown option', [...FULL, '--fiel', 'x'], "Unknown option '--fiel'"],
    ['a word too many', [...FULL, 'x'], "Unexpected argument 'x'"],
    ['a key with a line break', [...FULL, '--key', 'a\nb'], 'Copy it again'],
    ['an address that is none', [...FULL, '--url', 'localhost:4000'], 'http://127.0.0.1:4000'],
    ['too large a batch', [...FULL, '--batch', '5001'], '1 to 5000'],
    ['no requests', [...FULL, '--in-flight', '0'], '1 to 32'],
    ['a header where there is none', [...FULL, '--header'], 'ssv has no header'],
  ])('refuses %s', (_, args, words) => {
    expect(refusal(args)).toContain(words);
  });
});
