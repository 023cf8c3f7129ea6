import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PAGE_CSS, pageOf } from '#server/http/pages.ts'

const source = (file: string): Promise<string> =>
  readFile(path.resolve(import.meta.dirname, '../../../..', file), 'utf8')

test('the pages before the app have its sign and its colours, by day and by night', async () => {
  const app = await source('src/ui/styles.css')
  for (const token of ['canvas', 'ink', 'ink-muted']) {
    const [day, night] = [...app.matchAll(new RegExp(`^  --${token}: (#\\w{6});`, 'gm'))].map(([, color]) => color)
    expect(PAGE_CSS, token).toContain(`light-dark(${day}, ${night})`)
  }
  const [, line = 'none'] = /d="(M[^"]+)"/.exec(await source('src/ui/Logo.tsx')) ?? []
  expect(pageOf('Gone', [])).toContain(`d="${line}"`)
})

test('a page says its words as they are, whatever is in them', () => {
  const page = pageOf('<Gone>', ['Ask "Ann" & Bob.'])
  expect(page).toContain('<h1>&#60;Gone&#62;</h1><p>Ask &#34;Ann&#34; &#38; Bob.</p>')
})
