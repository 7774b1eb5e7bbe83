import fc from 'fast-check';
import { Gazetteer } from '../src/linking/gazetteer';
import type { Being, MentionKind, Name } from '../src/linking/names';
import { passageOf } from '../src/linking/passage';

const name = (entityId: string, text: string, being: Being, kind: MentionKind = 'NAME'): Name => ({
  ...{ entityId, text, being, kind },
});

const NAMES = [
  name('putin', 'Vladimir Putin', 'PERSON'),
  name('assad', 'Bashar al-Assad', 'PERSON'),
  name('charaa', 'Ahmad Al-Charaa', 'PERSON'),
  name('peskov', 'Dmitry Peskov', 'PERSON'),
  name('sisi', 'Abdel Fattah al-Sisi', 'PERSON'),
  name('mohammed', 'Mohammed Hassan', 'PERSON'),
  name('zelensky', 'Volodymyr Zelensky', 'PERSON'),
  name('leyen', 'Ursula von der Leyen', 'PERSON'),
  name('jackson', 'Michael Jackson', 'PERSON'),
  name('carter-1', 'Jimmy Carter', 'PERSON'),
  name('carter-2', 'Rosalynn Carter', 'PERSON'),
  name('jordan', 'Michael Jordan', 'PERSON'),
  name('may', 'Theresa May', 'PERSON'),
  name('may', 'May', 'PERSON', 'ALIAS'),
  name('kim', 'Kim Jong Un', 'PERSON'),
  name('lavrov', 'Sergey Lavrov', 'PERSON'),
  name('lavrov', 'Lavrov', 'PERSON', 'ALIAS'),
  name('SY', 'Syria', 'PLACE'),
  name('SY', 'Syrian', 'PLACE', 'DEMONYM'),
  name('TR', 'Turkey', 'PLACE'),
  name('JO', 'Jordan', 'PLACE'),
  name('US', 'US', 'PLACE', 'ALIAS'),
  name('US', 'U.S.', 'PLACE', 'ALIAS'),
  name('GB', 'England', 'PLACE'),
  name('FR', 'France', 'PLACE'),
  name('IE', 'Ireland', 'PLACE'),
  name('GE', 'Georgia', 'PLACE'),
  name('GE', 'Georgian', 'PLACE', 'DEMONYM'),
  name('JO', 'Jordanian', 'PLACE', 'DEMONYM'),
  name('damascus', 'Damascus', 'PLACE'),
  name('rome', 'Rome', 'PLACE'),
  name('washington', 'Washington', 'PLACE'),
  name('reading', 'Reading', 'PLACE'),
  name('new-york', 'New York', 'PLACE'),
  name('tanf', 'al-Tanf', 'PLACE'),
  name('kremlin', 'Kremlin', 'OTHER'),
  name('who', 'WHO', 'OTHER', 'ALIAS'),
  name('sana', 'Sana', 'OTHER'),
];
const gazetteer = new Gazetteer(NAMES);

/** What an article of these texts mentions, as 'text=entity'. */
function read(...texts: string[]): string[] {
  return gazetteer.read(texts.map(passageOf)).flatMap((spans, i) =>
    spans.map(({ start, end, text, entityId }) => {
      expect(texts[i]?.slice(start, end)).toBe(text);
      return `${text}=${entityId}`;
    }),
  );
}

type Row = [texts: string | string[], mentions: string[]];

function table(rows: Row[]): void {
  test.each(rows)('%j', (texts, mentions) => {
    expect(read(...[texts].flat())).toEqual(mentions);
  });
}

