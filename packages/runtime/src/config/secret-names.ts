const secretName = /key|secret|token|password|passwd|credential|auth|cookie|salt|private/i;
const credentialsInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/]*@/i;

/** True when the value of this variable must not be shown. */
export const looksSecret = (name: string, value: string): boolean =>
  secretName.test(name) || credentialsInUrl.test(value) || /_URL$/.test(name);
