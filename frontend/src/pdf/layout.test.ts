import { describe, expect, it } from 'vitest';
import { textOfPages, type Placed } from './layout';
import type { Piece } from './lines';

const height = 842;

/** A line of letters that are half as wide as high. */
function put(x: number, y: number, text: string, size = 10): Piece {
  return { text, x, y, width: text.length * size * 0.5, size };
}

/** Lines one below the other. */
const column = (x: number, y: number, lines: string[], apart = 14) =>
  lines.map((text, at) => put(x, y + at * apart, text));

const page = (...pieces: Piece[]): Placed[] => [{ height, pieces }];

/** The paragraphs of each page. */
const read = (...pages: Placed[][]) =>
  textOfPages(pages)
    .split('\f')
    .slice(0, -1)
    .map((text) => text.split('\n'));

describe('a paragraph', () => {
  it('is one line of text, whatever its lines on the page', () => {
    const lines = [
      'By March 2028, we will give every ward one',
      'shared record of each of its patients, and',
      'nurses will read it at the bedside.',
    ];
    expect(read(page(...column(50, 200, lines)))).toEqual([[lines.join(' ')]]);
  });

  it('ends where the gap is wider, the size changes or a line was ended on purpose', () => {
    const [first, second, third] = [
      'We will share one record with all of our GPs,',
      'who ask for it. They wait for letters today,',
      'and will not.',
    ] as const;
    expect(
      read(
        page(
          put(50, 200, 'What we will do', 16),
          ...column(50, 224, [first, second, third]),
          ...column(50, 224 + 66, [first, second, third]),
          ...column(50, 224 + 66 + 42, ['Patients will see their letters online soon.']),
        ),
      ),
    ).toEqual([
      [
        'What we will do',
        `${first} ${second} ${third}`,
        `${first} ${second} ${third}`,
        'Patients will see their letters online soon.',
      ],
    ]);
  });

  it('ends where the next is set in', () => {
    const lines = column(50, 200, [
      'We have eleven wards that write on paper',
      'and two that write on screens for nurses,',
    ]);
    const next = [
      put(70, 228, 'We will give all of them one record of'),
      put(50, 242, 'each patient by the end of next year now.'),
    ];
    expect(read(page(...lines, ...next))[0]).toHaveLength(2);
  });

  it('is put together from pieces, with the spaces that were left out', () => {
    const line = [put(50, 200, 'We'), put(60, 200, ' '), put(65, 200, 'will'), put(90, 200, 's'), put(95, 200, 'hare')];
    expect(read(page(...line))).toEqual([['We will share']]);
  });

  it('is read once where letters are drawn twice to be bold, and keeps what is raised', () => {
    const bold = [put(50, 200, 'Our aims'), put(50.4, 200, 'Our aims')];
    const raised = [put(50, 230, 'Nine in ten wards'), put(135, 227, '3', 6)];
    expect(read(page(...bold, ...raised))).toEqual([['Our aims', 'Nine in ten wards3']]);
  });
});

describe('a word that a line parts', () => {
  const parted = (start: string, end: string, ...more: Piece[]) =>
    read(
      page(...column(50, 200, [`We will give each of our wards good ${start}`, `${end} in all of the rooms`]), ...more),
    )[0]?.[0];

  it('is one word again', () => {
    expect(parted('informa-', 'tion')).toBe('We will give each of our wards good information in all of the rooms');
    expect(parted('informa\u00ad', 'tion')).toContain('good information in');
  });

  it('keeps the hyphen that is its own', () => {
    expect(parted('self-', 'service')).toContain('good self-service in');
    expect(parted('end-to-', 'end lines')).toContain('end-to-end lines');
    expect(parted('24-', 'hour lines')).toContain('24-hour lines');
    expect(parted('paper-', 'light work', put(50, 400, 'Being paper-light is hard.'))).toContain('paper-light work');
  });

  it('is left alone where the next is no rest of it', () => {
    expect(parted('wi-fi -', 'both')).toContain('wi-fi - both');
    expect(parted('NHS-', 'App')).toContain('NHS- App');
  });
});

