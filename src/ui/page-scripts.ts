import { readFileSync } from 'node:fs'
import path from 'node:path'
import { minifySync, type Plugin } from 'vite'

const PUBLIC_FOLDER = path.join(import.meta.dirname, '../../public')
const OWN_SCRIPT = /<script((?: [\w-]+="[^"]*")*) src="\/([\w-]+\.js)"><\/script>/g

/**
 * For building: the small scripts of `public` that a page begins with stand in the page itself. A page that has to fetch them shows nothing
 * until they are there, and asks for all else after that. `server/http/page-scripts.ts` allows just these to run.
 */
export const pageScripts: Plugin = {
  name: 'waymark-page-scripts',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replaceAll(
        OWN_SCRIPT,
        (_whole, attributes: string, file: string) => `<script${attributes}>${sourceOf(file)}</script>`,
      ),
  },
}

function sourceOf(file: string): string {
  const { code } = minifySync(file, readFileSync(path.join(PUBLIC_FOLDER, file), 'utf8'))
  return code.trim()
}
