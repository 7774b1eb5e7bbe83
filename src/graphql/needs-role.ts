import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { forbidden } from './errors';
import { hasRole, type Role, type Viewer } from './viewer';

/** Beside a field: only who has this role may ask for it. Every mutation says which one it needs. */
export function NeedsRole(role: Role): MethodDecorator & PropertyDecorator {
  return Extensions({ role });
}

/** The role that a field needs; undefined where everybody may ask for it. */
function roleOf({
  extensions,
}: Pick<GraphQLField<unknown, unknown>, 'extensions'>): Role | undefined {
  return extensions['role'] as Role | undefined;
}

/**
 * Has every field that needs a role check it before anything else, and say so in its description.
 *
 * @throws Error for a mutation that names none
 */
export function guardRoles(schema: GraphQLSchema): GraphQLSchema {
  const mutation = schema.getMutationType();
  for (const field of Object.values(mutation?.getFields() ?? {})) {
    if (!roleOf(field)) throw new Error(`the mutation ${field.name} names no role`);
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) Object.values(type.getFields()).forEach(guard);
  }
  return schema;
}

function guard(field: GraphQLField<unknown, { viewer: Viewer }>): void {
  const role = roleOf(field);
  const { resolve } = field;
  if (!role || !resolve) return;
  field.description = `${field.description ?? ''} Needs the role ${role}.`;
  field.resolve = (parent, args, context, info): unknown => {
    if (!hasRole(context.viewer, role)) throw forbidden(role);
    return resolve(parent, args, context, info);
  };
}
