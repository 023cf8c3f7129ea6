import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { iconKeys } from '../ui/icon-keys.ts'
import { pageScripts } from '../ui/page-scripts.ts'

const SOURCES = path.join(import.meta.dirname, '..')

/** What a screen shows first, by its size: fetched with the page's own code instead of after it. */
const FIRST = [
  { chunk: 'JourneyMap', media: '(width >= 48rem)' },
  { chunk: 'ReadingPane', media: '(width < 48rem)' },
]
const preloadFirst: Plugin = {
  name: 'waymark-preload-first',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
      return FIRST.flatMap(({ chunk, media }) => {
        const first = chunks.find(({ name }) => name === chunk)
        // With all that it imports: browsers look into a module only when it is run.
        const wanted = new Set(first ? [first.fileName] : [])
        for (const fileName of wanted)
          for (const one of chunks.find((file) => file.fileName === fileName)?.imports ?? [])
            if (chunks.some((file) => file.fileName === one && !file.isEntry)) wanted.add(one)
        return [...wanted].map((fileName) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, media, href: `/${fileName}` },
          injectTo: 'head' as const,
        }))
      })
    },
  },
}

/**
 * The bundle of the stakeholder's view, built after the app's and beside it: it shares no file with the editor, so that a phone fetches
 * what looking needs and nothing else.
 */
export default defineConfig({
  root: SOURCES,
  publicDir: '../public',
  cacheDir: '../node_modules/.vite-view',
  // Yjs warns in colour, for which it brings a small kit for elements and schemas: 4 kB of what is fetched first.
  resolve: {
    alias: {
      'lib0/logging': path.join(SOURCES, 'collab/plain-logging.ts'),
      'lib0/broadcastchannel': path.join(SOURCES, 'collab/no-broadcast.ts'),
    },
  },
  plugins: [iconKeys, react(), tailwindcss(), preloadFirst, pageScripts],
  build: {
    outDir: path.join(SOURCES, '../dist'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2023',
    // Every browser with this target fetches ahead by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: path.join(SOURCES, 'view.html'),
      // What is fetched first in any case is one file: pulled apart it is more, and more requests. So are what both the map and the
      // pages to read begin with.
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'] },
            {
              name: 'shown',
              test: /\/(?:NumberChips\.tsx|ViewImage\.tsx|lanes-in-order\.ts|element-kind-of\.ts|card-label\.ts|cards-that\.ts|steps-of-stage\.ts|light-up\.ts|stages-in-order\.ts|free-cards\.ts)$/,
            },
          ],
        },
      },
    },
  },
})
