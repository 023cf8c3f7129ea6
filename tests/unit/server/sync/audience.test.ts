import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createAudience, newsOfUpdates } from '#server/sync/audience.ts'
import type { Connection, News } from '#server/sync/connection.ts'

/** A viewer that keeps what it is told. */
function createListener() {
  const heard: News[] = []
  const listener: Pick<Connection, 'phase' | 'sendNews'> & { phase: Connection['phase'] } = {
    phase: 'following',
    sendNews: (news) => void heard.push(news),
  }
  return { listener, heard }
}

/** What an author wrote, one update a letter. */
function lettersOf(text: string): readonly Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const [index, letter] of text.split('').entries()) doc.getText('text').insert(index, letter)
  return updates
}

function textOf(heard: readonly News[]): string {
  const doc = new Y.Doc()
  for (const { updates } of heard) for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText('text').toString()
}

it('tells a small audience at once', () => {
  const [a, b] = [createListener(), createListener()]
  const [update] = lettersOf('x')
  createAudience().tell(newsOfUpdates([update ?? new Uint8Array()]), [a.listener, b.listener])
  expect([textOf(a.heard), textOf(b.heard)]).toEqual(['x', 'x'])
})

it('lets other work come between when there are many, and tells what gathered meanwhile merged and in order', async () => {
  const everyone = Array.from({ length: 230 }, createListener)
  const listeners = everyone.map(({ listener }) => listener)
  const audience = createAudience()
  const [first, ...others] = lettersOf('waymark')
  audience.tell(newsOfUpdates([first ?? new Uint8Array()]), listeners)
  const told = (): number => everyone.filter(({ heard }) => heard.length > 0).length
  expect(told()).toBeLessThan(100)
  for (const update of others) audience.tell(newsOfUpdates([update]), listeners)
  const [gone] = everyone.slice(-1)
  if (gone !== undefined) gone.listener.phase = 'closed'
  while (everyone.slice(0, -1).some(({ heard }) => textOf(heard) !== 'waymark')) await turn()
  for (const { heard } of everyone.slice(0, -1)) {
    expect(heard).toHaveLength(2)
    expect(heard[1]?.broadcasts).toHaveLength(1)
  }
  expect(gone?.heard).toEqual([])
})
