import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const SOURCES = path.join(import.meta.dirname, 'src')

/**
 * The bundle of the stakeholder's view, built after the app's and beside it: it shares no file with the editor, and Preact stands in for
 * React, which is half of what a phone would otherwise have to fetch. While it is developed both pages run on React.
 */
export default defineConfig({
  root: SOURCES,
  publicDir: '../public',
  cacheDir: '../node_modules/.vite-view',
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: [
      { find: /^react$/, replacement: path.join(SOURCES, 'view/preact-as-react.mjs') },
      { find: /^react-dom$/, replacement: 'preact/compat' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
    ],
  },
  build: {
    outDir: path.join(import.meta.dirname, 'dist'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2023',
    rolldownOptions: { input: path.join(SOURCES, 'view.html') },
  },
})
