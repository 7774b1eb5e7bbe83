import fc from 'fast-check';
import { fold, foldName, unfold } from '../src/linking/fold';
import { Gazetteer } from '../src/linking/gazetteer';
import { type MentionKind, type Name } from '../src/linking/names';
import ordinaryWords from '../src/linking/ordinary-words.json';

const name = (entityId: string, text: string, kind: MentionKind = 'NAME'): Name => ({
  ...{ entityId, text, kind },
  being: 'OTHER',
});

/** What is found, as 'text=entity', in order; each span is checked against its source. */
function mentions(names: Name[], text: string): string[] {
  return new Gazetteer(names).find(text).map((span) => {
    expect(text.slice(span.start, span.end)).toBe(span.text);
    return `${span.text}=${span.entityId}`;
  });
}

const kinds = (names: Name[], text: string) =>
  new Gazetteer(names).find(text).map((span) => span.kind);

const syria = [name('SY', 'Syria'), name('SY', 'Syrian', 'DEMONYM')];
const russia = [name('RU', 'Russia'), name('RU', 'Russian', 'DEMONYM')];
const putin = [name('putin', 'Vladimir Putin'), name('putin', 'Putin', 'ALIAS')];
const charaa = [name('charaa', 'Ahmad Al-Charaa'), name('charaa', 'Al-Charaa', 'ALIAS')];

describe('spans', () => {
  test('come in the order of the text, with offsets, entity and kind', () => {
    expect(new Gazetteer([...putin, ...syria]).find('To Syria flew Vladimir Putin.')).toEqual([
      { start: 3, end: 8, text: 'Syria', entityId: 'SY', kind: 'NAME' },
      { start: 14, end: 28, text: 'Vladimir Putin', entityId: 'putin', kind: 'NAME' },
    ]);
  });

  test('are none for no text and no names', () => {
    expect(mentions(syria, '')).toEqual([]);
    expect(mentions([], 'Syria')).toEqual([]);
    expect(mentions([name('a', ''), name('b', ' \u200b ')], 'a \u200b b')).toEqual([]);
  });

  test('are none for names of fewer than two characters', () => {
    expect(mentions([name('x', 'X'), name('e', '😀'), name('s', ' Q ')], 'X met Q 😀.')).toEqual(
      [],
    );
    expect(mentions([name('ab', 'Ab')], 'It is Ab.')).toEqual(['Ab=ab']);
  });
});

