/** Sent with a request, with whatever value: the answer is to say what it cost, in `extensions.cost`. */
export const COST_HEADER = 'dateline-cost';
