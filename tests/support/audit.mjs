// Known holes in what the product ships: fails for high and critical ones. A registry that keeps no advisories (a mirror, a machine
// without internet) cannot be asked; that is said loudly and fails nothing. With WAYMARK_AUDIT=tell holes are told only: what the
// tests say of a commit must not change with the day.
// Run by: npm run check:audit
import { spawnSync } from 'node:child_process'

const FAILS = new Set(['high', 'critical'])

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 })
const report = reportOf(stdout ?? '')

if (report?.metadata === undefined) {
  const why = error?.message ?? report?.message ?? report?.error?.summary ?? 'no answer'
  console.warn(`\n!!! THE DEPENDENCY AUDIT WAS SKIPPED: the registry did not answer it (${why.trim()}).`)
  console.warn('!!! Run “npm run check:audit” where the npm registry itself can be reached before you ship.\n')
  process.exit(0)
}

const counts = report.metadata.vulnerabilities
const failing = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) => FAILS.has(severity))
for (const { name, severity, range } of failing) console.error(`${severity}: ${name} ${range}`)
console.log(
  `Dependency audit: ${Object.entries(counts)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ')}`,
)
if (failing.length > 0 && process.env.WAYMARK_AUDIT === 'tell')
  console.warn('\n!!! These holes fail “npm run check:audit”.\n')
process.exit(failing.length === 0 || process.env.WAYMARK_AUDIT === 'tell' ? 0 : 1)

function reportOf(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
