import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** One test project per kind of world that a test needs. Sockets, databases and processes are real in all of them. */
const nodeProject = (name: string, testTimeout: number) => ({
  extends: true as const,
  root: import.meta.dirname,
  test: { name, root: import.meta.dirname, include: [`tests/${name}/**/*.test.ts`], environment: 'node', testTimeout },
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

export default defineConfig({
  root: 'src',
  publicDir: '../public',
  cacheDir: '../node_modules/.vite',
  plugins: [react(), tailwindcss(), viewPage],
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023' },
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
