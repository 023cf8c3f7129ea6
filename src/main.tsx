import './ui/styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '#shared/lib/assert.ts'
import { App } from '#src/app/App.tsx'

const root = document.getElementById('root')
assert(root !== null, 'index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
