// The test command of the README: everything that must hold, one after another, with one closing line for all of it.
// Runs under whatever Node npm runs it with; the tools themselves find Node 24 through npm's PATH.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const results = path.join(root, 'test-results')
fs.rmSync(results, { recursive: true, force: true })
fs.mkdirSync(results, { recursive: true })

/** @type {{ passed: number, failed: number, skipped: number }} */
const total = { passed: 0, failed: 0, skipped: 0 }
let broken = false

function run(title, command, args) {
  console.log(`\n── ${title}`)
  const started = Date.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: false })
  console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`)
  if (status !== 0) broken = true
}

function count(file, read) {
  try {
    const found = read(JSON.parse(fs.readFileSync(path.join(results, file), 'utf8')))
    total.passed += found.passed
    total.failed += found.failed
    total.skipped += found.skipped
  } catch (error) {
    console.error(`No result in ${file}: ${error instanceof Error ? error.message : String(error)}`)
    total.failed += 1
    broken = true
  }
}

const services = path.join(results, 'services.json')
run('databases and proxies', 'npx', ['node', 'tests/support/install-services.ts', services])
// Read at once: the browser tests empty the folder of results.
const { missing, aptLine } = JSON.parse(fs.readFileSync(services, 'utf8'))
run('check', 'npm', ['run', '--silent', 'check'])
run('build', 'npm', ['run', '--silent', 'build'])
run('unit, component, http and sync tests', 'npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${path.join(results, 'vitest.json')}`,
])
count('vitest.json', (json) => ({
  passed: json.numPassedTests,
  failed: json.numFailedTests + json.numFailedTestSuites,
  skipped: json.numPendingTests + json.numTodoTests,
}))
run('a person’s path in a browser', 'npm', ['run', '--silent', 'test:e2e'])
count('e2e.json', (json) => ({
  passed: json.stats.expected,
  failed: json.stats.unexpected + json.stats.flaky,
  skipped: json.stats.skipped,
}))

/** Real datasets cannot be shipped; where they are present nothing may be skipped for want of them. */
const hasData = fs.existsSync(path.join(root, '../shared/data'))
if (total.skipped > 0 && hasData && missing.length === 0) {
  console.error(`${total.skipped} tests were skipped although everything that they need is here.`)
  broken = true
}
if (missing.length > 0) {
  console.error(`\nSKIPPED: all that needs ${missing.join(', ')}. That is no full run. To get there: ${aptLine}`)
  if (process.env.WAYMARK_SKIP_SERVICES === '1') console.error('Let pass, because WAYMARK_SKIP_SERVICES=1.')
  else broken = true
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(broken || total.failed > 0 ? 1 : 0)
