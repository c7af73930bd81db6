/** What reaches a registry, and must reach the pnpm below us too. */
const registrySettings =
  /^npm_config_(registry|.*:registry|_auth.*|\/\/.*|ca|cafile|cert|key|https?_proxy|proxy|noproxy|strict_ssl|userconfig|globalconfig|cache|fetch_.*|offline|prefer_offline)$/;

/**
 * `npm start` tells its script about itself in dozens of variables, among them
 * the path of its own program and of its Node. A pnpm below would believe them.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} a copy without them
 */
export function withoutInheritedNpm(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => {
      if (name === 'NODE') return false;
      if (!name.startsWith('npm_')) return true;
      return registrySettings.test(name) && value !== '';
    }),
  );
}
