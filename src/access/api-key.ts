import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Role } from '../graphql/viewer';

/** A key by which a program or a person is known. The key itself is kept by nobody but its holder. */
@Entity()
export class ApiKey {
  @PrimaryColumn('uuid', { name: 'id' })
  uuid!: string;

  /** Who holds it, as the audit trail names them. */
  @Column('text')
  name!: string;

  @Column('enum', { enum: Role, enumName: 'viewer_role' })
  role!: Role;

  /** SHA-256 of the key, in hexadecimal. The key is random enough to need no salt. */
  @Column('text', { unique: true })
  hash!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  /** To the minute. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;
}