describe('folding', () => {
  test.each([
    ['case', 'PUTIN and putin', ['PUTIN=putin', 'putin=putin']],
    ['accents that the name lacks', 'Pútin', ['Pútin=putin']],
    ['accents written apart', 'Pu\u0301tin\u0301, too', ['Pu\u0301tin\u0301=putin']],
    ['white space', 'Vladimir\u00a0 \n\tPutin', ['Vladimir\u00a0 \n\tPutin=putin']],
    ['soft hyphens and zero-width characters', '\u200bPu\u00adtin\u200f', ['Pu\u00adtin=putin']],
    ['full-width letters', 'Ｐｕｔｉｎ', ['Ｐｕｔｉｎ=putin']],
  ])('levels %s', (_, text, expected) => {
    expect(mentions(putin, text)).toEqual(expected);
  });

  test('levels special forms of lower case', () => {
    const names = [name('d', 'Diyarbakir'), name('k', 'Κύπρος')];
    expect(mentions(names, 'Diyarbakır, DİYARBAKIR, ΚΥΠΡΟΣ')).toEqual([
      'Diyarbakır=d',
      'DİYARBAKIR=d',
      'ΚΥΠΡΟΣ=k',
    ]);
  });

  test('levels quotation marks', () => {
    expect(mentions([name('q', 'The “Old” Port')], 'the "old" port')).toEqual(['the "old" port=q']);
  });

  test('keeps an accent with its letter across an invisible character', () => {
    expect(mentions(putin, 'Putin\u200d\u0301!')).toEqual(['Putin\u200d\u0301=putin']);
  });

  test('levels white space around a name', () => {
    expect(mentions([name('SY', '\n Syria ')], 'in Syria.')).toEqual(['Syria=SY']);
  });

  test('levels accents of the name', () => {
    expect(mentions([name('e', 'Erdoğan'), name('w', 'Wałęsa')], 'Erdogan, Walesa')).toEqual([
      'Erdogan=e',
      'Walesa=w',
    ]);
  });

  test.each(['Bin‑Dash', 'Bin–Dash', 'Bin—Dash', 'Bin−Dash', 'Bin-Dash'])(
    'levels dashes: %s',
    (it) => {
      expect(mentions([name('d', 'Bin-Dash')], it)).toEqual([`${it}=d`]);
      expect(mentions([name('d', it)], 'Bin-Dash')).toEqual(['Bin-Dash=d']);
    },
  );

  test.each(['Sana’a', 'Sana‘a', 'Sanaʿa', 'Sanaʼa'])('levels apostrophes: %s', (it) => {
    expect(mentions([name('s', "Sana'a")], `In ${it}.`)).toEqual([`${it}=s`]);
  });

  test('levels Arabic vowel marks, tatweel and the forms of alef and hamza', () => {
    const names = [name('charaa', 'أحمد الشرع'), name('SY', 'سوريا'), name('ali', 'على')];
    expect(mentions(names, 'قال احمد الشَّرْع في ســوريا.')).toEqual([
      'احمد الشَّرْع=charaa',
      'ســوريا=SY',
    ]);
    expect(mentions(names, 'ٱحمد الشرع، إحمد الشرع، علي')).toHaveLength(3);
    expect(mentions(names, 'سور\u06E1يا')).toEqual(['سور\u06E1يا=SY']);
  });

  test('finds Cyrillic, with and without marks', () => {
    expect(mentions([name('g', 'Горбачёв')], 'ГОРБАЧЕВ и Горбаче\u0308в')).toEqual([
      'ГОРБАЧЕВ=g',
      'Горбаче\u0308в=g',
    ]);
  });

  test('keeps offsets behind characters that change their length', () => {
    const before = 'Straße ﬁnden 😀 é e\u0301 İ ﷲ  \u00a0 “x” ';
    const spans = new Gazetteer(syria).find(`${before}Syria`);
    expect(spans).toMatchObject([{ start: before.length, end: before.length + 5, text: 'Syria' }]);
    expect(
      mentions([name('g', 'Gross-Gerau'), name('f', 'Fisk')], 'Groß-Gerau, GROẞ-GERAU, ﬁsk'),
    ).toEqual(['Groß-Gerau=g', 'GROẞ-GERAU=g', 'ﬁsk=f']);
  });

  test('keeps the vowel signs of scripts in which they are no accents', () => {
    expect(foldName('कि')).not.toBe(foldName('क'));
    expect(foldName('か\u3099')).toBe(foldName('が'));
    expect(foldName('が')).not.toBe(foldName('か'));
  });

  test('leaves every letter and digit a part of its word', () => {
    const word = /^[\p{L}\p{M}\p{Nd}]+$/u;
    const lost = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code))
      .filter((it) => /[\p{L}\p{Nd}]/u.test(it) && !/[\p{DI}ʹʻʼʽʾʿ]/u.test(it))
      .filter((it) => !word.test(fold(it).text));
    expect(lost).toEqual([]);
  });

  test('does not split a character', () => {
    expect(mentions([name('g', 'Gros')], 'Groß')).toEqual([]);
    expect(unfold(fold('aß'), 0, 2)).toBeNull();
    expect(unfold(fold('ßa'), 1, 3)).toBeNull();
    expect(unfold(fold('aß'), 0, 3)).toEqual({ start: 0, end: 2 });
    expect(unfold(fold('a'), 0, 0)).toBeNull();
  });
});

