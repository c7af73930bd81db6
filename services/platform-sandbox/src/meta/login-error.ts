/** Flat: how the token endpoints of Instagram and Threads refuse, other than the Graph API. */
export class LoginError extends Error {
  readonly code: number;

  constructor(message: string, code = 400) {
    super(message);
    this.name = 'LoginError';
    this.code = code;
  }

  toBody(): object {
    return { error_type: 'OAuthException', code: this.code, error_message: this.message };
  }
}
