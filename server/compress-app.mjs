// Compresses the built web app once, so that the server need not do it for each request. Plain JavaScript, as it runs where the app is
// built: with whatever Node npm ran on. Only what Vite names by its content: such a file can never be older than its compressed form.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const ASSETS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/assets')
/** Below this, compressing costs more than it saves. */
const FROM_BYTES = 1024

const brotli = (bytes) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })

for (const name of await readdir(ASSETS)) {
  if (!/\.(js|css|svg|json)$/.test(name)) continue
  const file = path.join(ASSETS, name)
  const bytes = await readFile(file)
  if (bytes.length < FROM_BYTES) continue
  const [br, gz] = await Promise.all([brotli(bytes), promisify(gzip)(bytes, { level: 9 })])
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)])
}
