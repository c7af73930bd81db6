/** Codes of node's sockets and look-ups. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** SQLSTATEs: connection exceptions, too many connections, server stopping, a timeout, a deadlock. */
const sqlStates = /^(08...|53300|57P0[1-4]|57014|55P03|25006|40P01)$/;
/** pg reports these by their text alone. */
const pgMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** True when a dependency is away or too slow: the same call may well succeed in a moment. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && (socketCodes.has(code) || sqlStates.test(code))) return true;
  if (pgMessages.test(error.message)) return true;
  if (error instanceof AggregateError) {
    return error.errors.some((inner) => isUnavailable(inner, depth + 1));
  }
  return isUnavailable(error.cause, depth + 1);
}
