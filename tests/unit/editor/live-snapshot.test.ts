import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEditor } from '#src/editor/editor.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const [ana, ben] = [journey.person('Ana'), journey.person('Ben')]
  const editor = createEditor(ana.doc, { canEdit: true })
  const rename = (text: string) => ({ root: 'cards', id: small.cards[0], field: 'title', text }) as const
  return { journey, small, ana, ben, editor, rename }
}

describe('the live snapshot', () => {
  it('has one’s own changes at once and keeps what did not change', () => {
    const { editor, rename, small } = start()
    const before = editor.getSnapshot()
    editor.run(setText, rename('Mine'))
    const after = editor.getSnapshot()
    expect(after.cards.get(small.cards[0])?.title).toBe('Mine')
    expect(after.cards.get(small.cards[1])).toBe(before.cards.get(small.cards[1]))
    expect(after.steps).toBe(before.steps)
  })

  it('gathers others’ changes to one a frame', () => {
    const { editor, ben, journey, rename, small } = start()
    const heard = vi.fn()
    editor.subscribe(heard)
    for (const text of ['a', 'b', 'c']) {
      ben.does(setText, rename(text))
      journey.exchange()
    }
    expect(heard).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(heard).toHaveBeenCalledTimes(1)
    expect(editor.getSnapshot().cards.get(small.cards[0])?.title).toBe('c')
  })

  it('has what others changed at once when it must be read now', () => {
    const { editor, ben, journey, rename, small } = start()
    const heard = vi.fn()
    editor.subscribe(heard)
    ben.does(setText, rename('theirs'))
    journey.exchange()
    editor.readNow()
    expect(editor.getSnapshot().cards.get(small.cards[0])?.title).toBe('theirs')
    expect(heard).toHaveBeenCalledExactlyOnceWith(false)
    vi.runAllTimers()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('has what is typed when it is asked, and tells of it once its letters have been painted', () => {
    const { editor, small } = start()
    const heard = vi.fn()
    editor.subscribe(heard)
    const type = (insert: string, continues: boolean) =>
      editor.run(
        editText,
        { root: 'cards', id: small.cards[0], field: 'details', index: 0, remove: 0, insert },
        { continues, isTyped: true },
      )
    type('c', false)
    type('b', true)
    type('a', true)
    expect(heard).not.toHaveBeenCalled()
    expect(editor.getSnapshot().cards.get(small.cards[0])?.details).toMatch(/^abc/)
    vi.runAllTimers()
    expect(heard).toHaveBeenCalledExactlyOnceWith(true)

    type('z', true)
    editor.run(setText, { root: 'cards', id: small.cards[1], field: 'title', text: 'Not typed' })
    expect(heard).toHaveBeenCalledTimes(2)
    vi.runAllTimers()
    expect(heard).toHaveBeenCalledTimes(2)
  })

  it('shows others’ changes more seldom where showing them takes long, and one’s own at once', () => {
    const { editor, ben, journey, rename, small } = start()
    const shownAt: number[] = []
    editor.subscribe((isOwn) => {
      if (isOwn) return
      shownAt.push(performance.now())
      vi.advanceTimersByTime(50)
    })
    const title = (): string | undefined => editor.getSnapshot().cards.get(small.cards[0])?.title
    for (const text of ['a', 'b']) {
      ben.does(setText, rename(text))
      journey.exchange()
      // Without frames, as here, the first is shown after a quarter of a second.
      vi.advanceTimersByTime(260)
    }
    expect(title()).toBe('a')
    editor.run(setText, { root: 'cards', id: small.cards[1], field: 'title', text: 'Mine' })
    expect(title()).toBe('b')
    ben.does(setText, rename('c'))
    journey.exchange()
    vi.runAllTimers()
    expect(title()).toBe('c')
    expect(shownAt).toHaveLength(2)
    expect((shownAt[1] ?? 0) - (shownAt[0] ?? 0)).toBeGreaterThanOrEqual(300)
  })

  it('shows others’ changes more seldom still while a gesture goes on, and soon after it', () => {
    const { editor, ben, journey, rename, small } = start()
    editor.subscribe((isOwn) => void (isOwn || vi.advanceTimersByTime(50)))
    const title = (): string | undefined => editor.getSnapshot().cards.get(small.cards[0])?.title
    ben.does(setText, rename('a'))
    journey.exchange()
    vi.advanceTimersByTime(310)
    expect(title()).toBe('a')
    ben.does(setText, rename('b'))
    journey.exchange()
    for (let passedMs = 0; passedMs < 900; passedMs += 100) {
      editor.giveWay()
      vi.advanceTimersByTime(100)
    }
    expect(title()).toBe('a')
    // The gesture is over; without frames, as here, a change is shown after a quarter of a second.
    vi.advanceTimersByTime(420)
    expect(title()).toBe('b')
  })

  it('shows others’ changes together with one’s own when that comes first', () => {
    const { editor, ana, ben, journey, rename, small } = start()
    ben.does(setText, { root: 'cards', id: small.cards[1], field: 'title', text: 'Of Ben' })
    journey.exchange()
    editor.run(setText, rename('Mine'))
    expect(editor.getSnapshot()).toEqual(snapshotOf(ana.doc))
  })

  it('tells the listeners of a card of that card only', () => {
    const { editor, rename, small } = start()
    const [first, second] = [vi.fn(), vi.fn()]
    editor.subscribeCard(small.cards[0], first)
    const stop = editor.subscribeCard(small.cards[1], second)
    editor.run(setText, rename('Mine'))
    expect([first, second].map((listener) => listener.mock.calls.length)).toEqual([1, 0])
    stop()
    editor.run(deleteElements, { ids: [small.cards[1]] })
    expect(second).not.toHaveBeenCalled()
  })

  it('lets go of selected and edited elements that somebody deletes', () => {
    const { editor, ben, journey, small } = start()
    editor.select([small.cards[0], small.cards[1]])
    editor.startEditing(small.cards[1])
    ben.does(deleteElements, { ids: [small.cards[1]] })
    journey.exchange()
    vi.runAllTimers()
    expect(editor.selection.getState()).toMatchObject({ anchor: small.cards[0], editingId: null })
    expect([...editor.selection.getState().ids]).toEqual([small.cards[0]])
  })

  it('stops when it is closed', () => {
    const { editor, ben, journey, rename } = start()
    const before = editor.getSnapshot()
    editor.close()
    ben.does(setText, rename('Later'))
    journey.exchange()
    vi.runAllTimers()
    expect(editor.getSnapshot()).toBe(before)
  })
})
