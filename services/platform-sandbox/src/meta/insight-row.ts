/** One metric of an answer, in the containers of the Graph API. */
export interface Breakdown {
  readonly dimensions: readonly string[];
  readonly results: readonly (readonly [values: readonly string[], value: number])[];
}

export interface RowHead {
  readonly id: string;
  readonly name: string;
  readonly period: 'day' | 'lifetime';
}

const titleOf = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');

const headOf = ({ id, name, period }: RowHead) => ({
  name,
  period,
  title: titleOf(name),
  description: `${titleOf(name)} of the object.`,
  id: `${id}/insights/${name}/${period}`,
});

/** `values`, of a lifetime total or of days. */
export const valuesRow = (head: RowHead, values: readonly object[]): object => ({
  ...headOf(head),
  values,
});

/** `total_value`; without a number it has breakdowns only. */
export const totalRow = (
  head: RowHead,
  value: number | null,
  breakdown: Breakdown | null,
): object => ({
  ...headOf(head),
  total_value: {
    ...(value !== null && { value }),
    ...(breakdown !== null && {
      breakdowns: [
        {
          dimension_keys: breakdown.dimensions,
          results: breakdown.results.map(([values, count]) => ({
            dimension_values: values,
            value: count,
          })),
        },
      ],
    }),
  },
});

/** `link_total_values`, of clicks on Threads. */
export const linksRow = (
  head: RowHead,
  links: readonly { readonly link_url: string; readonly value: number }[],
): object => ({ ...headOf(head), link_total_values: links });
