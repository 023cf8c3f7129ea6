// npm drops optional platform packages that the registry at hand cannot serve and then refuses, in `npm ci`, the lock file
// that it has just written (npm/cli#9846). This puts each declared but dropped package back as an optional entry.
// Run after every `npm install`: npm run lockfix
import fs from 'node:fs'

const OPERATING_SYSTEMS = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'openharmony',
  'sunos',
  'aix',
]
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32']

const file = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(fs.readFileSync(file, 'utf8'))

/** Node's own lookup: the nearest node_modules that holds the package, walking up from `from`. */
function isInstalled(from, name) {
  let at = from
  for (;;) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
    at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))
  }
}

const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isInstalled(path, name))
    .map(([name, range]) => ({ name, version: String(range).replace(/^[\^~=v]+/, ''), dev: entry.dev })),
)
for (const { name, version, dev } of missing) {
  const words = name.replace('windows', 'win32')
  const os = OPERATING_SYSTEMS.find((word) => words.includes(word))
  const cpu = PROCESSORS.find((word) => words.includes(word))
  lock.packages[`node_modules/${name}`] = {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev: true }),
    optional: true,
    ...(os && { os: [os] }),
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${missing.length} optional platform packages put back into ${file}`)