describe('transliterations', () => {
  table([
    ['Ahmed al-Sharaa spoke.', ['Ahmed al-Sharaa=charaa']],
    ['Ahmad al-Shara spoke.', ['Ahmad al-Shara=charaa']],
    ['Ahmed el-Charaa spoke.', ['Ahmed el-Charaa=charaa']],
    ['Ahmad Al Charaa’s plan', ['Ahmad Al Charaa=charaa']],
    ['Ahmad ash-Sharaa spoke.', ['Ahmad ash-Sharaa=charaa']],
    ['Ахмед аш-Шараа и Башар аль-Асад', ['Ахмед аш-Шараа=charaa', 'Башар аль-Асад=assad']],
    ['Сергей Лавров и Дмитрий Песков', ['Сергей Лавров=lavrov', 'Дмитрий Песков=peskov']],
    ['Bachar el-Assad and Bashar Al Asad', ['Bachar el-Assad=assad', 'Bashar Al Asad=assad']],
    ['Abdel-Fattah el-Sissi', ['Abdel-Fattah el-Sissi=sisi']],
    ['Abdul Fattah al-Sisi', ['Abdul Fattah al-Sisi=sisi']],
    ['Muhammad Hasan', ['Muhammad Hasan=mohammed']],
    [
      'Volodymyr Zelenskyy, Volodymyr Zelenskiy',
      ['Volodymyr Zelenskyy=zelensky', 'Volodymyr Zelenskiy=zelensky'],
    ],
    ['Dmitri Peskov', ['Dmitri Peskov=peskov']],
    ['at El Tanf and at-Tanf', ['El Tanf=tanf', 'at-Tanf=tanf']],
    // What merely looks alike is somebody else.
    ['Vladimir Zelensky', []],
    ['Ahmad Charaa', []],
    ['Mohammed Hasani, Mahmoud Hassan', []],
    ['Michael Jakson', []],
    ['Dmitry Peskova', []],
    ['as Sharaa, an al-sharaa', []],
    ['Sanaa', []],
    ['Al-Tanfiyah', []],
  ]);

  test('that fit two people are not guessed', () => {
    const two = new Gazetteer([
      name('a', 'Ahmad Hasan', 'PERSON'),
      name('b', 'Ahmed Hassan', 'PERSON'),
    ]);
    expect(two.find('Ahmad Hassan')).toEqual([]);
    expect(two.find('Ahmad Hasan, Ahmed Hassan').map(({ entityId }) => entityId)).toEqual([
      'a',
      'b',
    ]);
  });

  test('are aliases', () => {
    expect(gazetteer.find('Dmitri Peskov')[0]?.kind).toBe('ALIAS');
    expect(gazetteer.find('Dmitry Peskov')[0]?.kind).toBe('NAME');
  });
});

describe('surnames', () => {
  table([
    ['Vladimir Putin came. Then Putin left.', ['Vladimir Putin=putin', 'Putin=putin']],
    [
      ['Vladimir Putin came.', 'Putin’s plane left.'],
      ['Vladimir Putin=putin', 'Putin=putin'],
    ],
    ['President Putin came, and Vladimir Putin left.', ['Vladimir Putin=putin']],
    [
      'Bashar al-Assad fled. Assad, the al-Assad era',
      ['Bashar al-Assad=assad', 'Assad=assad', 'al-Assad=assad'],
    ],
    ['Bashar Al Asad fled. Asad is gone.', ['Bashar Al Asad=assad', 'Asad=assad']],
    [
      'Ursula von der Leyen spoke; von der Leyen left.',
      ['Ursula von der Leyen=leyen', 'von der Leyen=leyen'],
    ],
    [
      'Vladimir Putin met Mr. Putin and President Putin. But Putin',
      ['Vladimir Putin=putin', 'Putin=putin', 'Putin=putin', 'Putin=putin'],
    ],
    ['Putin-era laws of Vladimir Putin, Putin-style', ['Vladimir Putin=putin', 'Putin=putin']],
    // Two bear it.
    [
      'Jimmy Carter and Rosalynn Carter: Carter said',
      ['Jimmy Carter=carter-1', 'Rosalynn Carter=carter-2'],
    ],
    ['Bashar al-Assad left with his wife Asma al-Assad. Assad', ['Bashar al-Assad=assad']],
    ['Vladimir Putin spoke. There Lyudmila Putin came. Putin', ['Vladimir Putin=putin']],
    // The names of other people and things.
    ['Vladimir Putin spoke on Putin Square.', ['Vladimir Putin=putin']],
    ['Vladimir Putin and A. Putin', ['Vladimir Putin=putin']],
    ['Kim Jong Un laughed. The Un met.', ['Kim Jong Un=kim']],
    ['Vladimir Putin ate putin and Putins.', ['Vladimir Putin=putin']],
    ['Michael Jordan played in Jordan.', ['Michael Jordan=jordan']],
    // A name of its own needs no full name before it; another person's is not read as it.
    ['Lavrov spoke.', ['Lavrov=lavrov']],
    ['We saw Ekaterina Lavrov.', []],
    ['Minister Lavrov Monday saw it.', ['Lavrov=lavrov']],
    // Roles are no names.
    [
      'Dmitry Peskov spoke. The Kremlin spokesperson left the agency.',
      ['Dmitry Peskov=peskov', 'Kremlin=kremlin'],
    ],
  ]);
});

