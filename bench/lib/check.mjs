// Nothing is measured that gives another answer.
import { answerTo } from './contestants.mjs';
import { difference } from './compare.mjs';

/** The most articles of an entity that co-mentions are counted in, newest first. */
const CO_MENTIONS_COUNTED_IN = 1000;

/**
 * Takes out what may differ by design. Up to 20,000 articles that is nothing. Beyond, our server ranks
 * a search, and counts who is mentioned together, within bounds that a contestant may not know.
 */
function comparable(workload, answer, scale) {
  if (scale === '20k') return answer;
  if (workload === 'W7' && answer.entity.articles.totalCount > CO_MENTIONS_COUNTED_IN) {
    return { entity: { ...answer.entity, coMentioned: 'counted within bounds' } };
  }
  return answer;
}

async function compareWith(reference, contestant, workload, { check, scale }) {
  const count = Math.min(check, reference.requests[workload].length);
  for (let i = 0; i < count; i++) {
    const [expected, given] = await Promise.all(
      [reference, contestant].map((one) => answerTo(one, workload, one.requests[workload][i])),
    );
    const differs = difference(
      comparable(workload, given, scale),
      comparable(workload, expected, scale),
    );
    if (differs) return `${reference.requests[workload][i].body}\n    ${differs.slice(0, 400)}`;
  }
  return '';
}

/** Compares all with the first; what a contestant gets wrong it is not measured on. */
export async function agreed([reference, ...others], options) {
  let agree = true;
  for (const contestant of others) {
    for (const workload of Object.keys(contestant.requests)) {
      const differs = await compareWith(reference, contestant, workload, options);
      if (!differs) continue;
      agree = false;
      delete contestant.requests[workload];
      console.error(
        `${contestant.label} ${workload}: not the answer of ${reference.label}: ${differs}`,
      );
    }
    console.error(
      `${contestant.label}: ${Object.keys(contestant.requests).join(' ')} as ${reference.label}`,
    );
  }
  return agree;
}