describe('boundaries', () => {
  test.each([
    'Syriana',
    'xSyria',
    'Syria7',
    '7Syria',
    'éSyria',
    'سSyria',
    'Syria𐐀',
    '𐐀Syria',
    'Syriaक',
    'Syriaﹰ',
    'ﹻSyria',
  ])('a longer word holds no name: %s', (text) => expect(mentions(syria, text)).toEqual([]));

  test.each([
    '(Syria)',
    '“Syria”',
    'Syria.',
    '😀Syria😀',
    '❤️Syria',
    '…Syria,',
    'Syria²',
    '/Syria/',
    "'Syria'",
  ])('other characters end a word: %s', (text) =>
    expect(mentions(syria, text)).toEqual(['Syria=SY']),
  );

  test('a mark without a letter under it does not', () => {
    expect(mentions(syria, 'on \u0301Syria')).toEqual([]);
    expect(mentions([name('SY', 'سوريا')], 'في ـسوريا')).toEqual([]);
  });

  test.each(["Russia's", 'Russia’s', 'RUSSIA’S', 'Russia’s-backed'])(
    'a possessive is left out: %s',
    (text) => {
      expect(mentions(russia, `By ${text} hand`)[0]).toMatch(/^russia=RU$/i);
    },
  );

  test.each(["Sana'a", 'Sana’a', 'Sana’sa', "Sana'll", "o'Sana", 'l’Sana'])(
    'an apostrophe between letters is inside a word: %s',
    (text) => expect(mentions([name('agency', 'Sana')], text)).toEqual([]),
  );

  test('an apostrophe at the end of a word is not', () => {
    expect(mentions(syria, "the Syrians' hope")).toEqual(['Syrians=SY']);
  });

  test('hyphens and dashes separate names', () => {
    expect(mentions([...syria, ...russia], 'Syrian-Russian')).toEqual(['Syrian=SY', 'Russian=RU']);
    expect(mentions([...charaa, ...putin], 'Al-Charaa–Putin')).toEqual([
      'Al-Charaa=charaa',
      'Putin=putin',
    ]);
  });

  test('a name behind the hyphen of an Arabic particle is another name', () => {
    const assad = name('assad', 'Assad', 'ALIAS');
    for (const text of ['Al-Assad', 'el‑Assad', 'Abu-Assad', 'pro-al-Assad', 'Al-Assad’s']) {
      expect(mentions([assad], text)).toEqual([]);
    }
    for (const text of ['pro-Assad', 'ideal-Assad', 'arrived at—Assad', 'Al Assad', 'Al–Assad']) {
      expect(mentions([assad], text)).toEqual(['Assad=assad']);
    }
    expect(mentions([name('IQ', 'Iraqi', 'DEMONYM')], 'Omar al-Iraqi')).toEqual([]);
    expect(mentions([assad, name('assad', 'Al-Assad')], 'Al-Assad')).toEqual(['Al-Assad=assad']);
  });
});

describe('overlapping names', () => {
  const forces = name('sdf', 'Syrian Democratic Forces');

  test('the longest wins, wherever it starts', () => {
    expect(mentions([...syria, forces], 'the Syrian Democratic Forces')).toEqual([
      'Syrian Democratic Forces=sdf',
    ]);
    const two = [name('bank', 'Bank of England'), name('choir', 'England Boys Choir')];
    expect(mentions(two, 'Bank of England Boys Choir')).toEqual(['England Boys Choir=choir']);
  });

  test('a longer name that is not a whole word does not hide a shorter one', () => {
    expect(mentions([name('a', 'New York'), name('b', 'York Min')], 'New York Minster')).toEqual([
      'New York=a',
    ]);
    expect(mentions([name('a', 'The Valley'), name('v', 'Valley')], 'in the valley')).toEqual([
      'valley=v',
    ]);
  });

  test('nothing shorter is guessed within a longer name that is ambiguous', () => {
    const names = [...syria, forces, { ...forces, entityId: 'other' }];
    expect(mentions(names, 'the Syrian Democratic Forces of Syria')).toEqual(['Syria=SY']);
  });

  test('a name with a hyphen wins over its parts', () => {
    const names = [name('GN', 'Guinea'), name('GW', 'Guinea-Bissau'), name('bissau', 'Bissau')];
    expect(mentions(names, 'Guinea–Bissau and Guinea')).toEqual(['Guinea–Bissau=GW', 'Guinea=GN']);
  });
});

