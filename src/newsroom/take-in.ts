import { badInput } from '../graphql/errors';
import { importArticle, type Imported } from '../import/import-article';
import type { Format } from '../import/detect';
import { IncompleteArticle, UnreadableArticle } from '../import/text';
import { propose } from '../proposals/propose';
import type { ImportArticleInput, ImportFormat } from './import.inputs';
import type { Done, Work } from './work';

/** Takes in an article as the command line does. @throws BAD_USER_INPUT for a text that is none */
export async function takeIn(
  { manager }: Work,
  input: ImportArticleInput,
): Promise<Done<Imported>> {
  const { publishedAt, language, section, canonicalUrl, publish, format } = input;
  const options = {
    ...{ language, publish },
    format: format === 'AUTO' ? null : formatNamed(format),
    publishedAt: publishedAt ?? undefined,
    section: section ?? undefined,
    canonicalUrl: canonicalUrl?.href,
  };
  try {
    const imported = await importArticle(manager, input.text, options);
    if (imported.outcome !== 'UNCHANGED') await propose(manager, [imported.article]);
    const { uuid, slug } = imported.article;
    return {
      result: imported,
      subject: { family: 'Article', uuid, name: slug },
      summary: imported.outcome,
    };
  } catch (error) {
    if (error instanceof IncompleteArticle) {
      throw badInput(`Argument "input.${error.option}" is needed: the text ${error.lack}.`);
    }
    if (!(error instanceof UnreadableArticle)) throw error;
    throw badInput(`Argument "input.text": ${error.message}`);
  }
}

const formatNamed = (format: Exclude<ImportFormat, 'AUTO'>): Format =>
  format.toLowerCase() as Lowercase<typeof format>;
