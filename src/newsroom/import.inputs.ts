import { MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { defineEnum } from '../graphql/enums';
import { DateTimeScalar, UrlScalar } from '../graphql/scalars';
import { OptionalLine } from './fields';
import { IsLanguageTag } from './checks';
import { MutationInput } from './mutation';

export const ImportFormat = defineEnum('ImportFormat', 'What a text is that is imported.', {
  AUTO: 'Told from how it begins.',
  TEXT: 'Plain text as scraped from a web page: section line, headline, standfirst, paragraphs.',
  HTML: 'A web page.',
  JSONLD: 'A NewsArticle of schema.org, by itself or in its page.',
  NINJS: 'An item in ninjs of the IPTC.',
  WXR: 'A WordPress export of one post.',
  RSS: 'RSS of one item.',
  ATOM: 'Atom of one entry.',
  JSONFEED: 'JSON Feed of one item.',
  JSONL: 'One line of the JSON lines that this server exports.',
});
export type ImportFormat = keyof typeof ImportFormat;

@InputType({ description: 'An article that comes as one text.' })
export class ImportArticleInput extends MutationInput {
  @Field(() => String, { description: 'The text, in its format.' })
  @MaxLength(2_000_000)
  text!: string;

  @Field(() => ImportFormat, { defaultValue: 'TEXT', description: 'What the text is.' })
  format!: ImportFormat;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was published, if the text does not say.',
  })
  publishedAt?: Date | null;

  @Field(() => String, {
    defaultValue: 'en',
    description: 'BCP 47 tag of its language, if the text does not say.',
  })
  @IsLanguageTag()
  language!: string;

  @OptionalLine('Name or slug of its section; without it, the one that the text names.')
  section?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Its address where it was first published.',
  })
  canonicalUrl?: URL | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether readers are to see it; else it stays a draft.',
  })
  publish!: boolean;
}
