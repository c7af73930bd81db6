import { MalformedXml } from './xml-text.ts';

/** What prefixes mean within an element; the empty one is the default namespace. */
export interface Namespaces {
  readonly own: ReadonlyMap<string, string>;
  readonly outer: Namespaces | null;
}

/** Chained, not copied: many declarations must not cost each element as many. */
export function withDeclarations(
  attributes: ReadonlyMap<string, string>,
  outer: Namespaces | null,
): Namespaces {
  const own = new Map<string, string>();
  for (const [name, uri] of attributes) {
    if (name === 'xmlns') own.set('', uri);
    else if (name.startsWith('xmlns:')) own.set(name.slice(6), uri);
  }
  return own.size === 0 && outer !== null ? outer : { own, outer };
}

/** @throws MalformedXml for a prefix that is not declared */
export function namespaceOf(
  qualifiedName: string,
  namespaces: Namespaces,
): { readonly namespace: string; readonly name: string } {
  const colon = qualifiedName.indexOf(':');
  const prefix = qualifiedName.slice(0, Math.max(colon, 0));
  const name = qualifiedName.slice(colon + 1);
  for (let scope: Namespaces | null = namespaces; scope !== null; scope = scope.outer) {
    const namespace = scope.own.get(prefix);
    if (namespace !== undefined) return { namespace, name };
  }
  if (prefix !== '') throw new MalformedXml();
  return { namespace: '', name };
}
