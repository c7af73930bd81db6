import { InvalidInput } from '@viral-scan/contracts';

/** The error of an owner for the success of a call that it never makes. */
export const noSuchCall = (call: string): InvalidInput =>
  new InvalidInput('request', `${call} is a call that no connector makes`);
