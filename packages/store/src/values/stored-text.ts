const nul = String.fromCharCode(0);

/**
 * PostgreSQL keeps no U+0000 and no lone surrogate: both become U+FFFD. Everything else of a
 * caption stays as it is.
 */
export const storedText = (text: string): string =>
  (text.isWellFormed() ? text : text.toWellFormed()).replaceAll(nul, '\uFFFD');

export const storedTextOrNull = (text: string | null): string | null =>
  text === null ? null : storedText(text);

/** JSON that jsonb takes. */
export function storedJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Escapes that might be refused are rare: only then is every string looked at.
  if (!/\\u(0000|d[89a-f])/i.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storedText(part) : part,
  );
}

/** The text form of a text[], for a column of arrays that passes through `unnest`. */
export const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => `"${storedText(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