describe('names of more than one entity', () => {
  test('are not guessed, even if they differ in case, accents or kind', () => {
    expect(mentions([name('a', 'San José'), name('b', 'San Jose')], 'San Jose, San José')).toEqual(
      [],
    );
    expect(
      mentions([name('DM', 'Dominican', 'DEMONYM'), name('x', 'Dominican')], 'Dominican'),
    ).toEqual([]);
    expect(mentions([name('a', 'Springs'), name('b', 'Spring', 'DEMONYM')], 'Springs')).toEqual([]);
    expect(mentions([name('GU', 'Guam'), name('org', 'GUAM')], 'Guam GUAM')).toEqual([]);
  });

  test('are distinguished where both are tied to their writing', () => {
    const names = [name('city', 'Nice'), name('institute', 'NICE')];
    expect(mentions(names, 'NICE, Nice, nice')).toEqual(['NICE=institute', 'Nice=city']);
  });

  test('are not confused with one entity known twice', () => {
    const twice = [name('a', 'Sana', 'DEMONYM'), name('a', 'SANÁ', 'ALIAS'), name('a', 'Sana')];
    expect(mentions(twice, 'Sana')).toEqual(['Sana=a']);
    expect(kinds([name('a', 'Oman', 'DEMONYM'), name('a', 'Oman', 'ALIAS')], 'Oman')).toEqual([
      'ALIAS',
    ]);
    expect(kinds([name('a', 'Oman', 'ALIAS'), name('a', 'Oman')], 'Oman')).toEqual(['NAME']);
    expect(kinds([name('a', 'Oman'), name('a', 'Oman', 'DEMONYM')], 'Oman')).toEqual(['NAME']);
  });

  test('stay ambiguous however many entities and kinds come after', () => {
    const many = ['a', 'b', 'c', 'a', 'a'].map((id) => name(id, 'Omar', 'ALIAS'));
    expect(mentions([...many, name('a', 'Omar')], 'Omar')).toEqual([]);
  });
});

describe('demonyms', () => {
  test('match their plain plural', () => {
    expect(mentions(syria, 'Syrians and a Syrian')).toEqual(['Syrians=SY', 'Syrian=SY']);
    expect(kinds(syria, 'Syrians in Syria')).toEqual(['DEMONYM', 'NAME']);
  });

  test('are alone in this', () => {
    expect(mentions(putin, 'the Putins')).toEqual([]);
    expect(mentions([name('SY', 'سوري', 'DEMONYM')], 'سوريs')).toEqual([]);
    expect(mentions([name('UK', 'UK', 'DEMONYM')], 'UKs UKS')).toEqual([]);
  });
});

describe('writing', () => {
  test.each(['US', 'SDF', 'WHO', 'U.S.', 'BRICS', 'ЦРУ'])(
    'an acronym matches only in capitals: %s',
    (it) => {
      expect(mentions([name('x', it)], `for ${it}-led`)).toEqual([`${it}=x`]);
      expect(mentions([name('x', it)], `for ${it.toLowerCase()}`)).toEqual([]);
      expect(mentions([name('x', it)], `for ${it.charAt(0)}${it.slice(1).toLowerCase()}`)).toEqual(
        [],
      );
    },
  );

  test('invisible characters are no matter of writing', () => {
    expect(mentions([name('x', 'WHO')], 'the W\u200bHO')).toEqual(['W\u200bHO=x']);
  });

  test('six capitals are no acronym, nor are letters without case', () => {
    expect(mentions([name('x', 'UNESCO')], 'Unesco')).toEqual(['Unesco=x']);
    expect(mentions([name('x', 'حَماس')], 'حماس')).toEqual(['حماس=x']);
  });

  test.each([
    ['Malé', 'male Male MALÉ Malé Male\u0301', ['Malé', 'Male\u0301']],
    ['Turkey', 'turkey TURKEY Turkey', ['Turkey']],
    ['The Valley', 'the valley, The\u00a0Valley', ['The\u00a0Valley']],
    ['Réunion', 'a Reunion on Réunion', ['Réunion']],
  ])('an ordinary word matches only as the gazetteer writes it: %s', (it, text, expected) => {
    expect(mentions([name('x', it)], text)).toEqual(expected.map((found) => `${found}=x`));
  });

  test('this holds for its plural', () => {
    const poles = [name('PL', 'Pole', 'DEMONYM')];
    expect(mentions(poles, 'Poles on poles, a Pole, POLES')).toEqual(['Poles=PL', 'Pole=PL']);
  });

  test('ordinary words are listed folded, once and in order', () => {
    for (const list of Object.values(ordinaryWords.words)) {
      expect(list.map(foldName)).toEqual(list);
      expect([...new Set(list)].sort()).toEqual(list);
    }
  });
});

