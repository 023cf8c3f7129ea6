import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { aptLine, EVERY_SERVICE, missingServices } from './services.ts'

/**
 * Sees to it that the databases and proxies which tests start are installed: by apt-get, when run by root on Debian. Notes what is
 * missing afterwards in the file that it is given, for the closing lines of `run-all.mjs`.
 */
const [noteFile] = process.argv.slice(2)

const mayInstall = process.getuid?.() === 0 && fs.existsSync('/etc/debian_version')
const missing = missingServices(EVERY_SERVICE)
if (missing.length > 0 && mayInstall) {
  console.log(`Tests start ${missing.join(', ')}, which this machine does not have: installing by apt-get.`)
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing)
}

const left = missingServices(EVERY_SERVICE)
if (left.length === 0) console.log(`All here: ${EVERY_SERVICE.join(', ')}.`)
else console.error(`Not here: ${left.join(', ')}. What needs them is skipped. To get them: ${aptLine(left)}`)
if (noteFile !== undefined) fs.writeFileSync(noteFile, JSON.stringify({ missing: left, aptLine: aptLine(left) }))

function apt(...words: string[]): void {
  console.log(`  apt-get ${words.join(' ')}`)
  const { status } = spawnSync('apt-get', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) console.error(`  apt-get ended with ${String(status)}`)
}
