// Starts Waymark with whatever Node npm ran on (20 or newer). Plain JavaScript: this file is read before the Node that can read
// TypeScript is found.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED_NODE = 24
const PROJECT_FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const isDevelopment = process.argv.includes('--dev')
const command = process.argv[2]

if (Number.parseInt(process.versions.node, 10) >= NEEDED_NODE) {
  await (command === 'backup' || command === 'restore' ? runCommand(command) : isDevelopment ? develop() : start())
} else {
  startAgainWith(nodeFromPackages())
}

/** The Node that came as an optional package, for machines with an older one. */
function nodeFromPackages() {
  const node = path.join(PROJECT_FOLDER, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (!existsSync(node)) fail(noNodeWords())
  return node
}

function noNodeWords() {
  return `Waymark needs Node ${NEEDED_NODE} or newer; this is ${process.version}, and no newer one came with the packages for ${process.platform} ${process.arch}.
Install Node ${NEEDED_NODE} from https://nodejs.org, or run "npm ci" again without "--omit=optional".`
}

/**
 * Runs this file again under another Node, with the same flags, and is its shadow: passes signals on and ends as it ends. (One of the flags
 * keeps short-lived memory small: by default it grows to 64 MB, which a server of this kind never needs.)
 */
function startAgainWith(node) {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  const child = spawn(node, args, { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Waymark could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
}

/** The two commands beside the server, which need no web app. */
async function runCommand(name) {
  hushExperimental()
  keepCompiled()
  const backup = await import('./backup/command.ts')
  await backup.runCommand(name, process.argv.slice(3))
}

async function start() {
  hushExperimental()
  keepCompiled()
  if (isAppStale()) buildApp()
  const { run } = await import('./main.ts')
  await run()
}

/** The API on its own port, and in front of it Vite, which serves the app's sources and reloads them as they change. */
async function develop() {
  hushExperimental()
  const { createServer } = await import('vite')
  const { readConfig } = await import('./config.ts')
  const { run } = await import('./main.ts')
  const { host, port } = readConfig()
  const vitePort = port + 1000
  const api = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const vite = await createServer({
    configFile: path.join(PROJECT_FOLDER, 'vite.config.ts'),
    server: {
      host,
      port: vitePort,
      strictPort: true,
      proxy: {
        // Not the sources of `src/api`, which Vite serves at the same address.
        '^/(api(?!/[\\w-]+\\.ts)|enter|s|healthz|readyz|metrics|page\\.css)(/|$|\\?)': { target: api },
        '/sync': { target: api, ws: true },
      },
    },
  })
  await vite.listen()
  // Vite would end the process before everything is on disk.
  process.removeAllListeners('SIGTERM')
  await run({ openAt: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${vitePort}`, alsoClose: () => vite.close() })
}

/**
 * Keeps the server's compiled sources: from the second start on it is up in half the time, and what turns TypeScript into JavaScript
 * stays out of memory. The variable is for its threads and child processes. Where nothing can be written it goes without.
 */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= path.join(PROJECT_FOLDER, 'node_modules', '.cache', 'waymark-server')
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
}

/** Node still calls its own SQLite experimental, in the middle of the start message. */
function hushExperimental() {
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') console.warn(warning)
  })
}

function isAppStale() {
  // Built last.
  const built = path.join(PROJECT_FOLDER, 'dist', 'view.html')
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  return ['src', 'public', 'vite.config.ts', 'src/view/vite.config.ts', 'package-lock.json'].some(
    (name) => newest(path.join(PROJECT_FOLDER, name)) > builtAt,
  )
}

/** When the file, or the newest file in the folder, was last written; 0 when there is none. */
function newest(name) {
  if (!existsSync(name)) return 0
  const stat = statSync(name)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(name).map((entry) => newest(path.join(name, entry))))
}

function buildApp() {
  const vite = path.join(PROJECT_FOLDER, 'node_modules', 'vite', 'bin', 'vite.js')
  const hasApp = existsSync(path.join(PROJECT_FOLDER, 'dist', 'view.html'))
  if (!existsSync(vite)) {
    // Installed without development packages: what was built before is what there is.
    if (hasApp) return
    fail('The web app is not built, and Vite, which builds it, is not installed. Run "npm ci" and start again.')
  }
  console.log('Building the web app …')
  // The app, then the view of those who only look: a bundle of its own.
  for (const config of ['vite.config.ts', 'src/view/vite.config.ts']) {
    const { status } = spawnSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
      cwd: PROJECT_FOLDER,
      stdio: 'inherit',
    })
    if (status !== 0) fail('The web app could not be built; the reason stands above.')
  }
  // It works without, only slower.
  spawnSync(process.execPath, [path.join(PROJECT_FOLDER, 'server', 'compress-app.mjs')], { stdio: 'inherit' })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
