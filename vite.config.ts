import { readFileSync } from 'node:fs'
import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'
import { iconKeys } from './src/ui/icon-keys.ts'
import { pageScripts } from './src/ui/page-scripts.ts'
import { leanDecoding, leanOfflineCopy, leanYjs } from './src/collab/lean-yjs.ts'

/** One test project per kind of world that a test needs. Sockets, databases and processes are real in all of them. */
const nodeProject = (name: string, testTimeout: number) => ({
  extends: true as const,
  root: import.meta.dirname,
  test: {
    name,
    root: import.meta.dirname,
    include: [`tests/${name}/**/*.test.ts`],
    environment: 'node',
    testTimeout,
    // Databases and several servers start and end in them, on a machine that may be busy with the next test file.
    hookTimeout: 180_000,
  },
})

/** While it is developed Vite serves the pages: those of the view have a document of their own, as the server gives it them. */
const viewPage: Plugin = {
  name: 'waymark-view-page',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (/^\/(view|embed)\/[^.]*$/.test(request.url?.split('?', 1)[0] ?? '')) request.url = '/view.html'
      next()
    })
  },
}

/**
 * Imports each icon from its own module instead of from the package's list of all: only then can it be seen which page needs which. Else
 * those of all pages lie in files that every page fetches.
 */
function iconModules(): Plugin {
  const list = readFileSync(
    path.resolve(import.meta.dirname, 'node_modules/lucide-react/dist/esm/lucide-react.mjs'),
    'utf8',
  )
  const fileOf = new Map(
    [...list.matchAll(/export \{([^}]*)\} from '\.\/icons\/([^']+)\.mjs'/g)].flatMap(([, names = '', file = '']) =>
      names.split(',').map((name) => [name.trim().replace('default as ', ''), file] as const),
    ),
  )
  const importOf = (wanted: string): string => {
    const [name = '', alias = name] = wanted.split(' as ')
    const file = fileOf.get(name)
    return file ? `import ${alias} from 'lucide-react/icons/${file}'` : `import { ${wanted} } from 'lucide-react'`
  }
  return {
    name: 'waymark-icon-modules',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: /'lucide-react'/ },
      handler: (code) =>
        code.replaceAll(/^import \{([^}]*)\} from 'lucide-react'$/gm, (_whole, names: string) =>
          names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '' && !name.startsWith('type '))
            .map(importOf)
            .join('; '),
        ),
    },
  }
}

const moduleOf = (file: string): string => path.resolve(import.meta.dirname, 'src', file)
const MAIN = moduleOf('main.tsx')
const JOURNEY_PAGE = moduleOf('app/JourneyPage.tsx')
const LIBRARY_PAGE = moduleOf('app/LibraryPage.tsx')
const SIGN_IN_PAGE = moduleOf('app/SignInPage.tsx')

const THEME_SCRIPT = '<script src="/theme.js"></script>'

/**
 * Whoever comes by a journey's address gets the files of its page while those of the app are still read, and the journey itself besides: what
 * takes turns on a far line (code, connection, content) comes at once. `public/ahead.js` asks for it, and this tells it the files. For the
 * journey first: the server takes longest over it, and answers in turn. `src/collab/held-socket.ts` takes the socket over, with what it heard
 * until then; who may not see the journey is told so by a new one. It is closed when nobody has taken it in time: what it heard may be a whole
 * journey. Said here, since what lies in `public` is sent as it is written.
 */
const journeyAhead: Plugin = {
  name: 'waymark-journey-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
      const withImports = (first: Rolldown.OutputChunk | undefined): ReadonlySet<Rolldown.OutputChunk> => {
        const found = new Set(first ? [first] : [])
        for (const one of found) for (const file of chunks) if (one.imports.includes(file.fileName)) found.add(file)
        return found
      }
      const started = withImports(chunks.find(({ isEntry }) => isEntry))
      const page = withImports(chunks.find(({ moduleIds }) => moduleIds.includes(JOURNEY_PAGE)))
      const files = [...page].flatMap((chunk) =>
        started.has(chunk) ? [] : [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])],
      )
      if (files.length === 0) return html
      const journey = files.map((file) => `/${file}`).join(' ')
      if (!html.includes(THEME_SCRIPT)) throw new Error('The start page does not begin with theme.js any more.')
      // Before the style sheets: a script behind them waits for them.
      return html.replace(
        THEME_SCRIPT,
        (theme) => `${theme}\n    <script data-journey="${journey}" src="/ahead.js"></script>`,
      )
    },
  },
}

