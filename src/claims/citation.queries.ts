import type DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readable } from '../articles/readable';
import type { Fields } from '../database/rows';
import { manyByKey } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { shownTo } from './attested';
import { Citation } from './citation';

/** The citations of events, offices and presences that the viewer may read. */
export function citationsByClaim(
  db: DataSource,
  viewer: Viewer,
  fields: Fields,
): DataLoader<string, Citation[]> {
  return manyByKey(db, fields, {
    model: Citation,
    alias: 'c',
    key: 'claimId',
    rest: (claimIds) => sql`FROM citation c JOIN article a ON a.id = c.article_id
      WHERE c.claim_id = ANY(${claimIds}) AND ${readable(viewer, 'a')} AND ${shownTo(viewer, 'c')}
      ORDER BY c.claim_id, c.position`,
  });
}
