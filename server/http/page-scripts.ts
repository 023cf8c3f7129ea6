import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { START_PAGES } from './web-app.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g

/**
 * The scripts that stand in the app's start pages (`src/ui/page-scripts.ts` puts them there), as sources for a content security policy.
 * They run where their content is just this, and nothing else does. Read once: the app is built before the server starts.
 */
export function pageScriptSources(appFolder: string): readonly string[] {
  const pages = START_PAGES.map((page) => path.join(appFolder, page)).filter((file) => existsSync(file))
  const scripts = pages.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(INLINE_SCRIPT)])
  return [
    ...new Set(scripts.map(([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)),
  ]
}
