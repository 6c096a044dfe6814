// A service whose files, variables and functions have the names that the pages
// use in their commands.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

/** How often the shop is used; each time it opens five clients. */
const CUSTOMERS = 5;

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'shop',
    private: true,
    type: 'module',
    scripts: { start: 'node app.js' },
  }),
  '.gitignore': 'node_modules\napp.js\napp.js.map\n',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ module: 'esnext', moduleResolution: 'bundler', noEmit: true },
      ...{ strict: true, skipLibCheck: true, paths: { '@/*': ['./src/*'] } },
    },
    include: ['src'],
  }),
  'eslint.config.js': `import sharedRedis from 'eslint-plugin-shared-redis';
import tseslint from 'typescript-eslint';

export default [
  { ignores: ['app.js'] },
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  sharedRedis.configs.recommended,
];
`,
  'src/lib/redis.ts': "export * from 'shared-redis';\n",
  'src/redis.ts': `import Redis from 'ioredis';

export function createRedisClient() {
  return new Redis(process.env.REDIS_URL!);
}
`,
  'src/web/admin.vue': `<script setup lang="ts">
import { createRedisClient } from '../redis';

const carts = await createRedisClient().hgetall('carts');
</script>
`,
  'src/web/cart.ts': `import { createRedisClient } from '../redis';

export async function addToCart(customer: string) {
  return createRedisClient().hincrby('carts', customer, 1);
}
`,
  'src/web/flags.ts': `import Redis from 'ioredis';

export async function flag(name: string) {
  const redis = new Redis(process.env.CACHE_URL!);
  return redis.get(\`flag:\${name}\`);
}
`,
  'src/web/tenants.ts': `import Redis from 'ioredis';

const tenants = new Map<string, Redis>();

export function tenant(name: string): Redis {
  const known = tenants.get(name);
  if (known) return known;
  const opened = new Redis(process.env.REDIS_URL!);
  tenants.set(name, opened);
  return opened;
}
`,
  'src/jobs/queue.ts': `import Redis from 'ioredis';

export async function push(job: string) {
  const redis = new Redis(process.env.OPS_REDIS_URL!);
  try {
    return await redis.rpush('jobs', job);
  } finally {
    await redis.quit();
  }
}

export async function nextJob() {
  const redis = new Redis(process.env.OPS_REDIS_URL!);
  try {
    return await redis.blpop('jobs', 1);
  } finally {
    await redis.quit();
  }
}
`,
  'src/app.ts': `import { nextJob, push } from './jobs/queue';
import { addToCart } from './web/cart';
import { flag } from './web/flags';
import { tenant } from './web/tenants';

for (let i = 0; i < ${CUSTOMERS}; i++) {
  await addToCart('ann');
  await flag('sale');
  await push('mail');
  await nextJob();
}
const clients = await tenant('ann').info('clients');
console.log('Connections:', /connected_clients:(\\d+)/.exec(clients)![1]);
process.exit();
`,
};

/** Writes the shop into a new folder, with modules of elsewhere, and commits it. */
export async function makeShop(dir: string, modules: string): Promise<void> {
  mkdirSync(dir);
  for (const [file, text] of Object.entries(FILES)) writeFile(dir, file, text);
  symlinkSync(modules, join(dir, 'node_modules'), 'junction');
  await buildShop(dir);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir });
  git('init', '--quiet');
  git('config', 'user.name', 'Ann');
  git('config', 'user.email', 'ann@example.com');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Shop');
}

/** Bundles the shop to `app.js`, which its commands start. */
export async function buildShop(dir: string): Promise<void> {
  const bundle = await rolldown({
    input: join(dir, 'src/app.ts'),
    external: [/^[a-z]/],
    resolve: { alias: { '@': join(dir, 'src') } },
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ file: join(dir, 'app.js'), sourcemap: true });
  await bundle.close();
}

export function writeFile(dir: string, file: string, text: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}
