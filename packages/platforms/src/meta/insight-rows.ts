import { at, elements, type JsonNode, requiredText } from '../answer/json-node.ts';
import { optionalGraphTime } from './graph-time.ts';
import { listOf } from './paging.ts';

export interface InsightValue {
  readonly value: JsonNode;
  /** Midnight that closes the day the value is of, America/Los_Angeles; null of lifetime values. */
  readonly endsAt: Date | null;
}

/** A part of a total, such as `['25-34']` of the dimension keys `['age']`. */
export interface InsightPart {
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly value: JsonNode;
}

/** One metric of an `insights` answer in either shape: a series of values, or a total and its parts. */
export interface InsightRow {
  readonly values: readonly InsightValue[];
  /** `total_value.value`; its `value` is undefined where there is none. */
  readonly total: JsonNode;
  readonly parts: readonly InsightPart[];
  /** The whole row, for what only one platform has. */
  readonly node: JsonNode;
}

/** By name: titles come in the user's language. Empty `data` says that there are no figures. */
export function readInsightRows(root: JsonNode): ReadonlyMap<string, InsightRow> {
  return new Map(listOf(root).map((row) => [requiredText(at(row, 'name')), readRow(row)]));
}

const readRow = (row: JsonNode): InsightRow => ({
  values: elements(at(row, 'values')).map((each) => ({
    value: at(each, 'value'),
    endsAt: optionalGraphTime(at(each, 'end_time')),
  })),
  total: at(row, 'total_value', 'value'),
  parts: elements(at(row, 'total_value', 'breakdowns')).flatMap(readParts),
  node: row,
});

function readParts(breakdown: JsonNode): InsightPart[] {
  const keys = elements(at(breakdown, 'dimension_keys')).map(requiredText);
  return elements(at(breakdown, 'results')).map((result) => ({
    keys,
    names: elements(at(result, 'dimension_values')).map(requiredText),
    value: at(result, 'value'),
  }));
}

/** The one value of a metric over all its time, in whichever shape it came; undefined inside: none. */
export const lifetimeValue = ({ values, total }: InsightRow): JsonNode => values[0]?.value ?? total;
