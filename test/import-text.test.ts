import fc from 'fast-check';
import rules from '../src/import/page-furniture.json';
import { readScrapedText, UnreadableArticle } from '../src/import/text';

const HEADLINE = 'Harbour engineers agree on a plan for the northern pier';
const STANDFIRST = 'The works are to begin in spring and to last for two years.';
const FIRST =
  'Engineers of the port authority settled on Monday on a plan to rebuild the northern pier, which storms have damaged for a decade.';
const SECOND =
  'The council is to vote on the money for it next week, a member of the board said on Tuesday.';

const read = (...lines: string[]) => readScrapedText(lines.join('\n\n'));
/** What is left of lines that stand between two paragraphs. */
const between = (...lines: string[]) =>
  read(HEADLINE, STANDFIRST, FIRST, ...lines, SECOND).blocks.slice(1, -1);
const texts = (...lines: string[]) => read(...lines).blocks.map((block) => block.text);

describe('the head of an article', () => {
  test('is section, headline and standfirst', () => {
    expect(read('Port', HEADLINE, STANDFIRST, FIRST, SECOND)).toEqual({
      section: 'Port',
      headline: HEADLINE,
      standfirst: STANDFIRST,
      blocks: [
        { kind: 'PARAGRAPH', text: FIRST },
        { kind: 'PARAGRAPH', text: SECOND },
      ],
    });
  });

  test('may be a headline alone', () => {
    expect(read(HEADLINE, FIRST)).toEqual({
      section: null,
      headline: HEADLINE,
      standfirst: null,
      blocks: [{ kind: 'PARAGRAPH', text: FIRST }],
    });
  });

  test('is read alike with one line each', () => {
    const lines = ['Port', HEADLINE, STANDFIRST, FIRST, SECOND];
    expect(readScrapedText(lines.join('\n'))).toEqual(read(...lines));
  });

  test.each([
    ['has more than three words', 'Of the port news', HEADLINE],
    ['has closing punctuation', 'What now?', HEADLINE],
    ['is longer than the line after it', 'Pier constructions', 'A pier rises'],
    ['has a paragraph after it', 'Pier agreed', 'A plan for the pier was agreed upon on Monday.'],
  ])('the first line is no section if it %s', (_, first, second) => {
    expect(read(first, second, FIRST)).toMatchObject({ section: null, headline: first });
  });

  test.each([
    'Is the pier safe?',
    'Pier to be rebuilt!',
    'The pier, and after…',
    'A pier for the U.S.',
    'Pier sold to Stone Inc.',
    'And then the pier...',
  ])('a headline may end in %s', (headline) =>
    expect(read('Port', headline, FIRST)).toMatchObject({ section: 'Port', headline }),
  );

  test.each([
    ['is longer than the next', FIRST, SECOND],
    ['has two sentences', 'It is agreed. Works begin soon.', FIRST],
    ['has two sentences, one quoted', '“It is agreed.” Works begin soon.', FIRST],
    ['begins with the place in capitals', 'PORT TOWN, North Coast — Works begin in spring.', FIRST],
    ['begins with the place and an agency', 'Port Town (Newswire) – Works begin in spring.', FIRST],
    ['is an item of a list', '- Works begin in spring', FIRST],
    ['is a quotation', '“Works begin in spring”', FIRST],
    ['is too long', `${'Works and '.repeat(26)}more.`, FIRST.repeat(4)],
  ])('the second line is no standfirst if it %s', (_, line, next) => {
    const { standfirst, blocks } = read(HEADLINE, line, next);
    expect(standfirst).toBeNull();
    expect(blocks).toHaveLength(2);
  });

  test.each([
    'Gen. Stone and the U.S. Engineers agree on it',
    'Works – and noise – begin in spring',
  ])('is a standfirst: %s', (line) => expect(read(HEADLINE, line, FIRST).standfirst).toBe(line));
});

describe('a text that is no article', () => {
  test.each([
    ['nothing', '', 'There is no text of an article in it.'],
    ['furniture', ' \u200b\nShare this\n\n', 'There is no text of an article in it.'],
    [
      'paragraphs',
      `${FIRST}\n${SECOND}`,
      'It has no headline: the first line reads as a paragraph.',
    ],
    [
      'one long line',
      'pier '.repeat(100),
      'It has no headline: the first line reads as a paragraph.',
    ],
    [
      'a list',
      `- one thing\n- another thing`,
      'It has no headline: the first line reads as a paragraph.',
    ],
    ['a headline', HEADLINE, 'There is nothing under the headline.'],
    [
      'a headline with furniture',
      `${HEADLINE}\nShare this`,
      'There is nothing under the headline.',
    ],
  ])('is refused with the reason: %s', (_, text, reason) => {
    expect(() => readScrapedText(text)).toThrow(UnreadableArticle);
    expect(() => readScrapedText(text)).toThrow(reason);
  });
});