describe('places', () => {
  table([
    ['He wrote in the Washington Post from Washington.', ['Washington=washington']],
    ['the University of Damascus in Damascus', ['Damascus=damascus']],
    ['At Damascus University the Damascus Securities grew.', []],
    ['the Bank of England, the President of Syria', ['Syria=SY']],
    ['the Government of Syria and Syrian media', ['Syria=SY', 'Syrian=SY']],
    ['He flew Air France from France.', ['France=FR']],
    ['in Northern Ireland, New England, northern Syria', ['Syria=SY']],
    ['New England lost.', []],
    ['the New York Times of New York', ['New York=new-york']],
    ['Jordan Pickford saved; then he saw Anatole France.', []],
    ['In Syria and, on Monday, Turkey won.', ['Syria=SY', 'Turkey=TR']],
    ['On Monday Syria said that Syria Monday was', ['Syria=SY', 'Syria=SY']],
    ['Syria President and Syria Foreign Minister', ['Syria=SY', 'Syria=SY']],
    [
      'Damascus-based, Syria-Turkey border, US-led',
      ['Damascus=damascus', 'Syria=SY', 'Turkey=TR', 'US=US'],
    ],
    ['“Syria,” he said. Turkey’s lira', ['Syria=SY', 'Turkey=TR']],
    // A headline writes all with capitals.
    ['Syria Rejects Turkey Claims About Border Attack', ['Syria=SY', 'Turkey=TR']],
    ['Washington Post Sues Over Border Claims Again', []],
    // What stands in another sentence, and numbers, are no part of a name.
    ['ROME 1996-08-22\nSyria left.', ['ROME=rome', 'Syria=SY']],
    ['He saw Rome\nSyria left.', ['Rome=rome', 'Syria=SY']],
    ['In Syria 12 people died. -- In Turkey 3 did.', ['Syria=SY', 'Turkey=TR']],
    ['ROME (AP) -- The US left. On Monday, The France', ['ROME=rome', 'US=US', 'France=FR']],
    ['Real Damascus lost. Team France lost. Deutsche England', []],
    ['Lake Syria dried up. Northern Ireland voted.', []],
    ['New Ireland Court Rules Against Border Guards', []],
    ['the Islamic State of Syria and Jordan, Syria and Jordan', ['Syria=SY', 'Jordan=JO']],
    // What opens the sentence may be a part of the name.
    ['Ajax Damascus lost.', []],
    ['A Damascus court, a Syria law', ['Damascus=damascus', 'Syria=SY']],
    ['Visiting Syria helps.', []],
    ['Visiting Syria helped. It rained in Syria.', ['Syria=SY', 'Syria=SY']],
    // Two places bear it.
    ['Georgia said so.', []],
    [
      'Georgia said so. The Georgian army left Georgia.',
      ['Georgia=GE', 'Georgian=GE', 'Georgia=GE'],
    ],
  ]);
});

