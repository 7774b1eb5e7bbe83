// One event, and the sentences of articles that say so.
import { distinct, integer, pick, uuidAt } from './random.mjs';
import { capitalized } from './text.mjs';

const PARTICIPANTS = [1, 2, 3, 3, 4, 5];
const CITATIONS = [1, 2, 2, 3];
const KINDS = ['VISIT', 'MEETING', 'STATEMENT', 'ELECTION', 'AGREEMENT', 'CONFLICT', 'DEPLOYMENT'];
const STATUSES = [...Array(8).fill('OCCURRED'), 'REPORTED', 'PLANNED'];
const ROLES = ['AGENT', 'GUEST', 'SPEAKER', 'SUBJECT', 'AFFECTED'];
const DAY = 86_400_000;

const dayOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10);

/** A day as reports give it: mostly as it is, sometimes only its month or year. */
function dateOf(next, milliseconds) {
  const day = dayOf(milliseconds);
  const [year, month] = day.split('-');
  const draw = next();
  if (draw < 0.85) return { edtf: day, from: day, until: day, precision: 'DAY' };
  if (draw < 0.97) {
    const until = dayOf(Date.UTC(Number(year), Number(month), 0));
    return { edtf: `${year}-${month}`, from: `${year}-${month}-01`, until, precision: 'MONTH' };
  }
  return { edtf: year, from: `${year}-01-01`, until: `${year}-12-31`, precision: 'YEAR' };
}

/** Reports come within days of an event; one event in five is history that they look back on. */
function happenedAt(next, reported) {
  return reported - (next() < 0.2 ? integer(next, 100, 7000) : integer(next, 0, 6)) * DAY;
}

/** A sentence of one of the article's blocks. */
function citationOf(next, article, position) {
  const block = pick(next, article.blocks);
  const at = block.text.indexOf('. ', integer(next, 0, block.text.length >> 1));
  const start = at < 0 ? 0 : at + 2;
  const end = block.text.indexOf('.', start) + 1;
  return {
    ...{ id: uuidAt(next, article.at + position), position, article, block, start, end },
    quote: block.text.slice(start, end),
    stance: position > 0 && next() < 0.05 ? 'CONTRADICTS' : 'SUPPORTS',
  };
}

/** Event number `i`, reported by some of the articles that stand together in one chunk. */
export function makeEvent(world, next, i, articles) {
  const sources = distinct(CITATIONS[i % CITATIONS.length], () => pick(next, articles));
  const reported = Math.min(...sources.map(({ at }) => at));
  const participants = distinct(PARTICIPANTS[i % PARTICIPANTS.length], () =>
    world.drawEntity(next),
  );
  return {
    id: uuidAt(next, reported),
    title: capitalized(world.writer.phrase(next, integer(next, 4, 9))),
    description: world.writer.sentence(next),
    kind: pick(next, KINDS),
    status: pick(next, STATUSES),
    place: next() < 0.4 ? world.drawPlace(next) : undefined,
    date: dateOf(next, happenedAt(next, reported)),
    participants: participants.map((entity, position) => ({
      ...{ entity, position, role: position ? pick(next, ROLES) : 'AGENT' },
    })),
    citations: sources.map((article, position) => citationOf(next, article, position)),
  };
}
