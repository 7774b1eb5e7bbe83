// Nothing is measured that gives another answer.
import { difference } from './compare.mjs';
import { answerTo } from './contestants.mjs';

/** Compares the answers to the first so many sets of variables; says where they first differ. */
async function compareWith(reference, contestant, workload, count) {
  for (const [i, request] of reference.requests[workload].slice(0, count).entries()) {
    const [expected, given] = await Promise.all([
      answerTo(reference, workload, request),
      answerTo(contestant, workload, contestant.requests[workload][i]),
    ]);
    const differs = difference(given, expected);
    if (differs) return `${request.body}\n    ${differs}`;
  }
  return '';
}

/** Compares all with the first; what a contestant gets wrong it is not measured on. */
export async function agreed([reference, ...others], count) {
  let agree = true;
  for (const contestant of others) {
    for (const workload of Object.keys(contestant.requests)) {
      const differs = await compareWith(reference, contestant, workload, count);
      if (!differs) continue;
      agree = false;
      delete contestant.requests[workload];
      console.error(
        `${contestant.label} ${workload}: not the answer of ${reference.label}: ${differs}`,
      );
    }
    const right = Object.keys(contestant.requests).join(' ');
    console.error(`${contestant.label}: ${right} as ${reference.label}`);
  }
  return agree;
}