describe('blocks', () => {
  test.each(['- one pier', '• one pier', '* one pier', '1. one pier', '12) one pier'])(
    'list item: %s',
    (line) => {
      expect(between(line)).toEqual([{ kind: 'LIST_ITEM', text: 'one pier' }]);
    },
  );

  test.each([
    '-5 degrees were measured.',
    '2025. That was the year.',
    '1.5 metres of it were lost.',
  ])('no list item: %s', (line) =>
    expect(between(line)).toEqual([{ kind: 'PARAGRAPH', text: line }]),
  );

  test.each([
    '“We begin in spring.”',
    '"We begin in spring"',
    '«We begin in spring».',
    '„We begin in spring“',
  ])('quotation: %s', (line) => expect(between(line)).toEqual([{ kind: 'QUOTE', text: line }]));

  test.each([
    '“We begin,” she said, “in spring.”',
    '"We begin," she said, "soon."',
    'She said: “Soon.”',
  ])('no quotation: %s', (line) =>
    expect(between(line)).toEqual([{ kind: 'PARAGRAPH', text: line }]),
  );

  test('a short line without closing punctuation is a heading', () => {
    expect(between('The years before')).toEqual([{ kind: 'HEADING', text: 'The years before' }]);
    expect(read(HEADLINE, 'The years before now', 'Short', FIRST).blocks[0]?.kind).toBe('HEADING');
  });

  test.each([
    'What happens next?',
    'These are the reasons:',
    'He said: “Soon.”',
    'The pier, the mole, the quay, the dock and the old lighthouse too',
    'Reconstructionmeasurements internationalconsiderations administrativeprocedures withoutend',
  ])('no heading: %s', (line) => {
    expect(between(line)).toEqual([{ kind: 'PARAGRAPH', text: line }]);
  });

  test('a short line with nothing longer under it is a paragraph', () => {
    expect(
      read(HEADLINE, STANDFIRST, FIRST, 'Harbour Newswire', 'Port Town').blocks.slice(1),
    ).toEqual([
      { kind: 'PARAGRAPH', text: 'Harbour Newswire' },
      { kind: 'PARAGRAPH', text: 'Port Town' },
    ]);
  });
});

