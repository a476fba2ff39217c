import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';

/** Reads a CSV file back by RFC 4180: the plain way a spreadsheet does it. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 1; i < text.length; i++) {
    const c = text.charAt(i);
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text.charAt(i++);
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(field);
      field = '';
    } else if (c === '\r' && text[i + 1] === '\n') {
      rows.push([...row, field]);
      row = [];
      field = '';
      i++;
    } else field += c;
  }
  return rows;
}

describe('the file', () => {
  it('begins with the mark that Excel needs and ends each line as RFC 4180 says', () => {
    expect(csvOf([['a', 'b'], ['c']])).toBe('\uFEFFa,b\r\nc\r\n');
  });

  it.each(['=1+1', '+44', '-2', '@SUM(A1)', '\t=1', '\r=1'])('does not let %j run as a formula', (text) => {
    expect(read(csvOf([[text]]))[0]?.[0]).toBe(`'${text}`);
  });

  it('reads back as it was written but for that mark, and no field begins as a formula does', () => {
    const fields = fc.array(fc.string(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 5 }), (rows) => {
        const back = read(csvOf(rows));
        const safe = rows.map((row) => row.map((field) => (/^[=+\-@\t\r]/.test(field) ? `'${field}` : field)));
        expect(back).toEqual(safe);
        for (const field of back.flat()) expect(field).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
