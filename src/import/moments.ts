const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours from UTC of the zones that feeds name. One that stands for several is not among them. */
const ZONES: Record<string, number> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, west: 1, bst: 1, cet: 1, cest: 2, eet: 2, eest: 3 },
  ...{ msk: 3, jst: 9, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
};

const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(\S+)?)?)?$/i;
const MAIL =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{2,4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S+)?)?(?:\s*\([^)]*\))?$/i;
const AMERICAN =
  /^(?:[a-z]{3,9}\.?,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S+)?)?$/i;

/**
 * A moment in any of the forms that feeds use: ISO 8601, RFC 822 with its mistakes, “Jan 28, 2026 9:00”.
 * Without a zone it is read as UTC, without an hour as the day's beginning.
 *
 * @returns null where it is none
 */
export function momentIn(text: string | null | undefined): Date | null {
  const said = text?.trim() ?? '';
  const iso = ISO.exec(said);
  if (iso) {
    const [, year, month, day = '1', hour, minute, second, fraction, zone] = iso;
    const seconds = Number(second ?? 0) + Number(`0.${fraction ?? '0'}`);
    return momentOf([Number(year), Number(month), Number(day)], [hour, minute, seconds], zone);
  }
  const mail = MAIL.exec(said);
  if (mail) {
    const [, day, month = '', year = '', hour, minute, second, zone] = mail;
    return momentOf([fullYear(year), monthOf(month), Number(day)], [hour, minute, second], zone);
  }
  const american = AMERICAN.exec(said);
  if (!american) return null;
  const [, month = '', day, year, hour, minute, second, zone] = american;
  return momentOf([Number(year), monthOf(month), Number(day)], [hour, minute, second], zone);
}

type Part = string | number | undefined;

function momentOf([year, month, day]: number[], clock: Part[], zone = 'Z'): Date | null {
  const offset = minutesOf(zone);
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  if (offset === null || !year || !month || !day) return null;
  if (hour > 24 || minute > 59 || second >= 61) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return null;
  date.setUTCHours(hour, minute - offset, 0, Math.floor(second * 1000));
  // What an offset leads beyond can't be written in RFC 3339.
  return date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999 ? date : null;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 2) return number;
  return number < 70 ? 2000 + number : 1900 + number;
}

/** Minutes from UTC; null for a zone that is not known. */
function minutesOf(zone: string): number | null {
  const [, sign, hours, minutes = '0'] =
    /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone) ?? [];
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const named = ZONES[zone.toLowerCase()];
  return named === undefined ? null : named * 60;
}