describe('page furniture', () => {
  test.each([
    ...[
      'Share this',
      'SHOW MORE…',
      '» Subscribe',
      'Advertisement',
      'Back to top button',
      'Copy link',
    ],
    ...[
      'Facebook',
      'X',
      '• WhatsApp',
      'Facebook Twitter LinkedIn',
      'Telegram | X | Email',
      '* * *',
      '—',
    ],
    ...[
      'Verified by SomePlugin',
      'Copyright 2026 Harbour News',
      '(c) 2026 Harbour News',
      'Also read: A pier for the south',
      'Copyright © 2026 Harbour News',
      '© Harbour News',
      'All rights reserved.',
    ],
    ...['© 2026 Harbour News. All rights reserved.', 'Harbour News 2026 – All Rights Reserved'],
    ...[
      'We use cookies to make this site work.',
      'This website uses some cookies.',
      'Accept all cookies',
    ],
    ...['By using this site you agree to our cookie policy.', 'Powered by SomePress'],
    ...['Read also: A pier for the south', 'Related: A pier for the south', 'Tags: pier, port'],
    ...['Subscribe to our newsletter', 'Sign up for our weekly briefing.', 'Follow us on Telegram'],
    ...[
      'Click here to read it',
      'Share this on Facebook',
      'Join our WhatsApp channel',
      'Home > Port > Pier',
    ],
    ...[
      '3 min read',
      '1.2K shares',
      '12 comments',
      'Updated: 3 March 2026, 10:15',
      'Published on March 3, 2026 10:15 a.m.',
    ],
    ...['March 3, 2026', 'Tuesday, 3 March 2026 - 10:15', '2026-03-03', '03.03.2026, 10:15'],
    ...[
      'By Ann Stone',
      'By Ann Stone and Omar al-Bahri',
      'Photo: Ann Stone',
      'Related Articles\u200b',
    ],
  ])('%s is dropped, above the headline and below', (line) => {
    expect(read(line, HEADLINE, FIRST)).toEqual(read(HEADLINE, FIRST));
    expect(texts(HEADLINE, STANDFIRST, FIRST, SECOND, line)).toEqual([FIRST, SECOND]);
  });

  test.each([
    'Related articles of the treaty were read out.',
    'Verified by two engineers, the plan was sent on.',
    'Verified by engineers.',
    'Share this, he said, with all who use the pier.',
    'Facebook and X were asked.',
    'Subscribe to the plan, the board told its members.',
    'Updated in 2024, the plan was sent on.',
    'By the numbers',
    'By Monday the pier was closed.',
    'Home is where the pier is.',
    'Cookies were served, and we used them all.',
    'On 3 March 2026',
    'Copyright was not an issue.',
    'Show more of the pier, they demanded.',
    'Comments were not given.',
    'Pictures were taken.',
    '(c) is what the clause is called.',
    '25 minutes later it was over.',
  ])('%s is kept', (line) => {
    expect(between(line).map((block) => block.text)).toEqual([line]);
  });

  test('a long line is text, whatever it begins with', () => {
    const line = `We use cookies ${'and more cookies '.repeat(20)}on the pier.`;
    expect(between(line)).toEqual([{ kind: 'PARAGRAPH', text: line }]);
  });

  test.each([
    'Related Articles',
    'RELATED ARTICLES:',
    '“Related articles”',
    'Leave a Reply',
    'Editor’s Picks',
    'مقالات ذات صلة',
  ])('%s ends the article', (line) => {
    expect(
      texts(HEADLINE, STANDFIRST, FIRST, SECOND, line, 'A pier for the south', SECOND),
    ).toEqual([FIRST, SECOND]);
  });

  test('an ending above the text does not end it', () => {
    expect(
      read('Trending', HEADLINE, 'Comments', STANDFIRST.slice(0, 40), 'Tags', FIRST, SECOND).blocks,
    ).toHaveLength(2);
  });

  test('no short sentence and no headline counts as the text above an ending', () => {
    const headline = `${HEADLINE} and for the southern one`;
    expect(texts(headline, 'Tags', 'It is agreed.', 'Tags', FIRST, SECOND)).toHaveLength(2);
  });

  test('the title of another story goes with the words before it', () => {
    expect(between('Read also', 'A pier for the south')).toEqual([]);
    expect(read('Read also', HEADLINE, FIRST)).toEqual(read(HEADLINE, FIRST));
    expect(between('Read also', 'The pier and '.repeat(30))).toHaveLength(1);
    expect(between('See also:', 'This is a sentence of its own.')).toHaveLength(1);
    expect(between('Read also', 'A pier for the south', 'The years before')).toEqual([
      { kind: 'HEADING', text: 'The years before' },
    ]);
  });

  test('every rule can apply', () => {
    const key = (line: string) => line.toLowerCase().replace(/[‘’]/g, "'");
    for (const list of [rules.endings, rules.lines, rules.titled, rules.networks]) {
      expect(list.map(key)).toEqual(list);
      expect(new Set(list).size).toBe(list.length);
      for (const line of list) expect(between(line, line, line)).toEqual([]);
    }
  });
});

describe('characters', () => {
  test('white space is levelled and invisible characters go', () => {
    const page = `\uFEFF  Port \r\n\r\n${HEADLINE.replace(' ', '\u00a0')}\u200b\r\n \t\r\n${FIRST.replace(/ /g, ' \u2003 ')}\r${SECOND.replace('council', 'coun\u00adc\uFEFFil\u0000')}\r`;
    expect(readScrapedText(page)).toEqual(read('Port', HEADLINE, FIRST, SECOND));
  });

  test('line separators of all kinds divide lines', () => {
    const lines = ['Port', HEADLINE, STANDFIRST, FIRST, SECOND];
    for (const separator of ['\u2028', '\u2029', '\u0085', '\f', '\v']) {
      expect(readScrapedText(lines.join(separator))).toEqual(read(...lines));
    }
  });

  test('the rest of the text is kept', () => {
    const line = 'The “Pier’s” cost – 3½ million — is now e\u0301té… می\u200cشود 👨‍👩‍👧 ﬁ.';
    expect(between(line)).toEqual([{ kind: 'PARAGRAPH', text: line }]);
  });

  test('a mark of direction does not hide a list', () => {
    expect(between('\u200f- رصيف')).toEqual([{ kind: 'LIST_ITEM', text: 'رصيف' }]);
  });

  test('any text is read or refused', () => {
    const line = fc.oneof(
      fc.constantFrom(
        HEADLINE,
        FIRST,
        'Port',
        'Share',
        'Tags',
        '- x',
        '“x”',
        '',
        '1.',
        '-',
        '\u200b',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        try {
          const { headline, section, standfirst, blocks } = readScrapedText(lines.join('\n'));
          expect(blocks.length).toBeGreaterThan(0);
          for (const text of [
            headline,
            section,
            standfirst,
            ...blocks.map((block) => block.text),
          ]) {
            expect(text).not.toBe('');
            expect(text?.trim()).toBe(text ?? undefined);
          }
        } catch (error) {
          if (!(error instanceof UnreadableArticle)) throw error;
        }
      }),
    );
  });
});
