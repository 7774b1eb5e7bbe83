import { Column, Entity, PrimaryColumn } from 'typeorm';

export const claimKinds = ['EVENT', 'OFFICE', 'PRESENCE'] as const;

/**
 * Something that reports say: that an event took place, that a person held an office, that a force is
 * at a base. Each of these has a row here under the same id, and citations hang on it.
 */
@Entity()
export class Claim {
  @PrimaryColumn('uuid', { name: 'id' })
  uuid!: string;

  @Column('enum', { enum: claimKinds, enumName: 'claim_kind' })
  kind!: (typeof claimKinds)[number];
}
