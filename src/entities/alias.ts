import { v5 as uuidV5 } from 'uuid';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { AliasKind } from './entity-kinds';
import { NamedEntity } from './named-entity';

/** Another name of an entity, in any language and script. */
@Entity()
@Unique('alias_of_entity', ['entityId', 'text'])
@Index('alias_text_trgm', { synchronize: false })
export class Alias {
  @PrimaryColumn('uuid', { name: 'id' })
  uuid!: string;

  @ManyToOne(() => NamedEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'entity_id' })
  entity?: NamedEntity;

  @Column('uuid')
  entityId!: string;

  @Column('text')
  text!: string;

  /** BCP 47; `und` where nobody has said. */
  @Column('text')
  language!: string;

  @Column('enum', { enum: AliasKind, enumName: 'alias_kind' })
  kind!: AliasKind;
}

/** An alias of an entity. Its id follows from its text, so that it is found again. */
export function aliasOf(
  entityId: string,
  { text, language, kind }: Pick<Alias, 'text' | 'language' | 'kind'>,
): Alias {
  return Object.assign(new Alias(), {
    uuid: uuidV5(text, entityId),
    entityId,
    text,
    language,
    kind,
  });
}
