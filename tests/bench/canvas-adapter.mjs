// Waymark for the neutral canvas bench (`shared/bench/canvas`). Link it into that folder and run it there, with Node 24:
//   ln -s <repository>/tests/bench/canvas-adapter.mjs adapters/waymark.mjs && node run.mjs --target waymark --n 2000
// It starts a server of its own on a temporary folder (build the app first: npm run build). The cards are free cards, since the
// bench puts them at places of its own; a peer in this process moves them, so what arrives is a real remote change.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const repositoryFolder = path.resolve(import.meta.dirname, '../..')
const token = 'bench-token-0123456789abcdef0123456789'
const { makeContent, SIZE } = await import(pathToFileURL(path.resolve('src/content.js')).href)

const dataFolder = mkdtempSync(path.join(tmpdir(), 'waymark-canvas-'))
const server = spawn(
  path.join(repositoryFolder, 'node_modules', '.bin', 'node'),
  ['-e', "import('./server/main.ts').then(({ run }) => run())"],
  {
    cwd: repositoryFolder,
    env: { ...process.env, PORT: '0', WAYMARK_DATA: dataFolder, WAYMARK_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const stopServer = () => {
  server.kill('SIGKILL')
  rmSync(dataFolder, { recursive: true, force: true })
}
process.on('exit', stopServer)
const ownerLink = await new Promise((resolve) => {
  createInterface({ input: server.stdout }).on('line', (line) => {
    const link = /https?:\/\/\S+\/enter\/\S+/.exec(line)?.[0]
    if (link !== undefined) resolve(link)
  })
})
const { origin } = new URL(ownerLink)

async function createJourney(n) {
  const { cards, links } = makeContent(n)
  const document = {
    format: 'waymark-journey',
    version: 1,
    title: `${n} cards`,
    scenario: '',
    cards: cards.map(({ id, title, text, x, y }) => ({
      id,
      kind: 'note',
      place: { kind: 'free', x, y, width: SIZE, height: SIZE },
      title,
      details: text,
    })),
    links: links.map(({ id, from, to }) => ({ id, fromCardId: `c${from}`, toCardId: `c${to}`, label: '' })),
  }
  const response = await fetch(`${origin}/api/journeys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document }),
  })
  if (!response.ok) throw new Error(`No journey: ${response.status} ${await response.text()}`)
  return (await response.json()).id
}

async function joinAsPeer(journeyId) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${origin.replace('http', 'ws')}/sync`, journeyId, doc, {
    WebSocketPolyfill: WebSocket,
    params: { token },
    disableBc: true,
  })
  await new Promise((resolve) => provider.once('sync', () => resolve()))
  const leave = () => {
    provider.destroy()
    doc.destroy()
  }
  return { doc, leave }
}

// The harness asks for a default export.
// oxlint-disable-next-line import/no-default-export
export default {
  url: () => ownerLink,
  zoomDelta: 13.4,

  async load({ page, n }) {
    const journeyId = await createJourney(n)
    const { doc, leave } = await joinAsPeer(journeyId)
    // The run ends with its browser; what is open here would keep the process alive.
    page
      .context()
      .browser()
      .once('disconnected', () => {
        leave()
        stopServer()
      })
    const cards = doc.getMap('cards')
    await page.exposeFunction('benchMoveCard', (i, x, y) => {
      cards.get(`c${i}`).set('place', { kind: 'free', x, y, width: SIZE, height: SIZE })
    })
    await page.exposeFunction('benchCardText', (i) => {
      const card = cards.get(`c${i}`)
      return `${String(card.get('title'))} ${String(card.get('details'))}`
    })
    await page.goto(`${origin}/journeys/${journeyId}`, { waitUntil: 'commit' })
  },

  ask: {
    ready: () => document.querySelector('[data-testid="journey-canvas"] .react-flow__viewport') !== null,
    // The app has no hook for this: the viewport's own store is found the way React's developer tools find it.
    setView: ([x, y, zoom]) => {
      const pane = document.querySelector('.react-flow')
      const key = Object.keys(pane).find((name) => name.startsWith('__reactFiber$'))
      let fiber = pane[key]
      while (fiber && typeof fiber.memoizedProps?.value?.getState?.().panZoom?.setViewport !== 'function')
        fiber = fiber.return
      const box = pane.getBoundingClientRect()
      fiber.memoizedProps.value.getState().panZoom.setViewport({ x: -x * zoom - box.x, y: -y * zoom - box.y, zoom })
    },
    getView: () => {
      const box = document.querySelector('.react-flow').getBoundingClientRect()
      const {
        a: zoom,
        e,
        f,
      } = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform)
      return [-(e + box.x) / zoom, -(f + box.y) / zoom, zoom]
    },
    cardRect: (i) => {
      const box = document.querySelector(`[data-testid="card"][data-element-id="c${i}"]`)?.getBoundingClientRect()
      return box && [box.x, box.y, box.width, box.height]
    },
    cardText: (i) => window.benchCardText(i),
    moveCard: ([i, x, y]) => window.benchMoveCard(i, x, y),
  },
}
