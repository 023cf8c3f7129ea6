import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetCopies, keptCopies, noteSent } from '#src/collab/offline-copies.ts'

const databases = new Set<string>()

beforeEach(() => {
  databases.clear()
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  vi.stubGlobal('indexedDB', {
    databases: () => Promise.resolve([...databases].map((name) => ({ name }))),
    deleteDatabase: (name: string) => {
      databases.delete(name)
      return { addEventListener: (kind: string, hear: () => void) => kind === 'success' && queueMicrotask(hear) }
    },
  })
  return () => vi.unstubAllGlobals()
})

describe('copies of journeys in this browser', () => {
  it('are known by name, with whether the server has all of each', async () => {
    for (const name of ['waymark-journey-a', 'waymark-journey-b', 'waymark-journey-b-probe', 'of-another-program'])
      databases.add(name)
    noteSent('a', true)
    expect(await keptCopies()).toEqual([
      { journeyId: 'a', isSent: true },
      { journeyId: 'b', isSent: false },
    ])
    noteSent('a', false)
    expect((await keptCopies()).every(({ isSent }) => !isSent)).toBe(true)
  })

  it('are forgotten when they were sent, and otherwise only when that is asked for', async () => {
    for (const id of ['a', 'b']) databases.add(`waymark-journey-${id}`)
    databases.add('of-another-program')
    noteSent('a', true)
    await forgetCopies('sent')
    expect([...databases]).toEqual(['waymark-journey-b', 'of-another-program'])
    await forgetCopies('all')
    expect([...databases]).toEqual(['of-another-program'])
  })

  it('are none where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', undefined)
    expect(await keptCopies()).toEqual([])
    await forgetCopies('all')
  })
})
