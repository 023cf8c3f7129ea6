import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const SCRIPT = path.resolve(import.meta.dirname, '../../support/audit.mjs')

/** Runs the script where `npm` says this and ends with this. */
async function auditWith(answer: string, code: number, more: NodeJS.ProcessEnv = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-audit-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const npm = path.join(folder, 'npm')
  await writeFile(npm, `#!/bin/sh\ncat <<'END'\n${answer}\nEND\nexit ${code}\n`)
  await chmod(npm, 0o755)
  const env = { ...process.env, ...more, PATH: `${folder}:${process.env['PATH'] ?? ''}` }
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8', env })
  return { status, said: stdout + stderr }
}

const found = (severity: string) =>
  JSON.stringify({
    vulnerabilities: { leaky: { name: 'leaky', severity, range: '<2' } },
    metadata: { vulnerabilities: { [severity]: 1 } },
  })

it('fails for a high or critical hole, and not for a lesser one', async () => {
  expect(await auditWith(found('high'), 1)).toMatchObject({
    status: 1,
    said: expect.stringContaining('high: leaky <2'),
  })
  expect((await auditWith(found('critical'), 1)).status).toBe(1)
  expect(await auditWith(found('moderate'), 1)).toMatchObject({
    status: 0,
    said: expect.stringContaining('1 moderate'),
  })
})

it('only tells where it is run along with all tests', async () => {
  expect(await auditWith(found('high'), 1, { WAYMARK_AUDIT: 'tell' })).toMatchObject({
    status: 0,
    said: expect.stringContaining('high: leaky <2'),
  })
})

it('says loudly that it was skipped where the registry knows no advisories', async () => {
  const refused = '{"message": "404 Not Found", "error": {"summary": "", "detail": ""}}'
  for (const answer of [refused, 'not even JSON', '']) {
    expect(await auditWith(answer, 1)).toMatchObject({ status: 0, said: expect.stringContaining('AUDIT WAS SKIPPED') })
  }
})
