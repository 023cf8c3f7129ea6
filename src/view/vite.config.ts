import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const SOURCES = path.join(import.meta.dirname, '..')

/**
 * The bundle of the stakeholder's view, built after the app's and beside it: it shares no file with the editor, so that a phone fetches
 * what looking needs and nothing else.
 */
export default defineConfig({
  root: SOURCES,
  publicDir: '../public',
  cacheDir: '../node_modules/.vite-view',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: path.join(SOURCES, '../dist'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2023',
    rolldownOptions: { input: path.join(SOURCES, 'view.html') },
  },
})
