import { DefaultNamingStrategy } from 'typeorm';

const snakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Tables and columns in snake_case, as SQL is written by hand. */
export class SnakeCaseNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName?: string): string {
    return customName ?? snakeCase(className);
  }

  override columnName(property: string, customName: string, embedded: string[]): string {
    return [...embedded.map(snakeCase), customName || snakeCase(property)].join('_');
  }
}
