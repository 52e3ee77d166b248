import { describe, expect, it } from '@jest/globals';
import { settingsOf } from './bindings.js';

const statement = (sql: string, params: Record<string, unknown>) => ({ name: 'a_question', sql, params });

describe('settingsOf', () => {
  it('gives numbers, texts and lists as ClickHouse reads them', () => {
    const params = { n: 3, day: '2013-12-19', odd: "it's \\ a\ttab", values: ["o'clock", 'b'], days: [1, 2], none: [] };
    expect(settingsOf(statement('SELECT {n:UInt32}', params), 'tag')).toBe(
      String.raw`SET log_comment = 'tag', param_n = '3', param_day = '2013-12-19', param_odd = 'it\\\'s \\\\ a\\ttab', ` +
        String.raw`param_values = '[\'o\\\'clock\',\'b\']', param_days = '[1,2]', param_none = '[]'`,
    );
    expect(settingsOf(statement('SELECT 1', {}), 'tag')).toBe("SET log_comment = 'tag'");
  });

  it('refuses a statement that would use what an earlier one left, and what is no value', () => {
    expect(() => settingsOf(statement('SELECT {n:UInt32}', {}), 'tag')).toThrow(
      'a_question has no value for its binding n',
    );
    expect(() => settingsOf(statement('SELECT 1', { when: new Date() }), 'tag')).toThrow('The binding when');
  });
});