/** Reads and keeps a journey with less: see there. */
const leaner = (name: string, id: RegExp, handler: (code: string) => string): Plugin => ({
  name,
  apply: 'build',
  transform: { filter: { id }, handler },
})
const LEANER = [
  leaner('waymark-lean-yjs', /yjs\/dist\/yjs\.mjs$/, leanYjs),
  leaner('waymark-lean-decoding', /lib0\/decoding\.js$/, leanDecoding),
  leaner('waymark-lean-offline-copy', /y-indexeddb\/src\/y-indexeddb\.js$/, leanOfflineCopy),
]

type Modules = ReadonlySet<string>

/**
 * Left to itself the bundler makes a file for each different set of pages and late parts that share something: eighty for a journey, each
 * with a round trip of its own, and compressed by itself. So what nothing else can come to need before the journey's page is one file;
 * what both of the large pages need, but the one for signing in does not, is another; and the rest of what a journey needs lies in files
 * that are not too small.
 */
function sharedChunks(): Rolldown.CodeSplittingGroup[] {
  let found: ReadonlyMap<string, Modules> | undefined
  const chunk = (name: string) => (id: string, context: Rolldown.ChunkingContext) =>
    (found ??= findChunks(context)).get(name)?.has(id) ? name : null
  // What each holds imports only from what is fetched before it, or along with it.
  const group = (name: string, more: Rolldown.CodeSplittingGroup | object = {}): Rolldown.CodeSplittingGroup => ({
    name: chunk(name),
    debugName: name,
    includeDependenciesRecursively: false,
    ...more,
  })
  return [
    group('first'),
    group('journey'),
    group('pages'),
    group('common', { entriesAware: true, entriesAwareMergeThreshold: SMALL_CHUNK_BYTES }),
  ]
}

const SMALL_CHUNK_BYTES = 60_000

function findChunks(context: Rolldown.ChunkingContext): ReadonlyMap<string, Modules> {
  const reached = (from: string, isLateToo: boolean): Modules => {
    const found = new Set<string>()
    const waiting = [from]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id) || (isLateToo && id === JOURNEY_PAGE)) continue
      found.add(id)
      const info = context.getModuleInfo(id)
      waiting.push(...(info?.importedIds ?? []), ...((isLateToo && info?.dynamicallyImportedIds) || []))
    }
    return found
  }
  const journey = reached(JOURNEY_PAGE, false)
  const library = reached(LIBRARY_PAGE, false)
  const elsewhere = reached(MAIN, true)
  const first = reached(MAIN, false)
  const signIn = reached(SIGN_IN_PAGE, false)
  const isOfBothPages = (id: string): boolean => library.has(id) && !first.has(id) && !signIn.has(id)
  const those = (belongs: (id: string) => boolean): Modules => new Set([...journey].filter(belongs))
  return new Map([
    ['first', first],
    ['journey', those((id) => !elsewhere.has(id))],
    ['pages', those(isOfBothPages)],
    ['common', those((id) => elsewhere.has(id) && !first.has(id))],
  ])
}

export default defineConfig({
  root: 'src',
  publicDir: '../public',
  cacheDir: '../node_modules/.vite',
  resolve: {
    alias: {
      // Yjs warns in colour, for which it brings a small kit for elements and schemas: 4 kB of what is fetched first.
      'lib0/logging': moduleOf('collab/plain-logging.ts'),
      'lib0/environment': moduleOf('collab/plain-environment.ts'),
      'lib0/broadcastchannel': moduleOf('collab/no-broadcast.ts'),
      // Yjs knows the words of a journey again.
      'lib0/decoding': moduleOf('collab/known-words.ts'),
      // React Flow's viewport glides, for which these could move and blend anything on a page: 5 kB.
      'd3-transition': moduleOf('canvas/flow-glide.ts'),
      'd3-interpolate': moduleOf('canvas/flow-blend.ts'),
    },
  },
  plugins: [iconModules(), iconKeys, react(), tailwindcss(), viewPage, journeyAhead, pageScripts, ...LEANER],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    // Every browser with this target fetches ahead by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: sharedChunks() } },
    },
  },
  test: {
    projects: [
      nodeProject('unit', 20_000),
      nodeProject('architecture', 60_000),
      nodeProject('http', 60_000),
      nodeProject('sync', 120_000),
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'component',
          root: import.meta.dirname,
          include: ['tests/component/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          setupFiles: [`${import.meta.dirname}/tests/support/component-setup.ts`],
          testTimeout: 20_000,
        },
      },
    ],
  },
})
