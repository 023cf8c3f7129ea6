// Waymark for the neutral websocket bench (`shared/bench/collab`): node bench.mjs --adapter <this file> --scenario fanout
import path from 'node:path'

const repositoryFolder = path.resolve(import.meta.dirname, '../..')
const token = 'bench-token-0123456789abcdef0123456789'

// The harness asks for a default export.
// oxlint-disable-next-line import/no-default-export
export default {
  name: 'waymark',
  protocol: 'y-websocket',
  persistent: true,
  // Not by start.mjs: it would build the web app first, which has no part in this bench.
  start: ({ port, dataDir }) => ({
    cmd: path.join(repositoryFolder, 'node_modules', '.bin', 'node'),
    args: ['--max-semi-space-size=8', '-e', "import('./server/main.ts').then(({ run }) => run())"],
    // Memory as `npm start` sets it.
    env: {
      MALLOC_MMAP_THRESHOLD_: '131072',
      HOST: '127.0.0.1',
      PORT: String(port),
      WAYMARK_DATA: dataDir,
      WAYMARK_TOKEN: token,
      // As `start.mjs` does.
      NODE_COMPILE_CACHE: path.join(repositoryFolder, 'node_modules', '.cache', 'waymark-server'),
    },
    cwd: repositoryFolder,
  }),
  url: (room, port) => `ws://127.0.0.1:${port}/sync/${room}`,
  /** Sent with every upgrade. */
  login: () => ({ Authorization: `Bearer ${token}` }),
  /** A journey must exist before anyone can join it. Without content, as the rooms of the others are. */
  async createRoom(name, { port, headers }) {
    const response = await fetch(`http://127.0.0.1:${port}/api/journeys`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ document: { format: 'waymark-journey', version: 1, title: name, scenario: '' } }),
    })
    if (!response.ok) throw new Error(`No journey for ${name}: ${response.status} ${await response.text()}`)
    return (await response.json()).id
  },
}
