import '#src/ui/styles.css'
import './view.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openView } from './open-view.ts'
import { loadMap, loadReading } from './later-parts.ts'
import { viewAddressOf } from './view-address.ts'
import { ViewApp } from './ViewApp.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('view.html has no #root')

const address = viewAddressOf(window.location)
const isPhone = matchMedia('(width < 48rem)').matches
// Before anything is drawn: the journey is on its way while the page is built.
const view = address && openView(address, isPhone)
// On its way with the journey, not after it. Should it not come, whoever shows it asks again.
const coming: Promise<unknown> = isPhone ? loadReading() : loadMap()
coming.catch(() => {})
createRoot(root).render(
  <StrictMode>
    <ViewApp view={view} />
  </StrictMode>,
)
