/** The house as a table: which room may import which. Left may use right, never the reverse (`docs/architecture.md`). */

/** A room is the folder that the longest of these prefixes names. */
export const ROOMS = [
  'src/app',
  'src/canvas',
  'src/editor',
  'src/collab',
  'src/api',
  'src/ui',
  'src/shared/drawing',
  'src/shared/layout',
  'src/shared/model',
  'src/shared/metrics',
  'src/shared/contract',
  'src/shared/lib',
  'server/http',
  'server/sync',
  'server/cluster',
  'server/jobs',
  'server/auth',
  'server/access',
  'server/workspaces',
  'server/journeys',
  'server/datasets',
  'server/metrics',
  'server/exports',
  'server/duckdb',
  'server/storage',
] as const

const SHARED = [
  'src/shared/drawing',
  'src/shared/layout',
  'src/shared/model',
  'src/shared/metrics',
  'src/shared/contract',
  'src/shared/lib',
]

const SERVICE: readonly string[] = ['server/access', 'server/duckdb', 'server/storage', 'server/jobs', ...SHARED]

/** Every room may use itself. `src/features/*` stands for each feature. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // Entry points.
  src: ['src/app', 'src/ui'],
  server: [
    'server/http',
    'server/sync',
    'server/cluster',
    'server/jobs',
    'server/auth',
    'server/access',
    'server/workspaces',
    'server/journeys',
    'server/datasets',
    'server/metrics',
    'server/exports',
    'server/duckdb',
    'server/storage',
    ...SHARED,
  ],
  // Browser.
  'src/app': ['src/features/*', 'src/canvas', 'src/editor', 'src/collab', 'src/api', 'src/ui', ...SHARED],
  'src/features/*': ['src/canvas', 'src/editor', 'src/collab', 'src/api', 'src/ui', ...SHARED],
  'src/canvas': ['src/editor', 'src/collab', 'src/ui', ...SHARED],
  'src/editor': [...SHARED],
  'src/collab': [...SHARED],
  'src/api': ['src/shared/contract', 'src/shared/model', 'src/shared/metrics', 'src/shared/lib'],
  'src/ui': ['src/shared/lib'],
  // Both sides.
  'src/shared/drawing': ['src/shared/layout', 'src/shared/model', 'src/shared/lib'],
  'src/shared/layout': ['src/shared/model', 'src/shared/lib'],
  'src/shared/model': ['src/shared/lib'],
  'src/shared/metrics': ['src/shared/model', 'src/shared/lib'],
  'src/shared/contract': ['src/shared/model', 'src/shared/metrics', 'src/shared/lib'],
  'src/shared/lib': [],
  // Server: the middle does not import its neighbours; http, sync and the entry pass them what they need.
  'server/http': [
    'server/sync',
    'server/cluster',
    'server/jobs',
    'server/auth',
    'server/access',
    'server/workspaces',
    'server/journeys',
    'server/datasets',
    'server/metrics',
    'server/exports',
    'server/duckdb',
    'server/storage',
    'server',
    ...SHARED,
  ],
  'server/sync': ['server/journeys', 'server/auth', 'server/access', 'server/storage', 'server/cluster', ...SHARED],
  'server/cluster': ['server/access', 'server/storage', ...SHARED],
  'server/jobs': ['server/duckdb', 'server/storage', ...SHARED],
  'server/auth': [...SERVICE],
  'server/workspaces': [...SERVICE],
  'server/journeys': [...SERVICE],
  'server/datasets': [...SERVICE],
  'server/metrics': [...SERVICE],
  'server/exports': [...SERVICE],
  'server/access': [...SHARED],
  'server/duckdb': ['src/shared/lib'],
  'server/storage': ['src/shared/lib'],
}

/** Packages that stay in few rooms, so that replacing one costs a day. */
export const PACKAGE_FENCES: readonly { readonly packages: RegExp; readonly rooms: readonly string[] }[] = [
  {
    packages: /^(yjs|y-protocols)(\/|$)/,
    rooms: ['src/shared/model', 'src/editor', 'src/collab', 'server/sync', 'server/journeys'],
  },
  {
    packages: /^lib0(\/|$)/,
    rooms: ['src/shared/model', 'src/editor', 'src/collab', 'server/sync', 'server/journeys', 'server/cluster'],
  },
  { packages: /^redis$/, rooms: ['server/cluster'] },
  { packages: /^@prometheus-io\/client$/, rooms: ['server/http'] },
  { packages: /^(y-websocket|y-indexeddb)(\/|$)/, rooms: ['src/collab'] },
  { packages: /^@xyflow\//, rooms: ['src/canvas'] },
  { packages: /^@duckdb\//, rooms: ['server/duckdb'] },
  { packages: /^(node:sqlite|pg)$/, rooms: ['server/storage'] },
  { packages: /^ws$/, rooms: ['server/sync'] },
  { packages: /^(fastify|@fastify\/.*|fastify-type-provider-zod)$/, rooms: ['server/http', 'server'] },
  { packages: /^radix-ui$/, rooms: ['src/ui'] },
]