describe('a list', () => {
  it('has its points apart, with what goes on in the next line', () => {
    const points = [
      put(50, 200, '•'),
      put(68, 200, 'Replace the oldest switches in all of the'),
      put(68, 214, 'hospitals'),
      put(50, 228, '•'),
      put(68, 228, 'Wi-fi in every room'),
      put(50, 242, '2.1'),
      put(85, 242, 'One record'),
      put(50, 256, '– Two screens'),
      put(50, 270, 'What follows is no point of the list, is it'),
    ];
    expect(read(page(...points))).toEqual([
      [
        '• Replace the oldest switches in all of the hospitals',
        '• Wi-fi in every room',
        '2.1 One record',
        '– Two screens',
        'What follows is no point of the list, is it',
      ],
    ]);
  });
});

describe('columns', () => {
  const left = [
    'We have written this strategy with',
    'the people who use our services in',
    'the last year, and with our staff in',
    'all of the hospitals. What they told',
  ];
  const right = [
    'us is that they want to tell their',
    'story once. By March 2028, we will',
    'share one record with every GP of',
    'the county and beyond it as well.',
  ];

  it('are read one after the other, and a paragraph goes on in the next', () => {
    const whole = [[...left, ...right].join(' ')];
    expect(read(page(...column(50, 200, left), ...column(300, 200, right)))).toEqual([whole]);
    // Also where their lines are not level with one another, and the one on the right begins higher.
    expect(read(page(...column(50, 207, left), ...column(300, 200, right)))).toEqual([whole]);
    expect(read(page(...column(50, 228, left), ...column(300, 200, right)))).toEqual([whole]);
  });

  it('stand between what is as wide as the page', () => {
    const wide = 'This strategy says what our hospitals will do in the next five years, and why.';
    const heading = put(50, 310, 'What we ask', 10);
    const after = put(50, 330, wide);
    expect(
      read(page(put(50, 170, wide), ...column(50, 200, left), ...column(300, 200, right), heading, after)),
    ).toEqual([[wide, [...left, ...right].join(' '), 'What we ask', wide]]);
  });

  it('may be three', () => {
    const third = [
      'All of it is paid for by what we',
      'save on paper, which is more than',
      'anybody thought when we began to',
      'count. Nobody loses a post by it.',
    ];
    const [text] = read(page(...column(50, 200, left), ...column(250, 205, right), ...column(450, 202, third)));
    expect(text).toEqual([[...left, ...right].join(' '), third.join(' ')]);
  });
});

describe('a table', () => {
  it('is read row by row, with a tab between cells', () => {
    const rows = [
      ['Objective', 'Baseline', 'By when'],
      ['One shared record', '5 of 11', 'March 2028'],
      ['Letters online', '', 'June 2027'],
    ];
    const cells = rows.flatMap((row, at) => row.map((text, i) => put(50 + i * 150, 200 + at * 20, text)));
    expect(read(page(...cells.filter(({ text }) => text !== '')))).toEqual([
      ['Objective\tBaseline\tBy when', 'One shared record\t5 of 11\tMarch 2028', 'Letters online\tJune 2027'],
    ]);
  });

  it('keeps a cell of several lines together', () => {
    const cells = [200, 250, 300].flatMap((y, at) => [
      ...column(50, y, [`Give every ward number ${at} one shared`, 'record of its patients']),
      ...column(300, y, ['Wards on the shared record rise', 'from five of them to all of them', 'in the year']),
    ]);
    expect(read(page(...cells))[0]).toEqual(
      [0, 1, 2].map(
        (at) =>
          `Give every ward number ${at} one shared record of its patients\tWards on the shared record rise from five of them to all of them in the year`,
      ),
    );
  });

  it('may have rows of one line beside rows of several', () => {
    const rows = [
      ['Objective', '', 'By when'],
      ['Give every ward one shared', 'record of its patients', 'March 2028'],
      ['Letters online', '', 'June 2027'],
      ['Wi-fi in every room', '', 'June 2028'],
    ];
    const cells = rows.flatMap(([first = '', second = '', when = ''], at) => [
      ...column(50, 200 + at * 44, [first, second]),
      put(300, 200 + at * 44, when),
    ]);
    expect(read(page(...cells))[0]).toEqual(
      rows.map(([first = '', second = '', when = '']) => `${[first, second].join(' ').trim()}\t${when}`),
    );
  });

  it('may have its cells in the middle of their rows', () => {
    const cells = [200, 250, 300].flatMap((y, at) => [
      ...column(50, y, [`Give every ward number ${at} one`, 'shared record']),
      put(300, y + 7, 'March 2028'),
    ]);
    expect(read(page(...cells))[0]).toEqual(
      [0, 1, 2].map((at) => `Give every ward number ${at} one shared record\tMarch 2028`),
    );
  });

  it('is not two columns with a heading over each', () => {
    const text = ['We have eleven', 'wards on paper', 'and two on', 'screens.'];
    const columns = [50, 200, 350].flatMap((x) => [put(x, 200, 'Wards'), ...column(x, 230, text)]);
    const one = ['Wards', text.join(' ')];
    expect(read(page(...columns))[0]).toEqual([...one, ...one, ...one]);
  });

  it('does not take in what stands below it', () => {
    const cells = ['Wards', 'Theatres', 'Clinics'].flatMap((text, at) => [
      put(50, 200 + at * 14, text),
      put(300, 200 + at * 14, `${at}`),
    ]);
    expect(read(page(...cells, put(50, 270, 'These are counted monthly.')))[0]?.at(-1)).toBe(
      'These are counted monthly.',
    );
  });
});

