import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Needed in containers and for root; our own pages are the only ones that it renders. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium for the browser tests: `CHROMIUM_PATH`, else one that is installed, else the one inside the npm package
 * `@sparticuz/chromium` (x64), else apt's. Throws with what to do when there is none.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  const installed = INSTALLED.find((path) => fs.existsSync(path))
  if (installed) return installed
  if (process.arch === 'x64') {
    // The package unpacks its own system libraries only when it believes that it runs in a bare container of this name.
    process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
    const { default: chromium } = await import('@sparticuz/chromium')
    return chromium.executablePath()
  }
  try {
    execFileSync('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq chromium'], { stdio: 'inherit' })
    return '/usr/bin/chromium'
  } catch {
    throw new Error('No Chromium for the browser tests. Install one and set CHROMIUM_PATH to it.')
  }
}
