/** Thrown by the token endpoint; becomes `{error, error_description}` (RFC 6749, section 5.2). */
export class OauthError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.name = 'OauthError';
    this.status = status;
    this.code = code;
  }

  toBody() {
    return { error: this.code, error_description: this.message };
  }
}
