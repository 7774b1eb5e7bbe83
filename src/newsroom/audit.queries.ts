import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { rootConnection } from '../graphql/connection';
import type { List } from '../graphql/list';
import { decodeId } from '../graphql/node';
import type { Page } from '../graphql/page';
import type { AuditArgs, AuditWhere } from './audit.inputs';
import { AuditEntry } from './audit-entry';

/** The audit trail, the newest first. Whoever calls it has made sure that an ADMIN asks. */
export function auditTrail(
  db: DataSource,
  args: AuditArgs,
  info: GraphQLResolveInfo,
): Promise<Page<AuditEntry>> {
  return rootConnection(db, auditList(args.where ?? {}), args, info);
}

function auditList({ by, action, subject, from, before }: AuditWhere): List<AuditEntry> {
  const subjectUuid = subject == null ? undefined : decodeId(subject, 'where.subject').uuid;
  return {
    nodes: { model: AuditEntry, alias: 'e' },
    from: sql`audit_entry e`,
    where: [
      by == null ? undefined : sql`e.by = ${by}`,
      action == null ? undefined : sql`e.action = ${action}`,
      subjectUuid === undefined ? undefined : sql`e.subject_uuid = ${subjectUuid}`,
      from ? sql`e.at >= ${from}` : undefined,
      before ? sql`e.at < ${before}` : undefined,
    ],
    order: {
      name: 'AUDIT',
      keys: [
        { expression: sql`e.at`, type: 'timestamptz' },
        { expression: sql`e.id`, type: 'uuid' },
      ],
      direction: 'DESC',
    },
  };
}
