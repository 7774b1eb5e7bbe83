import { TextSearch1764000000000 } from './1764000000000-text-search';
import { Tables1764000100000 } from './1764000100000-tables';
import { Countries1764000200000 } from './1764000200000-countries';
import { ReadPaths1764000300000 } from './1764000300000-read-paths';
import { ChangeNotices1764000400000 } from './1764000400000-change-notices';
import { Newsroom1764000500000 } from './1764000500000-newsroom';
import { Redirects1764000550000 } from './1764000550000-redirects';
import { Schedule1764000600000 } from './1764000600000-schedule';
import { Feed1764000610000 } from './1764000610000-feed';
import { MentionRulings1764000700000 } from './1764000700000-mention-rulings';
import { Import1764000800000 } from './1764000800000-import';
import { NameSuggestions1764000900000 } from './1764000900000-name-suggestions';
import { ProposedEvents1764001000000 } from './1764001000000-proposed-events';
import { MoreNames1764001300000 } from './1764001300000-more-names';

/** Every migration, oldest first. One that has landed is never changed. */
export const migrations = [
  TextSearch1764000000000,
  Tables1764000100000,
  Countries1764000200000,
  ReadPaths1764000300000,
  ChangeNotices1764000400000,
  Newsroom1764000500000,
  Redirects1764000550000,
  Schedule1764000600000,
  Feed1764000610000,
  MentionRulings1764000700000,
  Import1764000800000,
  NameSuggestions1764000900000,
  ProposedEvents1764001000000,
  MoreNames1764001300000,
];