describe('in any text', () => {
  const names = [
    ...syria,
    ...russia,
    ...putin,
    ...charaa,
    name('sdf', 'Syrian Democratic Forces'),
    name('GN', 'Gross'),
    name('fi', 'Fi'),
    name('ar', 'سوريا'),
    name('ar', 'أحمد'),
    name('male', 'Malé'),
    name('us', 'US'),
    name('kitt', 'Sana'),
    name('aa', 'Aa'),
    name('aaa', 'Aaa'),
    name('x', '😀😀'),
  ];
  const piece = fc.oneof(
    fc.constantFrom(...names.map((it) => it.text)),
    fc.constantFrom(
      '\u0301',
      '\u0654',
      'ـ',
      '\u200d',
      '\ufe0f',
      '\u00ad',
      '😀',
      '👨‍👩‍👧',
      '🇸🇾',
      '\ud83d',
      '\ude00',
    ),
    fc.constantFrom(
      ' ',
      '\u00a0',
      '\r\n',
      '-',
      '–',
      '—',
      '’',
      "'",
      '’s ',
      '“',
      '.',
      'Al-',
      'al‑',
      'و',
    ),
    fc.constantFrom(
      's',
      'ß',
      'ﬁ',
      'Groß',
      'é',
      'İ',
      'ı',
      'k',
      '7',
      'が',
      'क',
      'ि',
      '한',
      'ﷺ',
      'SYRIA',
      'Aaaa',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  const gazetteer = new Gazetteer(names);
  const ids = new Set(names.map((it) => it.entityId));
  const invisible = /\p{Default_Ignorable_Code_Point}/u;
  const visible = (part: string) => Array.from(part).filter((it) => !invisible.test(it));

  test('spans are slices of it, in order and apart', () => {
    fc.assert(
      fc.property(text, (source) => {
        let behind = 0;
        for (const { start, end, text: found, entityId } of gazetteer.find(source)) {
          expect(start).toBeGreaterThanOrEqual(behind);
          expect(end).toBeGreaterThan(start);
          expect(source.slice(start, end)).toBe(found);
          expect(ids.has(entityId)).toBe(true);
          behind = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('spans are whole words of whole characters', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const { start, end } of gazetteer.find(source)) {
          // Letters used as apostrophes are judged as apostrophes.
          const inWord = /[\p{L}\p{M}\p{Nd}]/u;
          const apostrophe = /[ʹʻʼʽʾʿ]/u;
          for (const beside of [
            visible(source.slice(0, start)).at(-1),
            visible(source.slice(end))[0],
          ]) {
            expect(beside === undefined || apostrophe.test(beside) || !inWord.test(beside)).toBe(
              true,
            );
          }
          for (const edge of [start, end]) {
            expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(source.slice(edge - 1, edge + 1))).toBe(
              false,
            );
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a name between spaces is found', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('Vladimir Putin', 'SYRIANS', 'Al–Charaa', 'اَحمد'),
        (source, it) => {
          const before = `${source} . `;
          const spans = gazetteer.find(`${before}${it} .`);
          expect(spans.at(-1)).toMatchObject({ start: before.length, text: it });
        },
      ),
    );
  });

  test('a text that is folded unit by unit is folded as any other', () => {
    const plain = fc.string({
      unit: fc.constantFrom(...'aZ09 \n.,-`\'"~ÀÖØÞßæéÿ‘’“”–—…÷ ', 'Al-Sham ', 'it’s'),
    });
    fc.assert(
      fc.property(plain, (source) => {
        // A soft hyphen is nothing, and has the characters be looked at one by one.
        const [quick, slow] = [fold(source), fold(`${source}\u00ad`)];
        expect(quick.text).toBe(slow.text);
        for (const offsets of ['pieces', 'starts', 'ends'] as const) {
          expect([...quick[offsets]]).toEqual([...slow[offsets]]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('folding keeps its offsets rising and within the text', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { text: folded, pieces, starts, ends } = fold(source);
        expect(pieces).toHaveLength(folded.length);
        let behind = 0;
        starts.forEach((start, index) => {
          expect(start).toBeGreaterThanOrEqual(behind);
          behind = ends[index] ?? -1;
          expect(behind).toBeGreaterThan(start);
        });
        expect(behind).toBeLessThanOrEqual(source.length);
      }),
    );
  });
});
