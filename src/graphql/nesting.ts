import { refusal } from './errors';

/** Objects and lists in one another: far more than any input has. */
const MOST_LEVELS = 50;

/**
 * Refuses JSON that is nested so deep that who walks it later may run out of stack.
 *
 * @throws BAD_REQUEST
 */
export function refuseDeep(json: unknown, levels = MOST_LEVELS): void {
  if (typeof json !== 'object' || json === null) return;
  if (levels === 0) throw refusal('BAD_REQUEST', `JSON may have ${MOST_LEVELS} levels at most.`);
  for (const value of Object.values(json)) refuseDeep(value, levels - 1);
}
