// The test command of the README: everything that must hold, one after another, with one closing line for all of it.
// Runs under whatever Node npm runs it with; the tools themselves find Node 24 through npm's PATH.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

// As low as the analytical engine's, which lets every other program go first: else busy tests leave it nothing on a machine of few cores.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)

const root = path.resolve(import.meta.dirname, '../..')
const results = path.join(root, 'test-results')
fs.rmSync(results, { recursive: true, force: true })
fs.mkdirSync(results, { recursive: true })

/** @type {{ passed: number, failed: number, skipped: number }} */
const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed, a text each, steps too: said again at the end, because who reads a long output often has its last lines only. */
const failures = []
let broken = false

function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`)
  const started = Date.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`)
  if (status === 0) return
  broken = true
  failures.push(`the step “${title}” ended with ${String(status)}`)
}

function count(file, read) {
  try {
    const found = read(JSON.parse(fs.readFileSync(path.join(results, file), 'utf8')))
    total.passed += found.passed
    total.failed += found.failures.length
    total.skipped += found.skipped
    failures.push(...found.failures)
  } catch (error) {
    total.failed += 1
    failures.push(`No result in ${file}: ${error instanceof Error ? error.message : String(error)}`)
    broken = true
  }
}

/** @returns {string[]} the failed tests of Vitest; what failed beside them is in the file of stray errors */
function failedTests(json) {
  return json.testResults.flatMap((result) =>
    result.assertionResults
      .filter(({ status }) => status === 'failed')
      .map((test) => `${path.relative(root, result.name)} › ${test.fullName}\n${test.failureMessages.join('\n')}`),
  )
}

/** @returns {string[]} the failed tests of Playwright, also those that passed at a second try */
function failedSpecs(suites) {
  return suites.flatMap((suite) => [
    ...failedSpecs(suite.suites ?? []),
    ...suite.specs
      .filter((spec) => spec.tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
      .map((spec) => {
        const errors = spec.tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
        return `tests/e2e/${spec.file}:${spec.line} › ${spec.title}\n${errors.map(({ message }) => message).join('\n')}`
      }),
  ])
}

/** @type {(text: string) => string} the first lines of a failure: its place is in the output above */
const shortened = (text) => text.split('\n').slice(0, 16).join('\n  ')

const services = path.join(results, 'services.json')
run('databases and proxies', 'npx', ['node', 'tests/support/install-services.ts', services])
// Read at once: the browser tests empty the folder of results.
const { missing, aptLine } = JSON.parse(fs.readFileSync(services, 'utf8'))
// A hole that became known yesterday is no fault of what is tested.
run('check', 'npm', ['run', '--silent', 'check'], { WAYMARK_AUDIT: 'tell' })
run('build', 'npm', ['run', '--silent', 'build'])
run('unit, component, http and sync tests', 'npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${path.join(results, 'vitest.json')}`,
  `--reporter=${path.join(root, 'tests/support/stray-errors-reporter.ts')}`,
])
// Vitest fails a run for them though each test passed.
count('stray-errors.json', (errors) => ({ passed: 0, failures: errors, skipped: 0 }))
count('vitest.json', (json) => ({
  passed: json.numPassedTests,
  failures: failedTests(json),
  skipped: json.numPendingTests + json.numTodoTests,
}))
run('a person’s path in a browser', 'npm', ['run', '--silent', 'test:e2e'])
count('e2e.json', (json) => ({
  passed: json.stats.expected,
  failures: failedSpecs(json.suites),
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
for (const failure of failures) console.error(`\nFAILED: ${shortened(failure)}`)
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(broken || total.failed > 0 ? 1 : 0)
