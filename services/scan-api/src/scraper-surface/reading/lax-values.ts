/** Why a value is not taken, in pydantic's words. */
interface Refused {
  readonly type: string;
  readonly msg: string;
}
/** Reads a value as pydantic v2 does in its lax mode (pydantic 2.13). */
export type LaxReader<Value> = (input: unknown) => { readonly value: Value } | Refused;

interface Range {
  readonly least: number;
  readonly most: number;
}

/** `50`, `50.0`, `"50"`, `" 5_0.0 "`, and `true` for 1. */
export const laxInteger =
  (range: Range): LaxReader<number> =>
  (input) => {
    if (typeof input === 'string') {
      const text = input.trim();
      if (!/^[+-]?\d+(?:_\d+)*(?:\.0+)?$/.test(text)) return refused.int_parsing;
      return within(range, numberOf(text));
    }
    if (typeof input === 'boolean') return within(range, Number(input));
    if (typeof input !== 'number') return refused.int_type;
    if (!Number.isFinite(input)) return refused.finite_number;
    return Number.isInteger(input) ? within(range, input) : refused.int_from_float;
  };

const digits = String.raw`\d+(?:_\d+)*`;
const decimal = new RegExp(
  `^[+-]?(?:inf(?:inity)?|nan|(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?)$`,
  'i',
);

/** Numbers, texts that Python's `float` takes, and `true` for 1. */
export const laxNumber =
  (range: Range): LaxReader<number> =>
  (input) => {
    if (typeof input === 'string') {
      const text = input.trim();
      return decimal.test(text) ? within(range, numberOf(text)) : refused.float_parsing;
    }
    if (typeof input === 'boolean') return within(range, Number(input));
    return typeof input === 'number' ? within(range, input) : refused.float_type;
  };

const truths = ['true', 't', 'yes', 'y', 'on', '1'];
const falsehoods = ['false', 'f', 'no', 'n', 'off', '0'];

/** A text of a query. */
export const laxBoolean: LaxReader<boolean> = (input) => {
  const text = typeof input === 'string' ? input.toLowerCase() : '';
  if (truths.includes(text)) return { value: true };
  return falsehoods.includes(text) ? { value: false } : refused.bool_parsing;
};

/** NaN is above every range, as pydantic has it. */
function within({ least, most }: Range, value: number): { readonly value: number } | Refused {
  if (!(value <= most)) {
    return { type: 'less_than_equal', msg: `Input should be less than or equal to ${most}` };
  }
  if (value < least) {
    return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${least}` };
  }
  return { value };
}

function numberOf(text: string): number {
  const plain = text.replaceAll('_', '').toLowerCase();
  const endless = /^([+-]?)inf/.exec(plain);
  if (endless !== null) return endless[1] === '-' ? Number.NEGATIVE_INFINITY : Infinity;
  return Number(plain);
}

const integer = 'Input should be a valid integer';
const number = 'Input should be a valid number';
const refused = {
  int_parsing: {
    type: 'int_parsing',
    msg: `${integer}, unable to parse string as an integer`,
  },
  int_from_float: {
    type: 'int_from_float',
    msg: `${integer}, got a number with a fractional part`,
  },
  int_type: { type: 'int_type', msg: integer },
  finite_number: { type: 'finite_number', msg: 'Input should be a finite number' },
  float_parsing: { type: 'float_parsing', msg: `${number}, unable to parse string as a number` },
  float_type: { type: 'float_type', msg: number },
  bool_parsing: {
    type: 'bool_parsing',
    msg: 'Input should be a valid boolean, unable to interpret input',
  },
} as const;
