import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, Info, Query, Resolver } from 'type-graphql';
import { NeedsRole } from '../graphql/needs-role';
import type { Context } from '../context';
import { connectionType } from '../graphql/connection';
import type { Page } from '../graphql/page';
import { AuditArgs } from './audit.inputs';
import { auditTrail } from './audit.queries';
import { AuditEntry } from './audit-entry';

const AuditEntryConnection = connectionType('AuditEntry', () => AuditEntry);

@Resolver()
export class AuditResolver {
  @NeedsRole('ADMIN')
  @Directive('@cacheControl(maxAge: 0, scope: PRIVATE)')
  @Query(() => AuditEntryConnection, {
    nullable: true,
    description: 'Who did what, when, and to what: the newest first.',
  })
  auditTrail(
    @Args(() => AuditArgs) args: AuditArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<AuditEntry>> {
    return auditTrail(db, args, info);
  }
}
