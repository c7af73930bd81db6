/** Hosts that only sign people in, by the first part of the path. */
const loginHosts = {
  'instagram-www': 'instagram-oauth',
  'instagram-api': 'instagram-oauth',
  'facebook-www': 'facebook-oauth',
  'threads-www': 'threads-oauth',
} as const;

/** Hosts of the Graph API, which hand out tokens as well. */
const graphHosts = {
  instagram: { api: 'instagram-login', oauth: 'instagram-oauth' },
  facebook: { api: 'instagram-facebook', oauth: 'facebook-oauth' },
  threads: { api: 'threads', oauth: 'threads-oauth' },
} as const;

const tokenPaths = ['access_token', 'refresh_access_token', 'oauth/access_token', 'debug_token'];
const discovery: Readonly<Record<string, 'threads-search' | 'threads-profiles'>> = {
  keyword_search: 'threads-search',
  profile_lookup: 'threads-profiles',
  profile_posts: 'threads-profiles',
};

/** Such as `me`, `{id}` or `{id}/insights`: ids and the version are left out. */
export function metaOperationOf(path: string) {
  const [host = '', ...parts] = path.split('/').filter((part) => part !== '');
  const steps = parts.filter((part, index) => index > 0 || !/^v\d+\.\d+$/.test(part));
  const operation = steps.map((step) => (/^\d+$/.test(step) ? '{id}' : step)).join('/');
  if (Object.hasOwn(loginHosts, host)) {
    return { api: loginHosts[host as keyof typeof loginHosts], operation };
  }
  if (!Object.hasOwn(graphHosts, host)) return null;
  const { api, oauth } = graphHosts[host as keyof typeof graphHosts];
  if (tokenPaths.includes(operation)) return { api: oauth, operation };
  return { api: (api === 'threads' && discovery[operation]) || api, operation };
}
