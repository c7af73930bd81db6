/** One thing that is wrong with a call, as pydantic v2 and FastAPI tell it. */
export interface Complaint {
  readonly type: string;
  /** Part of the request and field: `["body", "max_posts"]`; with broken JSON the offset. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
}

/** The call cannot be understood: answered with 422 and all complaints at once. */
export class Unprocessable extends Error {
  readonly complaints: readonly Complaint[];
  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(({ type, loc }) => `${loc.join('.')}: ${type}`).join('; '));
    this.name = 'Unprocessable';
    this.complaints = complaints;
  }
}

/** Gathers what is wrong; readers that complain answer something of the right type, never used. */
export class Complaints {
  readonly #all: Complaint[] = [];
  add(complaint: Complaint): void {
    this.#all.push(complaint);
  }
  /** @throws Unprocessable when there were any */
  settle(): void {
    if (this.#all.length > 0) throw new Unprocessable(this.#all);
  }
}

/** Of a rule that pydantic does not know. */
export const valueError = (loc: Complaint['loc'], rule: string, input: unknown): Complaint => ({
  type: 'value_error',
  loc,
  msg: `Value error, ${rule}`,
  input,
});