describe('what repeats at the edges', () => {
  const sheet = (number: number, ...pieces: Piece[]) =>
    page(
      put(50, 40, 'Alder NHS Trust – Digital strategy'),
      put(500, 810, `Page ${number} of 3`),
      put(50, 800, '2026'),
      ...pieces,
    );

  it('is left out, with the numbers of pages', () => {
    expect(
      read(
        sheet(1, put(50, 200, 'One.')),
        sheet(2, put(50, 200, 'Alder NHS Trust – Digital strategy')),
        sheet(3, put(50, 200, 'Three.')),
      ),
    ).toEqual([['One.'], ['Alder NHS Trust – Digital strategy'], ['Three.']]);
  });

  it('may differ between odd and even pages', () => {
    const pages = [0, 1, 2, 3].map((at) =>
      page(put(50, 40, at % 2 === 0 ? 'Digital strategy' : 'Alder'), put(50, 200, `Text ${at}.`)),
    );
    expect(read(...pages)).toEqual([['Text 0.'], ['Text 1.'], ['Text 2.'], ['Text 3.']]);
  });

  it('is not a heading with a number of its own, nor anything of a single page', () => {
    expect(read(page(put(50, 40, 'Priority 1')), page(put(50, 40, 'Priority 5')))).toEqual([
      ['Priority 1'],
      ['Priority 5'],
    ]);
    expect(read(page(put(50, 40, 'Our aims')))).toEqual([['Our aims']]);
  });
});

describe('a page', () => {
  it('is ended by a form feed, with text or without', () => {
    expect(textOfPages([page(put(50, 200, 'One.')), page(), page(put(50, 200, 'Three.'))])).toBe('One.\f\fThree.\f');
  });

  it('has what goes on on the next as a whole', () => {
    const pages = [
      page(put(50, 700, 'By March 2028, we will share')),
      page(put(50, 200, 'one record.'), put(50, 240, 'We will close the old one.')),
    ];
    expect(read(...pages)).toEqual([['By March 2028, we will share one record.'], ['We will close the old one.']]);
    expect(
      read(page(put(50, 700, 'It is done.')), page(put(50, 200, 'one record.'), put(50, 240, 'More.')))[0],
    ).toHaveLength(1);
  });
});

describe('what a hostile file makes of it', () => {
  it.each([
    ['a line without end', Array.from({ length: 60_000 }, (_, at) => put(50 + at * 5, 200, 'a'))],
    ['lines without number', Array.from({ length: 60_000 }, (_, at) => put(50, 200 + at * 14, 'a'))],
    [
      'letters over letters',
      Array.from({ length: 60_000 }, (_, at) => put(50, 200, String.fromCharCode(97 + (at % 26)))),
    ],
    [
      'columns without number',
      Array.from({ length: 60_000 }, (_, at) => put((at % 300) * 50, 200 + Math.floor(at / 300) * 14, 'a')),
    ],
    ['a word without end', [put(50, 200, 'a'.repeat(600_000)), put(50, 214, 'b')]],
    ['no places', [put(NaN, NaN, 'a'), put(Infinity, 1, 'b'), put(1, -Infinity, 'c')]],
  ])('%s ends', (_, pieces) => {
    expect(textOfPages([page(...pieces)]).endsWith('\f')).toBe(true);
  });
});