describe('places that people are named after', () => {
  table([
    ['Denzel Washington read. Washington smiled.', []],
    ['We saw Denzel Washington. Washington smiled.', []],
    ['Denzel Washington flew to Syria, Jordan and Turkey.', ['Syria=SY', 'Jordan=JO', 'Turkey=TR']],
    ['WASHINGTON (AP) -- Denzel Washington read.', ['WASHINGTON=washington']],
    ['George Washington Brown left Washington.', ['Washington=washington']],
    ['Paul Jordan left Jordan. The Jordanian left.', ['Jordan=JO', 'Jordanian=JO']],
    [['Jordan Henderson Leaves Club After Long Talks', 'Jordan Henderson left.'], []],
    [
      ['Jordan Rejects Claims About Border Attack', 'In Jordan it rained.'],
      ['Jordan=JO', 'Jordan=JO'],
    ],
    ['JORDAN HENDERSON LEAVES HIS CLUB', []],
  ]);
});

describe('teams', () => {
  table([
    ['France beat Syria 3-0 in Turkey.', ['Turkey=TR']],
    ['ROME, Aug 24 - France drew 2-2 with Syria.', ['ROME=rome']],
    ['US beat Syria 2-1.', []],
    ['SOCCER - FRANCE HOLD SYRIA IN ROME.', ['ROME=rome']],
    ['Turkey v France; Syria vs. Ireland', []],
    ['Syria first innings 326', []],
    ['France 3 2 1 0 5 1 7\nSyria 1 Turkey 4', []],
    ['Paul Rader (France) beat Jan Kovic (Syria) 6-4 7-5', ['France=FR', 'Syria=SY']],
    // No match is told of.
    ['France beat inflation. Turkey defeated Syria.', ['France=FR', 'Turkey=TR', 'Syria=SY']],
    ['The Council voted 15-0 on Syria.', ['Syria=SY']],
    ['Turkey won on 24-08-2014 and 12-12-12.', ['Turkey=TR']],
    ['Syria 3 March, Turkey 5 April', ['Syria=SY', 'Turkey=TR']],
  ]);
});

describe('words that are names', () => {
  table([
    ['They ate turkey in Turkey.', ['Turkey=TR']],
    ['Turkey said so.', ['Turkey=TR']],
    ['Reading is fun.', []],
    [
      'He was reading on the way to Reading. Reading is old.',
      ['Reading=reading', 'Reading=reading'],
    ],
    ['May begins. In May 2018 it rained.', []],
    ['Theresa May left. May said so.', ['Theresa May=may', 'May=may']],
    ['WHO SAYS US MUST ACT NOW', []],
    ['U.S. SAYS SYRIA MUST ACT NOW', ['U.S.=US', 'SYRIA=SY']],
    ['The US and the WHO met us; who knows?', ['US=US', 'WHO=who']],
    [
      ['US TROOPS LEAVE NOW', 'The US left.'],
      ['US=US', 'US=US'],
    ],
  ]);
});

describe('in any article', () => {
  const piece = fc.oneof(
    fc.constantFrom(...NAMES.map(({ text }) => text)),
    fc.constantFrom(
      'Putin',
      'Assad',
      'al-Assad',
      'Ahmed',
      'El ',
      'ash-',
      'Шараа',
      'Post',
      'University of',
      'Mr.',
    ),
    fc.constantFrom(
      ' ',
      ' ',
      ' ',
      '. ',
      '\n',
      '-',
      '’s ',
      '\u00a0',
      '\u0301',
      '😀',
      'ß',
      '\ud83d',
      'سوريا',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  test('spans are slices of their text, in order and apart', () => {
    const ids = new Set(NAMES.map(({ entityId }) => entityId));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const read = gazetteer.read(texts.map(passageOf));
        expect(read).toHaveLength(texts.length);
        for (const [i, spans] of read.entries()) {
          let behind = 0;
          for (const { start, end, text: found, entityId } of spans) {
            expect(start).toBeGreaterThanOrEqual(behind);
            expect(end).toBeGreaterThan(start);
            expect(texts[i]?.slice(start, end)).toBe(found);
            expect(ids.has(entityId)).toBe(true);
            behind = end;
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});
