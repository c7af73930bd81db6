import { expect, test } from 'vitest';

type Environment = {
  withoutInheritedNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
};

async function load(): Promise<Environment> {
  return import(new URL('../bootstrap/environment.mjs', import.meta.url).href);
}

test('what npm says about its own run does not reach the pnpm below', async () => {
  const { withoutInheritedNpm } = await load();
  const npm = {
    npm_lifecycle_event: 'start',
    npm_package_json: '/project/package.json',
    npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js',
    npm_node_execpath: '/usr/bin/node',
    npm_command: 'run-script',
    npm_config_user_agent: 'npm/10',
    npm_config_nodedir: '/usr',
    npm_config_prefix: '/usr',
    npm_config_noproxy: '',
    NODE: '/usr/bin/node',
  };
  expect(withoutInheritedNpm({ ...npm, HOME: '/home/me', INIT_CWD: '/elsewhere' })).toEqual({
    HOME: '/home/me',
    INIT_CWD: '/elsewhere',
  });
});

test('the way to the registry stays', async () => {
  const { withoutInheritedNpm } = await load();
  const registry = {
    npm_config_registry: 'http://127.0.0.1:4873/',
    'npm_config_@scope:registry': 'http://127.0.0.1:4874/',
    'npm_config_//127.0.0.1:4873/:_authToken': 'token',
    npm_config_https_proxy: 'http://proxy:3128',
    npm_config_noproxy: 'localhost',
    npm_config_cafile: '/etc/ssl/own.pem',
    npm_config_strict_ssl: 'true',
    npm_config_userconfig: '/home/me/.npmrc',
    NPM_CONFIG_REGISTRY: 'http://127.0.0.1:4873/',
  };
  expect(withoutInheritedNpm(registry)).toEqual(registry);
});
