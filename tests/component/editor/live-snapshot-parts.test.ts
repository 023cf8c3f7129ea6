import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setText } from '#shared/model/commands/set-text.ts'
import { inParts } from '#src/canvas/gestures/give-way.ts'
import { createEditor } from '#src/editor/editor.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function* steps(...all: readonly (() => void)[]): Generator<undefined, void> {
  for (const step of all) {
    step()
    yield
  }
}

function start() {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const [ana, ben] = [journey.person('Ana'), journey.person('Ben')]
  const editor = createEditor(ana.doc, { canEdit: true })
  const titles = (): (string | undefined)[] =>
    [0, 1].map((index) => editor.getSnapshot().cards.get(small.cards[index] ?? small.cards[0])?.title)
  const renames = (index: 0 | 1, text: string): void => {
    ben.does(setText, { root: 'cards', id: small.cards[index], field: 'title', text })
    journey.exchange()
  }
  return { editor, small, titles, renames }
}

it('prepares what others changed between frames while a gesture goes on, and tells of it then', () => {
  const { editor, titles, renames } = start()
  const happened: string[] = []
  editor.showInParts((read, tell) =>
    inParts(
      steps(
        read,
        () => void happened.push(`prepared ${titles()[0]}`),
        () => {
          happened.push('prepared more')
          // Comes when it has been read: it is told of the next time.
          renames(1, 'late')
        },
      ),
      tell,
    ),
  )
  editor.subscribe(() => void happened.push(`told ${titles().join(' ')}`))
  const before = titles()
  editor.giveWay()
  renames(0, 'theirs')
  for (let frames = 0; happened.length < 2 && frames < 20; frames++) vi.advanceTimersToNextTimer()
  expect(happened).toEqual(['prepared theirs', 'prepared more'])
  vi.advanceTimersToNextFrame()
  expect(happened.slice(2)).toEqual([`told theirs ${before[1]}`])
  vi.advanceTimersByTime(2_000)
  expect(happened.at(-1)).toBe('told theirs late')
  editor.close()
})

it('tells at once, with one’s own change, what is being prepared', () => {
  const { editor, small, titles, renames } = start()
  const told = vi.fn()
  const prepared = vi.fn()
  editor.showInParts((read, tell) =>
    inParts(
      steps(read, prepared, () => {}),
      tell,
    ),
  )
  editor.subscribe((isOwn) => told(isOwn, ...titles()))
  editor.giveWay()
  renames(0, 'theirs')
  for (let frames = 0; prepared.mock.calls.length === 0 && frames < 20; frames++) vi.advanceTimersToNextTimer()
  editor.run(setText, { root: 'cards', id: small.cards[1], field: 'title', text: 'mine' })
  vi.advanceTimersByTime(2_000)
  expect(told.mock.calls).toEqual([[true, 'theirs', 'mine']])
  editor.close()
})

it('prepares nothing apart where no gesture goes on', () => {
  const { editor, renames } = start()
  const [prepared, told] = [vi.fn(), vi.fn()]
  editor.showInParts((read, tell) => inParts(steps(read, prepared), tell))
  editor.subscribe(told)
  renames(0, 'theirs')
  vi.advanceTimersByTime(1_000)
  expect([prepared, told].map((each) => each.mock.calls.length)).toEqual([0, 1])
  editor.close()
})

it('does in each frame what there is room for', () => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const takes = (ms: number) => vi.fn(() => void (now += ms))
  const all = [takes(1), takes(1), takes(30), takes(2), takes(3), takes(1)]
  const doneAfter = () => all.map((each) => each.mock.calls.length).reduce((sum, times) => sum + times, 0)
  const told = vi.fn()
  inParts(steps(...all), told)
  const seen = new Set<number>()
  for (let timers = 0; told.mock.calls.length === 0 && timers < 40; timers++) {
    vi.advanceTimersToNextTimer()
    seen.add(doneAfter())
  }
  expect([...seen].filter((count) => count > 0)).toEqual([3, 5, 6])
  // As if it had been done in one go, and had just ended.
  expect(told).toHaveBeenCalledExactlyOnceWith(now - 38)
})
