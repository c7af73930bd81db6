import { escapeHtml, htmlPage } from '../html.ts';

export interface ConsentChoice {
  readonly id: string;
  readonly name: string;
}

export interface ConsentQuestion {
  readonly platform: 'Google' | 'TikTok' | 'Instagram' | 'Facebook' | 'Threads';
  readonly clientId: string;
  readonly accounts: readonly ConsentChoice[];
  /** Ticked at first. */
  readonly account: string;
  readonly scopes: readonly string[];
  readonly withheld: readonly string[];
  /** What the app asked, carried through the page. */
  readonly request: URLSearchParams;
}

/** The page on which a person chooses an account and what an app may see of it. */
export function consentPage(question: ConsentQuestion): string {
  const { platform, clientId, accounts, scopes } = question;
  const hidden = [...question.request]
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('\n');
  const radios = accounts
    .map(
      ({ id, name }) =>
        `<label><input type="radio" name="consent_account" value="${escapeHtml(id)}"${
          id === question.account ? ' checked' : ''
        }> ${escapeHtml(name)} <small>${escapeHtml(id)}</small></label>`,
    )
    .join('\n');
  const boxes = scopes
    .map(
      (scope) =>
        `<label><input type="checkbox" name="consent_scope" value="${escapeHtml(scope)}"${
          question.withheld.includes(scope) ? '' : ' checked'
        }> ${escapeHtml(scope)}</label>`,
    )
    .join('\n');
  return htmlPage(
    `${platform}: allow access?`,
    `<h1>${platform} (sandbox)</h1>
<p><b>${escapeHtml(clientId)}</b> asks to see an account of yours.</p>
<form method="post">
${hidden}
<h2>Account</h2>
${radios}
<h2>May see</h2>
${boxes}
<p><button name="consent_decision" value="allow">Allow</button>
<button name="consent_decision" value="deny">Deny</button></p>
</form>`,
  );
}

/** What a person sees whose app sent them with a request that must not be answered by a redirect. */
export const authorizationErrorPage = (status: number, error: string, detail: string): string =>
  htmlPage(
    `Error ${status}: ${error}`,
    `<h1>Access blocked</h1><p>${escapeHtml(detail)}</p><p>Error ${status}: ${escapeHtml(error)}</p>`,
  );
