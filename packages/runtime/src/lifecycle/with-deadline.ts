/** False when `work` had not settled after `timeoutMs`; it is then left alone. */
export async function withDeadline(timeoutMs: number, work: () => Promise<void>): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), timeoutMs);
  try {
    return await Promise.race([work().then(() => true as const), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
