import { badParameter, GraphError } from './graph-error.ts';

/** One entry of `fields`, such as `id`, `children{id}` or `media.limit(25).after(X){id}`. */
export interface Field {
  readonly name: string;
  readonly modifiers: ReadonlyMap<string, string>;
  /** Null without braces. */
  readonly fields: readonly Field[] | null;
}

const deepest = 4;

/** @throws GraphError 2500 that tells where the text breaks. */
export function parseFields(text: string): readonly Field[] {
  let at = 0;
  const broken = (expected: string): GraphError =>
    new GraphError({
      code: 2500,
      message: `Syntax error "Expected ${expected}." at character ${at}: ${text.slice(0, 200)}`,
    });
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const list = (depth: number): Field[] => {
    if (depth > deepest) throw broken('fewer braces');
    const fields: Field[] = [];
    do {
      const name = take(/\s*[a-z0-9_]+/y)?.trim();
      if (name === undefined) throw broken('name');
      const modifiers = new Map<string, string>();
      while (text[at] === '.') {
        const modifier = /^\.([a-z_]+)\(([^(){}]*)\)$/.exec(take(/\.[a-z_]+\([^(){}]*\)/y) ?? '');
        if (modifier === null) throw broken('modifier');
        modifiers.set(modifier[1] ?? '', modifier[2] ?? '');
      }
      let inner: Field[] | null = null;
      if (take(/\s*\{/y) !== null) {
        inner = list(depth + 1);
        if (take(/\s*\}/y) === null) throw broken('end of braces');
      }
      fields.push({ name, modifiers, fields: inner });
    } while (take(/\s*,/y) !== null);
    return fields;
  };
  const fields = list(0);
  take(/\s+/y);
  if (at < text.length) throw broken('end of string');
  return fields;
}

const idOnly: readonly Field[] = [{ name: 'id', modifiers: new Map(), fields: null }];

/** Of a query; the id alone without any. */
export function readFields(query: URLSearchParams): readonly Field[] {
  const text = query.get('fields');
  return text === null || text === '' ? idOnly : parseFields(text);
}

/** Undefined: the field is missing from the answer. */
export type Readers<Node> = Readonly<Record<string, (node: Node, field: Field) => unknown>>;

/** A node with the wished fields, and always its id. */
export function showNode<Node>(
  type: string,
  readers: Readers<Node>,
  node: Node,
  fields: readonly Field[],
): object {
  const names = fields.some(({ name }) => name === 'id') ? fields : [...fields, ...idOnly];
  return Object.fromEntries(
    names.map((field) => {
      const { name } = field;
      const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
      if (read === undefined) {
        throw badParameter(
          `Tried accessing nonexisting field (${name.slice(0, 60)}) on node type (${type})`,
        );
      }
      return [name, read(node, field)] as const;
    }),
  );
}

/** Of a field that can hold others: those, or only the id. */
export const innerFields = ({ fields }: Field): readonly Field[] => fields ?? idOnly;
